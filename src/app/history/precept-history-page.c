/* precept-history-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-history-page.h"

#include <glib/gi18n.h>

#include "precept-actions.h"
#include "precept-date-entry.h"
#include "precept-edit-entries.h"
#include "precept-grammar.h"
#include "precept-revision-card.h"

/**
 * PreceptHistoryPage:
 *
 * When the guideline was reviewed and revised, the newest first, and the original version last.
 */
struct _PreceptHistoryPage
{
  PreceptEntryPage parent_instance;

  GtkWidget *original_button;
};

G_DEFINE_FINAL_TYPE (PreceptHistoryPage, precept_history_page, PRECEPT_TYPE_ENTRY_PAGE)

static gboolean
is_original (PreceptDocument *document, const char *id)
{
  g_autofree char *name = precept_document_dup_element_name (document, id);

  return g_strcmp0 (name, "original") == 0;
}

static void
append_words (GString *string, PreceptBlock *block)
{
  if (block->text != NULL)
    g_string_append_printf (string, "%s%s", string->len > 0 ? " " : "", precept_text_get_string (block->text));
  for (guint i = 0; block->children != NULL && i < block->children->len && string->len < 400; i++)
    append_words (string, g_ptr_array_index (block->children, i));
}

static void
set_problem (PreceptEntryPage *page, PreceptEntryInfo *info)
{
  GPtrArray *problems = precept_session_get_problems (precept_entry_page_get_session (page));

  for (guint i = 0; i < problems->len; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);
      gboolean           error = precept_diagnostic_get_severity (problem) == PRECEPT_SEVERITY_ERROR;

      if (g_strcmp0 (precept_diagnostic_get_id (problem), info->id) != 0 || (info->icon != NULL && !error))
        continue;
      info->icon = error ? "dialog-error-symbolic" : "dialog-warning-symbolic";
      info->css_class = error ? "severity-error" : "severity-warning";
      g_free (info->state);
      info->state = g_strdup (error ? _ ("Error") : _ ("Warning"));
    }
}

static PreceptEntryInfo *
read_row (PreceptEntryPage *page, PreceptBlock *row)
{
  PreceptDocument  *document = precept_entry_page_get_document (page);
  PreceptEntryInfo *info = precept_entry_info_new (row->id);
  g_autofree char  *on = precept_document_dup_attribute (document, row->id, "on");
  g_autofree char  *version = precept_document_dup_attribute (document, row->id, "version");
  g_autofree char  *kind = precept_document_dup_attribute (document, row->id, "kind");
  g_autofree char  *date = precept_date_entry_dup_words (on != NULL && *on != '\0' ? on : _ ("No date"));
  const char       *kind_words = kind != NULL ? precept_grammar_get_choice_label (precept_grammar_get (), "revision", "kind", kind) : NULL;
  g_autoptr (GString) title = g_string_new (date);
  g_autoptr (GString) words = g_string_new (NULL);

  if (version != NULL)
    {
      g_string_append (title, "  ·  ");
      g_string_append_printf (title, _ ("Version %s"), version);
    }
  if (is_original (document, row->id))
    kind_words = _ ("Original version");
  else if (kind_words != NULL)
    kind_words = _ (kind_words);
  if (kind_words != NULL)
    g_string_append_printf (title, "  ·  %s", kind_words);
  info->title = g_strdup (title->str);
  if (row->children != NULL && row->children->len > 0 && !is_original (document, row->id))
    {
      PreceptBlock *note = g_ptr_array_index (row->children, row->children->len - 1);
      PreceptBlock *first = note->children != NULL && note->children->len > 0 ? g_ptr_array_index (note->children, 0) : NULL;

      /* Without a note the page prints the kind, which is said already. */
      if (first != NULL && first->path != NULL)
        append_words (words, note);
    }
  info->text = g_strdup (words->str);
  set_problem (page, info);
  return info;
}

static void
read_rows (PreceptEntryPage *page, PreceptBlock *block, GPtrArray *infos)
{
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      PreceptBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind == PRECEPT_BLOCK_TABLE && child->table_kind == PRECEPT_TABLE_HISTORY)
        read_rows (page, child, infos);
      else if (child->kind == PRECEPT_BLOCK_ROW && child->id != NULL)
        g_ptr_array_add (infos, read_row (page, child));
    }
}

static GPtrArray *
precept_history_page_read (PreceptEntryPage *page)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_entry_info_free);

  read_rows (page, precept_entry_page_get_part (page), infos);
  return infos;
}

static GtkWidget *
precept_history_page_make_card (PreceptEntryPage *page, const char *id)
{
  return precept_revision_card_new (page, id);
}

static void
precept_history_page_update_card (PreceptEntryPage *page, GtkWidget *card, const char *id)
{
  precept_revision_card_update (PRECEPT_REVISION_CARD (card));
}

static PreceptProseBlock *
precept_history_page_get_text (PreceptEntryPage *page, GtkWidget *card)
{
  return precept_revision_card_get_text (PRECEPT_REVISION_CARD (card));
}

