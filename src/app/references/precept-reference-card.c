/* precept-reference-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-reference-card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"
#include "precept-date-entry.h"
#include "precept-edit-entries.h"
#include "precept-place-list.h"
#include "precept-problem-list.h"
#include "precept-reference-text.h"

#define N_FIELDS 3

/**
 * PreceptReferenceCard:
 *
 * The chosen reference: what is wrong with it, its citation, its identifiers, and the places that cite it.
 */
struct _PreceptReferenceCard
{
  GtkBox parent_instance;

  PreceptSession    *session; /* owned */
  PreceptPartEditor *editor;  /* weak */
  char              *id;      /* owned */
  gboolean           filling; /* fields are being set, not typed into */

  GtkWidget *text; /* PreceptProseBlock */
  GtkWidget *problems;
  GtkWidget *heading;
  GtkWidget *menu_button;
  GtkWidget *notice;
  GtkWidget *notice_title;
  GtkWidget *notice_words;
  GtkWidget *not_same_button;
  GtkWidget *merge_button;
  GtkWidget *text_bin;
  GtkWidget *problems_bin;
  GtkWidget *doi_entry;
  GtkWidget *pmid_entry;
  GtkWidget *pmcid_entry;
  GtkWidget *accessed_bin;
  GtkWidget *accessed;
  GtkWidget *places_bin;
  GtkWidget *places; /* PreceptPlaceList */
};

enum
{
  MERGE,
  NOT_SAME,
  CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptReferenceCard, precept_reference_card, GTK_TYPE_BOX)

static const struct
{
  const char *attribute;
  const char *label; /* what undo says */
} fields[N_FIELDS] = {
  { "doi", N_ ("Edit DOI") },
  { "pmid", N_ ("Edit PMID") },
  { "pmcid", N_ ("Edit PMCID") },
};

static GtkWidget *
get_entry (PreceptReferenceCard *self, guint field)
{
  GtkWidget *entries[N_FIELDS] = { self->doi_entry, self->pmid_entry, self->pmcid_entry };

  return entries[field];
}

static void
set_attribute (PreceptReferenceCard *self, const char *attribute, const char *value, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = precept_edit_set_value_of (precept_session_get_document (self->session), self->id, attribute, value, label, &error);

  if (group != NULL)
    precept_step_group_set_selections (group, self->id, self->id);
  if (group == NULL || (precept_step_group_get_n_steps (group) > 0 && !precept_session_apply (self->session, group, &error)))
    precept_part_editor_refuse (self->editor, error->message);
}

/* An address, or a number with its name before it, stands for the number. */
static char *
dup_identifier (const char *attribute, const char *text)
{
  g_autoptr (PreceptReferenceText) read = precept_reference_text_new (text);
  const char *found = g_str_equal (attribute, "doi") ? read->doi : g_str_equal (attribute, "pmid") ? read->pmid
                                                                                                   : read->pmcid;

  return g_strdup (found != NULL && *read->text == '\0' ? found : text);
}

static void
changed_cb (PreceptReferenceCard *self, GtkEditable *entry)
{
  for (guint i = 0; !self->filling && i < N_FIELDS; i++)
    {
      g_autofree char *value = NULL;

      if (get_entry (self, i) != GTK_WIDGET (entry))
        continue;
      value = dup_identifier (fields[i].attribute, gtk_editable_get_text (entry));
      set_attribute (self, fields[i].attribute, value, _ (fields[i].label));
    }
}

static void
date_changed_cb (PreceptReferenceCard *self)
{
  set_attribute (self, "accessed", precept_date_entry_get_date (PRECEPT_DATE_ENTRY (self->accessed)), _ ("Edit date of access"));
}

