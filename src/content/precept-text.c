/* precept-text.c: text as a reader sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-text.h"

/**
 * PreceptText:
 *
 * A run of UTF-8 with the spans in which it looks different or leads somewhere.
 *
 * Build it with [method@Text.append], then share it: after that it does not
 * change, and any thread may read it.
 */
struct _PreceptText
{
  GString *string; /* owned; UTF-8 */
  GArray  *spans;  /* owned; PreceptSpan, ascending by start, not overlapping; NULL: none */

  gatomicrefcount ref_count;
};

G_DEFINE_BOXED_TYPE (PreceptText, precept_text, precept_text_ref, precept_text_unref)

static void
clear_span (gpointer data)
{
  PreceptSpan *span = data;

  g_free (span->target);
}

/**
 * precept_text_new:
 * @plain: (nullable): the text that it begins with, outside every span
 *
 * Returns: (transfer full): a new text
 */
PreceptText *
precept_text_new (const char *plain)
{
  PreceptText *self = g_new0 (PreceptText, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->string = g_string_new (plain);

  return self;
}

PreceptText *
precept_text_ref (PreceptText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
precept_text_unref (PreceptText *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_string_free (self->string, TRUE);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self);
}

/**
 * precept_text_append:
 * @self: a text that is not shared yet
 * @text: what to append; nothing happens if it is empty
 * @flags: how it looks, or 0
 * @target: (nullable): where it leads: a URI, or "#" and the id of a block
 *
 * Appends text at the end.
 *
 * A span that looks like the last one, and leads to the same place, becomes one
 * with it. Citations do not: each number stays a span of its own.
 */
void
precept_text_append (PreceptText     *self,
                     const char      *text,
                     PreceptSpanFlags flags,
                     const char      *target)
{
  PreceptSpan span = { .start = 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  if (*text == '\0')
    return;

  span.start = self->string->len;
  span.length = strlen (text);
  span.flags = flags;
  g_string_append_len (self->string, text, span.length);

  if (flags == 0 && target == NULL)
    return;

  if (self->spans == NULL)
    {
      self->spans = g_array_new (FALSE, FALSE, sizeof (PreceptSpan));
      g_array_set_clear_func (self->spans, clear_span);
    }

  if (self->spans->len > 0 && (flags & PRECEPT_SPAN_CITE) == 0)
    {
      PreceptSpan *last = &g_array_index (self->spans, PreceptSpan, self->spans->len - 1);

      if (last->flags == flags && last->start + last->length == span.start &&
          g_strcmp0 (last->target, target) == 0)
        {
          last->length += span.length;
          return;
        }
    }

  span.target = g_strdup (target);
  g_array_append_val (self->spans, span);
}

/**
 * precept_text_get_string:
 * @self: a text
 *
 * Returns: (transfer none): its characters, UTF-8
 */
const char *
precept_text_get_string (PreceptText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->string->str;
}

/**
 * precept_text_get_length:
 * @self: a text
 *
 * Returns: its length in bytes
 */
gsize
precept_text_get_length (PreceptText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->string->len;
}

/**
 * precept_text_get_spans:
 * @self: a text
 * @n_spans: (out): how many there are
 *
 * Returns: (transfer none) (nullable) (array length=n_spans): the spans, ascending
 */
const PreceptSpan *
precept_text_get_spans (PreceptText *self,
                        guint       *n_spans)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_spans != NULL, NULL);

  *n_spans = self->spans != NULL ? self->spans->len : 0;

  return *n_spans > 0 ? &g_array_index (self->spans, PreceptSpan, 0) : NULL;
}

/**
 * precept_text_equal:
 * @a: (nullable): a text
 * @b: (nullable): another
 *
 * Returns: whether a reader sees the same, and every link leads to the same place
 */
gboolean
precept_text_equal (PreceptText *a,
                    PreceptText *b)
{
  const PreceptSpan *spans_a;
  const PreceptSpan *spans_b;
  guint              n_a;
  guint              n_b;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || !g_string_equal (a->string, b->string))
    return FALSE;

  spans_a = precept_text_get_spans (a, &n_a);
  spans_b = precept_text_get_spans (b, &n_b);
  if (n_a != n_b)
    return FALSE;

  for (guint i = 0; i < n_a; i++)
    {
      if (spans_a[i].start != spans_b[i].start || spans_a[i].length != spans_b[i].length ||
          spans_a[i].flags != spans_b[i].flags || g_strcmp0 (spans_a[i].target, spans_b[i].target) != 0)
        return FALSE;
    }

  return TRUE;
}
