/* precept-import-private.h: what the files of the import share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-import.h"

G_BEGIN_DECLS

/* Report: one is filled while a text is read, and shared when it is done. */

PreceptImportReport *precept_import_report_new (void);
void                 precept_import_report_add (PreceptImportReport  *self,
                                                PreceptImportNoteKind kind,
                                                guint                 line,
                                                guint                 n_lines,
                                                const char           *what,
                                                const char           *format,
                                                ...) G_GNUC_PRINTF (6, 7);
void                 precept_import_report_sort (PreceptImportReport *self);
void                 precept_import_report_truncate (PreceptImportReport *self, guint n_notes);
void                 precept_import_report_drop_read (PreceptImportReport *self, guint n_notes);

/* Bytes to lines. */

typedef struct
{
  char    *text; /* owned; UTF-8 of XML characters, no line end, no white space at its end but a tab */
  guint    number;
  gboolean page_before; /* a form feed stands before it */
} PreceptImportLine;

GPtrArray *precept_import_read_lines (GBytes *bytes, PreceptImportReport *report, GError **error);
gboolean   precept_import_line_is_blank (const PreceptImportLine *line);

/* Lines to blocks. */

typedef enum
{
  PRECEPT_IMPORT_PARAGRAPH,
  PRECEPT_IMPORT_ITEM,
  PRECEPT_IMPORT_TABLE,
  PRECEPT_IMPORT_HEADING,
} PreceptImportBlockKind;

typedef struct
{
  GStrv cells; /* owned; raw text with its marks */
  guint line;
} PreceptImportRow;

typedef struct
{
  PreceptImportBlockKind kind;

  char    *text; /* owned, raw text with its marks; NULL for a table */
  guint    line; /* first and last line of the source */
  guint    last_line;
  gboolean gap;      /* a blank line stands before it */
  gboolean page;     /* a page of the source ends before it */
  guint    level;    /* HEADING: 1 to 6, or 0 where the text does not say */
  guint    depth;    /* ITEM: from 0; PARAGRAPH: 0, or one more than the item that it belongs to */
  gboolean numbered; /* ITEM */
  char    *marker;   /* ITEM: owned, "-" or "1." */
  guint    value;    /* ITEM: its number, 0: a bullet */
  char     style;    /* ITEM: of its marker */

  GPtrArray *rows;     /* TABLE: owned, of PreceptImportRow; those below the caption */
  GPtrArray *captions; /* TABLE: owned, of char *; raw */
  guint      number;   /* TABLE: of its printed label, 0: none */
} PreceptImportBlock;

PreceptImportBlock *precept_import_block_new (PreceptImportBlockKind kind, const char *text, guint line);
void                precept_import_block_free (PreceptImportBlock *self);
PreceptImportRow   *precept_import_block_row (const PreceptImportBlock *table, guint i);
char               *precept_import_block_dup_captions (const PreceptImportBlock *table); /* as one text */

/* A bullet or a number at the start of a line. */
typedef struct
{
  guint    indent; /* columns before the marker */
  gsize    length; /* bytes of the line up to the item's text */
  char     style;  /* '*' bullet, or the first of its kind: '1', 'a', 'A', 'i', 'I' */
  gunichar glyph;  /* the bullet, or what stands after the number */
  guint    value;  /* of a number */
} PreceptImportMarker;

gboolean precept_import_marker_read (const char *text, char open_style, PreceptImportMarker *marker);

GPtrArray *precept_import_lex (GPtrArray *lines);

/* What the pages of the source have put between: page numbers, repeated headers, the printed contents list. */

void precept_import_drop_furniture (GPtrArray *lines, GHashTable *contents, PreceptImportReport *report);
void precept_import_mend_pages (GPtrArray *blocks, PreceptImportReport *report);
void precept_import_mend_tables (GPtrArray *blocks, PreceptImportReport *report);

/* Headings. */

