/* precept-content-private.h: how a guideline's elements become blocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-content.h"
#include "precept-words.h"

G_BEGIN_DECLS

/* What is printed of another element, and where. */
typedef struct
{
  char       *label;  /* "Table 1" */
  GHashTable *owners; /* set of ids of elements that print it, or once did */
} PreceptContentLabel;

/* What the builders need to know about the document as a whole. Every builder finds its levels and numbers from the
 * element's ancestors and from here, so any block can be built again on its own. */
typedef struct
{
  PreceptDocument *document; /* borrowed from the content */
  PreceptWords    *words;    /* kept for good */

  GHashTable *numbers;        /* id → number from 1, of references and of tables that have a number */
  char       *mandate_target; /* "#id" of the definition of the mandate mark, or NULL */

  /* What was printed of other elements: where it is not so any more, it must be built again. */
  GHashTable *used_labels;    /* id → PreceptContentLabel */
  GHashTable *used_numbers;   /* id → number cited, 0: no such reference */
  GHashTable *used_terms;     /* id of a definition → whether it is there */
  gboolean    used_title;     /* the guideline's own title, in a sentence */
  gboolean    used_year;      /* in the notice of the holder of a code set, and which */
  char       *code_year;      /* owned, or NULL */
  GHashTable *used_sentences; /* id of a criterion → its sentence, made from facts, tables and subjects elsewhere */
  gboolean    used_codes;     /* the same, of a criterion without an id */
  GHashTable *images;         /* id of a figure → Image */
} PreceptContentContext;

void precept_content_context_init (PreceptContentContext *self, PreceptDocument *document);
void precept_content_context_clear (PreceptContentContext *self);
void precept_content_context_number (PreceptContentContext *self); /* numbers tables and references again */
void precept_content_context_forget (PreceptContentContext *self); /* what was used */
/* Adds the ids of elements that print labels which are not so any more; FALSE: so much changed that all must be built. */
gboolean precept_content_context_find_stale (PreceptContentContext *self, GPtrArray *ids);

/* precept-content-text.c: inline content */
PreceptText *precept_content_build_inline (PreceptContentContext *self, const xmlNode *element);
PreceptText *precept_content_build_cited_inline (PreceptContentContext *self, const xmlNode *element, const char *ids);
void         precept_content_append_inline (PreceptContentContext *self, PreceptText *text, const xmlNode *node);
void         precept_content_append_cites (PreceptContentContext *self, PreceptText *text, const char *ids);
void         precept_content_append_mandate (PreceptContentContext *self, PreceptText *text);
PreceptText *precept_content_build_reference_text (PreceptContentContext *self, const xmlNode *reference);
char        *precept_content_dup_plain (PreceptContentContext *self, const xmlNode *element); /* without numbers and marks */
gboolean     precept_content_is_inline (const xmlNode *node);

/* precept-content-build.c: blocks. Borrowed elements of our namespace. */
PreceptBlock *precept_content_build_block (PreceptContentContext *self, const xmlNode *element); /* NULL: not one block */
void          precept_content_append_blocks (PreceptContentContext *self, PreceptBlock *parent, const xmlNode *element);
PreceptBlock *precept_content_new_paragraph (char *text);                                 /* (transfer full); generated */
gboolean      precept_content_element_is (const xmlNode *node, const char *const *names); /* any of these */

/* precept-content-list.c */
PreceptBlock *precept_content_build_list (PreceptContentContext *self, const xmlNode *element);
PreceptBlock *precept_content_build_item (PreceptContentContext *self, const xmlNode *element);
char         *precept_content_dup_number (PreceptNumbering numbering, guint number); /* "iv" */

/* precept-content-table.c */
PreceptBlock *precept_content_build_table (PreceptContentContext *self, const xmlNode *element);
PreceptBlock *precept_content_build_row (PreceptContentContext *self, const xmlNode *element);
PreceptBlock *precept_content_build_cell (PreceptContentContext *self, const xmlNode *element);
PreceptBlock *precept_content_build_code_table (PreceptContentContext *self, const xmlNode *element);
PreceptBlock *precept_content_build_code (PreceptContentContext *self, const xmlNode *element);
char         *precept_content_dup_code_year (PreceptContentContext *self);
PreceptBlock *precept_content_build_cpt_notice (PreceptContentContext *self);
gboolean      precept_content_wants_cpt_notice (const xmlNode *code_table);
PreceptBlock *precept_content_build_history (PreceptContentContext *self, const xmlNode *element); /* its table */

/* precept-content-coverage.c */
void          precept_content_append_precedence (PreceptContentContext *self, PreceptBlock *parent, const xmlNode *precedence);
void          precept_content_append_tree (PreceptContentContext *self, PreceptBlock *parent, const xmlNode *tree);
PreceptBlock *precept_content_build_indication (PreceptContentContext *self, const xmlNode *element);
PreceptBlock *precept_content_build_request (PreceptContentContext *self, const xmlNode *element);
void          precept_content_append_general (PreceptContentContext *self, PreceptBlock *parent, const xmlNode *general);
char         *precept_content_dup_subjects (PreceptContentContext *self, const xmlNode *element); /* of @for; NULL: all */

/* precept-content-front.c: the first page */
typedef struct
{
  PreceptText *title;
  char        *publisher;
  char        *policy_number;
  char        *version;
  gboolean     is_retired;
  char        *keywords; /* "ALS, SOD1"; "" or NULL: none */
  GArray      *facts;    /* PreceptContentFact */
  GArray      *coverage; /* PreceptContentCoverage */
} PreceptContentFront;

void precept_content_front_init (PreceptContentFront *self);
void precept_content_front_clear (PreceptContentFront *self);
void precept_content_front_build (PreceptContentFront *self, PreceptContentContext *context);

G_END_DECLS
