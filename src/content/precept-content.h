/* precept-content.h: a guideline as a reader meets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-block.h"
#include "precept-document.h"

G_BEGIN_DECLS

/* A label and a value of the facts on the first page: "Policy number", "CG-0217". */
typedef struct
{
  char    *label;
  char    *value;
  char    *path; /* of its element, for editing; NULL: computed */
  gboolean wide; /* takes the whole row (lines of business) */
} PreceptContentFact;

/* A row of the coverage summary on the first page. */
typedef struct
{
  char *indication;    /* "All other uses" last */
  char *determination; /* "Case-by-case review" */
  char *target;        /* id of its indication */
} PreceptContentCoverage;

/* Headings, numbers, generated sentences and link targets, all computed from the document and
 * the words of its language (data/language). Made on the document's thread; what it holds may then be read by any. */
#define PRECEPT_TYPE_CONTENT (precept_content_get_type ())
G_DECLARE_FINAL_TYPE (PreceptContent, precept_content, PRECEPT, CONTENT, GObject)

PreceptContent *precept_content_new (PreceptDocument *document); /* builds it; does not watch the document */
/* After a change: builds again just what the change touched (and all where numbers moved). */
void precept_content_update (PreceptContent *self, PreceptChange *change); /* NULL: everything */

const char                   *precept_content_get_language (PreceptContent *self);  /* "en-US" */
PreceptText                  *precept_content_get_title (PreceptContent *self);     /* generic name in parentheses is outside STRONG */
const char                   *precept_content_get_publisher (PreceptContent *self); /* plan's name, or NULL */
const char                   *precept_content_get_kind (PreceptContent *self);      /* "Clinical guideline" */
const PreceptContentFact     *precept_content_get_facts (PreceptContent *self, guint *n_facts);
const PreceptContentCoverage *precept_content_get_coverage (PreceptContent *self, guint *n_rows);
GPtrArray                    *precept_content_get_blocks (PreceptContent *self);           /* borrowed; of PreceptBlock, in printed order */
PreceptBlock                 *precept_content_find (PreceptContent *self, const char *id); /* borrowed, or NULL */
gboolean                      precept_content_is_draft (PreceptContent *self);             /* until approvals exist: always */
gboolean                      precept_content_is_retired (PreceptContent *self);           /* by its status: prints as such */
const char                   *precept_content_get_policy_number (PreceptContent *self);    /* or NULL */
const char                   *precept_content_get_version (PreceptContent *self);          /* or NULL */
const char                   *precept_content_get_keywords (PreceptContent *self);         /* "ALS, SOD1", or NULL; on no page */
/* A word printed by the layout: "contents", "page-n-of-n" ("Page %u of %u"), "table-continues" …; see data/language. */
const char *precept_content_get_word (PreceptContent *self, const char *key);

G_END_DECLS
