/* precept-overview-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-overview-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-check-list.h"
#include "precept-choice.h"
#include "precept-date-entry.h"
#include "precept-edit-entries.h"
#include "precept-edit-metadata.h"
#include "precept-field-row.h"
#include "precept-problem-list.h"

#define PLACE_PREFIX "metadata/"

/**
 * PreceptOverviewPage:
 *
 * A form for what the guideline says about itself. Each key goes into the document; what is wrong stands beside its field.
 */
struct _PreceptOverviewPage
{
  AdwBin parent_instance;

  PreceptSession *session; /* owned */
  GPtrArray      *fields;  /* owned; of Field */
  char           *shown;   /* owned; ids of the subjects and the number of related guidelines that there are fields for */
  gboolean        filling; /* fields are being set, not typed into */
  GtkWidget      *place;   /* borrowed; the row that takes the keyboard, or NULL */

  GtkWidget *box;
  GtkWidget *general;  /* problems that are of no field */
  GtkWidget *subjects; /* a box of groups */
  GtkWidget *related;  /* the group of related guidelines */
  GtkWidget *related_add;
};

typedef enum
{
  FIELD_TEXT,
  FIELD_DATE,
  FIELD_CHOICE,       /* of the grammar's words for the element */
  FIELD_SUBJECT_KIND, /* of those for its attribute */
  FIELD_LIST,
  FIELD_WORDS, /* several elements in one field, with commas */
  FIELD_RELATED,
} FieldKind;

/* One field of the form. */
typedef struct
{
  PreceptOverviewPage *page; /* borrowed */
  FieldKind            kind;
  char                *subject_id; /* owned; NULL: of the metadata */
  const char          *name;       /* static; of the element */
  const char          *label;      /* static; translated */
  guint                index;      /* RELATED: which of them */
  GtkWidget           *row;        /* borrowed */
  GtkWidget           *field;      /* borrowed */
  GtkWidget           *more;       /* borrowed; RELATED: its kind */
} Field;

static void precept_overview_page_part_editor_init (PreceptPartEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptOverviewPage,
                               precept_overview_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PRECEPT_TYPE_PART_EDITOR, precept_overview_page_part_editor_init))

/* What most guidelines name. */
static const PreceptChoice lines_of_business[] = {
  { "commercial", N_ ("Commercial") }, { "medicare-advantage", N_ ("Medicare Advantage") }, { "medicaid", N_ ("Medicaid") }, { "exchange", N_ ("Individual and family (Exchange)") }, { NULL, NULL }
};
static const PreceptChoice plan_types[] = { { "HMO", NULL }, { "PPO", NULL }, { "POS", NULL }, { "EPO", NULL }, { "HDHP", NULL }, { "DSNP", NULL }, { NULL, NULL } };
static const PreceptChoice states[] = {
  { "AL", NULL }, { "AK", NULL }, { "AZ", NULL }, { "AR", NULL }, { "CA", NULL }, { "CO", NULL }, { "CT", NULL }, { "DE", NULL }, { "DC", NULL }, { "FL", NULL }, { "GA", NULL }, { "HI", NULL }, { "ID", NULL }, { "IL", NULL }, { "IN", NULL }, { "IA", NULL }, { "KS", NULL }, { "KY", NULL }, { "LA", NULL }, { "ME", NULL }, { "MD", NULL }, { "MA", NULL }, { "MI", NULL }, { "MN", NULL }, { "MS", NULL }, { "MO", NULL }, { "MT", NULL }, { "NE", NULL }, { "NV", NULL }, { "NH", NULL }, { "NJ", NULL }, { "NM", NULL }, { "NY", NULL }, { "NC", NULL }, { "ND", NULL }, { "OH", NULL }, { "OK", NULL }, { "OR", NULL }, { "PA", NULL }, { "RI", NULL }, { "SC", NULL }, { "SD", NULL }, { "TN", NULL }, { "TX", NULL }, { "UT", NULL }, { "VT", NULL }, { "VA", NULL }, { "WA", NULL }, { "WV", NULL }, { "WI", NULL }, { "WY", NULL }, { NULL, NULL }
};