typedef enum
{
  PRECEPT_IMPORT_PART_UNKNOWN,
  PRECEPT_IMPORT_PART_DISCLAIMER,
  PRECEPT_IMPORT_PART_SUMMARY,
  PRECEPT_IMPORT_PART_DEFINITIONS,
  PRECEPT_IMPORT_PART_STATEMENT,
  PRECEPT_IMPORT_PART_EVIDENCE,
  PRECEPT_IMPORT_PART_COVERAGE,
  PRECEPT_IMPORT_PART_GROUP,      /* inside coverage */
  PRECEPT_IMPORT_PART_OTHER_USES, /* inside coverage */
  PRECEPT_IMPORT_PART_CODES,
  PRECEPT_IMPORT_PART_REFERENCES,
  PRECEPT_IMPORT_PART_HISTORY,
  PRECEPT_IMPORT_PART_SECTION,
} PreceptImportPart;

char             *precept_import_heading_key (const char *raw); /* lower-case words, marks and numbering gone */
PreceptImportPart precept_import_heading_part (const char *key, gboolean *exact);
gboolean          precept_import_heading_has_shape (const char *raw);
char             *precept_import_heading_take_mandate (const char *raw, gboolean *mandate);
void              precept_import_find_headings (GPtrArray *blocks, GHashTable *contents);

/* The marks of a line to inline content. */

void  precept_import_append_inline (xmlNode *parent, const char *raw, GHashTable *tables);
char *precept_import_dup_plain (const char *raw);

/* Facts in words. */

GRegex *precept_import_get_regex (GRegex **slot, const char *pattern);

char       *precept_import_dup_date (const char *text, gsize *start, gsize *length); /* ISO, or NULL */
const char *precept_import_code_system (const char *code, const char *hint);         /* NULL: no code */
const char *precept_import_determination (const char *text);                         /* NULL: none */
void        precept_import_recognize_reference (xmlNode *reference);
void        precept_import_recognize_trial (xmlNode *finding, const char *text);
char       *precept_import_dup_slug (const char *text, gsize max_length);

/* Sentences about criteria. */

typedef enum
{
  PRECEPT_IMPORT_JOIN_UNKNOWN,
  PRECEPT_IMPORT_JOIN_ALL,
  PRECEPT_IMPORT_JOIN_ANY,
  PRECEPT_IMPORT_JOIN_NONE,
  PRECEPT_IMPORT_JOIN_AT_LEAST,
} PreceptImportJoin;

typedef enum
{
  PRECEPT_IMPORT_NO_CONJUNCTION,
  PRECEPT_IMPORT_AND,
  PRECEPT_IMPORT_OR,
  PRECEPT_IMPORT_AND_OR,
} PreceptImportConjunction;

/* What the sentence above a list says of it. */
typedef struct
{
  PreceptImportJoin join;
  guint             count;     /* of AT_LEAST */
  guint             expected;  /* how many criteria it says there are, 0: it does not */
  char             *title;     /* owned, nullable, raw: the words that have to stay with the list */
  gboolean          is_named;  /* title is just its name, "Severity" */
  char             *before;    /* owned, nullable, raw: a criterion of its own, “X and one of …” */
  gboolean          unless;    /* before holds unless the list does */
  gboolean          implied;   /* it only says that criteria follow */
  gboolean          is_weak;   /* implied, and not even that they have to be met */
  gboolean          keeps_all; /* its sense hangs on all of its words */
  const char       *doubt;     /* nullable: what a person should look at */
} PreceptImportLead;

char    *precept_import_dup_masked (const char *raw);
guint    precept_import_read_number (const char *word); /* 0: none */
gboolean precept_import_is_usual_word (const char *word, gboolean approving, GHashTable *known);
gboolean precept_import_lead_read (const char *raw, gboolean approving, GHashTable *known, PreceptImportLead *self);
void     precept_import_lead_clear (PreceptImportLead *self);
gboolean precept_import_is_lead (const char *raw);
gboolean precept_import_is_conjunction (const char *raw, PreceptImportConjunction *conjunction);
char    *precept_import_take_conjunction (const char *raw, PreceptImportConjunction *conjunction);
gsize    precept_import_measure_conjunction (const char *raw, PreceptImportConjunction *conjunction);

