/* precept-revision-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-revision-card.h"

#include <glib/gi18n.h>

#include "precept-choice.h"
#include "precept-date-entry.h"
#include "precept-edit-entries.h"
#include "precept-problem-list.h"

/**
 * PreceptRevisionCard:
 *
 * The open entry of the history: its date, what kind of revision it is, the version it led to, and a note.
 */
struct _PreceptRevisionCard
{
  GtkBox parent_instance;

  PreceptEntryPage *page; /* weak */
  char             *id;   /* owned */
  gboolean          is_original;
  gboolean          filling;

  GtkWidget *date;
  GtkWidget *kind; /* GtkDropDown; NULL: the original version has none */
  GtkWidget *version;
  GtkWidget *text; /* PreceptProseBlock, or NULL */
  GtkWidget *add_note;
  GtkWidget *note_label;
  GtkWidget *changes; /* a box: what changed, in words; filled by what compares versions */
  GtkWidget *problems;
};

G_DEFINE_FINAL_TYPE (PreceptRevisionCard, precept_revision_card, GTK_TYPE_BOX)

static void
date_changed_cb (PreceptRevisionCard *self)
{
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->page == NULL)
    return;
  group = precept_edit_set_revision_date (precept_entry_page_get_document (self->page), self->id, precept_date_entry_get_date (PRECEPT_DATE_ENTRY (self->date)), &error);
  precept_entry_page_apply (self->page, group, error, self->id, self->id);
}

static void
set_attribute (PreceptRevisionCard *self, const char *attribute, const char *value, const char *label)
{
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->filling || self->page == NULL)
    return;
  group = precept_edit_set_value_of (precept_entry_page_get_document (self->page), self->id, attribute, value, label, &error);
  precept_entry_page_apply (self->page, group, error, self->id, self->id);
}

static void
kind_changed_cb (PreceptRevisionCard *self)
{
  const char *kind = precept_choice_get_value (GTK_DROP_DOWN (self->kind));

  if (kind != NULL)
    set_attribute (self, "kind", kind, _ ("Change kind of revision"));
}

static void
version_changed_cb (PreceptRevisionCard *self)
{
  set_attribute (self, "version", gtk_editable_get_text (GTK_EDITABLE (self->version)), _ ("Edit version"));
}

static void
add_note_cb (PreceptRevisionCard *self)
{
  PreceptDocument  *document;
  g_autofree char  *id = NULL;
  g_autofree char  *xml = NULL;
  PreceptStepGroup *group;

  if (self->page == NULL)
    return;
  document = precept_entry_page_get_document (self->page);
  id = precept_document_dup_new_id (document, "p");
  xml = g_strdup_printf ("<p id=\"%s\"/>", id);
  group = precept_step_group_new (_ ("Add a note"));
  precept_step_group_add (group, precept_step_new_insert (self->id, 0, xml));
  if (precept_entry_page_apply (self->page, group, NULL, self->id, self->id))
    gtk_widget_grab_focus (self->text);
}

static void
show_kind (PreceptRevisionCard *self)
{
  g_autofree char *kind = precept_document_dup_attribute (precept_entry_page_get_document (self->page), self->id, "kind");

  precept_choice_set_value (GTK_DROP_DOWN (self->kind), kind);
}

/**
 * precept_revision_card_update:
 * @self: a card
 *
 * Shows what the document says now.
 */
void
precept_revision_card_update (PreceptRevisionCard *self)
{
  PreceptDocument *document = precept_entry_page_get_document (self->page);
  g_autofree char *on = precept_document_dup_attribute (document, self->id, "on");
  g_autofree char *version = precept_document_dup_attribute (document, self->id, "version");
  g_autofree char *stands = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->version))));

  self->filling = TRUE;
  precept_date_entry_set_date (PRECEPT_DATE_ENTRY (self->date), on);
  if (!g_str_equal (stands, version != NULL ? version : ""))
    gtk_editable_set_text (GTK_EDITABLE (self->version), version != NULL ? version : "");
  if (self->kind != NULL)
    show_kind (self);
  self->filling = FALSE;
  if (self->text != NULL)
    {
      PreceptBlock *row = precept_content_find (precept_session_get_content (precept_entry_page_get_session (self->page)), self->id);
      gboolean      has_note = row != NULL && precept_prose_block_is_editable (PRECEPT_PROSE_BLOCK (self->text));

      gtk_widget_set_visible (self->text, has_note);
      gtk_widget_set_visible (self->add_note, !has_note);
    }
  precept_problem_list_set_problems_of (PRECEPT_PROBLEM_LIST (self->problems), precept_session_get_problems (precept_entry_page_get_session (self->page)), self->id);
}

