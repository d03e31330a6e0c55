/* precept-prose-line.h: what each line of the editor shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"
#include "precept-prose-text.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PROSE_LINE_TITLE,   /* of a part */
  PRECEPT_PROSE_LINE_HEADING, /* of a section in it, or of a group or an indication */
  PRECEPT_PROSE_LINE_TOPIC,   /* of evidence */
  PRECEPT_PROSE_LINE_PARAGRAPH,
  PRECEPT_PROSE_LINE_ITEM,    /* first line of a list item */
  PRECEPT_PROSE_LINE_FINDING, /* first line of a finding */
  PRECEPT_PROSE_LINE_TERM,    /* of a definition */
  PRECEPT_PROSE_LINE_REFERENCE,
  PRECEPT_PROSE_LINE_NOTE,
  PRECEPT_PROSE_LINE_CAPTION,
  PRECEPT_PROSE_LINE_ROW, /* of a table; its cells stand apart by tabs */
  PRECEPT_PROSE_LINE_HEADER_ROW,
  PRECEPT_PROSE_LINE_CHIPS, /* study facts and citations of a finding, a determination, identifiers */
  PRECEPT_PROSE_LINE_FIGURE,
  PRECEPT_PROSE_LINE_COUNTS, /* of the findings of a part, below its title */
  PRECEPT_PROSE_N_LINE_KINDS,
} PreceptProseLineKind;

typedef struct
{
  PreceptProseLineKind kind;
  guint                depth;    /* how far it is indented; 0: not */
  guint                level;    /* HEADING: 1…4 */
  char                *marker;   /* owned; drawn in the margin: "•", "12."; NULL: none */
  char                *id;       /* owned; nearest element with an id, or NULL */
  char                *path;     /* owned; the element whose content is the text; NULL: read-only */
  PreceptBlock        *block;    /* owned; made the line */
  PreceptProseText    *text;     /* owned; NULL until loaded */
  PreceptInline       *stored;   /* owned; what the document has; NULL where read-only */
  gboolean             embedded; /* in an editor of just this text: no margin, no marker */
  gboolean             touched;  /* edited since the content was read: the same block may stand for another text */
  gboolean             active;   /* CHIPS: of the finding with the caret, which offers to add more */
} PreceptProseLine;

void precept_prose_line_free (PreceptProseLine *self);

/* The lines of one part, without their text. (transfer full) (element-type PreceptProseLine) */
GPtrArray *precept_prose_lines_new (PreceptDocument *document, PreceptBlock *part);
GPtrArray *precept_prose_lines_new_embedded (PreceptDocument *document, PreceptBlock *block); /* what a reference, a definition or a revision says */
void       precept_prose_line_load (PreceptProseLine *self, PreceptDocument *document, PreceptContent *content);
char      *precept_prose_line_dup_atom (const PreceptRun *run, gpointer content); /* what is shown for a run that is no text */
gboolean   precept_prose_line_has_same_place (PreceptProseLine *a, PreceptProseLine *b);

/* Parts: the blocks of the outermost level. A key that is "@" and an id names one block in a part, to be edited by itself. */
char         *precept_prose_dup_part_key (PreceptBlock *part, guint index);
PreceptBlock *precept_prose_find_part (PreceptContent *content, const char *key);
PreceptBlock *precept_prose_dup_shown (PreceptDocument *document, PreceptContent *content, const char *key); /* a part, or a scope: see precept-prose-scope.h */
char         *precept_prose_dup_part_key_of (PreceptContent *content, const char *path);                     /* the part that holds a path or an id; NULL: none */

G_END_DECLS