/* Sentences about requests. */

typedef enum
{
  PRECEPT_IMPORT_SAYS_NOTHING,  /* of how long a request is approved */
  PRECEPT_IMPORT_SAYS_AMONG,    /* among other words */
  PRECEPT_IMPORT_SAYS_ONLY,     /* and nothing else */
  PRECEPT_IMPORT_SAYS_UNSURELY, /* it may, or says several periods */
} PreceptImportSays;

const char       *precept_import_request_type (const char *raw); /* "initial", "continuation", or NULL */
void              precept_import_mask_type (char *masked);
const char       *precept_import_request_heading (const char *raw);            /* the same, of a heading that says nothing else */
PreceptImportSays precept_import_read_period (const char *raw, char **period); /* "6 months" */
gboolean          precept_import_is_limit (const char *raw);
gboolean          precept_import_fill_limit (xmlNode *limit, const char *raw); /* FALSE: it says more than attributes can */

/* Building the tree. */

typedef struct
{
  xmlNs               *ns;     /* borrowed from the tree */
  PreceptImportReport *report; /* borrowed */
  GHashTable          *tables; /* borrowed; set of the numbers of labelled tables */
  GHashTable          *taken;  /* borrowed; set of those that have their table */
} PreceptImportBuilder;

typedef struct
{
  PreceptImportBlock **items; /* borrowed, of the text's blocks */
  guint                n;
} PreceptImportSpan;

PreceptImportSpan   precept_import_span_slice (PreceptImportSpan span, guint start, guint end);
PreceptImportBlock *precept_import_span_at (PreceptImportSpan span, guint i); /* NULL: past its end */
char               *precept_import_span_dup_text (PreceptImportSpan span);    /* its words, for recognition */

xmlNode *precept_import_add (PreceptImportBuilder *self, xmlNode *parent, const char *name);
xmlNode *precept_import_add_inline (PreceptImportBuilder *self, xmlNode *parent, const char *name, const char *raw);
void     precept_import_add_title (PreceptImportBuilder *self, xmlNode *parent, const char *raw);
void     precept_import_add_blocks (PreceptImportBuilder *self, xmlNode *parent, PreceptImportSpan span);
void     precept_import_set (xmlNode *node, const char *name, const char *value);
void     precept_import_name_table (PreceptImportBuilder *self, xmlNode *node, PreceptImportBlock *block);

/* Criteria. */

/* A list as a tree of its items. */
typedef struct
{
  PreceptImportBlock      *block; /* borrowed */
  guint                    start; /* its block and all below it, in the span of the list */
  guint                    end;
  char                    *text;     /* owned, raw: without conjunctions at its ends */
  PreceptImportConjunction after;    /* what joins it to the next one */
  guint                    line;     /* of that */
  GPtrArray               *children; /* owned; of PreceptImportItem */
  GPtrArray               *notes;    /* owned; of PreceptImportBlock, borrowed: its further paragraphs */
  gboolean                 is_fused; /* in one criterion with others */
} PreceptImportItem;

GPtrArray *precept_import_read_items (PreceptImportSpan span, guint i, guint *end);

/* A request, of which the criteria are not yet in the tree. */
typedef struct
{
  const char *type;   /* "initial", "continuation" or "any" */
  xmlNode    *holder; /* owned; holds one criteria tree */
  char       *period; /* owned, nullable */
  GPtrArray  *limits; /* owned; of xmlNode, owned */
  guint       line;   /* of its first block */
} PreceptImportRequest;

/* Requests for one use. */
typedef struct
{
  char      *title; /* owned, nullable, raw */
  guint      line;
  xmlNode   *applies;  /* owned, nullable; holds a criteria tree: whom it is about */
  GPtrArray *requests; /* owned; of PreceptImportRequest */
} PreceptImportUse;

