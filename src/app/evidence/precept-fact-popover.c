/* precept-fact-popover.c: study facts of a finding, edited in place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-fact-popover.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-content.h"
#include "precept-date.h"
#include "precept-edit-evidence.h"
#include "precept-grammar.h"
#include "precept-reference-facts.h"
#include "precept-words.h"

/**
 * PreceptFactPopover:
 *
 * The fields of a finding's study facts. Enter, or a click elsewhere, applies what was changed; Esc drops it. What
 * can't be right is said below its field, and stays until it is corrected.
 */
struct _PreceptFactPopover
{
  GtkPopover parent_instance;

  PreceptSession *session;    /* owned */
  char           *finding_id; /* owned */
  GHashTable     *fields;     /* owned; name of a fact, static → its widget, borrowed */
  GtkWidget      *grid;
  GtkWidget      *error_label;
  GtkWidget      *other_design; /* entry for a design that is not in the list */
  GPtrArray      *designs;      /* owned; of char: what each row of the list stands for; NULL: other words */
  GPtrArray      *statuses;     /* owned; the same */
  char           *checked;      /* owned; new date, or NULL */
  gboolean        dropped;
};

static guint edited;

G_DEFINE_FINAL_TYPE (PreceptFactPopover, precept_fact_popover, GTK_TYPE_POPOVER)

static const struct
{
  const char *name;
  const char *label;
  const char *placeholder;
} facts[] = {
  { "design", N_ ("Design"), NULL },
  { "participants", N_ ("Participants"), N_ ("108") },
  /* Translators: an example of the number of a trial. */
  { "trial", N_ ("Trial number"), N_ ("NCT00000000") },
  { "trial-status", N_ ("Trial status"), NULL },
  /* Translators: an example of how long a study went on. */
  { "duration", N_ ("Duration"), N_ ("28 weeks") },
};

static char *
dup_value (PreceptFactPopover *self, const char *name)
{
  return precept_document_dup_attribute (precept_session_get_document (self->session), self->finding_id, name);
}

static char *
dup_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* What a drop-down stands for. (transfer full) */
static char *
dup_chosen (GtkWidget *field, GPtrArray *values)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (field));

  return selected < values->len ? g_strdup (g_ptr_array_index (values, selected)) : NULL;
}

static char *
dup_field (PreceptFactPopover *self, const char *name)
{
  GtkWidget *field = g_hash_table_lookup (self->fields, name);

  if (field == NULL)
    return dup_value (self, name);
  if (g_str_equal (name, "design"))
    {
      if (gtk_widget_get_visible (self->other_design))
        return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->other_design))));
      return dup_chosen (field, self->designs);
    }
  if (g_str_equal (name, "trial-status"))
    return dup_chosen (field, self->statuses);
  if (g_str_equal (name, "trial"))
    return precept_trial_number_mend (gtk_editable_get_text (GTK_EDITABLE (field)));
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field))));
}

/* What is wrong with a field, as a sentence; NULL: nothing. */
static char *
dup_fault (const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return NULL;
  if (g_str_equal (name, "trial") && !precept_trial_number_is_right (value))
    return g_strdup (_ ("A number of ClinicalTrials.gov is “NCT” and eight digits. Copy it again from the registry."));
  if (g_str_equal (name, "participants") && !precept_grammar_is_value_right (precept_grammar_get (), "finding", name, value))
    return g_strdup (_ ("The number of participants is a whole number, such as 108."));
  return NULL;
}

static gboolean
show_faults (PreceptFactPopover *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      GtkWidget       *field = g_hash_table_lookup (self->fields, facts[i].name);
      g_autofree char *value = dup_field (self, facts[i].name);
      g_autofree char *fault = field != NULL ? dup_fault (facts[i].name, value) : NULL;

      if (field == NULL || !GTK_IS_ENTRY (field))
        continue;
      if (fault != NULL)
        {
          gtk_widget_add_css_class (field, "error");
          gtk_label_set_label (GTK_LABEL (self->error_label), fault);
          any = TRUE;
        }
      else
        gtk_widget_remove_css_class (field, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID, fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  gtk_widget_set_visible (self->error_label, any);
  return any;
}

static void
merge (PreceptStepGroup *into, const char *finding_id, const char *name, const char *old, const char *value)
{
  const char *set = value != NULL && *value != '\0' ? value : NULL;

  if (g_strcmp0 (old, set) != 0)
    precept_step_group_add (into, precept_step_new_set_attribute (finding_id, name, set));
}

static PreceptStepGroup *
plan (PreceptFactPopover *self)
{
  PreceptStepGroup *group = precept_step_group_new (_ ("Change study facts"));
  g_autofree char  *status = dup_field (self, "trial-status");
  g_autofree char  *old_status = dup_value (self, "trial-status");
  g_autofree char  *old_checked = dup_value (self, "checked");
  g_autofree char  *checked = g_strdup (self->checked != NULL ? self->checked : old_checked);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *value = dup_field (self, facts[i].name);
      g_autofree char *old = dup_value (self, facts[i].name);

      merge (group, self->finding_id, facts[i].name, old, value);
    }
  if (status == NULL || *status == '\0')
    g_clear_pointer (&checked, g_free);
  else if (g_strcmp0 (status, old_status) != 0 && self->checked == NULL)
    {
      /* Who says what it is now has just looked it up. */
      g_free (checked);
      checked = dup_today ();
    }
  merge (group, self->finding_id, "checked", old_checked, checked);
  return group;
}

