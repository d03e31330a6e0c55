/* precept-criterion-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-criterion-form.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "precept-coverage-field.h"
#include "precept-form-list.h"
#include "precept-leaf.h"

/**
 * PreceptCriterionForm:
 *
 * A small form below a criterion: its kind, what is asked for, how it is compared. The sentence that will be printed is
 * shown as it comes about. What the words of the criterion seem to say is filled in.
 */
struct _PreceptCriterionForm
{
  GtkBox parent_instance;

  PreceptCoverageContext *context; /* borrowed */
  char                   *path;    /* owned */
  PreceptLeaf            *leaf;    /* owned */
  GPtrArray              *facts;   /* owned; of PreceptLeafOffer, that the kind can ask for */
  GPtrArray              *tables;  /* owned; of PreceptLeafOffer */
  gboolean                is_sentence;
  gboolean                is_filling;

  GtkWidget *heading;
  GtkWidget *kind;
  GtkWidget *fact_row;
  GtkWidget *fact;
  GtkWidget *fact_detail;
  GtkWidget *statement_row;
  GtkWidget *statement;
  GtkWidget *plural_row;
  GtkWidget *plural;
  GtkWidget *options_row;
  GtkWidget *options; /* PreceptFormList */
  GtkWidget *number_row;
  GtkWidget *number_label;
  GtkWidget *bound;
  GtkWidget *number;
  GtkWidget *and_label;
  GtkWidget *upper;
  GtkWidget *age_unit;
  GtkWidget *unit;
  GtkWidget *duration_row;
  GtkWidget *duration_place;
  GtkWidget *duration;
  GtkWidget *within_row;
  GtkWidget *within_place;
  GtkWidget *within;
  GtkWidget *specialties_row;
  GtkWidget *specialties;
  GtkWidget *consulted_row;
  GtkWidget *consulted;
  GtkWidget *diagnosis_row;
  GtkWidget *diagnosis;
  GtkWidget *codes_row;
  GtkWidget *codes; /* PreceptFormList */
  GtkWidget *sentence;
  GtkWidget *kept;
  GtkWidget *keep_button;
  GtkWidget *use_button;
};

static guint done;

G_DEFINE_FINAL_TYPE (PreceptCriterionForm, precept_criterion_form, GTK_TYPE_BOX)

static const char *const age_units[] = { "years", "months", "weeks", "days" };

static PreceptDocument *
get_document (PreceptCriterionForm *self)
{
  return precept_session_get_document (self->context->session);
}

static const char *
get_lack_words (PreceptLeafLack lack)
{
  switch (lack)
    {
    case PRECEPT_LEAF_LACKS_FACT:
      return _ ("Say what is asked for.");
    case PRECEPT_LEAF_LACKS_NUMBER:
      return _ ("Give the number.");
    case PRECEPT_LEAF_LACKS_UPPER:
      return _ ("Give the second number, at least as large as the first.");
    case PRECEPT_LEAF_LACKS_PERIOD:
      return _ ("Give a span of time, such as 6 months.");
    case PRECEPT_LEAF_LACKS_SPECIALTY:
      return _ ("Name a specialty: a neurologist.");
    case PRECEPT_LEAF_LACKS_DIAGNOSIS:
      return _ ("Name the disease.");
    case PRECEPT_LEAF_LACKS_CODES:
      return _ ("Choose a table of diagnosis codes.");
    case PRECEPT_LEAF_LACKS_STATEMENT:
      return _ ("Name what is answered with yes or no.");
    case PRECEPT_LEAF_LACKS_OPTION:
      return _ ("Choose at least one answer.");
    case PRECEPT_LEAF_COMPLETE:
    default:
      return "";
    }
}

/* The sentence, and whether it is one. */
static void
update_sentence (PreceptCriterionForm *self)
{
  PreceptLeafLack  lack = precept_leaf_find_lack (self->leaf);
  g_autofree char *sentence = precept_leaf_dup_sentence (get_document (self), self->leaf);

  gtk_label_set_label (GTK_LABEL (self->sentence), sentence != NULL ? sentence : get_lack_words (lack));
  if (sentence != NULL)
    gtk_widget_remove_css_class (self->sentence, "dim-label");
  else
    gtk_widget_add_css_class (self->sentence, "dim-label");
  gtk_widget_set_sensitive (self->use_button, sentence != NULL);
}