static PreceptDocument *
get_document (PreceptOverviewPage *self)
{
  return precept_session_get_document (self->session);
}

static void
free_field (Field *field)
{
  g_free (field->subject_id);
  g_free (field);
}

/* "metadata/effective", "metadata/subject/tofersen/brand", "metadata/related/1" */
static char *
dup_place (const Field *field)
{
  if (field->subject_id != NULL)
    return g_strdup_printf (PLACE_PREFIX "subject/%s/%s", field->subject_id, field->name);
  if (field->kind == FIELD_RELATED)
    return g_strdup_printf (PLACE_PREFIX "related/%u", field->index);
  return g_strconcat (PLACE_PREFIX, field->name, NULL);
}

/* Writing. */

static gboolean
apply (PreceptOverviewPage *self, PreceptStepGroup *group, GError *error, const char *place)
{
  g_autofree char *selection = g_strdup_printf ("%s:0", place);

  return precept_part_editor_apply (PRECEPT_PART_EDITOR (self), self->session, group, error, selection, selection);
}

static void
write_words (Field *field, const char *label)
{
  g_auto (GStrv) words = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (field->field)), ",;", -1);
  g_autofree char  *place = dup_place (field);
  g_autofree char  *key = g_strconcat ("fields:", field->name, NULL);
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_set_fields (get_document (field->page), field->name, (const char *const *)words, label, &error);

  if (group != NULL)
    precept_step_group_set_merge_key (group, key);
  apply (field->page, group, error, place);
}

static char *
dup_related_path (Field *field)
{
  g_auto (GStrv) paths = precept_document_list_field_paths (get_document (field->page), "related");

  return field->index < g_strv_length (paths) ? g_strdup (paths[field->index]) : NULL;
}

static void
write_related (Field *field, const char *label)
{
  g_autofree char  *path = dup_related_path (field);
  g_autofree char  *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->field))));
  g_autofree char  *old = path != NULL ? precept_document_dup_text (get_document (field->page), path) : NULL;
  g_autofree char  *place = dup_place (field);
  PreceptStepGroup *group;

  if (path == NULL || g_strcmp0 (old, text) == 0)
    return;
  group = precept_step_group_new (label);
  precept_step_group_add (group, precept_step_new_set_text (path, text));
  precept_step_group_set_merge_key (group, place);
  apply (field->page, group, NULL, place);
}

static void
changed_cb (Field *field)
{
  PreceptOverviewPage *self = field->page;
  g_autofree char     *place = dup_place (field);
  /* Translators: what undo does; a field's name follows. */
  g_autofree char  *label = g_strdup_printf (_ ("Change %s"), field->label);
  GError           *error = NULL;
  PreceptStepGroup *group = NULL;
  const char       *value = NULL;
  g_auto (GStrv) values = NULL;

  if (self->filling)
    return;
  switch (field->kind)
    {
    case FIELD_WORDS:
      write_words (field, label);
      return;
    case FIELD_RELATED:
      write_related (field, label);
      return;
    case FIELD_LIST:
      values = precept_check_list_dup_values (PRECEPT_CHECK_LIST (field->field));
      group = precept_edit_set_fields (get_document (self), field->name, (const char *const *)values, label, &error);
      break;
    case FIELD_SUBJECT_KIND:
      value = precept_choice_get_value (GTK_DROP_DOWN (field->field));
      if (value == NULL)
        return;
      group = precept_edit_set_value_of (get_document (self), field->subject_id, "kind", value, label, &error);
      break;
    case FIELD_CHOICE:
      value = precept_choice_get_value (GTK_DROP_DOWN (field->field));
      if (value == NULL)
        return;
      group = precept_edit_set_field (get_document (self), field->subject_id, field->name, value, label, &error);
      break;
    case FIELD_DATE:
      value = precept_date_entry_get_date (PRECEPT_DATE_ENTRY (field->field));
      group = precept_edit_set_field (get_document (self), field->subject_id, field->name, value, label, &error);
      break;
    case FIELD_TEXT:
    default:
      value = gtk_editable_get_text (GTK_EDITABLE (field->field));
      group = precept_edit_set_field (get_document (self), field->subject_id, field->name, value, label, &error);
      break;
    }
  apply (self, group, error, place);
}

