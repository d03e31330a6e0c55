/* precept-edit-criteria-private.h: what the edits of criteria share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-edit-criteria.h"
#include "precept-edit-private.h"

G_BEGIN_DECLS

gboolean precept_edit_is_criterion (const xmlNode *node); /* a node of a criteria tree */
gboolean precept_edit_is_group (const xmlNode *node);     /* one that joins others */
gboolean precept_edit_is_holder (const xmlNode *node);    /* what a tree stands in */
gboolean precept_edit_is_blank (const xmlNode *node);     /* a sentence without a word */

xmlNode *precept_edit_find_criterion (PreceptDocument *document, const char *path, GError **error);
guint    precept_edit_count_criteria (const xmlNode *parent);
xmlNode *precept_edit_get_criterion (const xmlNode *node, gboolean before); /* the nearest sibling; NULL: none */
char    *precept_edit_dup_blank (PreceptDocument *document, PreceptInline *content, char **new_id);

/* How a tree is found when @node has left it: @gone goes with it, and a blank one takes its place in a request. */
typedef struct
{
  xmlNode *gone;
  gboolean refill;
} PreceptCriteriaGap;
PreceptCriteriaGap precept_edit_find_gap (xmlNode *node, const xmlNode *keep);

G_END_DECLS