/* Shows what the document has, unless it is what stands there, as typed. */
static void
fill_fields (PreceptReferenceCard *self, gboolean whatever_stands_there)
{
  PreceptDocument *document = precept_session_get_document (self->session);
  g_autofree char *accessed = precept_document_dup_attribute (document, self->id, "accessed");

  self->filling = TRUE;
  for (guint i = 0; i < N_FIELDS; i++)
    {
      GtkEditable     *entry = GTK_EDITABLE (get_entry (self, i));
      g_autofree char *value = precept_document_dup_attribute (document, self->id, fields[i].attribute);
      g_autofree char *stands = g_strstrip (dup_identifier (fields[i].attribute, gtk_editable_get_text (entry)));
      const char      *shown = value != NULL ? value : "";

      if (!g_str_equal (stands, shown) || (whatever_stands_there && !g_str_equal (gtk_editable_get_text (entry), shown)))
        gtk_editable_set_text (entry, shown);
    }
  precept_date_entry_set_date (PRECEPT_DATE_ENTRY (self->accessed), accessed);
  self->filling = FALSE;
}

static void
left_cb (PreceptReferenceCard *self)
{
  if (self->session != NULL && precept_document_has_id (precept_session_get_document (self->session), self->id))
    fill_fields (self, TRUE);
}

static void
merge_cb (PreceptReferenceCard *self)
{
  g_signal_emit (self, signals[MERGE], 0);
}

static void
not_same_cb (PreceptReferenceCard *self)
{
  g_signal_emit (self, signals[NOT_SAME], 0);
}

static void
done_cb (PreceptReferenceCard *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  g_signal_emit (widget, signals[CLOSE], 0);
  return TRUE;
}

static void
show_notice (PreceptReferenceCard *self, PreceptReferenceInfo *info, PreceptReferenceInfo *same, const char *what)
{
  gboolean              is_earlier = same != NULL && info->same_as != NULL && g_str_equal (info->same_as, same->id);
  PreceptReferenceInfo *goes = is_earlier ? info : same;
  PreceptReferenceInfo *stays = is_earlier ? same : info;
  g_autofree char      *title = NULL;
  g_autofree char      *words = NULL;
  g_autofree char      *citations = NULL;
  g_autofree char      *merge = NULL;

  gtk_widget_set_visible (self->notice, same != NULL);
  if (same == NULL)
    return;
  /* Translators: the number of another reference. */
  title = g_strdup_printf (_ ("Reference %s is the same work"), same->number);
  if (goes->n_places == 0)
    citations = g_strdup_printf (_ ("Nothing cites %s."), goes->number);
  else
    /* Translators: how many citations a reference has, and the number of the one that they will lead to. */
    citations = g_strdup_printf (ngettext ("%u citation will point to %s.", "%u citations will point to %s.", goes->n_places), goes->n_places, stays->number);
  /* Translators: what two references share ("DOI"), then what happens to citations. */
  words = g_strdup_printf (_ ("Same %s. %s"), what != NULL ? _ (what) : "", citations);
  /* Translators: a button; the numbers of two references. */
  merge = g_strdup_printf (_ ("Merge %s into %s"), goes->number, stays->number);
  gtk_label_set_label (GTK_LABEL (self->notice_title), title);
  gtk_label_set_label (GTK_LABEL (self->notice_words), words);
  gtk_button_set_label (GTK_BUTTON (self->merge_button), merge);
}