static void
related_kind_changed_cb (Field *field)
{
  g_autofree char  *path = field->page->filling ? NULL : dup_related_path (field);
  g_autofree char  *place = dup_place (field);
  const char       *kind = precept_choice_get_value (GTK_DROP_DOWN (field->more));
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (path == NULL || kind == NULL)
    return;
  group = precept_edit_set_value_of (get_document (field->page), path, "kind", kind, _ ("Change kind of related guideline"), &error);
  apply (field->page, group, error, place);
}

/* Reading. */

static void
fill_text (GtkWidget *entry, const char *value)
{
  g_autofree char *stands = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  /* What is being typed keeps its space at the end. */
  if (!g_str_equal (stands, value != NULL ? value : ""))
    gtk_editable_set_text (GTK_EDITABLE (entry), value != NULL ? value : "");
}

/* Words that stand there as they are typed are not tidied up. */
static void
fill_words (GtkWidget *entry, const char *const *values)
{
  g_auto (GStrv) stand = g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (entry)), ",;", -1);
  g_autofree char *joined = g_strjoinv (", ", (GStrv)values);
  g_autoptr (GString) standing = g_string_new (NULL);

  for (guint i = 0; stand[i] != NULL; i++)
    {
      const char *word = g_strstrip (stand[i]);

      if (*word != '\0')
        g_string_append_printf (standing, "%s%s", standing->len > 0 ? ", " : "", word);
    }
  if (!g_str_equal (standing->str, joined))
    gtk_editable_set_text (GTK_EDITABLE (entry), joined);
}

static void
fill_field (Field *field)
{
  PreceptDocument *document = get_document (field->page);
  g_autofree char *value = NULL;
  g_auto (GStrv) values = NULL;

  switch (field->kind)
    {
    case FIELD_LIST:
      values = precept_document_list_fields (document, field->name);
      precept_check_list_set_values (PRECEPT_CHECK_LIST (field->field), (const char *const *)values);
      break;
    case FIELD_WORDS:
      values = precept_document_list_fields (document, field->name);
      fill_words (field->field, (const char *const *)values);
      break;
    case FIELD_RELATED:
      values = precept_document_list_field_paths (document, "related");
      if (field->index < g_strv_length (values))
        {
          g_autofree char *kind = precept_document_dup_attribute (document, values[field->index], "kind");

          value = precept_document_dup_text (document, values[field->index]);
          fill_text (field->field, value);
          precept_choice_set_value (GTK_DROP_DOWN (field->more), kind);
        }
      break;
    case FIELD_SUBJECT_KIND:
      value = precept_document_dup_attribute (document, field->subject_id, "kind");
      precept_choice_set_value (GTK_DROP_DOWN (field->field), value);
      break;
    case FIELD_CHOICE:
      value = precept_document_dup_field (document, field->subject_id, field->name);
      precept_choice_set_value (GTK_DROP_DOWN (field->field), value);
      break;
    case FIELD_DATE:
      value = precept_document_dup_field (document, field->subject_id, field->name);
      precept_date_entry_set_date (PRECEPT_DATE_ENTRY (field->field), value);
      break;
    case FIELD_TEXT:
    default:
      value = precept_document_dup_field (document, field->subject_id, field->name);
      fill_text (field->field, value);
      break;
    }
}

