/* precept-references-page-commands.c: what is done to references
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-references-page-private.h"

#include <glib/gi18n.h>

#include "precept-edit-entries.h"
#include "precept-edit-references.h"

static void
set_enabled (PreceptReferencesPage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static guint
find_position (PreceptReferencesPage *self, const char *id)
{
  for (guint i = 0; i < self->infos->len; i++)
    {
      if (g_str_equal (((PreceptReferenceInfo *)g_ptr_array_index (self->infos, i))->id, id))
        return i;
    }
  return self->infos->len;
}

static guint
count_same (PreceptReferencesPage *self)
{
  guint n_same = 0;

  for (guint i = 0; i < self->infos->len; i++)
    n_same += ((PreceptReferenceInfo *)g_ptr_array_index (self->infos, i))->same_as != NULL;
  return n_same;
}

void
precept_references_page_update_commands (PreceptReferencesPage *self)
{
  guint        position = self->chosen != NULL ? find_position (self, self->chosen) : self->infos->len;
  gboolean     has_chosen = position < self->infos->len;
  PreceptMarks marks = PRECEPT_MARK_NONE;

  if (self->card != NULL)
    marks = precept_prose_buffer_get_marks (precept_prose_block_get_buffer (precept_reference_card_get_text (self->card)));
  set_enabled (self, "remove", has_chosen);
  set_enabled (self, "replace", has_chosen && self->infos->len > 1);
  set_enabled (self, "italic", self->card != NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "italic")), g_variant_new_boolean ((marks & PRECEPT_MARK_EM) != 0));
  set_enabled (self, "move-up", has_chosen && position > 0);
  set_enabled (self, "move-down", has_chosen && position + 1 < self->infos->len);
  set_enabled (self, "merge", count_same (self) > 0);
}

/* Merging. */

static void
tell_merged (PreceptReferencesPage *self, guint n_merged, guint n_places)
{
  g_autofree char *merged = g_strdup_printf (ngettext ("%u reference merged", "%u references merged", n_merged), n_merged);
  g_autofree char *follows = NULL;
  g_autofree char *words = NULL;

  if (n_places > 0)
    follows = g_strdup_printf (ngettext ("%u citation follows", "%u citations follow", n_places), n_places);
  words = follows != NULL ? g_strdup_printf ("%s; %s", merged, follows) : g_strdup (merged);
  precept_part_editor_tell (PRECEPT_PART_EDITOR (self), words);
}

static gboolean
merge (PreceptReferencesPage *self, GPtrArray *from, GPtrArray *to)
{
  GError           *error = NULL;
  PreceptStepGroup *group;

  g_ptr_array_add (from, NULL);
  g_ptr_array_add (to, NULL);
  group = precept_edit_merge_references (precept_session_get_document (self->session), (const char *const *)from->pdata, (const char *const *)to->pdata, &error);
  return precept_references_page_apply (self, group, error, g_ptr_array_index (from, 0), g_ptr_array_index (to, 0));
}

/**
 * precept_references_page_merge_chosen:
 * @self: a page
 *
 * Merges the chosen reference and the one that is the same work: the earlier one stays.
 */
void
precept_references_page_merge_chosen (PreceptReferencesPage *self)
{
  PreceptReferenceInfo *info = precept_references_page_get_chosen (self);
  PreceptReferenceInfo *same = info != NULL ? precept_references_page_find_same (self, info, NULL) : NULL;
  PreceptReferenceInfo *goes;
  g_autoptr (GPtrArray) from = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) to = g_ptr_array_new_with_free_func (g_free);
  guint n_places;

  if (same == NULL)
    {
      precept_part_editor_refuse (PRECEPT_PART_EDITOR (self), "");
      return;
    }
  goes = info->same_as != NULL && g_str_equal (info->same_as, same->id) ? info : same;
  n_places = goes->n_places;
  g_ptr_array_add (from, g_strdup (goes->id));
  g_ptr_array_add (to, g_strdup (goes == info ? same->id : info->id));
  if (!merge (self, from, to))
    return;
  precept_references_page_choose (self, g_ptr_array_index (to, 0));
  tell_merged (self, 1, n_places);
}

static void
merge_all (PreceptReferencesPage *self)
{
  g_autoptr (GPtrArray) from = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) to = g_ptr_array_new_with_free_func (g_free);
  guint n_places = 0, n_merged;

  for (guint i = 0; i < self->infos->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (self->infos, i);

      if (info->same_as == NULL)
        continue;
      g_ptr_array_add (from, g_strdup (info->id));
      g_ptr_array_add (to, g_strdup (info->same_as));
      n_places += info->n_places;
    }
  n_merged = from->len;
  if (n_merged > 0 && merge (self, from, to))
    tell_merged (self, n_merged, n_places);
}

static void
merge_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptReferencesPage *self = data;
  PreceptReferenceInfo  *info = precept_references_page_get_chosen (self);

  if (info != NULL && precept_references_page_find_same (self, info, NULL) != NULL)
    precept_references_page_merge_chosen (self);
  else
    merge_all (self);
}