static PreceptLeafOffer *
find_offer (PreceptCriterionForm *self, const char *name)
{
  g_autofree char *small = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->facts->len; i++)
    {
      PreceptLeafOffer *offer = g_ptr_array_index (self->facts, i);
      g_autofree char  *own = g_utf8_casefold (offer->name, -1);

      if (g_str_equal (own, small))
        return offer;
    }
  return NULL;
}

static void
set_text (GtkWidget *entry, const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), text != NULL ? text : ""))
    gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

/* What the guideline knows of the fact that is named, and what has to be said of a new one. */
static void
update_fact (PreceptCriterionForm *self)
{
  PreceptLeaf      *leaf = self->leaf;
  PreceptLeafOffer *offer = leaf->fact_name != NULL ? find_offer (self, leaf->fact_name) : NULL;
  g_autofree char  *unit = NULL;
  gboolean          is_new;

  precept_leaf_set (&leaf->fact, offer != NULL ? offer->id : NULL);
  is_new = leaf->fact == NULL && leaf->fact_name != NULL;
  gtk_label_set_label (GTK_LABEL (self->fact_detail), offer != NULL ? offer->detail : is_new && leaf->kind != PRECEPT_LEAF_CHOICE ? _ ("New fact")
                                                                                                                                  : "");
  gtk_widget_set_visible (self->plural_row, leaf->kind == PRECEPT_LEAF_COUNT && is_new);
  gtk_widget_set_visible (self->statement_row, leaf->kind == PRECEPT_LEAF_YES_NO && is_new);
  gtk_widget_set_visible (self->options_row, leaf->kind == PRECEPT_LEAF_CHOICE && !is_new && leaf->fact != NULL);
  unit = precept_leaf_dup_unit (get_document (self), leaf);
  if (leaf->kind == PRECEPT_LEAF_LAB)
    {
      gtk_widget_set_sensitive (self->unit, is_new);
      set_text (self->unit, unit);
    }
  if (leaf->kind == PRECEPT_LEAF_CHOICE && leaf->fact != NULL)
    {
      g_autoptr (GPtrArray) options = precept_leaf_list_options (get_document (self), leaf->fact);

      precept_form_list_set_choices (PRECEPT_FORM_LIST (self->options), options, leaf->options);
    }
}

/* Which fields the kind has. */
static void
update_rows (PreceptCriterionForm *self)
{
  PreceptLeafKind kind = self->leaf->kind;
  gboolean        has_number = kind == PRECEPT_LEAF_AGE || kind == PRECEPT_LEAF_LAB || kind == PRECEPT_LEAF_COUNT;

  gtk_widget_set_visible (self->fact_row, precept_leaf_get_fact_kind (kind) != NULL);
  gtk_widget_set_visible (self->number_row, has_number);
  gtk_label_set_label (GTK_LABEL (self->number_label), kind == PRECEPT_LEAF_AGE ? _ ("Age") : kind == PRECEPT_LEAF_COUNT ? _ ("How often")
                                                                                                                         : _ ("Result"));
  gtk_widget_set_visible (self->number, self->leaf->bound != PRECEPT_LEAF_ANY_NUMBER);
  gtk_widget_set_visible (self->and_label, self->leaf->bound == PRECEPT_LEAF_BETWEEN);
  gtk_widget_set_visible (self->upper, self->leaf->bound == PRECEPT_LEAF_BETWEEN);
  gtk_widget_set_visible (self->age_unit, kind == PRECEPT_LEAF_AGE);
  gtk_widget_set_visible (self->unit, kind == PRECEPT_LEAF_LAB);
  gtk_widget_set_visible (self->duration_row, kind == PRECEPT_LEAF_THERAPY);
  gtk_widget_set_visible (self->within_row, kind == PRECEPT_LEAF_LAB || kind == PRECEPT_LEAF_COUNT || kind == PRECEPT_LEAF_THERAPY);
  gtk_widget_set_visible (self->specialties_row, kind == PRECEPT_LEAF_PRESCRIBER);
  gtk_widget_set_visible (self->consulted_row, kind == PRECEPT_LEAF_PRESCRIBER);
  gtk_widget_set_visible (self->diagnosis_row, kind == PRECEPT_LEAF_DIAGNOSIS);
  gtk_widget_set_visible (self->codes_row, kind == PRECEPT_LEAF_DIAGNOSIS);
}

