/* precept-inline-tools-cite.c: cites references
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-inline-tools-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-edit-evidence.h"
#include "precept-edit-references.h"
#include "precept-prose-view-chips.h"
#include "precept-reference-facts.h"

/* References. */

static GHashTable *
collect_uncited (PreceptInlineTools *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray  *problems = precept_session_get_problems (self->session);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);

      if (g_str_equal (precept_diagnostic_get_rule_id (problem), "uncited-reference") && precept_diagnostic_get_id (problem) != NULL)
        g_hash_table_add (ids, g_strdup (precept_diagnostic_get_id (problem)));
    }
  return ids;
}

static void
add_reference_row (PreceptPicker *picker, PreceptBlock *reference, const char *const *chosen, GHashTable *uncited)
{
  const char *text = reference->text != NULL ? precept_text_get_string (reference->text) : "";
  g_autoptr (PreceptReferenceFacts) facts = precept_reference_facts_new (text);
  g_autofree char *name = precept_reference_dup_short_name (text);
  g_autofree char *note = NULL;

  if (g_hash_table_contains (uncited, reference->id))
    note = facts->journal != NULL ? g_strdup_printf (_ ("%s, cited nowhere"), facts->journal) : g_strdup (_ ("cited nowhere"));
  precept_picker_add (picker,
                      reference->id,
                      reference->label != NULL ? precept_text_get_string (reference->label) : NULL,
                      name,
                      note != NULL ? note : facts->journal,
                      facts->title != NULL ? facts->title : text,
                      chosen != NULL && g_strv_contains (chosen, reference->id));
}

static void
add_reference_rows (PreceptPicker *picker, GPtrArray *blocks, const char *const *chosen, GHashTable *uncited, gboolean only)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == PRECEPT_BLOCK_REFERENCE && block->id != NULL && (!only || g_hash_table_contains (uncited, block->id)))
        add_reference_row (picker, block, chosen, uncited);
      else if (block->kind == PRECEPT_BLOCK_SECTION)
        add_reference_rows (picker, block->children, chosen, uncited, only);
    }
}

GtkWidget *
precept_inline_tools_new_reference_picker (PreceptInlineTools *self, const char *name, const char *const *chosen, gboolean only_uncited)
{
  GtkWidget *picker = precept_picker_new (name, _ ("Author, title or number"));
  g_autoptr (GHashTable) uncited = collect_uncited (self);

  add_reference_rows (PRECEPT_PICKER (picker), precept_content_get_blocks (precept_session_get_content (self->session)), chosen, uncited, only_uncited);
  precept_picker_set_empty_text (PRECEPT_PICKER (picker), only_uncited ? _ ("No such reference: everything else is cited.") : _ ("No such reference. Paste it, and it is added to the list."));
  precept_picker_set_paste (PRECEPT_PICKER (picker), _ ("Paste a New Reference"), _ ("Add Reference"));
  return picker;
}

/* Within a compound: the references and what cites them are one undo. */
GStrv
precept_inline_tools_add_references (PreceptInlineTools *self, const char *text)
{
  g_autoptr (GPtrArray) texts = precept_reference_text_parse (text);
  g_auto (GStrv) ids = NULL;
  GError           *error = NULL;
  PreceptStepGroup *edit = precept_edit_add_references (precept_inline_tools_get_document (self), texts, &ids, &error);

  return precept_prose_buffer_apply (precept_inline_tools_get_buffer (self), edit, error, NULL, 0) ? g_steal_pointer (&ids) : NULL;
}

/* Citing. */

static char *
toggle_ref (const char *refs, const char *id)
{
  g_auto (GStrv) ids = g_strsplit_set (refs, " \t\n", -1);
  GString *kept = g_string_new (NULL);
  gboolean found = FALSE;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      gboolean same = g_str_equal (ids[i], id);

      found |= same;
      if (*ids[i] != '\0' && !same)
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", ids[i]);
    }
  if (!found)
    g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", id);
  return g_string_free (kept, FALSE);
}

/* In words: the citation at the remembered place takes the reference in, or there is a new one. */
static void
cite_in_text (PreceptInlineTools *self, const char *id)
{
  PreceptProseBuffer    *buffer = precept_inline_tools_get_buffer (self);
  int                    index = precept_inline_tools_find_remembered (self);
  PreceptProseLine      *line = index >= 0 ? precept_prose_buffer_get_line (buffer, index) : NULL;
  const PreceptProseRun *old = line != NULL && self->end > self->start ? precept_prose_text_find (line->text, self->start, NULL) : NULL;
  PreceptRun             run = { PRECEPT_RUN_CITE };
  g_autofree char       *refs = NULL;

  if (line == NULL)
    return;
  if (old != NULL && old->run.kind == PRECEPT_RUN_CITE)
    {
      refs = toggle_ref (old->run.ref, id);
      run.ref = refs;
      precept_prose_buffer_replace_run (buffer, index, self->start, *refs != '\0' ? &run : NULL, _ ("Change citation"));
    }
  else
    {
      run.ref = (char *)id;
      precept_prose_buffer_place_caret (buffer, self->path, self->start);
      precept_prose_buffer_insert_run (buffer, &run, _ ("Cite"));
    }
  /* More may be chosen for the same citation. */
  index = precept_inline_tools_find_remembered (self);
  line = index >= 0 ? precept_prose_buffer_get_line (buffer, index) : NULL;
  old = line != NULL ? precept_prose_text_find (line->text, self->start, NULL) : NULL;
  self->end = old != NULL && old->run.kind == PRECEPT_RUN_CITE ? self->start + old->length : self->start;
}

