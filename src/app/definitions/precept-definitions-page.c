/* precept-definitions-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-definitions-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"
#include "precept-definition-card.h"
#include "precept-definition-uses.h"
#include "precept-edit-entries.h"
#include "precept-place.h"
#include "precept-prose-line.h"

#define LOOK_DELAY_MS 150

/**
 * PreceptDefinitionsPage:
 *
 * The list of defined terms: what each means, and where it is used.
 */
struct _PreceptDefinitionsPage
{
  PreceptEntryPage parent_instance;

  GHashTable *uses; /* owned; see precept_definition_uses_find(); NULL: not known yet */
  guint       look_source;
  gboolean    setting_order;
  char       *twin; /* owned; id of the definition of what is being typed; NULL: none */

  GtkWidget *entry;
  GtkWidget *entry_row;
  GtkWidget *entry_words;
  GtkWidget *order;
  GtkWidget *lead; /* PreceptProseBlock of what stands before the definitions */
  GtkWidget *remove_button;
  GtkWidget *italic_button;
};

G_DEFINE_FINAL_TYPE (PreceptDefinitionsPage, precept_definitions_page, PRECEPT_TYPE_ENTRY_PAGE)

/* Reading. */

static PreceptDefinedTerm *
read_term (PreceptDocument *document, const char *id)
{
  PreceptDefinedTerm *term = g_new0 (PreceptDefinedTerm, 1);
  g_autofree char    *path = precept_document_dup_child_path (document, id, "term");

  term->id = g_strdup (id);
  term->term = path != NULL ? precept_document_dup_text (document, path) : NULL;
  if (term->term == NULL)
    term->term = g_strdup ("");
  term->abbreviation = path != NULL ? precept_document_dup_attribute (document, path, "abbreviation") : NULL;
  return term;
}

static void
append_words (GString *string, PreceptBlock *block)
{
  if (block->text != NULL)
    g_string_append_printf (string, "%s%s", string->len > 0 ? " " : "", precept_text_get_string (block->text));
  for (guint i = 0; block->children != NULL && i < block->children->len && string->len < 400; i++)
    {
      PreceptBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind != PRECEPT_BLOCK_DEFINITION)
        append_words (string, child);
    }
}

/* The worst of what is wrong with the definition; NULL: nothing is. */
static PreceptDiagnostic *
find_problem (GPtrArray *problems, const char *id)
{
  PreceptDiagnostic *worst = NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);

      if (g_strcmp0 (precept_diagnostic_get_id (problem), id) == 0 && (worst == NULL || precept_diagnostic_get_severity (problem) < precept_diagnostic_get_severity (worst)))
        worst = problem;
    }
  return worst;
}

static void
set_state (PreceptDefinitionsPage *self, PreceptEntryInfo *info)
{
  GPtrArray         *problems = precept_session_get_problems (precept_entry_page_get_session (PRECEPT_ENTRY_PAGE (self)));
  GPtrArray         *uses = self->uses != NULL ? g_hash_table_lookup (self->uses, info->id) : NULL;
  PreceptDiagnostic *problem = find_problem (problems, info->id);

  if (problem != NULL)
    {
      PreceptSeverity severity = precept_diagnostic_get_severity (problem);
      const char     *rule = precept_diagnostic_get_rule_id (problem);

      info->icon = severity == PRECEPT_SEVERITY_ERROR ? "dialog-error-symbolic" : "dialog-warning-symbolic";
      info->css_class = severity == PRECEPT_SEVERITY_ERROR ? "severity-error" : "severity-warning";
      info->state = g_strdup (g_str_equal (rule, "repeated-term") ? _ ("Defined twice") : g_str_equal (rule, "repeated-abbreviation") ? _ ("Abbreviation used twice")
                                                                                                                                      : _ ("Problem"));
      return;
    }
  if (uses == NULL)
    return;
  if (uses->len > 0)
    {
      info->state = g_strdup_printf (ngettext ("Used in %u place", "Used in %u places", uses->len), uses->len);
      return;
    }
  info->icon = "dialog-information-symbolic";
  info->css_class = "severity-hint";
  info->state = g_strdup (_ ("Used nowhere"));
}