/* Facts that the entry offers while one types. */
static void
fill_completion (PreceptCriterionForm *self)
{
  g_autoptr (GtkListStore) store = gtk_list_store_new (2, G_TYPE_STRING, G_TYPE_STRING);
  GtkEntryCompletion *completion = gtk_entry_get_completion (GTK_ENTRY (self->fact));

  g_clear_pointer (&self->facts, g_ptr_array_unref);
  self->facts = precept_leaf_list_facts (get_document (self), self->leaf->kind);
  for (guint i = 0; i < self->facts->len; i++)
    {
      PreceptLeafOffer *offer = g_ptr_array_index (self->facts, i);

      gtk_list_store_insert_with_values (store, NULL, -1, 0, offer->name, 1, offer->detail, -1);
    }
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (store));
}

static void
fill (PreceptCriterionForm *self)
{
  PreceptLeaf *leaf = self->leaf;
  g_autoptr (GString) specialties = g_string_new (NULL);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  self->is_filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), leaf->kind);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->bound), leaf->bound);
  fill_completion (self);
  set_text (self->fact, leaf->fact_name);
  set_text (self->statement, leaf->statement);
  set_text (self->plural, leaf->fact_plural);
  set_text (self->number, leaf->number);
  set_text (self->upper, leaf->upper);
  set_text (self->diagnosis, leaf->diagnosis);
  for (guint i = 0; leaf->unit != NULL && i < G_N_ELEMENTS (age_units); i++)
    {
      if (g_str_equal (age_units[i], leaf->unit))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->age_unit), i);
    }
  precept_period_field_set_value (PRECEPT_PERIOD_FIELD (self->within), leaf->within);
  precept_period_field_set_value (PRECEPT_PERIOD_FIELD (self->duration), leaf->duration);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->consulted), leaf->consulted);
  for (guint i = 0; i < leaf->specialties->len; i++)
    {
      PreceptLeafSpecialty *specialty = g_ptr_array_index (leaf->specialties, i);

      g_string_append_printf (specialties, "%s%s", i > 0 ? "; " : "", specialty->name);
    }
  set_text (self->specialties, specialties->str);
  for (guint i = 0; i < leaf->codes->len; i++)
    g_ptr_array_add (chosen, ((PreceptLeafCodes *)g_ptr_array_index (leaf->codes, i))->table);
  precept_form_list_set_choices (PRECEPT_FORM_LIST (self->codes), self->tables, chosen);
  update_rows (self);
  update_fact (self);
  self->is_filling = FALSE;
  update_sentence (self);
}

/* From the fields into the leaf. */

static void
kind_chosen_cb (PreceptCriterionForm *self)
{
  guint kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));

  if (self->is_filling || kind >= PRECEPT_LEAF_N_KINDS)
    return;
  self->leaf->kind = (PreceptLeafKind)kind;
  if (self->leaf->fact != NULL)
    precept_leaf_set (&self->leaf->fact, NULL);
  fill (self);
}

static void
bound_chosen_cb (PreceptCriterionForm *self)
{
  if (self->is_filling)
    return;
  self->leaf->bound = (PreceptLeafBound)gtk_drop_down_get_selected (GTK_DROP_DOWN (self->bound));
  update_rows (self);
  update_sentence (self);
}

static void
age_unit_chosen_cb (PreceptCriterionForm *self)
{
  guint unit = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->age_unit));

  if (self->is_filling || unit >= G_N_ELEMENTS (age_units))
    return;
  precept_leaf_set (&self->leaf->unit, age_units[unit]);
  update_sentence (self);
}

/* Specialties are separated by semicolons or commas; one that has a code keeps it. */
static void
read_specialties (PreceptCriterionForm *self)
{
  g_auto (GStrv) names = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->specialties)), ";,", -1);
  g_autoptr (GPtrArray) old = g_ptr_array_ref (self->leaf->specialties);
  PreceptLeaf *scratch = precept_leaf_new (PRECEPT_LEAF_PRESCRIBER);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      const char *code = NULL;

      for (guint j = 0; j < old->len; j++)
        {
          PreceptLeafSpecialty *specialty = g_ptr_array_index (old, j);

          if (g_strcmp0 (specialty->name, name) == 0)
            code = specialty->code;
        }
      if (*name != '\0')
        precept_leaf_add_specialty (scratch, name, code);
    }
  g_ptr_array_unref (self->leaf->specialties);
  self->leaf->specialties = g_steal_pointer (&scratch->specialties);
  scratch->specialties = g_ptr_array_new ();
  precept_leaf_free (scratch);
}