/* Problems. */

static const char *
get_field_of_rule (const char *rule)
{
  if (g_str_equal (rule, "missing-policy-number"))
    return "policy-number";
  if (g_str_equal (rule, "missing-version"))
    return "version";
  if (g_str_equal (rule, "missing-effective-date"))
    return "effective";
  return NULL;
}

static gboolean
is_of_field (PreceptOverviewPage *self, const Field *field, PreceptDiagnostic *problem)
{
  const char      *path = precept_diagnostic_get_path (problem);
  const char      *named = get_field_of_rule (precept_diagnostic_get_rule_id (problem));
  g_autofree char *own = NULL;

  if (named != NULL)
    return field->subject_id == NULL && g_str_equal (field->name, named);
  if (path == NULL)
    return FALSE;
  if (field->kind == FIELD_LIST || field->kind == FIELD_WORDS || field->kind == FIELD_RELATED)
    {
      g_auto (GStrv) paths = precept_document_list_field_paths (get_document (self), field->name);

      if (field->kind == FIELD_RELATED)
        return field->index < g_strv_length (paths) && g_str_equal (paths[field->index], path);
      return g_strv_contains ((const char *const *)paths, path);
    }
  if (field->kind == FIELD_SUBJECT_KIND)
    return g_str_equal (path, field->subject_id);
  own = precept_document_dup_field_path (get_document (self), field->subject_id, field->name);
  return g_strcmp0 (own, path) == 0;
}

static gboolean
is_of_metadata (PreceptOverviewPage *self, PreceptDiagnostic *problem)
{
  const char      *path = precept_diagnostic_get_path (problem);
  g_autofree char *metadata = precept_document_dup_metadata_path (get_document (self));

  return path != NULL && metadata != NULL && g_str_has_prefix (path, metadata) && (path[strlen (metadata)] == '\0' || path[strlen (metadata)] == '/');
}

static void
show_problems (PreceptOverviewPage *self)
{
  GPtrArray *problems = precept_session_get_problems (self->session);
  g_autoptr (GPtrArray) general = g_ptr_array_new ();
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);
      g_autoptr (GPtrArray) own = g_ptr_array_new ();

      for (guint k = 0; k < problems->len; k++)
        {
          if (is_of_field (self, field, g_ptr_array_index (problems, k)) && g_hash_table_add (shown, g_ptr_array_index (problems, k)))
            g_ptr_array_add (own, g_ptr_array_index (problems, k));
        }
      if (PRECEPT_IS_FIELD_ROW (field->row))
        precept_field_row_set_problems (PRECEPT_FIELD_ROW (field->row), own);
      else
        for (guint k = 0; k < own->len; k++)
          g_ptr_array_add (general, g_ptr_array_index (own, k));
    }
  for (guint k = 0; k < problems->len; k++)
    {
      if (!g_hash_table_contains (shown, g_ptr_array_index (problems, k)) && is_of_metadata (self, g_ptr_array_index (problems, k)))
        g_ptr_array_add (general, g_ptr_array_index (problems, k));
    }
  precept_problem_list_set_problems (PRECEPT_PROBLEM_LIST (self->general), general);
}

/* Building. */

static Field *
add_field (PreceptOverviewPage *self, GtkWidget *group, FieldKind kind, const char *subject_id, const char *name, const char *label, GtkWidget *widget)
{
  Field *field = g_new0 (Field, 1);

  field->page = self;
  field->kind = kind;
  field->subject_id = g_strdup (subject_id);
  field->name = name;
  field->label = label;
  field->field = widget;
  field->row = kind == FIELD_LIST ? widget : precept_field_row_new (self->session, PRECEPT_PART_EDITOR (self), label, widget);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field->row);
  g_ptr_array_add (self->fields, field);
  return field;
}