/* The field that a problem is about. */
static void
mark_fields (PreceptReferenceCard *self, GPtrArray *problems)
{
  static const char *const rules[N_FIELDS] = { "malformed-doi", "malformed-pmid", "malformed-pmcid" };

  for (guint i = 0; i < N_FIELDS; i++)
    {
      GtkWidget  *entry = get_entry (self, i);
      const char *words = NULL;

      for (guint k = 0; k < problems->len && words == NULL; k++)
        {
          if (g_str_equal (precept_diagnostic_get_rule_id (g_ptr_array_index (problems, k)), rules[i]))
            words = precept_diagnostic_get_message (g_ptr_array_index (problems, k));
        }
      if (words != NULL)
        gtk_widget_add_css_class (entry, "error");
      else
        gtk_widget_remove_css_class (entry, "error");
      gtk_widget_set_tooltip_text (entry, words);
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, words != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
}

/**
 * precept_reference_card_update:
 * @self: a card
 * @info: the reference
 * @same: (nullable): one that is the same work
 * @what: (nullable): what they share
 * @places: (nullable): ids of the blocks that cite it
 *
 * Shows what the document says now. Who types goes on typing.
 */
void
precept_reference_card_update (PreceptReferenceCard *self, PreceptReferenceInfo *info, PreceptReferenceInfo *same, const char *what, GPtrArray *places)
{
  guint            n_places = places != NULL ? places->len : 0;
  g_autofree char *heading = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_return_if_fail (PRECEPT_IS_REFERENCE_CARD (self));

  heading = g_strdup_printf ("%s.  %s", info->number, info->short_name);
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  show_notice (self, info, same, what);
  fill_fields (self, FALSE);
  if (n_places > 0)
    title = g_strdup_printf (ngettext ("Cited in %u place", "Cited in %u places", n_places), n_places);
  else
    title = g_strdup (_ ("Cited nowhere"));
  precept_place_list_set_places (PRECEPT_PLACE_LIST (self->places), precept_session_get_document (self->session), title, places);
  problems = precept_reference_infos_list_problems (precept_session_get_problems (self->session), self->id);
  mark_fields (self, problems);
  precept_problem_list_set_problems (PRECEPT_PROBLEM_LIST (self->problems), problems);
}

PreceptProseBlock *
precept_reference_card_get_text (PreceptReferenceCard *self)
{
  return PRECEPT_PROSE_BLOCK (self->text);
}

static void
precept_reference_card_dispose (GObject *object)
{
  PreceptReferenceCard *self = PRECEPT_REFERENCE_CARD (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->editor);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_REFERENCE_CARD);
  G_OBJECT_CLASS (precept_reference_card_parent_class)->dispose (object);
}

static void
precept_reference_card_finalize (GObject *object)
{
  PreceptReferenceCard *self = PRECEPT_REFERENCE_CARD (object);

  g_free (self->id);
  G_OBJECT_CLASS (precept_reference_card_parent_class)->finalize (object);
}

static void
precept_reference_card_class_init (PreceptReferenceCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_reference_card_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_reference_card_finalize;

  signals[MERGE] = g_signal_new ("merge", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOT_SAME] = g_signal_new ("not-same", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-reference-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, heading);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, notice);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, notice_title);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, notice_words);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, not_same_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, merge_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, text_bin);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, problems_bin);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, doi_entry);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, pmid_entry);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, pmcid_entry);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, accessed_bin);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferenceCard, places_bin);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_bind_template_callback (widget_class, not_same_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
precept_reference_card_init (PreceptReferenceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_FIELDS; i++)
    {
      static const char *const names[N_FIELDS] = { "DOI", "PMID", "PMCID" };
      GtkEventController      *focus = gtk_event_controller_focus_new ();

      gtk_editable_set_enable_undo (GTK_EDITABLE (get_entry (self, i)), FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (get_entry (self, i)), GTK_ACCESSIBLE_PROPERTY_LABEL, names[i], -1);
      g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
      gtk_widget_add_controller (get_entry (self, i), focus);
    }
  self->accessed = precept_date_entry_new (_ ("Accessed"));
  g_signal_connect_swapped (self->accessed, "date-changed", G_CALLBACK (date_changed_cb), self);
  gtk_box_append (GTK_BOX (self->accessed_bin), self->accessed);
  gtk_widget_set_tooltip_text (self->menu_button, _ ("More about this reference"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More about this reference"), -1);
}

/**
 * precept_reference_card_new:
 * @session: an open document
 * @editor: the editor of the part
 * @id: of a reference
 *
 * Makes a card; precept_reference_card_update() fills it.
 */
GtkWidget *
precept_reference_card_new (PreceptSession *session, PreceptPartEditor *editor, const char *id)
{
  PreceptReferenceCard *self = g_object_new (PRECEPT_TYPE_REFERENCE_CARD, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  g_set_weak_pointer (&self->editor, editor);
  self->text = precept_prose_block_new (session, editor, id, _ ("Citation"), TRUE);
  g_signal_connect_swapped (self->text, "done", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (self->text_bin), self->text);
  self->problems = precept_problem_list_new (session, editor);
  gtk_box_append (GTK_BOX (self->problems_bin), self->problems);
  self->places = precept_place_list_new ();
  gtk_box_append (GTK_BOX (self->places_bin), self->places);
  return GTK_WIDGET (self);
}
