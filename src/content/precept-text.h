/* precept-text.h: text as a reader sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_SPAN_EM = 1 << 0,
  PRECEPT_SPAN_STRONG = 1 << 1,
  PRECEPT_SPAN_SUP = 1 << 2,
  PRECEPT_SPAN_SUB = 1 << 3,
  PRECEPT_SPAN_CITE = 1 << 4,    /* citation numbers, "1–3,22"; each number is a span of its own target */
  PRECEPT_SPAN_MANDATE = 1 << 5, /* "[s]" */
  PRECEPT_SPAN_TERM = 1 << 6,
  PRECEPT_SPAN_XREF = 1 << 7,
  PRECEPT_SPAN_LINK = 1 << 8, /* to a URI outside */
} PreceptSpanFlags;

typedef struct
{
  guint            start;  /* byte offset into the text */
  guint            length; /* in bytes, > 0 */
  PreceptSpanFlags flags;
  char            *target; /* "https://…", or "#id" of a block; NULL: no link */
} PreceptSpan;

/* A value: boxed, ref-counted, immutable once shared. Spans ascend and do not overlap;
 * text outside every span is plain. */
typedef struct _PreceptText PreceptText;
#define PRECEPT_TYPE_TEXT (precept_text_get_type ())
GType        precept_text_get_type (void);
PreceptText *precept_text_new (const char *plain); /* NULL or "" begins an empty one */
PreceptText *precept_text_ref (PreceptText *self);
void         precept_text_unref (PreceptText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptText, precept_text_unref)

void               precept_text_append (PreceptText *self, const char *text, PreceptSpanFlags flags, const char *target);
const char        *precept_text_get_string (PreceptText *self); /* UTF-8 */
gsize              precept_text_get_length (PreceptText *self); /* in bytes */
const PreceptSpan *precept_text_get_spans (PreceptText *self, guint *n_spans);
gboolean           precept_text_equal (PreceptText *a, PreceptText *b);

G_END_DECLS