/* Text below the criteria of a request. */
typedef struct
{
  guint                 start; /* in the span that is read */
  guint                 end;
  PreceptImportRequest *request; /* borrowed */
} PreceptImportBetween;

typedef struct
{
  PreceptImportBuilder *builder;
  xmlDoc               *doc;         /* borrowed */
  GHashTable           *known;       /* owned; set of words that stand elsewhere */
  GPtrArray            *uses;        /* owned; of PreceptImportUse */
  GPtrArray            *prose;       /* owned; of PreceptImportBlock, borrowed: what stands before the criteria */
  GPtrArray            *after;       /* owned; the same: what stands below them */
  GArray               *between;     /* owned; of PreceptImportBetween: what stands elsewhere */
  PreceptImportRequest *request;     /* borrowed, nullable: the last */
  const char           *type;        /* nullable: of the heading above */
  gboolean              expects;     /* the heading says that criteria stand below it */
  char                 *period;      /* owned, nullable: of the next request */
  xmlNode              *general;     /* owned, nullable; holds a criteria tree: what every request must meet */
  gboolean              has_general; /* the part has them already */
  gboolean              keeps_after; /* text may stand below the criteria; otherwise it is a note of them */
} PreceptImportReader;

PreceptImportReader  *precept_import_reader_new (PreceptImportBuilder *builder, xmlNode *part, const char *heading);
void                  precept_import_reader_free (PreceptImportReader *self);
gboolean              precept_import_reader_read (PreceptImportReader *self, PreceptImportSpan span);
PreceptImportUse     *precept_import_reader_last_use (PreceptImportReader *self); /* NULL: none */
PreceptImportUse     *precept_import_reader_add_use (PreceptImportReader *self, const char *title, guint line);
PreceptImportRequest *precept_import_reader_add_request (PreceptImportReader *self, const char *type, guint line);
void                  precept_import_reader_drop_request (PreceptImportReader *self);
PreceptImportRequest *precept_import_reader_find_request (PreceptImportReader *self, const char *type);
void                  precept_import_reader_note (PreceptImportReader *self, PreceptImportNoteKind kind, const PreceptImportBlock *block, const char *why);
gboolean              precept_import_reader_knows_paragraph (PreceptImportReader *self, const PreceptImportBlock *block);
gboolean              precept_import_reader_take_paragraph (PreceptImportReader *self, PreceptImportBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptImportReader, precept_import_reader_free)

/* Adds the criteria of @items to @parent. FALSE: they can't be told; nothing was added. */
gboolean precept_import_add_criteria (PreceptImportReader *self, xmlNode *parent, const PreceptImportBlock *block, const char *text, PreceptImportLead *lead, GPtrArray *items, PreceptImportSpan span, gboolean top);
void     precept_import_add_note (PreceptImportBuilder *self, xmlNode *operator, PreceptImportBlock ** blocks, guint n);

/* Each fills a part, which has its title, from what stands under its heading. FALSE: nothing there is of the kind,
 * and the part is as before. */
gboolean precept_import_fill_definitions (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);
gboolean precept_import_fill_references (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);
gboolean precept_import_fill_history (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);
gboolean precept_import_fill_codes (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);
gboolean precept_import_fill_evidence (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);
gboolean precept_import_fill_statement (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);
gboolean precept_import_fill_coverage (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);

/* The metadata from the first blocks of a text; returns how many of them it took. */
guint precept_import_build_metadata (PreceptImportBuilder *self, xmlNode *root, PreceptImportSpan span, const char *name);

/* The parts of a whole text, in order, under the root. */
void precept_import_build_parts (PreceptImportBuilder *self, xmlNode *root, PreceptImportSpan span);

/* When the tree is whole. */
void precept_import_mark_cites (xmlNode *root);
void precept_import_assign_ids (xmlNode *root);

G_END_DECLS