static void
apply (PreceptFactPopover *self)
{
  g_autoptr (PreceptStepGroup) group = NULL;

  if (self->dropped || show_faults (self) || !precept_document_has_id (precept_session_get_document (self->session), self->finding_id))
    return;
  self->dropped = TRUE;
  group = plan (self);
  if (precept_step_group_get_n_steps (group) > 0)
    g_signal_emit (self, edited, 0, group);
}

/* Callbacks. */

static void
activate_cb (PreceptFactPopover *self)
{
  if (show_faults (self))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptFactPopover *self)
{
  if (key == GDK_KEY_Escape)
    {
      self->dropped = TRUE;
      gtk_popover_popdown (GTK_POPOVER (self));
      return GDK_EVENT_STOP;
    }
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK))
    {
      activate_cb (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
checked_today_cb (PreceptFactPopover *self)
{
  g_free (self->checked);
  self->checked = dup_today ();
  activate_cb (self);
}

static void
changed_cb (PreceptFactPopover *self)
{
  /* A fault is said when somebody is done, and goes as soon as it is corrected. */
  if (gtk_widget_get_visible (self->error_label))
    show_faults (self);
}

static void
design_selected_cb (GtkDropDown *field, GParamSpec *property, PreceptFactPopover *self)
{
  gboolean other = gtk_drop_down_get_selected (field) == self->designs->len;

  gtk_widget_set_visible (self->other_design, other);
  if (other)
    gtk_widget_grab_focus (self->other_design);
}

/* Fields. */

static GtkWidget *
new_entry (PreceptFactPopover *self, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  return entry;
}

/* Fills @names with what is shown for the words of a group, and @values with what they stand for; gives back which is @value. */
static guint
list_words (PreceptFactPopover *self, const char *group, const char *value, GtkStringList *names, GPtrArray *values)
{
  PreceptWords *words = precept_words_get (precept_content_get_language (precept_session_get_content (self->session)));
  g_auto (GStrv) keys = precept_words_dup_keys (words, group);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint selected = 0;

  /* Translators: no design, or no status, is known. */
  gtk_string_list_append (names, _ ("Not given"));
  g_ptr_array_add (values, NULL);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *name = precept_words_name (words, group, keys[i]);
      gboolean    is_value = g_strcmp0 (keys[i], value) == 0;

      if (!g_hash_table_add (seen, (gpointer)name) && !is_value)
        continue;
      if (is_value)
        selected = values->len;
      gtk_string_list_append (names, name);
      g_ptr_array_add (values, g_strdup (keys[i]));
    }
  if (value != NULL && *value != '\0' && selected == 0)
    {
      selected = values->len;
      gtk_string_list_append (names, precept_words_name (words, group, value));
      g_ptr_array_add (values, g_strdup (value));
    }
  return selected;
}

static GtkWidget *
new_drop_down (PreceptFactPopover *self, const char *group, const char *value, GPtrArray *values, const char *other)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint          selected = list_words (self, group, value, names, values);
  GtkWidget     *field;

  if (other != NULL)
    gtk_string_list_append (names, other);
  field = gtk_drop_down_new (G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (field), selected);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (field), values->len > 12);
  gtk_widget_set_hexpand (field, TRUE);
  return field;
}