static void
read_block (PreceptDefinitionsPage *self, PreceptBlock *block, guint depth, GPtrArray *infos)
{
  PreceptDocument *document = precept_entry_page_get_document (PRECEPT_ENTRY_PAGE (self));

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      PreceptBlock       *child = g_ptr_array_index (block->children, i);
      PreceptEntryInfo   *info;
      PreceptDefinedTerm *term;
      g_autoptr (GString) words = g_string_new (NULL);

      if (child->kind != PRECEPT_BLOCK_DEFINITION || child->id == NULL)
        continue;
      info = precept_entry_info_new (child->id);
      term = read_term (document, child->id);
      info->depth = depth;
      if (*term->term == '\0')
        info->title = g_strdup (_ ("No term yet"));
      else if (term->abbreviation != NULL)
        info->title = g_strdup_printf ("%s (%s)", term->term, term->abbreviation);
      else
        info->title = g_strdup (term->term);
      append_words (words, child);
      info->text = g_strdup (words->str);
      set_state (self, info);
      precept_defined_term_free (term);
      g_ptr_array_add (infos, info);
      read_block (self, child, depth + 1, infos);
    }
}

static GPtrArray *
precept_definitions_page_read (PreceptEntryPage *page)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_entry_info_free);

  read_block (PRECEPT_DEFINITIONS_PAGE (page), precept_entry_page_get_part (page), 0, infos);
  return infos;
}

/* Looking at the whole guideline. */

static gboolean
look_cb (gpointer data)
{
  PreceptDefinitionsPage *self = data;
  PreceptEntryPage       *page = data;
  PreceptDocument        *document = precept_entry_page_get_document (page);
  GPtrArray              *infos = precept_entry_page_get_infos (page);
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_defined_term_free);

  self->look_source = 0;
  for (guint i = 0; i < infos->len; i++)
    g_ptr_array_add (terms, read_term (document, ((PreceptEntryInfo *)g_ptr_array_index (infos, i))->id));
  g_clear_pointer (&self->uses, g_hash_table_unref);
  self->uses = precept_definition_uses_find (precept_session_get_content (precept_entry_page_get_session (page)), document, terms);
  precept_entry_page_update (page);
  return G_SOURCE_REMOVE;
}

static void
queue_look (PreceptDefinitionsPage *self)
{
  if (self->look_source == 0)
    self->look_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, LOOK_DELAY_MS, look_cb, self, NULL);
}

static void
precept_definitions_page_refresh (PreceptEntryPage *page)
{
  PreceptDefinitionsPage *self = PRECEPT_DEFINITIONS_PAGE (page);
  GPtrArray              *infos = precept_entry_page_get_infos (page);
  guint                   position = precept_entry_page_get_position (page);
  GtkWidget              *card = precept_entry_page_get_card (page);
  guint                   n_unused = 0;
  g_autofree char        *all = NULL;
  g_autofree char        *counts = NULL;

  for (guint i = 0; self->uses != NULL && i < infos->len; i++)
    {
      GPtrArray *uses = g_hash_table_lookup (self->uses, ((PreceptEntryInfo *)g_ptr_array_index (infos, i))->id);

      n_unused += uses != NULL && uses->len == 0;
    }
  all = g_strdup_printf (ngettext ("%u term", "%u terms", infos->len), infos->len);
  if (n_unused > 0)
    {
      g_autofree char *unused = g_strdup_printf (ngettext ("%u used nowhere", "%u used nowhere", n_unused), n_unused);

      counts = g_strdup_printf ("%s, %s", all, unused);
    }
  precept_entry_page_set_counts (page, counts != NULL ? counts : all);
  precept_entry_page_set_enabled (page, "remove", position != G_MAXUINT);
  precept_entry_page_set_enabled (page, "move-up", position != G_MAXUINT);
  precept_entry_page_set_enabled (page, "move-down", position != G_MAXUINT);
  precept_entry_page_set_enabled (page, "italic", card != NULL);
  if (self->lead != NULL)
    gtk_widget_set_visible (self->lead, precept_prose_block_is_editable (PRECEPT_PROSE_BLOCK (self->lead)));
  self->setting_order = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->order), precept_edit_are_definitions_sorted (precept_entry_page_get_document (page)) ? 0 : 1);
  self->setting_order = FALSE;
}

/* Cards. */

static GtkWidget *
precept_definitions_page_make_card (PreceptEntryPage *page, const char *id)
{
  return precept_definition_card_new (page, id);
}

static void
precept_definitions_page_update_card (PreceptEntryPage *page, GtkWidget *card, const char *id)
{
  PreceptDefinitionsPage *self = PRECEPT_DEFINITIONS_PAGE (page);

  precept_definition_card_update (PRECEPT_DEFINITION_CARD (card), self->uses != NULL ? g_hash_table_lookup (self->uses, id) : NULL);
}

