/* precept-definition-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-definition-card.h"

#include <glib/gi18n.h>

#include "precept-edit-entries.h"
#include "precept-place-list.h"
#include "precept-place.h"
#include "precept-problem-list.h"

/**
 * PreceptDefinitionCard:
 *
 * The open definition: its term, its abbreviation, what it means, and where it is used.
 */
struct _PreceptDefinitionCard
{
  GtkBox parent_instance;

  PreceptEntryPage *page; /* weak */
  char             *id;   /* owned */
  gboolean          filling;

  GtkWidget *term;
  GtkWidget *abbreviation;
  GtkWidget *text; /* PreceptProseBlock */
  GtkWidget *problems;
  GtkWidget *places;
};

G_DEFINE_FINAL_TYPE (PreceptDefinitionCard, precept_definition_card, GTK_TYPE_BOX)

static char *
dup_term_path (PreceptDefinitionCard *self)
{
  return precept_document_dup_child_path (precept_entry_page_get_document (self->page), self->id, "term");
}

/* A term that is all slanted, or all bold, stays so. */
static PreceptInline *
make_term (PreceptDocument *document, const char *path, const char *words)
{
  g_autoptr (PreceptInline) old = precept_document_dup_inline (document, path);
  PreceptInline *term = precept_inline_new ();
  PreceptRun     run = { PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, (char *)words, NULL, NULL };

  if (old != NULL && precept_inline_get_n_runs (old) == 1 && precept_inline_get_run (old, 0)->kind == PRECEPT_RUN_TEXT)
    run.marks = precept_inline_get_run (old, 0)->marks;
  if (*words != '\0')
    precept_inline_append (term, &run);
  return term;
}

static void
term_changed_cb (PreceptDefinitionCard *self)
{
  PreceptDocument *document;
  g_autofree char *path = NULL;
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->term))));
  g_autofree char *old = NULL;
  g_autoptr (PreceptInline) term = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->filling || self->page == NULL)
    return;
  document = precept_entry_page_get_document (self->page);
  path = dup_term_path (self);
  if (path == NULL)
    return;
  old = precept_document_dup_text (document, path);
  if (g_strcmp0 (old, words) == 0)
    return;
  term = make_term (document, path, words);
  group = precept_edit_set_inline (document, path, term, &error);
  precept_entry_page_apply (self->page, group, error, self->id, self->id);
}

static void
abbreviation_changed_cb (PreceptDefinitionCard *self)
{
  g_autofree char  *path = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->filling || self->page == NULL)
    return;
  path = dup_term_path (self);
  if (path == NULL)
    return;
  group = precept_edit_set_value_of (precept_entry_page_get_document (self->page), path, "abbreviation", gtk_editable_get_text (GTK_EDITABLE (self->abbreviation)), _ ("Edit abbreviation"), &error);
  precept_entry_page_apply (self->page, group, error, self->id, self->id);
}

static void
fill_entry (GtkWidget *entry, const char *value)
{
  g_autofree char *stands = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  /* What is being typed keeps its space at the end. */
  if (!g_str_equal (stands, value != NULL ? value : ""))
    gtk_editable_set_text (GTK_EDITABLE (entry), value != NULL ? value : "");
}

/**
 * precept_definition_card_update:
 * @self: a card
 * @uses: (nullable): ids of the blocks that use the term
 *
 * Shows what the document says now.
 */
void
precept_definition_card_update (PreceptDefinitionCard *self, GPtrArray *uses)
{
  PreceptDocument *document = precept_entry_page_get_document (self->page);
  GPtrArray       *problems = precept_session_get_problems (precept_entry_page_get_session (self->page));
  g_autofree char *path = dup_term_path (self);
  g_autofree char *term = path != NULL ? precept_document_dup_text (document, path) : NULL;
  g_autofree char *abbreviation = path != NULL ? precept_document_dup_attribute (document, path, "abbreviation") : NULL;
  g_autofree char *title = NULL;

  self->filling = TRUE;
  fill_entry (self->term, term);
  fill_entry (self->abbreviation, abbreviation);
  self->filling = FALSE;
  precept_problem_list_set_problems_of (PRECEPT_PROBLEM_LIST (self->problems), problems, self->id);
  if (uses != NULL && uses->len > 0)
    title = g_strdup_printf (ngettext ("Used in %u place", "Used in %u places", uses->len), uses->len);
  else if (uses != NULL)
    title = g_strdup (_ ("Used nowhere"));
  precept_place_list_set_places (PRECEPT_PLACE_LIST (self->places), document, title != NULL ? title : "", uses);
}

PreceptProseBlock *
precept_definition_card_get_text (PreceptDefinitionCard *self)
{
  return PRECEPT_PROSE_BLOCK (self->text);
}

static void
precept_definition_card_dispose (GObject *object)
{
  g_clear_weak_pointer (&PRECEPT_DEFINITION_CARD (object)->page);
  G_OBJECT_CLASS (precept_definition_card_parent_class)->dispose (object);
}

static void
precept_definition_card_finalize (GObject *object)
{
  g_free (PRECEPT_DEFINITION_CARD (object)->id);
  G_OBJECT_CLASS (precept_definition_card_parent_class)->finalize (object);
}

static void
precept_definition_card_class_init (PreceptDefinitionCardClass *class)
{
  G_OBJECT_CLASS (class)->dispose = precept_definition_card_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_definition_card_finalize;
}

static GtkWidget *
add_field (GtkWidget *row, const char *name, int n_chars, gboolean expand)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "field-label");
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), n_chars);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_widget_set_hexpand (box, expand);
  gtk_box_append (GTK_BOX (row), box);
  return entry;
}

static void
precept_definition_card_init (PreceptDefinitionCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  self->term = add_field (row, _ ("Term"), 12, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->term), _ ("What is defined"));
  self->abbreviation = add_field (row, _ ("Abbreviation"), 8, FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->abbreviation), _ ("None"));
  g_signal_connect_swapped (self->term, "changed", G_CALLBACK (term_changed_cb), self);
  g_signal_connect_swapped (self->abbreviation, "changed", G_CALLBACK (abbreviation_changed_cb), self);
  gtk_box_append (GTK_BOX (self), row);
}

GtkWidget *
precept_definition_card_new (PreceptEntryPage *page, const char *id)
{
  PreceptDefinitionCard *self = g_object_new (PRECEPT_TYPE_DEFINITION_CARD, NULL);
  PreceptSession        *session = precept_entry_page_get_session (page);
  GtkWidget             *label = gtk_label_new (_ ("Meaning"));

  g_set_weak_pointer (&self->page, page);
  self->id = g_strdup (id);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "field-label");
  self->text = precept_prose_block_new (session, PRECEPT_PART_EDITOR (page), id, _ ("Meaning"), FALSE);
  self->problems = precept_problem_list_new (session, PRECEPT_PART_EDITOR (page));
  self->places = precept_place_list_new ();
  gtk_box_append (GTK_BOX (self), self->problems);
  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), self->text);
  gtk_box_append (GTK_BOX (self), self->places);
  return GTK_WIDGET (self);
}
