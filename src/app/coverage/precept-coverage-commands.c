/* precept-coverage-commands.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-coverage-commands.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-criterion-form.h"
#include "precept-edit-coverage.h"
#include "precept-edit-criteria.h"
#include "precept-edit.h"
#include "precept-leaf.h"

static PreceptDocument *
get_document (PreceptCoveragePage *page)
{
  return precept_session_get_document (precept_coverage_page_get_context (page)->session);
}

static PreceptCoverage *
find (PreceptCoveragePage *page, const char *path)
{
  PreceptCoverage *coverage = precept_coverage_page_get_context (page)->coverage;

  return coverage != NULL && path != NULL ? precept_coverage_find (coverage, path) : NULL;
}

static PreceptCoverage *
get_chosen (PreceptCoveragePage *page)
{
  return find (page, precept_coverage_page_get_chosen (page));
}

static PreceptCoverage *
get_criterion (PreceptCoveragePage *page)
{
  PreceptCoverage *item = get_chosen (page);

  return item != NULL && precept_coverage_is_criterion (item) ? item : NULL;
}

/* Commands of keys and tools. */

static void
add_indication (PreceptCoveragePage *page)
{
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptCoverage  *item = get_chosen (page);
  PreceptStepGroup *group = precept_edit_add_indication (get_document (page), item != NULL && item->kind != PRECEPT_COVERAGE_PART ? item->path : NULL, &id, &error);

  precept_coverage_page_apply (page, group, error, id);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoveragePage *page = data;
  PreceptCoverage     *item = get_chosen (page);
  PreceptCoverage     *card = item != NULL ? precept_coverage_ancestor (item, PRECEPT_COVERAGE_INDICATION) : NULL;
  PreceptCoverage     *holder = card != NULL ? precept_coverage_child (card, PRECEPT_COVERAGE_REQUEST) : NULL;
  const char          *path = holder != NULL ? holder->path : NULL;
  PreceptCriteriaPlace place = PRECEPT_CRITERIA_INTO_END;
  g_autofree char     *id = NULL;
  PreceptStepGroup    *group;
  GError              *error = NULL;

  if (item != NULL && precept_coverage_is_criterion (item))
    {
      path = item->path;
      place = item->kind == PRECEPT_COVERAGE_JOIN ? PRECEPT_CRITERIA_INTO_START : PRECEPT_CRITERIA_AFTER;
    }
  if (path == NULL)
    {
      add_indication (page);
      return;
    }
  group = precept_edit_add_criterion (get_document (page), path, place, NULL, &id, &error);
  precept_coverage_page_apply (page, group, error, id);
}

static void
remove_chosen (PreceptCoveragePage *page, PreceptCoverage *item)
{
  g_autofree char  *next = NULL;
  GError           *error = NULL;
  gboolean          is_blank = item->kind == PRECEPT_COVERAGE_SENTENCE && (item->text == NULL || *item->text == '\0');
  PreceptStepGroup *group;

  if (precept_coverage_is_criterion (item))
    {
      group = precept_edit_remove_criterion (get_document (page), item->path, &next, &error);
      if (precept_coverage_page_apply (page, group, error, next) && !is_blank)
        precept_part_editor_tell (PRECEPT_PART_EDITOR (page), _ ("Criterion removed"));
      return;
    }
  group = precept_edit_remove_card (get_document (page), item->path, &error);
  if (precept_coverage_page_apply (page, group, error, NULL))
    precept_part_editor_tell (PRECEPT_PART_EDITOR (page), item->kind == PRECEPT_COVERAGE_INDICATION ? _ ("Indication removed") : _ ("Removed"));
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage *item = get_criterion (data);

  if (item != NULL)
    remove_chosen (data, item);
}

static void
duplicate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage  *item = get_criterion (data);
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item == NULL)
    return;
  group = precept_edit_duplicate_criterion (get_document (data), item->path, &id, &error);
  precept_coverage_page_apply (data, group, error, id);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage  *item = get_chosen (data);
  gboolean          down = g_str_equal (g_action_get_name (G_ACTION (action)), "move-down");
  g_autofree char  *path = item != NULL ? g_strdup (item->path) : NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item == NULL)
    return;
  if (precept_coverage_is_criterion (item))
    group = precept_edit_raise_criterion (get_document (data), path, down, &error);
  else
    group = precept_edit_raise_card (get_document (data), path, down, &error);
  precept_coverage_page_apply (data, group, error, path);
}

static void
shift_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage  *item = get_criterion (data);
  gboolean          out = g_str_equal (g_action_get_name (G_ACTION (action)), "outdent");
  g_autofree char  *path = item != NULL ? g_strdup (item->path) : NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item == NULL)
    return;
  group = out ? precept_edit_outdent_criterion (get_document (data), path, &error) : precept_edit_indent_criterion (get_document (data), path, &error);
  precept_coverage_page_apply (data, group, error, path);
}

