/* precept-publish-html-private.h: shared by the files that write HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"
#include "precept-flow.h"
#include "precept-style.h"

G_BEGIN_DECLS

/* A place where a reference is cited: its id is "REFERENCE.NUMBER". No id of a guideline has a dot. */
typedef struct
{
  const char *reference; /* borrowed; of the citation that is there: in "1–3" the first stands for the second too */
  guint       number;    /* from 1, among the citations of that reference */
} PreceptPublishHtmlPlace;

typedef struct
{
  GArray *places;    /* owned; of PreceptPublishHtmlPlace, in the order of the text */
  guint   n_links;   /* citations that are links to it */
  guint   n_written; /* … of which so many are written */
} PreceptPublishHtmlCitations;

/* A file that is being written. */
typedef struct
{
  PreceptContent *content; /* borrowed */
  PreceptStyle   *style;   /* borrowed */
  GString        *out;     /* owned */

  GHashTable *owners;     /* id, borrowed → PreceptBlock that has it in the file, the first one where an id repeats */
  GHashTable *references; /* number, as a reader sees it: borrowed → id, borrowed */
  GHashTable *citations;  /* id of a reference, borrowed → PreceptPublishHtmlCitations, owned */

  guint         depth;   /* how many headings the text stands under, the title among them */
  PreceptBlock *heading; /* borrowed; the nearest of them, or NULL */
  gboolean      is_rtl;  /* the language is written from right to left */
} PreceptPublishHtml;

/* precept-publish-html-text.c: characters and inline content */
void precept_publish_html_append_text (GString *out, const char *text, gsize length); /* escaped; also within quotes */
void precept_publish_html_append_attribute (GString *out, const char *name, const char *value);
void precept_publish_html_write_phrase (PreceptPublishHtml *self, const char *phrase, const char *first, const char *second);
void precept_publish_html_write_plain (PreceptPublishHtml *self, const char *element, const char *class_name, const char *text);
/* dir="auto" where the text is not of one direction with the document. */
void precept_publish_html_write_direction (PreceptPublishHtml *self, const char *text);
void precept_publish_html_write_text (PreceptPublishHtml *self, PreceptText *text, gboolean is_reference);
void precept_publish_html_count_citations (PreceptPublishHtml *self, PreceptText *text);
/* href="#id", where a block in the file has that id; FALSE: nothing was written. */
gboolean precept_publish_html_write_target (PreceptPublishHtml *self, const char *id);

/* precept-publish-html-blocks.c */
void     precept_publish_html_write_blocks (PreceptPublishHtml *self, GPtrArray *blocks);
void     precept_publish_html_write_block (PreceptPublishHtml *self, PreceptBlock *block);
void     precept_publish_html_write_id (PreceptPublishHtml *self, PreceptBlock *block); /* " id=…" */
void     precept_publish_html_write_labelled (PreceptPublishHtml *self, const char *element, PreceptBlock *block, PreceptText *text);
gboolean precept_publish_html_is_empty (PreceptText *text);
/* width, height, alt, src; FALSE: not a picture that every browser shows, and nothing was written. */
gboolean precept_publish_html_write_image (PreceptPublishHtml *self, const char *class_name, GBytes *image, const char *alternative, double width_pt, double height_pt);

/* precept-publish-html-table.c */
void precept_publish_html_write_table (PreceptPublishHtml *self, PreceptBlock *table);

/* precept-publish-html-front.c: what stands before and after the sections */
void precept_publish_html_write_header (PreceptPublishHtml *self);
void precept_publish_html_write_contents (PreceptPublishHtml *self);
void precept_publish_html_write_small_print (PreceptPublishHtml *self); /* of the first page */
void precept_publish_html_write_end_notice (PreceptPublishHtml *self);
void precept_publish_html_write_footer (PreceptPublishHtml *self);

/* precept-publish-html-style.c: the style sheet, with the plan's colours and fonts */
void precept_publish_html_write_style (PreceptPublishHtml *self);

G_END_DECLS