static void
cite (PreceptInlineTools *self, const char *id)
{
  GError *error = NULL;

  if (self->finding_id != NULL)
    {
      PreceptStepGroup *edit = precept_edit_toggle_citation (precept_inline_tools_get_document (self), self->finding_id, id, &error);

      precept_prose_buffer_apply (precept_inline_tools_get_buffer (self), edit, error, NULL, 0);
    }
  else
    cite_in_text (self, id);
}

static void
cite_chosen_cb (PreceptPicker *picker, const char *id, gboolean stay, PreceptInlineTools *self)
{
  if (self->view == NULL)
    return;
  self->bracket = FALSE;
  cite (self, id);
}

static void
cite_pasted_cb (PreceptPicker *picker, const char *text, PreceptInlineTools *self)
{
  GtkTextBuffer *buffer;
  g_auto (GStrv) ids = NULL;

  if (self->view == NULL)
    return;
  self->bracket = FALSE;
  buffer = GTK_TEXT_BUFFER (precept_inline_tools_get_buffer (self));
  gtk_text_buffer_begin_user_action (buffer);
  precept_prose_buffer_begin_compound (PRECEPT_PROSE_BUFFER (buffer));
  ids = precept_inline_tools_add_references (self, text);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    cite (self, ids[i]);
  gtk_text_buffer_end_user_action (buffer);
  if (ids != NULL)
    precept_part_editor_tell (self->editor, _ ("Reference added and cited"));
}

/* Esc after “[”: it was a bracket. */
static void
cite_cancelled_cb (PreceptPicker *picker, const char *typed, PreceptInlineTools *self)
{
  GtkTextBuffer   *buffer;
  g_autofree char *text = g_strconcat ("[", typed, NULL);

  if (!self->bracket || self->view == NULL)
    return;
  self->bracket = FALSE;
  buffer = GTK_TEXT_BUFFER (precept_inline_tools_get_buffer (self));
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, text, -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
}

gboolean
precept_inline_tools_may_cite (PreceptProseLine *line)
{
  switch (line->kind)
    {
    case PRECEPT_PROSE_LINE_CHIPS:
      return line->block->kind == PRECEPT_BLOCK_FINDING;
    case PRECEPT_PROSE_LINE_PARAGRAPH:
    case PRECEPT_PROSE_LINE_ITEM:
    case PRECEPT_PROSE_LINE_FINDING:
    case PRECEPT_PROSE_LINE_NOTE:
    case PRECEPT_PROSE_LINE_CAPTION:
      return line->path != NULL;
    case PRECEPT_PROSE_LINE_TITLE:
    case PRECEPT_PROSE_LINE_HEADING:
    case PRECEPT_PROSE_LINE_TOPIC:
    case PRECEPT_PROSE_LINE_TERM:
    case PRECEPT_PROSE_LINE_REFERENCE:
    case PRECEPT_PROSE_LINE_ROW:
    case PRECEPT_PROSE_LINE_HEADER_ROW:
    case PRECEPT_PROSE_LINE_FIGURE:
    case PRECEPT_PROSE_LINE_COUNTS:
    case PRECEPT_PROSE_N_LINE_KINDS:
    default:
      return FALSE;
    }
}

/* @bracket: “[” was typed. */
gboolean
precept_inline_tools_open_cite (PreceptInlineTools *self, gboolean bracket)
{
  guint                  index;
  int                    offset, start, end;
  PreceptProseLine      *line = precept_inline_tools_get_line (self, &index, &offset);
  const PreceptProseRun *run = NULL;
  g_autofree char       *finding = NULL;
  g_autofree char       *refs = NULL;
  g_auto (GStrv) chosen = NULL;
  GtkWidget *picker;

  if (line == NULL || !precept_inline_tools_may_cite (line))
    return FALSE;
  finding = precept_prose_buffer_dup_finding (precept_inline_tools_get_buffer (self), index);
  start = end = offset;
  if (precept_prose_view_get_run (self->view, &index, &start, &end))
    run = precept_prose_text_find (line->text, start, NULL);
  if (run == NULL || (run->run.kind != PRECEPT_RUN_CITE && !run->decoration))
    {
      start = end = offset;
      run = NULL;
    }
  if (run != NULL && run->run.kind == PRECEPT_RUN_CITE)
    {
      /* A citation among the words of a finding is one of the words. */
      g_clear_pointer (&finding, g_free);
      refs = g_strdup (run->run.ref);
    }
  else if (finding != NULL)
    refs = precept_document_dup_attribute (precept_inline_tools_get_document (self), finding, "cites");
  chosen = g_strsplit_set (refs != NULL ? refs : "", " \t\n", -1);
  precept_inline_tools_remember (self, finding, line, start, end);
  self->bracket = bracket;
  picker = precept_inline_tools_new_reference_picker (self, _ ("Cite a reference"), (const char *const *)chosen, FALSE);
  g_signal_connect_object (picker, "chosen", G_CALLBACK (cite_chosen_cb), self, 0);
  g_signal_connect_object (picker, "pasted", G_CALLBACK (cite_pasted_cb), self, 0);
  g_signal_connect_object (picker, "cancelled", G_CALLBACK (cite_cancelled_cb), self, 0);
  precept_inline_tools_popup (self, picker, index, start, end);
  return TRUE;
}