static void
text_changed_cb (PreceptCriterionForm *self, GtkEditable *entry)
{
  const char *text = gtk_editable_get_text (entry);
  GtkWidget  *widget = GTK_WIDGET (entry);

  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  if (widget == self->fact)
    {
      precept_leaf_set (&self->leaf->fact_name, text);
      update_fact (self);
    }
  else if (widget == self->statement)
    precept_leaf_set (&self->leaf->statement, text);
  else if (widget == self->plural)
    precept_leaf_set (&self->leaf->fact_plural, text);
  else if (widget == self->number)
    precept_leaf_set (&self->leaf->number, text);
  else if (widget == self->upper)
    precept_leaf_set (&self->leaf->upper, text);
  else if (widget == self->unit)
    precept_leaf_set (&self->leaf->fact_unit, text);
  else if (widget == self->diagnosis)
    precept_leaf_set (&self->leaf->diagnosis, text);
  else if (widget == self->specialties)
    read_specialties (self);
  self->is_filling = FALSE;
  update_sentence (self);
}

static void
period_changed_cb (PreceptCriterionForm *self)
{
  g_autofree char *within = precept_period_field_dup_value (PRECEPT_PERIOD_FIELD (self->within));
  g_autofree char *duration = precept_period_field_dup_value (PRECEPT_PERIOD_FIELD (self->duration));

  precept_leaf_set (&self->leaf->within, within);
  precept_leaf_set (&self->leaf->duration, duration);
  update_sentence (self);
}

static void
consulted_toggled_cb (PreceptCriterionForm *self)
{
  if (self->is_filling)
    return;
  self->leaf->consulted = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->consulted));
  update_sentence (self);
}

static void
options_changed_cb (PreceptCriterionForm *self)
{
  g_ptr_array_unref (self->leaf->options);
  self->leaf->options = precept_form_list_dup_chosen (PRECEPT_FORM_LIST (self->options));
  update_sentence (self);
}

/* A table that was there keeps the one code of it. */
static void
codes_changed_cb (PreceptCriterionForm *self)
{
  g_autoptr (GPtrArray) chosen = precept_form_list_dup_chosen (PRECEPT_FORM_LIST (self->codes));

  for (guint i = self->leaf->codes->len; i > 0; i--)
    {
      PreceptLeafCodes *codes = g_ptr_array_index (self->leaf->codes, i - 1);

      if (!g_ptr_array_find_with_equal_func (chosen, codes->table, g_str_equal, NULL))
        g_ptr_array_remove_index (self->leaf->codes, i - 1);
    }
  for (guint i = 0; i < chosen->len; i++)
    {
      gboolean is_there = FALSE;

      for (guint j = 0; j < self->leaf->codes->len; j++)
        is_there = is_there || g_strcmp0 (((PreceptLeafCodes *)g_ptr_array_index (self->leaf->codes, j))->table, g_ptr_array_index (chosen, i)) == 0;
      if (!is_there)
        precept_leaf_add_codes (self->leaf, g_ptr_array_index (chosen, i), NULL);
    }
  update_sentence (self);
}

static void
keep_cb (PreceptCriterionForm *self)
{
  g_signal_emit (self, done, 0, NULL);
}

static void
use_cb (PreceptCriterionForm *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = precept_leaf_apply (get_document (self), self->path, self->leaf, TRUE, &error);

  if (group == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      gtk_label_set_label (GTK_LABEL (self->sentence), error->message);
      return;
    }
  g_signal_emit (self, done, 0, group);
}