static void
group_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage     *item = get_criterion (data);
  g_autofree char     *focus = NULL;
  GError              *error = NULL;
  PreceptStepGroup    *group;
  PreceptCriterionRow *row;

  if (item == NULL)
    return;
  group = precept_edit_group_criteria (get_document (data), item->path, 1, &focus, &error);
  if (!precept_coverage_page_apply (data, group, error, focus))
    return;
  row = precept_coverage_page_get_row (data);
  if (row != NULL && precept_criterion_row_is_group (row))
    precept_criterion_row_open_menu (row);
}

static void
open (PreceptCoveragePage *page, const char *path)
{
  g_autofree char  *focus = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_open_criterion (get_document (page), path, &focus, &error);

  precept_coverage_page_apply (page, group, error, focus);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage *item = get_criterion (data);

  if (item != NULL)
    open (data, item->path);
}

static void
ungroup_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage  *item = get_criterion (data);
  PreceptCoverage  *first = item != NULL && item->children->len > 0 ? g_ptr_array_index (item->children, 0) : NULL;
  g_autofree char  *focus = first != NULL ? g_strdup (first->path) : NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item == NULL)
    return;
  group = precept_edit_ungroup_criteria (get_document (data), item->path, &error);
  precept_coverage_page_apply (data, group, error, focus);
}

static void
edit (PreceptCoveragePage *page)
{
  PreceptCriterionRow *row = precept_coverage_page_get_row (page);

  if (row == NULL || precept_criterion_row_edit (row, TRUE))
    return;
  if (precept_criterion_row_is_group (row))
    precept_criterion_row_open_menu (row);
  else
    gtk_widget_activate_action (GTK_WIDGET (page), "coverage.code", "s", precept_criterion_row_get_path (row));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  edit (data);
}

static void
make_coded_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage *item = get_criterion (data);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (data), "coverage.code", "s", item->path);
}

static void
title_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage  *item = get_criterion (data);
  g_autofree char  *path = item != NULL ? g_strdup (item->path) : NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item == NULL || item->kind != PRECEPT_COVERAGE_JOIN)
    return;
  group = precept_edit_add_title (get_document (data), path, NULL, &error);
  if (precept_coverage_page_apply (data, group, error, path))
    edit (data);
}

static void
note_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage  *item = get_criterion (data);
  g_autofree char  *path = item != NULL ? g_strdup (item->path) : NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item == NULL)
    return;
  group = precept_edit_add_note (get_document (data), path, NULL, NULL, &error);
  precept_coverage_page_apply (data, group, error, path);
}

static void
uncode_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverage  *item = get_criterion (data);
  g_autofree char  *path = item != NULL ? g_strdup (item->path) : NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item == NULL)
    return;
  group = precept_leaf_undo_coding (get_document (data), path, &error);
  precept_coverage_page_apply (data, group, error, path);
}

static void
add_card_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char       *name = g_action_get_name (G_ACTION (action));
  PreceptCoverage  *item = get_chosen (data);
  const char       *beside = item != NULL && item->kind != PRECEPT_COVERAGE_PART ? item->path : NULL;
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (g_str_equal (name, "add-group"))
    group = precept_edit_add_indication_group (get_document (data), beside, &id, &error);
  else if (g_str_equal (name, "add-general"))
    group = precept_edit_add_general (get_document (data), &id, &error);
  else if (g_str_equal (name, "add-other-uses"))
    group = precept_edit_add_other_uses (get_document (data), &id, &error);
  else
    group = precept_edit_add_indication (get_document (data), beside, &id, &error);
  precept_coverage_page_apply (data, group, error, id);
}

static const GActionEntry part_entries[] = {
  { "add", add_cb },
  { "remove", remove_cb },
  { "duplicate", duplicate_cb },
  { "move-up", move_cb },
  { "move-down", move_cb },
  { "indent", shift_cb },
  { "outdent", shift_cb },
  { "group", group_cb },
  { "ungroup", ungroup_cb },
  { "open-group", open_cb },
  { "make-coded", make_coded_cb },
  { "uncode", uncode_cb },
  { "edit", edit_cb },
  { "add-title", title_cb },
  { "add-note", note_cb },
  { "add-indication", add_card_cb },
  { "add-group", add_card_cb },
  { "add-general", add_card_cb },
  { "add-other-uses", add_card_cb },
};

/* Commands of the widgets in the page. */

static void
choose_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_coverage_page_choose (data, g_variant_get_string (parameter, NULL));
}