static void
add_text (PreceptOverviewPage *self, GtkWidget *group, const char *subject_id, const char *name, const char *label)
{
  Field *field = add_field (self, group, FIELD_TEXT, subject_id, name, label, gtk_entry_new ());

  g_signal_connect_swapped (field->field, "changed", G_CALLBACK (changed_cb), field);
}

static void
add_date (PreceptOverviewPage *self, GtkWidget *group, const char *name, const char *label)
{
  Field *field = add_field (self, group, FIELD_DATE, NULL, name, label, precept_date_entry_new (label));

  g_signal_connect_swapped (field->field, "date-changed", G_CALLBACK (changed_cb), field);
}

static void
add_choice (PreceptOverviewPage *self, GtkWidget *group, FieldKind kind, const char *subject_id, const char *name, const char *label)
{
  GtkWidget *drop_down = kind == FIELD_SUBJECT_KIND ? precept_choice_new ("subject", "kind", NULL) : precept_choice_new (name, NULL, NULL);
  Field     *field = add_field (self, group, kind, subject_id, name, label, drop_down);

  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (changed_cb), field);
}

static void
add_list (PreceptOverviewPage *self, GtkWidget *group, const char *name, const char *label, const PreceptChoice *choices, const char *another)
{
  Field *field = add_field (self, group, FIELD_LIST, NULL, name, label, precept_check_list_new (label, choices, another, choices == states));

  g_signal_connect_swapped (field->field, "values-changed", G_CALLBACK (changed_cb), field);
}

static GtkWidget *
add_group (GtkWidget *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (box), group);
  return group;
}

static void
remove_subject_cb (GtkButton *button, PreceptOverviewPage *self)
{
  const char       *id = g_object_get_data (G_OBJECT (button), "id");
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_remove_subject (get_document (self), id, &error);

  if (apply (self, group, error, PLACE_PREFIX "subject"))
    precept_part_editor_tell (PRECEPT_PART_EDITOR (self), _ ("Subject removed"));
}