/* Enter goes to the next field, as Tab does; Ctrl+Enter applies, Esc leaves. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCriterionForm *self)
{
  gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  if (key == GDK_KEY_Escape)
    {
      keep_cb (self);
      return GDK_EVENT_STOP;
    }
  if (is_enter && (state & GDK_CONTROL_MASK) != 0)
    {
      if (gtk_widget_get_sensitive (self->use_button))
        use_cb (self);
      else
        gtk_widget_error_bell (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
activate_cb (PreceptCriterionForm *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
precept_criterion_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PRECEPT_TYPE_CRITERION_FORM);
  G_OBJECT_CLASS (precept_criterion_form_parent_class)->dispose (object);
}

static void
precept_criterion_form_finalize (GObject *object)
{
  PreceptCriterionForm *self = PRECEPT_CRITERION_FORM (object);

  g_free (self->path);
  g_clear_pointer (&self->leaf, precept_leaf_free);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  G_OBJECT_CLASS (precept_criterion_form_parent_class)->finalize (object);
}

static gboolean
precept_criterion_form_grab_focus (GtkWidget *widget)
{
  PreceptCriterionForm *self = PRECEPT_CRITERION_FORM (widget);
  GtkWidget            *first = gtk_widget_get_visible (self->fact_row) ? self->fact : gtk_widget_get_visible (self->number_row)      ? self->number
                                                                                     : gtk_widget_get_visible (self->specialties_row) ? self->specialties
                                                                                                                                      : self->diagnosis;

  return gtk_widget_grab_focus (first);
}

static void
precept_criterion_form_class_init (PreceptCriterionFormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PRECEPT_TYPE_FORM_LIST);
  G_OBJECT_CLASS (class)->dispose = precept_criterion_form_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_criterion_form_finalize;
  widget_class->grab_focus = precept_criterion_form_grab_focus;

  done = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, PRECEPT_TYPE_STEP_GROUP);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-criterion-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, heading);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, kind);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, fact_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, fact);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, fact_detail);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, statement_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, statement);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, plural_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, plural);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, options_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, options);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, number_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, number_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, bound);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, number);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, and_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, upper);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, age_unit);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, unit);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, duration_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, duration_place);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, within_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, within_place);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, specialties_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, specialties);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, consulted_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, consulted);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, diagnosis_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, diagnosis);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, codes_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, codes);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, sentence);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, kept);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, keep_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCriterionForm, use_button);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, bound_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, age_unit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, consulted_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, codes_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_criterion_form_init (PreceptCriterionForm *self)
{
  GtkEntryCompletion *completion = gtk_entry_completion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_minimum_key_length (completion, 1);
  gtk_entry_set_completion (GTK_ENTRY (self->fact), completion);
  g_object_unref (completion);
  self->duration = precept_period_field_new (_ ("Taken for at least"));
  self->within = precept_period_field_new (_ ("Within the past"));
  gtk_box_append (GTK_BOX (self->duration_place), self->duration);
  gtk_box_append (GTK_BOX (self->within_place), self->within);
  g_signal_connect_swapped (self->duration, "changed", G_CALLBACK (period_changed_cb), self);
  g_signal_connect_swapped (self->within, "changed", G_CALLBACK (period_changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * precept_criterion_form_new:
 * @context: of the page, which outlives the form
 * @path: of a criterion
 *
 * Makes a form for a criterion, filled in with what it demands or seems to.
 */
GtkWidget *
precept_criterion_form_new (PreceptCoverageContext *context, const char *path)
{
  PreceptCriterionForm *self = g_object_new (PRECEPT_TYPE_CRITERION_FORM, NULL);

  self->context = context;
  self->path = g_strdup (path);
  self->tables = precept_leaf_list_tables (get_document (self));
  self->leaf = precept_leaf_new_from_criterion (get_document (self), path);
  self->is_sentence = self->leaf == NULL;
  if (self->leaf == NULL)
    {
      g_autofree char *words = precept_document_dup_text (get_document (self), path);

      self->leaf = precept_leaf_new_guess (get_document (self), words != NULL ? words : "");
      gtk_widget_set_visible (self->kept, words != NULL && *words != '\0');
    }
  else
    {
      gtk_label_set_label (GTK_LABEL (self->heading), _ ("Change this criterion"));
      gtk_button_set_label (GTK_BUTTON (self->keep_button), _ ("Cancel"));
      gtk_button_set_label (GTK_BUTTON (self->use_button), _ ("Change"));
      gtk_widget_set_visible (self->kept, FALSE);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_label (GTK_LABEL (self->heading)), -1);
  fill (self);
  return GTK_WIDGET (self);
}