static PreceptProseBlock *
precept_definitions_page_get_text (PreceptEntryPage *page, GtkWidget *card)
{
  return precept_definition_card_get_text (PRECEPT_DEFINITION_CARD (card));
}

/* Commands. */

static char *
find_twin (PreceptDocument *document, PreceptBlock *block, const char *key)
{
  for (guint i = 0; block != NULL && block->children != NULL && i < block->children->len; i++)
    {
      PreceptBlock       *child = g_ptr_array_index (block->children, i);
      PreceptDefinedTerm *term;
      g_autofree char    *other = NULL;
      char               *found;

      if (child->kind != PRECEPT_BLOCK_DEFINITION || child->id == NULL)
        continue;
      term = read_term (document, child->id);
      other = precept_edit_dup_sort_key (term->term);
      precept_defined_term_free (term);
      if (g_str_equal (other, key))
        return g_strdup (child->id);
      found = find_twin (document, child, key);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
find_definition (PreceptSession *session, const char *term)
{
  PreceptDocument *document = precept_session_get_document (session);
  GPtrArray       *parts = precept_content_get_blocks (precept_session_get_content (session));
  g_autofree char *key = precept_edit_dup_sort_key (term);
  char            *found = NULL;

  for (guint i = 0; found == NULL && *key != '\0' && i < parts->len; i++)
    found = find_twin (document, g_ptr_array_index (parts, i), key);
  return found;
}

/**
 * precept_definitions_add_term:
 * @session: an open document
 * @words: a term, perhaps with its abbreviation in brackets
 * @before: (nullable): the place to go to after undo
 * @id: (out): of the definition
 * @added: (out): whether it is new
 * @error: where to store why there can be none
 *
 * Defines a term, unless it is defined.
 */
gboolean
precept_definitions_add_term (PreceptSession *session, const char *words, const char *before, char **id, gboolean *added, GError **error)
{
  g_autofree char *abbreviation = NULL;
  g_autofree char *term = precept_definition_split_term (words, &abbreviation);
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autofree char *new_id = NULL;

  *added = FALSE;
  if (*term == '\0')
    {
      g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP, _ ("Say which term to define: choose it in the text, or type it."));
      return FALSE;
    }
  *id = find_definition (session, term);
  if (*id != NULL)
    return TRUE;
  group = precept_edit_add_definition (precept_session_get_document (session), term, abbreviation, NULL, &new_id, error);
  if (group == NULL)
    return FALSE;
  precept_step_group_set_selections (group, before, new_id);
  if (!precept_session_apply (session, group, error))
    return FALSE;
  precept_session_get_content (session);
  *added = TRUE;
  *id = g_steal_pointer (&new_id);
  return TRUE;
}

static void
entry_changed_cb (PreceptDefinitionsPage *self)
{
  g_autofree char *abbreviation = NULL;
  g_autofree char *term = precept_definition_split_term (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &abbreviation);

  g_free (self->twin);
  self->twin = find_definition (precept_entry_page_get_session (PRECEPT_ENTRY_PAGE (self)), term);
  gtk_widget_set_visible (self->entry_row, self->twin != NULL);
}

static void
entry_go_cb (PreceptDefinitionsPage *self)
{
  g_autofree char *id = g_strdup (self->twin);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  precept_entry_page_choose (PRECEPT_ENTRY_PAGE (self), id, TRUE);
}

static void
entry_activated_cb (PreceptDefinitionsPage *self)
{
  PreceptEntryPage *page = PRECEPT_ENTRY_PAGE (self);
  g_autofree char  *id = NULL;
  gboolean          added;
  g_autoptr (GError) error = NULL;

  if (!precept_definitions_add_term (precept_entry_page_get_session (page), gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                     precept_entry_page_get_part_key (page), &id, &added, &error))
    {
      precept_part_editor_refuse (PRECEPT_PART_EDITOR (self), error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  precept_entry_page_choose (page, id, TRUE);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_grab_focus (PRECEPT_DEFINITIONS_PAGE (data)->entry);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptEntryPage *page = data;
  GPtrArray        *infos = precept_entry_page_get_infos (page);
  guint             position = precept_entry_page_get_position (page);
  g_autofree char  *id = g_strdup (precept_entry_page_get_chosen (page));
  g_autofree char  *next = NULL;
  g_autofree char  *words = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (position >= infos->len)
    return;
  if (position + 1 < infos->len)
    next = g_strdup (((PreceptEntryInfo *)g_ptr_array_index (infos, position + 1))->id);
  else
    next = g_strdup (position > 0 ? ((PreceptEntryInfo *)g_ptr_array_index (infos, position - 1))->id : precept_entry_page_get_part_key (page));
  /* Translators: a term that was defined. */
  words = g_strdup_printf (_ ("“%s” is no longer defined"), ((PreceptEntryInfo *)g_ptr_array_index (infos, position))->title);
  group = precept_edit_remove_definition (precept_entry_page_get_document (page), id, &error);
  if (precept_entry_page_apply (page, group, error, id, next))
    precept_part_editor_tell (PRECEPT_PART_EDITOR (page), words);
}

/* Among its neighbours in the same place. */
static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptEntryPage *page = data;
  GPtrArray        *infos = precept_entry_page_get_infos (page);
  guint             position = precept_entry_page_get_position (page);
  gboolean          up = g_str_equal (g_action_get_name (G_ACTION (action)), "move-up");
  PreceptEntryInfo *info;
  const char       *before = NULL;
  guint             n_after = 0;
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;
  gboolean          found = FALSE;

  if (position >= infos->len)
    return;
  info = g_ptr_array_index (infos, position);
  id = g_strdup (info->id);
  if (up)
    {
      for (guint i = position; i > 0 && !found; i--)
        {
          PreceptEntryInfo *other = g_ptr_array_index (infos, i - 1);

          if (other->depth < info->depth)
            break;
          found = other->depth == info->depth;
          before = other->id;
        }
    }
  else
    {
      for (guint i = position + 1; i < infos->len && n_after < 2; i++)
        {
          PreceptEntryInfo *other = g_ptr_array_index (infos, i);

          if (other->depth < info->depth)
            break;
          if (other->depth == info->depth && ++n_after == 2)
            before = other->id;
        }
      found = n_after > 0;
    }
  if (!found)
    {
      precept_part_editor_refuse (PRECEPT_PART_EDITOR (page), "");
      return;
    }
  group = precept_edit_move_entry (precept_entry_page_get_document (page), id, before, &error);
  precept_entry_page_apply (page, group, error, id, id);
}

static void
italic_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptEntryPage  *page = data;
  GtkWidget         *card = precept_entry_page_get_card (page);
  PreceptProseBlock *text = card != NULL ? precept_definitions_page_get_text (page, card) : NULL;

  if (text == NULL)
    return;
  precept_prose_buffer_toggle_marks (precept_prose_block_get_buffer (text), PRECEPT_MARK_EM);
  gtk_widget_grab_focus (GTK_WIDGET (text));
}

static void
order_changed_cb (PreceptDefinitionsPage *self)
{
  PreceptEntryPage *page = PRECEPT_ENTRY_PAGE (self);
  const char       *place = precept_entry_page_get_chosen (page) != NULL ? precept_entry_page_get_chosen (page) : precept_entry_page_get_part_key (page);
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->setting_order || gtk_drop_down_get_selected (GTK_DROP_DOWN (self->order)) != 0)
    return;
  group = precept_edit_sort_definitions (precept_entry_page_get_document (page), &error);
  if (precept_entry_page_apply (page, group, error, place, place))
    precept_part_editor_tell (PRECEPT_PART_EDITOR (self), _ ("Definitions sorted by term"));
}