static void
merge_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  merge_all (data);
}

/**
 * precept_references_page_deny_same:
 * @self: a page
 *
 * Remembers, until the document is closed, that the chosen reference and the other are two works.
 */
void
precept_references_page_deny_same (PreceptReferencesPage *self)
{
  PreceptReferenceInfo *info = precept_references_page_get_chosen (self);
  PreceptReferenceInfo *same = info != NULL ? precept_references_page_find_same (self, info, NULL) : NULL;

  if (same == NULL)
    return;
  if (info->same_as != NULL && g_str_equal (info->same_as, same->id))
    g_hash_table_add (self->not_same, g_strdup_printf ("%s %s", same->id, info->id));
  else
    g_hash_table_add (self->not_same, g_strdup_printf ("%s %s", info->id, same->id));
}

/* Order. */

/**
 * precept_references_page_sort:
 * @self: a page
 * @order: a #PreceptReferenceOrder
 *
 * Puts the references in another order; their numbers follow.
 */
void
precept_references_page_sort (PreceptReferencesPage *self, guint order)
{
  GError           *error = NULL;
  PreceptStepGroup *group;
  const char       *place = self->chosen != NULL ? self->chosen : self->part_key;

  if (order == PRECEPT_REFERENCE_ORDER_BY_HAND)
    return;
  group = precept_edit_sort_references (precept_session_get_document (self->session), order, &error);
  if (group != NULL && precept_step_group_get_n_steps (group) == 0)
    {
      precept_step_group_unref (group);
      return;
    }
  if (precept_references_page_apply (self, group, error, place, place))
    precept_part_editor_tell (PRECEPT_PART_EDITOR (self), order == PRECEPT_REFERENCE_ORDER_CITATION ? _ ("References numbered as they are cited") : _ ("References sorted by their text"));
}

gboolean
precept_references_page_move_before (PreceptReferencesPage *self, const char *id, const char *before_id)
{
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_move_entry (precept_session_get_document (self->session), id, before_id, &error);

  if (group != NULL && precept_step_group_get_n_steps (group) == 0)
    {
      precept_step_group_unref (group);
      return TRUE;
    }
  return precept_references_page_apply (self, group, error, id, id);
}

static void
move (PreceptReferencesPage *self, int by)
{
  guint                 position = self->chosen != NULL ? find_position (self, self->chosen) : self->infos->len;
  PreceptReferenceInfo *before = NULL;
  g_autofree char      *id = g_strdup (self->chosen);

  if (position >= self->infos->len || (by < 0 && position == 0) || (by > 0 && position + 1 >= self->infos->len))
    {
      precept_part_editor_refuse (PRECEPT_PART_EDITOR (self), "");
      return;
    }
  if (by < 0)
    before = g_ptr_array_index (self->infos, position - 1);
  else if (position + 2 < self->infos->len)
    before = g_ptr_array_index (self->infos, position + 2);
  if (precept_references_page_move_before (self, id, before != NULL ? before->id : NULL))
    precept_references_page_choose (self, id);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, g_str_equal (g_action_get_name (G_ACTION (action)), "move-up") ? -1 : 1);
}

/* Removing. */

static void
remove_now (PreceptReferencesPage *self, const char *id)
{
  guint                 position = find_position (self, id);
  PreceptReferenceInfo *next = NULL;
  g_autofree char      *next_id = NULL;
  g_autofree char      *label = NULL;
  GError               *error = NULL;
  PreceptStepGroup     *group;

  if (position >= self->infos->len)
    return;
  /* Translators: the number of a reference. */
  label = g_strdup_printf (_ ("Reference %s removed"), ((PreceptReferenceInfo *)g_ptr_array_index (self->infos, position))->number);
  if (position + 1 < self->infos->len)
    next = g_ptr_array_index (self->infos, position + 1);
  else if (position > 0)
    next = g_ptr_array_index (self->infos, position - 1);
  next_id = g_strdup (next != NULL ? next->id : NULL);
  group = precept_edit_remove_reference (precept_session_get_document (self->session), id, &error);
  if (!precept_references_page_apply (self, group, error, id, next_id != NULL ? next_id : self->part_key))
    return;
  if (next_id != NULL && g_hash_table_contains (self->rows, next_id))
    gtk_widget_grab_focus (g_hash_table_lookup (self->rows, next_id));
  precept_part_editor_tell (PRECEPT_PART_EDITOR (self), label);
}

typedef struct
{
  PreceptReferencesPage *page; /* owned */
  char                  *id;   /* owned */
  GtkDropDown           *others;
  GPtrArray             *ids; /* owned; of the items of @others */
} Question;

static void
free_question (Question *question)
{
  g_object_unref (question->page);
  g_free (question->id);
  g_clear_pointer (&question->ids, g_ptr_array_unref);
  g_free (question);
}