static void
precept_history_page_refresh (PreceptEntryPage *page)
{
  PreceptHistoryPage *self = PRECEPT_HISTORY_PAGE (page);
  PreceptDocument    *document = precept_entry_page_get_document (page);
  GPtrArray          *infos = precept_entry_page_get_infos (page);
  gboolean            has_original = FALSE;
  guint               n_revisions = infos->len;
  g_autofree char    *counts = NULL;

  for (guint i = 0; i < infos->len; i++)
    has_original |= is_original (document, ((PreceptEntryInfo *)g_ptr_array_index (infos, i))->id);
  n_revisions -= has_original;
  counts = g_strdup_printf (ngettext ("%u revision, the newest first", "%u revisions, the newest first", n_revisions), n_revisions);
  precept_entry_page_set_counts (page, counts);
  precept_entry_page_set_enabled (page, "remove", precept_entry_page_get_chosen (page) != NULL);
  gtk_widget_set_visible (self->original_button, !has_original);
}

/* Commands. */

static char *
dup_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* Today, for the version that the guideline has. */
static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptEntryPage *page = data;
  const char       *version = precept_content_get_version (precept_session_get_content (precept_entry_page_get_session (page)));
  const char       *before = precept_entry_page_get_chosen (page) != NULL ? precept_entry_page_get_chosen (page) : precept_entry_page_get_part_key (page);
  g_autofree char  *kept = g_strdup (before);
  g_autofree char  *today = dup_today ();
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_add_revision (precept_entry_page_get_document (page), "reviewed-revised", today, version, NULL, &id, &error);

  if (precept_entry_page_apply (page, group, error, kept, id))
    precept_entry_page_choose (page, id, TRUE);
}

static void
add_original_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptEntryPage *page = data;
  GPtrArray        *infos = precept_entry_page_get_infos (page);
  PreceptEntryInfo *oldest = infos->len > 0 ? g_ptr_array_index (infos, infos->len - 1) : NULL;
  g_autofree char  *on = oldest != NULL ? precept_document_dup_attribute (precept_entry_page_get_document (page), oldest->id, "on") : NULL;
  g_autofree char  *today = dup_today ();
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  group = precept_edit_set_original (precept_entry_page_get_document (page), on != NULL && *on != '\0' ? on : today, NULL, &id, &error);
  if (precept_entry_page_apply (page, group, error, precept_entry_page_get_part_key (page), id))
    precept_entry_page_choose (page, id, TRUE);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptEntryPage *page = data;
  GPtrArray        *infos = precept_entry_page_get_infos (page);
  guint             position = precept_entry_page_get_position (page);
  g_autofree char  *id = g_strdup (precept_entry_page_get_chosen (page));
  g_autofree char  *next = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (position >= infos->len)
    return;
  if (infos->len > 1)
    next = g_strdup (((PreceptEntryInfo *)g_ptr_array_index (infos, position + 1 < infos->len ? position + 1 : position - 1))->id);
  group = precept_edit_remove (precept_entry_page_get_document (page), id, &error);
  if (precept_entry_page_apply (page, group, error, id, next != NULL ? next : precept_entry_page_get_part_key (page)))
    precept_part_editor_tell (PRECEPT_PART_EDITOR (page), _ ("Removed from the history"));
}

static const GActionEntry actions[] = {
  { "add", add_cb },
  { "add-original", add_original_cb },
  { "remove", remove_cb },
};

static void
precept_history_page_class_init (PreceptHistoryPageClass *class)
{
  PreceptEntryPageClass *page_class = PRECEPT_ENTRY_PAGE_CLASS (class);

  page_class->read = precept_history_page_read;
  page_class->make_card = precept_history_page_make_card;
  page_class->update_card = precept_history_page_update_card;
  page_class->get_text = precept_history_page_get_text;
  page_class->refresh = precept_history_page_refresh;
}

static GtkWidget *
add_tool (PreceptEntryPage *page, GtkWidget *button, const char *action)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  precept_tool_row_append (precept_entry_page_get_tools (page), button);
  return button;
}

static void
precept_history_page_init (PreceptHistoryPage *self)
{
  PreceptEntryPage *page = PRECEPT_ENTRY_PAGE (self);
  GtkWidget        *add = gtk_button_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (precept_entry_page_get_actions (page)), actions, G_N_ELEMENTS (actions), self);
  gtk_button_set_child (GTK_BUTTON (add), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic", "label", _ ("Revision"), NULL));
  add_tool (page, add, "part.add");
  precept_actions_set_tooltip (add, "win.part::add");
  add_tool (page, gtk_button_new_with_label (_ ("Remove")), "part.remove");
  self->original_button = add_tool (page, gtk_button_new_with_label (_ ("Original Date")), "part.add-original");
  precept_entry_page_set_empty (page, _ ("No history yet. Add the first review or revision."));
}

/**
 * precept_history_page_new:
 * @session: an open document
 * @part_key: the history
 *
 * Makes the editor of the history.
 */
GtkWidget *
precept_history_page_new (PreceptSession *session, const char *part_key)
{
  PreceptHistoryPage *self = g_object_new (PRECEPT_TYPE_HISTORY_PAGE, NULL);

  precept_entry_page_set_session (PRECEPT_ENTRY_PAGE (self), session, part_key);
  return GTK_WIDGET (self);
}