static const GActionEntry actions[] = {
  { "add", add_cb },
  { "remove", remove_cb },
  { "move-up", move_cb },
  { "move-down", move_cb },
  { "italic", italic_cb },
};

static void
precept_definitions_page_dispose (GObject *object)
{
  PreceptDefinitionsPage *self = PRECEPT_DEFINITIONS_PAGE (object);
  PreceptSession         *session = precept_entry_page_get_session (PRECEPT_ENTRY_PAGE (self));

  g_clear_handle_id (&self->look_source, g_source_remove);
  if (session != NULL)
    g_signal_handlers_disconnect_by_data (session, self);
  self->lead = NULL;
  G_OBJECT_CLASS (precept_definitions_page_parent_class)->dispose (object);
}

static void
precept_definitions_page_finalize (GObject *object)
{
  PreceptDefinitionsPage *self = PRECEPT_DEFINITIONS_PAGE (object);

  g_clear_pointer (&self->uses, g_hash_table_unref);
  g_free (self->twin);
  G_OBJECT_CLASS (precept_definitions_page_parent_class)->finalize (object);
}

static void
precept_definitions_page_class_init (PreceptDefinitionsPageClass *class)
{
  PreceptEntryPageClass *page_class = PRECEPT_ENTRY_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_definitions_page_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_definitions_page_finalize;
  page_class->read = precept_definitions_page_read;
  page_class->make_card = precept_definitions_page_make_card;
  page_class->update_card = precept_definitions_page_update_card;
  page_class->get_text = precept_definitions_page_get_text;
  page_class->refresh = precept_definitions_page_refresh;
}