/* The mouse went to a text. */
static void
type_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCriterionRow *row = precept_coverage_page_get_row (data);

  if (row != NULL && !precept_criterion_row_edit (row, TRUE))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
inner_remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char       *path = g_variant_get_string (parameter, NULL);
  PreceptCoverage  *item = find (data, path);
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (item != NULL && g_str_equal (item->path, path))
    {
      remove_chosen (data, item);
      return;
    }
  /* Something within: an answer of a fact, a code. */
  group = precept_edit_remove_card (get_document (data), path, &error);
  precept_coverage_page_apply (data, group, error, NULL);
}

static void
set_kind_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char       *path, *kind, *count;
  GError           *error = NULL;
  PreceptStepGroup *group;
  g_autofree char  *focus = g_strdup (precept_coverage_page_get_chosen (data));

  g_variant_get (parameter, "(&s&s&s)", &path, &kind, &count);
  group = precept_edit_set_group_kind (get_document (data), path, kind, (guint)g_ascii_strtoull (count, NULL, 10), &error);
  precept_coverage_page_apply (data, group, error, NULL);
}

static void
set_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char       *path, *name, *value, *label;
  GError           *error = NULL;
  PreceptStepGroup *group;

  g_variant_get (parameter, "(&s&s&s&s)", &path, &name, &value, &label);
  group = precept_edit_set_attribute (get_document (data), path, name, value, label, &error);
  precept_coverage_page_apply (data, group, error, NULL);
}

/* “LOINC 711-2”; without a system it is one of LOINC, as most are. */
static PreceptStepGroup *
plan_code (PreceptDocument *document, const char *path, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  const char *system = "LOINC";
  const char *value = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (value != NULL)
        system = value;
      value = words[i];
    }
  return precept_edit_add_fact_code (document, path, system, value != NULL ? value : "", error);
}

static void
add_to_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char       *path, *what;
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group = NULL;

  g_variant_get (parameter, "(&s&s)", &path, &what);
  if (g_str_equal (what, "limit"))
    group = precept_edit_add_limit (get_document (data), path, &id, &error);
  else if (g_str_equal (what, "option"))
    group = precept_edit_add_fact_option (get_document (data), path, "", &id, &error);
  else if (g_str_has_prefix (what, "code "))
    group = plan_code (get_document (data), path, what + strlen ("code "), &error);
  else if (g_str_equal (what, "governed-by"))
    group = precept_edit_add_governed_by (get_document (data), "", &id, &error);
  else if (g_str_equal (what, "fact"))
    group = precept_edit_add_fact (get_document (data), "yes-no", _ ("new fact"), &id, &error);
  precept_coverage_page_apply (data, group, error, *path == '\0' ? id : NULL);
}

static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_coverage_page_step (data, g_variant_get_int32 (parameter));
}

static void
inner_move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const places[] = { "before", "after", "into-start", "into-end", NULL };
  const char              *path, *target, *place;
  PreceptCriteriaPlace     where = PRECEPT_CRITERIA_AFTER;
  GError                  *error = NULL;
  PreceptStepGroup        *group;

  g_variant_get (parameter, "(&s&s&s)", &path, &target, &place);
  for (guint i = 0; places[i] != NULL; i++)
    {
      if (g_str_equal (places[i], place))
        where = (PreceptCriteriaPlace)i;
    }
  group = precept_edit_move_criterion (get_document (data), path, target, where, &error);
  precept_coverage_page_apply (data, group, error, path);
}

static void
card_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char       *path, *what;
  g_autofree char  *focus = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group = NULL;

  g_variant_get (parameter, "(&s&s)", &path, &what);
  if (g_str_equal (what, "applies-to"))
    group = precept_edit_add_applies_to (get_document (data), path, &focus, &error);
  else if (g_str_equal (what, "criteria"))
    group = precept_edit_position_to_request (get_document (data), path, &focus, &error);
  else if (g_str_equal (what, "initial") || g_str_equal (what, "continuation"))
    group = precept_edit_add_request (get_document (data), path, what, &focus, &error);
  else if (g_str_equal (what, "indication"))
    group = precept_edit_add_indication (get_document (data), path, &focus, &error);
  else if (g_str_equal (what, "title"))
    group = precept_edit_add_title (get_document (data), path, &focus, &error);
  else if (g_str_equal (what, "paragraph"))
    group = precept_edit_add_paragraph (get_document (data), path, &focus, &error);
  else
    {
      focus = g_strdup (path);
      group = precept_edit_raise_card (get_document (data), path, g_str_equal (what, "down"), &error);
    }
  precept_coverage_page_apply (data, group, error, focus);
}

