/* precept-references-page-paste.c: adding references from what was pasted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-references-page-private.h"

#include <glib/gi18n.h>

#include "precept-edit-references.h"

static PreceptReferenceInfo *
find_twin (PreceptReferenceIndex *index, const PreceptReferenceText *text, const char **what)
{
  PreceptReferenceData data = { text->text, 0, text->doi, text->pmid, text->pmcid };

  return precept_reference_index_find (index, &data, what);
}

/* Takes what is there already out of @texts. Gives back how many, and the first of them. */
static guint
drop_twins (PreceptReferencesPage *self, GPtrArray *texts, PreceptReferenceInfo **first, const char **what)
{
  g_autoptr (PreceptReferenceIndex) index = precept_reference_infos_new_index (self->infos, precept_session_get_document (self->session));
  guint n_twins = 0;

  *first = NULL;
  for (guint i = 0; i < texts->len;)
    {
      const char           *shared = NULL;
      PreceptReferenceInfo *twin = find_twin (index, g_ptr_array_index (texts, i), &shared);

      if (twin == NULL)
        {
          i++;
          continue;
        }
      if (n_twins++ == 0)
        {
          *first = twin;
          *what = shared;
        }
      g_ptr_array_remove_index (texts, i);
    }
  return n_twins;
}

/* "DOI 10.1000/x · PMID 5 · Rivers A. Hills. 2020." */
static char *
describe (const PreceptReferenceText *text)
{
  GString *words = g_string_new (NULL);

  if (text->doi != NULL)
    g_string_append_printf (words, "DOI %s", text->doi);
  if (text->pmid != NULL)
    g_string_append_printf (words, "%sPMID %s", words->len > 0 ? " · " : "", text->pmid);
  if (text->pmcid != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", text->pmcid);
  if (words->len == 0)
    g_string_append (words, _ ("No identifier found in it"));
  return g_string_free (words, FALSE);
}

/**
 * precept_references_page_look_at_pasted:
 * @self: a page
 *
 * Says what pressing Enter will add, and what is there already.
 */
void
precept_references_page_look_at_pasted (PreceptReferencesPage *self)
{
  g_autoptr (GPtrArray) texts = precept_reference_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->paste_entry)));
  guint                 n_texts = texts->len;
  g_autofree char      *words = NULL;
  PreceptReferenceInfo *twin = NULL;
  const char           *what = NULL;
  guint                 n_twins;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->paste_revealer), n_texts > 0);
  g_clear_pointer (&self->twin, g_free);
  if (n_texts == 0)
    return;
  if (n_texts == 1)
    words = describe (g_ptr_array_index (texts, 0));
  n_twins = drop_twins (self, texts, &twin, &what);
  if (n_twins > 0)
    self->twin = g_strdup (twin->id);
  if (n_texts == 1 && n_twins == 1)
    {
      g_free (words);
      /* Translators: the number and the short name of a reference, then what the two share ("DOI"). */
      words = g_strdup_printf (_ ("This is reference %s, %s: same %s."), twin->number, twin->short_name, _ (what));
    }
  else if (n_texts > 1)
    {
      g_autofree char *found = g_strdup_printf (ngettext ("%u reference found", "%u references found", n_texts), n_texts);

      if (n_twins > 0)
        {
          g_autofree char *there = g_strdup_printf (ngettext ("%u of them is there already, such as %s", "%u of them are there already, such as %s", n_twins), n_twins, twin->number);

          words = g_strdup_printf ("%s; %s", found, there);
        }
      else
        words = g_steal_pointer (&found);
    }
  gtk_label_set_label (GTK_LABEL (self->paste_words), words);
  gtk_widget_set_visible (self->paste_icon, n_twins > 0);
  gtk_widget_set_visible (self->paste_go_button, n_twins > 0);
  if (texts->len == 0)
    gtk_button_set_label (GTK_BUTTON (self->paste_add_button), _ ("Add Anyway"));
  else
    {
      g_autofree char *label = g_strdup_printf (ngettext ("Add %u Reference", "Add %u References", texts->len), texts->len);

      gtk_button_set_label (GTK_BUTTON (self->paste_add_button), label);
    }
}

static void
tell_added (PreceptReferencesPage *self, guint n_added, guint n_twins)
{
  g_autofree char *added = NULL;
  g_autofree char *there = NULL;
  g_autofree char *words = NULL;

  added = g_strdup_printf (ngettext ("%u reference added", "%u references added", n_added), n_added);
  if (n_twins > 0)
    there = g_strdup_printf (ngettext ("%u was there already", "%u were there already", n_twins), n_twins);
  words = there != NULL ? g_strdup_printf ("%s; %s", added, there) : g_strdup (added);
  precept_part_editor_tell (PRECEPT_PART_EDITOR (self), words);
}

/**
 * precept_references_page_add_pasted:
 * @self: a page
 * @anyway: whether to add what is there already, too
 *
 * Adds what stands in the field at the top.
 */
void
precept_references_page_add_pasted (PreceptReferencesPage *self, gboolean anyway)
{
  PreceptDocument *document = precept_session_get_document (self->session);
  g_autoptr (GPtrArray) texts = precept_reference_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->paste_entry)));
  g_auto (GStrv) ids = NULL;
  PreceptReferenceInfo *twin = NULL;
  const char           *what = NULL;
  guint                 n_twins = anyway ? 0 : drop_twins (self, texts, &twin, &what);
  GError               *error = NULL;
  PreceptStepGroup     *group;
  const char           *part_id = precept_document_has_id (document, self->part_key) ? self->part_key : "";

  if (texts->len == 0)
    {
      g_autofree char *words = NULL;

      if (twin != NULL)
        words = g_strdup_printf (_ ("Reference %s is the same work."), twin->number);
      precept_part_editor_refuse (PRECEPT_PART_EDITOR (self), words);
      return;
    }
  group = precept_edit_add_references (document, texts, &ids, &error);
  if (!precept_references_page_apply (self, group, error, part_id, ids != NULL ? ids[0] : NULL))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->paste_entry), "");
  precept_references_page_choose (self, ids[0]);
  tell_added (self, texts->len, n_twins);
}