PreceptProseBlock *
precept_revision_card_get_text (PreceptRevisionCard *self)
{
  return self->text != NULL ? PRECEPT_PROSE_BLOCK (self->text) : NULL;
}

static void
precept_revision_card_dispose (GObject *object)
{
  g_clear_weak_pointer (&PRECEPT_REVISION_CARD (object)->page);
  G_OBJECT_CLASS (precept_revision_card_parent_class)->dispose (object);
}

static void
precept_revision_card_finalize (GObject *object)
{
  g_free (PRECEPT_REVISION_CARD (object)->id);
  G_OBJECT_CLASS (precept_revision_card_parent_class)->finalize (object);
}

static void
precept_revision_card_class_init (PreceptRevisionCardClass *class)
{
  G_OBJECT_CLASS (class)->dispose = precept_revision_card_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_revision_card_finalize;
}

static void
precept_revision_card_init (PreceptRevisionCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
}

static void
add_field (GtkWidget *flow, const char *name, GtkWidget *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "field-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), box, -1);
  /* The boxes of a flow box are no stops of the Tab key. */
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
add_fields (PreceptRevisionCard *self)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 10);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 8);
  self->date = precept_date_entry_new (_ ("Date"));
  precept_date_entry_set_required (PRECEPT_DATE_ENTRY (self->date), TRUE);
  g_signal_connect_swapped (self->date, "date-changed", G_CALLBACK (date_changed_cb), self);
  add_field (flow, _ ("Date"), self->date);
  if (!self->is_original)
    {
      self->kind = precept_choice_new ("revision", "kind", NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind"), -1);
      g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (kind_changed_cb), self);
      add_field (flow, _ ("Kind"), self->kind);
    }
  self->version = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->version), 8);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->version), FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->version), _ ("None"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->version), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Version"), -1);
  g_signal_connect_swapped (self->version, "changed", G_CALLBACK (version_changed_cb), self);
  add_field (flow, _ ("Version"), self->version);
  gtk_box_append (GTK_BOX (self), flow);
}

static void
add_note_fields (PreceptRevisionCard *self)
{
  self->note_label = gtk_label_new (_ ("What changed"));
  gtk_label_set_xalign (GTK_LABEL (self->note_label), 0);
  gtk_widget_add_css_class (self->note_label, "field-label");
  self->text = precept_prose_block_new (precept_entry_page_get_session (self->page), PRECEPT_PART_EDITOR (self->page), self->id, _ ("What changed"), FALSE);
  self->add_note = gtk_button_new_with_label (_ ("Add a Note"));
  gtk_widget_set_halign (self->add_note, GTK_ALIGN_START);
  g_signal_connect_swapped (self->add_note, "clicked", G_CALLBACK (add_note_cb), self);
  self->changes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self), self->note_label);
  gtk_box_append (GTK_BOX (self), self->text);
  gtk_box_append (GTK_BOX (self), self->add_note);
  gtk_box_append (GTK_BOX (self), self->changes);
}

GtkWidget *
precept_revision_card_new (PreceptEntryPage *page, const char *id)
{
  PreceptRevisionCard *self = g_object_new (PRECEPT_TYPE_REVISION_CARD, NULL);
  g_autofree char     *name = precept_document_dup_element_name (precept_entry_page_get_document (page), id);

  g_set_weak_pointer (&self->page, page);
  self->id = g_strdup (id);
  self->is_original = g_strcmp0 (name, "original") == 0;
  add_fields (self);
  self->problems = precept_problem_list_new (precept_entry_page_get_session (page), PRECEPT_PART_EDITOR (page));
  gtk_box_append (GTK_BOX (self), self->problems);
  if (!self->is_original)
    add_note_fields (self);
  return GTK_WIDGET (self);
}
