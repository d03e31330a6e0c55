/* precept-prose-text.h: the text of one line of the editor, as it is shown and as it is stored
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* What is shown for a run that is no text: "12" for a citation. (transfer full) */
typedef char *(*PreceptProseDisplayFunc) (const PreceptRun *run, gpointer user_data);

typedef struct
{
  PreceptRun run;        /* strings owned */
  char      *display;    /* owned; what is shown; the characters of a plain TEXT run */
  int        length;     /* in characters of display */
  gboolean   decoration; /* shown only: no part of the document */
} PreceptProseRun;

typedef struct _PreceptProseText PreceptProseText;

PreceptProseText *precept_prose_text_new (void);
PreceptProseText *precept_prose_text_new_from_inline (PreceptInline *source, PreceptProseDisplayFunc display, gpointer user_data);
PreceptProseText *precept_prose_text_copy (PreceptProseText *self, int start, int end);
void              precept_prose_text_free (PreceptProseText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptProseText, precept_prose_text_free)

/* Offsets are characters, as shown. */
int                    precept_prose_text_get_length (PreceptProseText *self);
int                    precept_prose_text_get_editable_length (PreceptProseText *self);
guint                  precept_prose_text_get_n_runs (PreceptProseText *self);
const PreceptProseRun *precept_prose_text_get_run (PreceptProseText *self, guint index);
const PreceptProseRun *precept_prose_text_find (PreceptProseText *self, int offset, int *start);
PreceptMarks           precept_prose_text_get_marks (PreceptProseText *self, int start, int end);
gboolean               precept_prose_text_is_inside_atom (PreceptProseText *self, int offset);
gboolean               precept_prose_text_snap (PreceptProseText *self, int *start, int *end);
gboolean               precept_prose_text_equal (PreceptProseText *a, PreceptProseText *b);

char          *precept_prose_text_dup_display (PreceptProseText *self);
PreceptInline *precept_prose_text_dup_inline (PreceptProseText *self);

void precept_prose_text_insert (PreceptProseText *self, int offset, const char *text, int marks);
void precept_prose_text_insert_run (PreceptProseText *self, int offset, const PreceptRun *run, const char *display);
void precept_prose_text_set_target (PreceptProseText *self, int start, int end, const char *href, const char *ref);
void precept_prose_text_delete (PreceptProseText *self, int start, int end);
void precept_prose_text_append (PreceptProseText *self, PreceptProseText *other);
void precept_prose_text_append_decoration (PreceptProseText *self, const char *display);
void precept_prose_text_append_chip (PreceptProseText *self, const PreceptRun *kind, const char *display);
void precept_prose_text_set_marks (PreceptProseText *self, int start, int end, PreceptMarks marks, gboolean on);

G_END_DECLS