static GtkWidget *
new_tool (const char *label, const char *icon, const char *action)
{
  GtkWidget *button = label != NULL ? gtk_button_new_with_label (label) : gtk_button_new_from_icon_name (icon);

  if (label != NULL && icon != NULL)
    gtk_button_set_child (GTK_BUTTON (button), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", icon, "label", label, NULL));
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
add_top (PreceptDefinitionsPage *self)
{
  GtkBox     *top = precept_entry_page_get_top (PRECEPT_ENTRY_PAGE (self));
  GtkWidget  *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget  *go = gtk_button_new_with_label (_ ("Go There"));
  GtkWidget  *label = gtk_label_new (_ ("Order"));
  const char *orders[] = { _ ("By term"), _ ("By hand"), NULL };

  self->entry = gtk_entry_new ();
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, "list-add-symbolic");
  gtk_entry_set_icon_sensitive (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Define a term: Adverse events (AEs)"));
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Define a term"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated_cb), self);
  self->order = gtk_drop_down_new_from_strings (orders);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->order), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Order"), -1);
  g_signal_connect_swapped (self->order, "notify::selected", G_CALLBACK (order_changed_cb), self);
  gtk_widget_add_css_class (label, "field-label");
  gtk_box_append (GTK_BOX (row), self->entry);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), self->order);
  gtk_box_append (top, row);
  self->entry_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->entry_words = gtk_label_new (_ ("This term is defined already."));
  gtk_widget_add_css_class (self->entry_words, "small");
  g_signal_connect_swapped (go, "clicked", G_CALLBACK (entry_go_cb), self);
  gtk_box_append (GTK_BOX (self->entry_row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (self->entry_row), self->entry_words);
  gtk_box_append (GTK_BOX (self->entry_row), go);
  gtk_widget_set_visible (self->entry_row, FALSE);
  gtk_box_append (top, self->entry_row);
}

static void
precept_definitions_page_init (PreceptDefinitionsPage *self)
{
  PreceptEntryPage *page = PRECEPT_ENTRY_PAGE (self);
  PreceptToolRow   *tools = precept_entry_page_get_tools (page);
  GtkWidget        *add = new_tool (_ ("Definition"), "list-add-symbolic", "part.add");

  g_action_map_add_action_entries (G_ACTION_MAP (precept_entry_page_get_actions (page)), actions, G_N_ELEMENTS (actions), self);
  precept_tool_row_append (tools, add);
  self->remove_button = new_tool (_ ("Remove"), NULL, "part.remove");
  precept_tool_row_append (tools, self->remove_button);
  self->italic_button = new_tool (NULL, "format-text-italic-symbolic", "part.italic");
  precept_tool_row_append (tools, self->italic_button);
  precept_actions_set_tooltip (add, "win.part::add");
  precept_actions_set_tooltip (self->italic_button, "win.part::italic");
  precept_entry_page_set_empty (page, _ ("No definitions yet. Name a term above."));
  add_top (self);
}

/**
 * precept_definitions_page_new:
 * @session: an open document
 * @part_key: the definitions
 *
 * Makes the editor of the definitions.
 */
GtkWidget *
precept_definitions_page_new (PreceptSession *session, const char *part_key)
{
  PreceptDefinitionsPage *self = g_object_new (PRECEPT_TYPE_DEFINITIONS_PAGE, NULL);
  PreceptEntryPage       *page = PRECEPT_ENTRY_PAGE (self);

  if (precept_document_has_id (precept_session_get_document (session), part_key))
    {
      self->lead = precept_prose_block_new (session, PRECEPT_PART_EDITOR (self), part_key, _ ("Text before the definitions"), FALSE);
      gtk_box_prepend (precept_entry_page_get_top (page), self->lead);
    }
  precept_entry_page_set_session (page, session, part_key);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (queue_look), self);
  queue_look (self);
  return GTK_WIDGET (self);
}