static void
add_row (PreceptFactPopover *self, const char *label, GtkWidget *field, int row)
{
  GtkWidget *title = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_grid_attach (GTK_GRID (self->grid), title, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), field, 1, row, 1, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
new_checked_box (PreceptFactPopover *self)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget       *button = gtk_button_new_with_label (_ ("Checked today"));
  g_autofree char *checked = dup_value (self, "checked");
  PreceptWords    *words = precept_words_get (precept_content_get_language (precept_session_get_content (self->session)));
  g_autofree char *date = checked != NULL ? precept_words_format_date (words, checked) : NULL;
  g_autofree char *said = date != NULL ? g_strdup_printf (_ ("Last checked %s"), date) : g_strdup (_ ("Never checked"));
  GtkWidget       *label = gtk_label_new (said);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (button, _ ("The registry says so today"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (checked_today_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
add_field (PreceptFactPopover *self, guint fact, int *row)
{
  const char      *name = facts[fact].name;
  const char      *label = _ (facts[fact].label);
  g_autofree char *value = dup_value (self, name);
  GtkWidget       *field;

  if (g_str_equal (name, "design"))
    {
      field = new_drop_down (self, "design", value, self->designs, _ ("Other…"));
      self->other_design = new_entry (self, _ ("Other words for the design"));
      gtk_widget_set_visible (self->other_design, FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->other_design), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Other design"), -1);
      g_signal_connect (field, "notify::selected", G_CALLBACK (design_selected_cb), self);
      add_row (self, label, field, (*row)++);
      gtk_grid_attach (GTK_GRID (self->grid), self->other_design, 1, (*row)++, 1, 1);
    }
  else if (g_str_equal (name, "trial-status"))
    {
      field = new_drop_down (self, "trial-status", value, self->statuses, NULL);
      add_row (self, label, field, (*row)++);
      if (value != NULL && *value != '\0')
        gtk_grid_attach (GTK_GRID (self->grid), new_checked_box (self), 1, (*row)++, 1, 1);
    }
  else
    {
      field = new_entry (self, facts[fact].placeholder != NULL ? _ (facts[fact].placeholder) : NULL);
      gtk_editable_set_text (GTK_EDITABLE (field), value != NULL ? value : "");
      add_row (self, label, field, (*row)++);
    }
  g_hash_table_insert (self->fields, (gpointer)name, field);
}

static void
precept_fact_popover_closed (GtkPopover *popover)
{
  apply (PRECEPT_FACT_POPOVER (popover));
}

/* The one field; of several, the first that is empty. */
static gboolean
precept_fact_popover_grab_focus (GtkWidget *widget)
{
  PreceptFactPopover *self = PRECEPT_FACT_POPOVER (widget);
  GtkWidget          *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      GtkWidget       *field = g_hash_table_lookup (self->fields, facts[i].name);
      g_autofree char *value = dup_value (self, facts[i].name);

      if (field == NULL)
        continue;
      if (value == NULL || *value == '\0')
        return gtk_widget_grab_focus (field);
      if (first == NULL)
        first = field;
    }
  return first != NULL && gtk_widget_grab_focus (first);
}

static void
precept_fact_popover_dispose (GObject *object)
{
  PreceptFactPopover *self = PRECEPT_FACT_POPOVER (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (precept_fact_popover_parent_class)->dispose (object);
}

static void
precept_fact_popover_finalize (GObject *object)
{
  PreceptFactPopover *self = PRECEPT_FACT_POPOVER (object);

  g_hash_table_unref (self->fields);
  g_ptr_array_unref (self->designs);
  g_ptr_array_unref (self->statuses);
  g_free (self->finding_id);
  g_free (self->checked);
  G_OBJECT_CLASS (precept_fact_popover_parent_class)->finalize (object);
}

static void
precept_fact_popover_class_init (PreceptFactPopoverClass *class)
{
  G_OBJECT_CLASS (class)->dispose = precept_fact_popover_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_fact_popover_finalize;
  GTK_POPOVER_CLASS (class)->closed = precept_fact_popover_closed;
  GTK_WIDGET_CLASS (class)->grab_focus = precept_fact_popover_grab_focus;

  edited = g_signal_new ("edited", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, PRECEPT_TYPE_STEP_GROUP);
}

static void
precept_fact_popover_init (PreceptFactPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->fields = g_hash_table_new (g_str_hash, g_str_equal);
  self->designs = g_ptr_array_new_with_free_func (g_free);
  self->statuses = g_ptr_array_new_with_free_func (g_free);
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  self->error_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error_label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error_label), 40);
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_widget_add_css_class (self->error_label, "error");
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_box_append (GTK_BOX (box), self->error_label);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "facts");
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * precept_fact_popover_new:
 * @session: an open document
 * @finding_id: of a finding
 * @fact: (nullable): name of an attribute of it, for its one field; %NULL for all of them
 *
 * Makes the form for study facts of a finding.
 */
GtkWidget *
precept_fact_popover_new (PreceptSession *session, const char *finding_id, const char *fact)
{
  PreceptFactPopover *self = g_object_new (PRECEPT_TYPE_FACT_POPOVER, NULL);
  int                 row = 0;

  self->session = g_object_ref (session);
  self->finding_id = g_strdup (finding_id);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      if (fact == NULL || g_str_equal (fact, facts[i].name))
        add_field (self, i, &row);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, fact == NULL ? _ ("Study facts") : _ ("Study fact"), -1);
  return GTK_WIDGET (self);
}