static void
add_subject_cb (PreceptOverviewPage *self)
{
  GError           *error = NULL;
  g_autofree char  *id = NULL;
  PreceptStepGroup *group = precept_edit_add_subject (get_document (self), "drug", &id, &error);
  g_autofree char  *place = g_strdup_printf (PLACE_PREFIX "subject/%s/brand", id);

  if (!apply (self, group, error, PLACE_PREFIX "subject"))
    return;
  precept_session_get_content (self->session); /* which makes its fields */
  precept_part_editor_show_place (PRECEPT_PART_EDITOR (self), place, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static GtkWidget *
new_remove_button (const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
add_subject (PreceptOverviewPage *self, const char *id, guint index, guint n_subjects)
{
  g_autofree char *title = n_subjects > 1 ? g_strdup_printf (_ ("Subject %u"), index + 1) : g_strdup (_ ("Subject"));
  GtkWidget       *group = add_group (self->subjects, title);

  if (n_subjects > 1)
    {
      GtkWidget *button = new_remove_button (_ ("Remove this subject"));

      g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_subject_cb), self);
      adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
    }
  add_choice (self, group, FIELD_SUBJECT_KIND, id, "kind", _ ("Kind"));
  add_text (self, group, id, "brand", _ ("Brand name"));
  add_text (self, group, id, "generic", _ ("Generic name"));
  add_text (self, group, id, "name", _ ("Name in a sentence"));
}

static void
remove_related_cb (Field *field)
{
  PreceptOverviewPage *self = field->page;
  GError              *error = NULL;
  PreceptStepGroup    *group = precept_edit_remove_related (get_document (self), field->index, &error);

  if (apply (self, group, error, PLACE_PREFIX "related"))
    precept_part_editor_tell (PRECEPT_PART_EDITOR (self), _ ("Related guideline removed"));
}

static void
add_related_cb (PreceptOverviewPage *self)
{
  g_auto (GStrv) paths = precept_document_list_field_paths (get_document (self), "related");
  g_autofree char  *place = g_strdup_printf (PLACE_PREFIX "related/%u", g_strv_length (paths));
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_add_related (get_document (self), "see-also", "", &error);

  if (!apply (self, group, error, place))
    return;
  precept_session_get_content (self->session);
  precept_part_editor_show_place (PRECEPT_PART_EDITOR (self), place, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
add_related (PreceptOverviewPage *self, guint index)
{
  Field     *field = add_field (self, self->related, FIELD_RELATED, NULL, "related", _ ("Number or title"), gtk_entry_new ());
  GtkWidget *remove = new_remove_button (_ ("Remove this related guideline"));

  field->index = index;
  field->more = precept_choice_new ("related", "kind", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->more), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind"), -1);
  precept_field_row_add_button (PRECEPT_FIELD_ROW (field->row), field->more);
  precept_field_row_add_button (PRECEPT_FIELD_ROW (field->row), remove);
  g_signal_connect_swapped (field->field, "changed", G_CALLBACK (changed_cb), field);
  g_signal_connect_swapped (field->more, "notify::selected", G_CALLBACK (related_kind_changed_cb), field);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_related_cb), field);
}

/* Fields of subjects and related guidelines come and go with them. */
static void
sync_entries (PreceptOverviewPage *self)
{
  g_auto (GStrv) ids = precept_document_list_subjects (get_document (self));
  g_auto (GStrv) related = precept_document_list_field_paths (get_document (self), "related");
  g_autofree char *joined = g_strjoinv (" ", ids);
  g_autofree char *shown = g_strdup_printf ("%s %u", joined, g_strv_length (related));

  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  self->place = NULL;
  /* Widgets first: they may still say something while they go. */
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->subjects)) != NULL;)
    gtk_box_remove (GTK_BOX (self->subjects), child);
  for (guint i = self->fields->len; i > 0; i--)
    {
      Field *field = g_ptr_array_index (self->fields, i - 1);

      if (field->kind == FIELD_RELATED)
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->related), field->row);
      if (field->kind == FIELD_RELATED || field->subject_id != NULL)
        g_ptr_array_remove_index (self->fields, i - 1);
    }
  for (guint i = 0; ids[i] != NULL; i++)
    add_subject (self, ids[i], i, g_strv_length (ids));
  for (guint i = 0; related[i] != NULL; i++)
    add_related (self, i);
}

static void
fill (PreceptOverviewPage *self)
{
  self->filling = TRUE;
  sync_entries (self);
  for (guint i = 0; i < self->fields->len; i++)
    fill_field (g_ptr_array_index (self->fields, i));
  self->filling = FALSE;
  show_problems (self);
}

/* As an editor of a part. */

/* @path is “metadata/” and the field; or a path of the document, as a problem has it. */
static gboolean
precept_overview_page_show_place (PreceptPartEditor *editor, const char *path, int offset)
{
  PreceptOverviewPage *self = PRECEPT_OVERVIEW_PAGE (editor);

  for (guint i = 0; path != NULL && i < self->fields->len; i++)
    {
      Field           *field = g_ptr_array_index (self->fields, i);
      g_autofree char *place = dup_place (field);
      g_autofree char *own = NULL;

      if (!g_str_has_prefix (path, PLACE_PREFIX))
        own = precept_document_dup_field_path (get_document (self), field->subject_id, field->name);
      if (!g_str_equal (place, path) && g_strcmp0 (own, path) != 0 && g_strcmp0 (field->subject_id, path) != 0)
        continue;
      self->place = field->row;
      return TRUE;
    }
  return path == NULL || g_str_has_prefix (path, PLACE_PREFIX);
}

static const char *
precept_overview_page_get_id (PreceptPartEditor *editor)
{
  return NULL;
}

static void
precept_overview_page_part_editor_init (PreceptPartEditorInterface *iface)
{
  iface->show_place = precept_overview_page_show_place;
  iface->get_id = precept_overview_page_get_id;
}

