/* precept-import-report.c: what an import left out, added or guessed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

/* Longer words are cut: the line number leads to the rest. */
#define MAX_WHAT 60

/* Words that are in no line are given whole, up to this. */
#define MAX_ADDED 400

/**
 * PreceptImportReport:
 *
 * What a person should know about an import, line by line.
 *
 * A word of the source is in the guideline, or in a note of this report.
 */
struct _PreceptImportReport
{
  gatomicrefcount ref_count;

  GArray *notes; /* owned; of PreceptImportNote */
};

static void
clear_note (gpointer data)
{
  PreceptImportNote *note = data;

  g_free (note->what);
  g_free (note->why);
}

static char *
shorten (const char *text, glong max_length)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString         *out = g_string_new (NULL);
  glong            n = 0;
  gboolean         space = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          space = out->len > 0;
          continue;
        }
      if (n >= max_length)
        {
          g_string_append (out, "…");
          break;
        }
      if (space)
        g_string_append_c (out, ' ');
      n += space ? 2 : 1;
      space = FALSE;
      g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

PreceptImportReport *
precept_import_report_new (void)
{
  PreceptImportReport *self = g_new0 (PreceptImportReport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->notes = g_array_new (FALSE, TRUE, sizeof (PreceptImportNote));
  g_array_set_clear_func (self->notes, clear_note);

  return self;
}

/**
 * precept_import_report_ref:
 * @self: a report
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PreceptImportReport *
precept_import_report_ref (PreceptImportReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * precept_import_report_unref:
 * @self: (transfer full): a report
 *
 * Drops a reference, and frees the report with the last one.
 */
void
precept_import_report_unref (PreceptImportReport *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_array_unref (self->notes);
      g_free (self);
    }
}

void
precept_import_report_add (PreceptImportReport  *self,
                           PreceptImportNoteKind kind,
                           guint                 line,
                           guint                 n_lines,
                           const char           *what,
                           const char           *format,
                           ...)
{
  PreceptImportNote note = { kind, line, MAX (n_lines, 1), shorten (what, kind == PRECEPT_IMPORT_NOTE_ADDED ? MAX_ADDED : MAX_WHAT), NULL };
  va_list           args;

  va_start (args, format);
  note.why = g_strdup_vprintf (format, args);
  va_end (args);

  g_array_append_val (self->notes, note);
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const PreceptImportNote *first = a;
  const PreceptImportNote *second = b;

  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;

  return 0;
}

/* GArray's sort is a merge sort, so notes of one line keep their order. */
void
precept_import_report_sort (PreceptImportReport *self)
{
  g_array_sort (self->notes, compare_notes);
}

/* Takes back all notes but the first @n_notes. */
void
precept_import_report_truncate (PreceptImportReport *self,
                                guint                n_notes)
{
  g_array_set_size (self->notes, MIN (n_notes, self->notes->len));
}

/* Takes back what was read of criteria since there were @n_notes: they stay text. What to check holds of the text as well. */
void
precept_import_report_drop_read (PreceptImportReport *self,
                                 guint                n_notes)
{
  for (guint i = self->notes->len; i > n_notes; i--)
    if (g_array_index (self->notes, PreceptImportNote, i - 1).kind == PRECEPT_IMPORT_NOTE_READ)
      g_array_remove_index (self->notes, i - 1);
}

/**
 * precept_import_report_get_notes:
 * @self: a report
 * @n_notes: (out): how many there are
 *
 * Gets the notes, by line.
 *
 * Returns: (transfer none) (array length=n_notes): the notes
 */
const PreceptImportNote *
precept_import_report_get_notes (PreceptImportReport *self,
                                 guint               *n_notes)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_notes != NULL, NULL);

  *n_notes = self->notes->len;

  return (const PreceptImportNote *)(gpointer)self->notes->data;
}

/**
 * precept_import_report_to_string:
 * @self: a report
 *
 * Writes the report for a person, one note a line:
 * `line 12: left out “Page 3”: the page numbers itself`.
 *
 * Returns: (transfer full): the text, empty where there is nothing to say
 */
char *
precept_import_report_to_string (PreceptImportReport *self)
{
  static const char *const words[] = { "left out", "added", "guessed", "read", "check" };
  GString                 *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->notes->len; i++)
    {
      const PreceptImportNote *note = &g_array_index (self->notes, PreceptImportNote, i);

      if (note->n_lines > 1)
        g_string_append_printf (out, "lines %u–%u: ", note->line, note->line + note->n_lines - 1);
      else
        g_string_append_printf (out, "line %u: ", note->line);
      g_string_append_printf (out, "%s “%s”: %s\n", words[note->kind], note->what, note->why);
    }

  return g_string_free (out, FALSE);
}