/* A form is done with. */
static void
form_done_cb (PreceptCoveragePage *page, PreceptStepGroup *group, GtkWidget *form)
{
  PreceptCriterionRow *row = PRECEPT_CRITERION_ROW (gtk_widget_get_ancestor (form, PRECEPT_TYPE_CRITERION_ROW));
  g_autofree char     *path = row != NULL ? g_strdup (precept_criterion_row_get_path (row)) : NULL;

  if (row == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  precept_criterion_row_set_form (row, NULL);
  if (group != NULL)
    precept_coverage_page_apply (page, precept_step_group_ref (group), NULL, path);
  else
    precept_coverage_page_focus (page, path, 0, TRUE);
}

/* One form at a time; asked for again, it goes. */
static void
code_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCoverageContext *context = precept_coverage_page_get_context (data);
  const char             *path = g_variant_get_string (parameter, NULL);
  PreceptCriterionRow    *row = g_hash_table_lookup (context->rows, path);
  GHashTableIter          iter;
  gpointer                other;
  GtkWidget              *form;
  gboolean                was_open = row != NULL && precept_criterion_row_get_form (row) != NULL;

  g_hash_table_iter_init (&iter, context->rows);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    precept_criterion_row_set_form (other, NULL);
  if (row == NULL || was_open || precept_criterion_row_is_group (row))
    return;
  precept_coverage_page_choose (data, path);
  precept_criterion_row_end_edit (row);
  form = precept_criterion_form_new (context, path);
  g_signal_connect_object (form, "done", G_CALLBACK (form_done_cb), data, G_CONNECT_SWAPPED);
  precept_criterion_row_set_form (row, form);
  gtk_widget_grab_focus (form);
  precept_coverage_page_scroll_to (data, form);
}

static void
refuse_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_part_editor_refuse (data, g_variant_get_string (parameter, NULL));
}

static const GActionEntry inner_entries[] = {
  { "choose", choose_cb, "s" },
  { "type", type_cb, "s" },
  { "remove", inner_remove_cb, "s" },
  { "set-kind", set_kind_cb, "(sss)" },
  { "set", set_cb, "(ssss)" },
  { "add-to", add_to_cb, "(ss)" },
  { "step", step_cb, "i" },
  { "move", inner_move_cb, "(sss)" },
  { "card", card_cb, "(ss)" },
  { "code", code_cb, "s" },
  { "refuse", refuse_cb, "s" },
};

GSimpleActionGroup *
precept_coverage_commands_new_part (PreceptCoveragePage *page)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), part_entries, G_N_ELEMENTS (part_entries), page);
  return group;
}

GSimpleActionGroup *
precept_coverage_commands_new_inner (PreceptCoveragePage *page)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), inner_entries, G_N_ELEMENTS (inner_entries), page);
  return group;
}

/**
 * precept_coverage_commands_update:
 * @part: the group “part” of the page
 * @page: the page
 *
 * Enables the commands that may run on what is chosen.
 */
void
precept_coverage_commands_update (GSimpleActionGroup *part, PreceptCoveragePage *page)
{
  PreceptCoverage *item = get_chosen (page);
  PreceptCoverage *coverage = precept_coverage_page_get_context (page)->coverage;
  gboolean         is_criterion = item != NULL && precept_coverage_is_criterion (item);
  gboolean         is_group = is_criterion && item->kind == PRECEPT_COVERAGE_JOIN;
  gboolean         is_card = item != NULL && (item->kind == PRECEPT_COVERAGE_INDICATION || item->kind == PRECEPT_COVERAGE_GROUP);
  const struct
  {
    const char *name;
    gboolean    enabled;
  } states[] = {
    { "remove", is_criterion },
    { "duplicate", is_criterion },
    { "move-up", is_criterion || is_card },
    { "move-down", is_criterion || is_card },
    { "indent", is_criterion },
    { "outdent", is_criterion },
    { "group", is_criterion },
    { "ungroup", is_group },
    { "open-group", is_criterion && !is_group },
    { "make-coded", is_criterion && !is_group },
    { "uncode", is_criterion && item->kind == PRECEPT_COVERAGE_LEAF },
    { "edit", is_criterion },
    { "add-title", is_group && item->title_path == NULL },
    { "add-note", is_criterion && item->kind != PRECEPT_COVERAGE_SENTENCE && item->note_path == NULL },
    { "add-general", coverage != NULL && precept_coverage_child (coverage, PRECEPT_COVERAGE_GENERAL) == NULL },
    { "add-other-uses", coverage != NULL && precept_coverage_child (coverage, PRECEPT_COVERAGE_OTHER_USES) == NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (part), states[i].name)), states[i].enabled);
}