static void
replaced_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  PreceptReferencesPage *self = question->page;
  guint                  position = gtk_drop_down_get_selected (question->others);
  PreceptReferenceInfo  *info = precept_reference_infos_find (self->infos, question->id);
  g_autofree char       *by_id = NULL;
  guint                  n_places = info != NULL ? info->n_places : 0;
  GError                *error = NULL;
  PreceptStepGroup      *group;

  if (g_str_equal (response, "replace") && position < question->ids->len && info != NULL)
    {
      g_autofree char *words = NULL;

      by_id = g_strdup (g_ptr_array_index (question->ids, position));
      group = precept_edit_replace_reference (precept_session_get_document (self->session), question->id, by_id, &error);
      if (precept_references_page_apply (self, group, error, question->id, by_id))
        {
          words = g_strdup_printf (ngettext ("Replaced; %u citation follows", "Replaced; %u citations follow", n_places), n_places);
          precept_references_page_choose (self, by_id);
          precept_part_editor_tell (PRECEPT_PART_EDITOR (self), words);
        }
    }
  free_question (question);
}

static void
ask_by_what (PreceptReferencesPage *self, const char *id)
{
  PreceptReferenceInfo *info = precept_reference_infos_find (self->infos, id);
  GtkWindow            *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  Question        *question;
  GtkWidget       *dialog;
  GtkWidget       *others;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (info == NULL || self->infos->len < 2)
    return;
  question = g_new0 (Question, 1);
  question->page = g_object_ref (self);
  question->id = g_strdup (id);
  question->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->infos->len; i++)
    {
      PreceptReferenceInfo *other = g_ptr_array_index (self->infos, i);
      g_autofree char      *name = g_strdup_printf ("%s. %s: %.80s", other->number, other->short_name, other->title);
      g_autofree char      *valid = g_utf8_make_valid (name, -1);

      if (other == info)
        continue;
      gtk_string_list_append (names, valid);
      g_ptr_array_add (question->ids, g_strdup (other->id));
    }
  /* Translators: the number of a reference. */
  heading = g_strdup_printf (_ ("Replace reference %s by"), info->number);
  body = g_strdup_printf (ngettext ("The %u place that cites it will cite the other one.", "The %u places that cite it will cite the other one.", info->n_places), info->n_places);
  others = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), gtk_expression_ref (expression));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (others), TRUE);
  gtk_widget_set_size_request (others, 320, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (others), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  question->others = GTK_DROP_DOWN (others);
  dialog = adw_message_dialog_new (window, heading, body);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), others);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (replaced_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_answered_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (g_str_equal (response, "remove"))
    remove_now (question->page, question->id);
  else if (g_str_equal (response, "replace"))
    ask_by_what (question->page, question->id);
  free_question (question);
}

/**
 * precept_references_page_remove:
 * @self: a page
 * @id: of a reference
 *
 * Removes a reference. Where it is cited, it asks first, and offers to cite another one.
 */
void
precept_references_page_remove (PreceptReferencesPage *self, const char *id)
{
  PreceptReferenceInfo *info = precept_reference_infos_find (self->infos, id);
  Question             *question;
  GtkWidget            *dialog;
  g_autofree char      *heading = NULL;
  g_autofree char      *body = NULL;

  if (info == NULL)
    return;
  if (info->n_places == 0)
    {
      remove_now (self, id);
      return;
    }
  question = g_new0 (Question, 1);
  question->page = g_object_ref (self);
  question->id = g_strdup (id);
  /* Translators: the number of a reference. */
  heading = g_strdup_printf (_ ("Remove reference %s?"), info->number);
  body = g_strdup_printf (ngettext ("It is cited in %u place. That citation goes with it, unless another reference takes its place.",
                                    "It is cited in %u places. These citations go with it, unless another reference takes its place.", info->n_places),
                          info->n_places);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace", _ ("Re_place…"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "replace", self->infos->len > 1);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (remove_answered_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptReferencesPage *self = data;

  if (self->chosen != NULL)
    precept_references_page_remove (self, self->chosen);
}

static void
replace_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptReferencesPage *self = data;

  if (self->chosen != NULL)
    ask_by_what (self, self->chosen);
}

/* Others. */

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_grab_focus (PRECEPT_REFERENCES_PAGE (data)->paste_entry);
}

static void
italic_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptReferencesPage *self = data;

  if (self->card == NULL)
    return;
  precept_prose_buffer_toggle_marks (precept_prose_block_get_buffer (precept_reference_card_get_text (self->card)), PRECEPT_MARK_EM);
  precept_references_page_update_commands (self);
  gtk_widget_grab_focus (GTK_WIDGET (precept_reference_card_get_text (self->card)));
}

static const GActionEntry actions[] = {
  { "add", add_cb },
  { "remove", remove_cb },
  { "replace", replace_cb },
  { "italic", italic_cb, NULL, "false" },
  { "move-up", move_cb },
  { "move-down", move_cb },
  { "merge", merge_cb },
  { "merge-all", merge_all_cb },
};

void
precept_references_page_add_commands (PreceptReferencesPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
}
