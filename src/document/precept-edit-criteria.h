/* precept-edit-criteria.h: edits of criteria trees, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* As in precept-edit.h: (transfer full) a group to apply; or NULL, and @error says why not.
 *
 * A criterion is any node of a criteria tree: a sentence ("criterion"), a coded leaf or a group (all, any, none,
 * at-least). Its holder is what the tree stands in: applies-to, general or a request. Every tree that comes out is one:
 * a second criterion beside a lone one makes a group of both; a group that loses its last criterion goes too. */

typedef enum
{
  PRECEPT_CRITERIA_BEFORE,
  PRECEPT_CRITERIA_AFTER,
  PRECEPT_CRITERIA_INTO_START, /* of a group, or of what holds a tree */
  PRECEPT_CRITERIA_INTO_END,
} PreceptCriteriaPlace;

PreceptStepGroup *precept_edit_add_criterion (PreceptDocument     *document,
                                              const char          *path,
                                              PreceptCriteriaPlace place,
                                              PreceptInline       *content,
                                              char               **new_id,
                                              GError             **error);
/* @next: (out): path of what is there instead: the one before, else after, else around; NULL: nothing. */
PreceptStepGroup *precept_edit_remove_criterion (PreceptDocument *document, const char *path, char **next, GError **error);
PreceptStepGroup *precept_edit_duplicate_criterion (PreceptDocument *document, const char *path, char **new_id, GError **error);
PreceptStepGroup *precept_edit_move_criterion (PreceptDocument     *document,
                                               const char          *path,
                                               const char          *target_path,
                                               PreceptCriteriaPlace place,
                                               GError             **error);

/* Among its own; and into a group with the one above, and out of its group. */
PreceptStepGroup *precept_edit_raise_criterion (PreceptDocument *document, const char *path, gboolean down, GError **error);
PreceptStepGroup *precept_edit_indent_criterion (PreceptDocument *document, const char *path, GError **error);
PreceptStepGroup *precept_edit_outdent_criterion (PreceptDocument *document, const char *path, GError **error);

/* @n criteria that follow each other become a group, which demands what they did. @new_id: (out): of the group. */
PreceptStepGroup *precept_edit_group_criteria (PreceptDocument *document, const char *first_path, guint n, char **new_id, GError **error);
PreceptStepGroup *precept_edit_ungroup_criteria (PreceptDocument *document, const char *path, GError **error);
/* @kind: "all", "any", "none" or "at-least", then with a @count. */
PreceptStepGroup *precept_edit_set_group_kind (PreceptDocument *document, const char *path, const char *kind, guint count, GError **error);
/* A sentence with a list becomes a group of its items; any other criterion the first of a group, with an empty one
 * after it. @focus: (out): where to go on. */
PreceptStepGroup *precept_edit_open_criterion (PreceptDocument *document, const char *path, char **focus, GError **error);

/* Enter in a sentence, at the caret in one of its paragraphs; and Backspace at its start. */
PreceptStepGroup *precept_edit_split_criterion (PreceptDocument *document,
                                                const char      *paragraph_id,
                                                PreceptInline   *left,
                                                PreceptInline   *right,
                                                char           **second_id,
                                                GError         **error);
PreceptStepGroup *precept_edit_join_criterion (PreceptDocument *document, const char *path, char **paragraph_path, GError **error);

G_END_DECLS