static gboolean
precept_overview_page_grab_focus (GtkWidget *widget)
{
  PreceptOverviewPage *self = PRECEPT_OVERVIEW_PAGE (widget);
  GtkWidget           *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget           *row = self->place != NULL ? self->place : ((Field *)g_ptr_array_index (self->fields, 0))->row;

  /* To take the keyboard again would select what was typed. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, row))
    return TRUE;
  return gtk_widget_grab_focus (row);
}

static void
precept_overview_page_dispose (GObject *object)
{
  PreceptOverviewPage *self = PRECEPT_OVERVIEW_PAGE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  /* What a field says while it goes is no change. */
  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_OVERVIEW_PAGE);
  g_clear_object (&self->session);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (precept_overview_page_parent_class)->dispose (object);
}

static void
precept_overview_page_class_init (PreceptOverviewPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_overview_page_dispose;
  widget_class->grab_focus = precept_overview_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptOverviewPage, box);
}

static void
precept_overview_page_init (PreceptOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)free_field);
}

static GtkWidget *
new_add_button (const char *label)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic", "label", label, NULL));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
build (PreceptOverviewPage *self)
{
  GtkWidget *add = new_add_button (_ ("Add a Subject"));
  GtkWidget *group;
  Field     *keywords;

  self->general = precept_problem_list_new (self->session, PRECEPT_PART_EDITOR (self));
  gtk_box_append (GTK_BOX (self->box), self->general);
  group = add_group (self->box, _ ("Guideline"));
  add_text (self, group, NULL, "title", _ ("Title"));
  add_text (self, group, NULL, "policy-number", _ ("Policy number"));
  add_text (self, group, NULL, "version", _ ("Version"));
  add_choice (self, group, FIELD_CHOICE, NULL, "status", _ ("Status"));
  add_text (self, group, NULL, "publisher", _ ("Publisher"));
  add_text (self, group, NULL, "owner", _ ("Owner"));
  group = add_group (self->box, _ ("Dates"));
  add_date (self, group, "effective", _ ("Effective"));
  add_date (self, group, "last-review", _ ("Last review"));
  add_date (self, group, "next-review", _ ("Next review"));
  self->subjects = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (self->box), self->subjects);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_subject_cb), self);
  gtk_box_append (GTK_BOX (self->box), add);
  group = add_group (self->box, _ ("Where it applies"));
  add_list (self, group, "line-of-business", _ ("Lines of business"), lines_of_business, _ ("Another line of business"));
  add_list (self, group, "plan-type", _ ("Plan types"), plan_types, _ ("Another plan type"));
  add_list (self, group, "state", _ ("States"), states, _ ("Another state or territory, by its two letters"));
  group = add_group (self->box, _ ("Finding it"));
  keywords = add_field (self, group, FIELD_WORDS, NULL, "keyword", _ ("Keywords"), gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (keywords->field), _ ("With commas between them"));
  g_signal_connect_swapped (keywords->field, "changed", G_CALLBACK (changed_cb), keywords);
  self->related = add_group (self->box, _ ("Related guidelines"));
  self->related_add = new_add_button (_ ("Add a Related Guideline"));
  g_signal_connect_swapped (self->related_add, "clicked", G_CALLBACK (add_related_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->related_add);
}

/**
 * precept_overview_page_new:
 * @session: an open document
 * @part_key: “overview”
 *
 * Makes the form of the metadata.
 */
GtkWidget *
precept_overview_page_new (PreceptSession *session, const char *part_key)
{
  PreceptOverviewPage *self = g_object_new (PRECEPT_TYPE_OVERVIEW_PAGE, NULL);

  self->session = g_object_ref (session);
  build (self);
  fill (self);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (session, "problems-changed", G_CALLBACK (show_problems), self);
  return GTK_WIDGET (self);
}
