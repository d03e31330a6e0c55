/* precept-editor-pane.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-editor-pane.h"

#include <string.h>

#include "precept-codes-page.h"
#include "precept-coverage-page.h"
#include "precept-definitions-page.h"
#include "precept-edit-parts.h"
#include "precept-history-page.h"
#include "precept-overview-page.h"
#include "precept-prose-line.h"
#include "precept-prose-page.h"
#include "precept-references-page.h"

/**
 * PreceptEditorPane:
 *
 * Shows the editor of the chosen part. Each part keeps its own, made when it is first shown.
 */
struct _PreceptEditorPane
{
  AdwBin parent_instance;

  PreceptSession *session;  /* owned, or NULL */
  char           *part_key; /* owned; the part shown, or NULL */

  GtkWidget *stack; /* of PreceptPartEditor, by part key */
};

enum
{
  PLACE_CHANGED,
  REFUSED,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptEditorPane, precept_editor_pane, ADW_TYPE_BIN)

#define OVERVIEW "overview"

typedef GtkWidget *(*PartEditorNew) (PreceptSession *session, const char *part_key);

/* What edits which part, by the element of the part. All others are text. */
static const struct
{
  const char   *element;
  PartEditorNew make;
} editors[] = {
  { OVERVIEW, precept_overview_page_new },
  { "definitions", precept_definitions_page_new },
  { "billing-codes", precept_codes_page_new },
  { "references", precept_references_page_new },
  { "coverage", precept_coverage_page_new },
  { "history", precept_history_page_new },
};

static gboolean
has_part (PreceptEditorPane *self, const char *part_key)
{
  return g_str_equal (part_key, OVERVIEW) || precept_prose_find_part (precept_session_get_content (self->session), part_key) != NULL;
}

/* What prints nothing, such as the facts that criteria ask for, is in a part as well. */
static char *
dup_part_key_of (PreceptEditorPane *self, const char *path)
{
  char *part_key = precept_prose_dup_part_key_of (precept_session_get_content (self->session), path);

  if (part_key == NULL)
    part_key = precept_edit_dup_part_id (precept_session_get_document (self->session), path);
  if (part_key == NULL || !has_part (self, part_key))
    {
      g_free (part_key);
      part_key = g_strdup (OVERVIEW);
    }
  return part_key;
}

static PartEditorNew
find_maker (PreceptEditorPane *self, const char *part_key)
{
  PreceptBlock    *part = precept_prose_find_part (precept_session_get_content (self->session), part_key);
  g_autofree char *element = NULL;

  /* Its path leads to its title. */
  if (part != NULL && (part->id != NULL || part->path != NULL))
    element = precept_document_dup_element_name (precept_session_get_document (self->session), part->id != NULL ? part->id : part->path);
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    {
      if (g_str_equal (editors[i].element, element != NULL ? element : part_key))
        return editors[i].make;
    }
  return precept_prose_page_new;
}

static void
place_changed_cb (PreceptPartEditor *editor, PreceptEditorPane *self)
{
  if (editor == precept_editor_pane_get_part_editor (self))
    g_signal_emit (self, signals[PLACE_CHANGED], 0);
}

static void
refused_cb (PreceptPartEditor *editor, const char *why, PreceptEditorPane *self)
{
  g_signal_emit (self, signals[REFUSED], 0, why);
}

static void
done_cb (PreceptPartEditor *editor, const char *what, PreceptEditorPane *self)
{
  g_signal_emit (self, signals[DONE], 0, what);
}

static GtkWidget *
add_editor (PreceptEditorPane *self, const char *part_key)
{
  GtkWidget *editor = find_maker (self, part_key) (self->session, part_key);

  g_signal_connect_object (editor, "place-changed", G_CALLBACK (place_changed_cb), self, 0);
  g_signal_connect_object (editor, "refused", G_CALLBACK (refused_cb), self, 0);
  g_signal_connect_object (editor, "done", G_CALLBACK (done_cb), self, 0);
  gtk_stack_add_named (GTK_STACK (self->stack), editor, part_key);
  return editor;
}

/* Editors of parts that are gone, go. */
static void
drop_editors (PreceptEditorPane *self, gboolean all)
{
  GtkWidget *next;

  for (GtkWidget *editor = gtk_widget_get_first_child (self->stack); editor != NULL; editor = next)
    {
      const char *part_key = gtk_stack_page_get_name (gtk_stack_get_page (GTK_STACK (self->stack), editor));

      next = gtk_widget_get_next_sibling (editor);
      if (all || !has_part (self, part_key))
        gtk_stack_remove (GTK_STACK (self->stack), editor);
    }
}

static void
content_changed_cb (PreceptEditorPane *self)
{
  drop_editors (self, FALSE);
  if (self->part_key != NULL && !has_part (self, self->part_key))
    precept_editor_pane_show (self, OVERVIEW, NULL, 0, FALSE);
}

static void
replaced_cb (PreceptEditorPane *self)
{
  g_autofree char *part_key = g_strdup (self->part_key);
  g_autofree char *id = g_strdup (precept_editor_pane_get_id (self));

  drop_editors (self, TRUE);
  g_clear_pointer (&self->part_key, g_free);
  if (part_key == NULL || !precept_editor_pane_show (self, part_key, id, 0, FALSE))
    precept_editor_pane_show (self, OVERVIEW, NULL, 0, FALSE);
}

static gboolean
precept_editor_pane_grab_focus (GtkWidget *widget)
{
  PreceptPartEditor *editor = precept_editor_pane_get_part_editor (PRECEPT_EDITOR_PANE (widget));

  return editor != NULL && (gtk_widget_grab_focus (GTK_WIDGET (editor)) || gtk_widget_child_focus (GTK_WIDGET (editor), GTK_DIR_TAB_FORWARD));
}

static void
precept_editor_pane_dispose (GObject *object)
{
  PreceptEditorPane *self = PRECEPT_EDITOR_PANE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_EDITOR_PANE);
  G_OBJECT_CLASS (precept_editor_pane_parent_class)->dispose (object);
}

static void
precept_editor_pane_finalize (GObject *object)
{
  g_free (PRECEPT_EDITOR_PANE (object)->part_key);
  G_OBJECT_CLASS (precept_editor_pane_parent_class)->finalize (object);
}

static void
precept_editor_pane_class_init (PreceptEditorPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_editor_pane_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_editor_pane_finalize;
  widget_class->grab_focus = precept_editor_pane_grab_focus;

  signals[PLACE_CHANGED] = g_signal_new ("place-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-editor-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, stack);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_editor_pane_init (PreceptEditorPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
precept_editor_pane_set_session (PreceptEditorPane *self, PreceptSession *session)
{
  g_return_if_fail (PRECEPT_IS_EDITOR_PANE (self));

  g_set_object (&self->session, session);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  g_signal_connect_swapped (session, "replaced", G_CALLBACK (replaced_cb), self);
}

/**
 * precept_editor_pane_show:
 * @self: an editor
 * @part_key: a part, or “overview”
 * @path: (nullable): where in it, a path or an id; %NULL for where it was
 * @offset: which character
 * @focus: whether to put the keyboard there
 *
 * Shows a part.
 *
 * Returns: whether there is such a part
 */
gboolean
precept_editor_pane_show (PreceptEditorPane *self, const char *part_key, const char *path, int offset, gboolean focus)
{
  GtkWidget       *editor;
  g_autofree char *key = g_strdup (part_key); /* it may be ours */

  g_return_val_if_fail (PRECEPT_IS_EDITOR_PANE (self), FALSE);

  if (!has_part (self, key))
    return FALSE;
  editor = gtk_stack_get_child_by_name (GTK_STACK (self->stack), key);
  if (editor == NULL)
    editor = add_editor (self, key);
  g_free (self->part_key);
  self->part_key = g_steal_pointer (&key);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), editor);
  precept_part_editor_show_place (PRECEPT_PART_EDITOR (editor), path, offset);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
  return TRUE;
}

/**
 * precept_editor_pane_show_place:
 * @self: an editor
 * @path: a path of the document, or an id
 * @offset: which character
 *
 * Goes to a place in whichever part shows it; the overview where none does.
 */
gboolean
precept_editor_pane_show_place (PreceptEditorPane *self, const char *path, int offset)
{
  g_autofree char *part_key = NULL;

  g_return_val_if_fail (PRECEPT_IS_EDITOR_PANE (self), FALSE);

  part_key = dup_part_key_of (self, path);
  return precept_editor_pane_show (self, part_key, path, offset, TRUE);
}

/**
 * precept_editor_pane_show_text:
 * @self: an editor
 * @path: of an element that holds text
 * @start: offset of the first character, as in precept-find.h
 * @end: offset after the last
 * @focus: whether to put the keyboard there
 *
 * Goes to words that were found, in whichever part shows them.
 *
 * Returns: whether a part does
 */
gboolean
precept_editor_pane_show_text (PreceptEditorPane *self, const char *path, int start, int end, gboolean focus)
{
  g_autofree char *part_key = dup_part_key_of (self, path);

  if (g_strcmp0 (part_key, self->part_key) != 0 && !precept_editor_pane_show (self, part_key, path, start, FALSE))
    return FALSE;
  precept_part_editor_select_text (precept_editor_pane_get_part_editor (self), path, start, end);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  return TRUE;
}

/**
 * precept_editor_pane_restore_selection:
 * @self: an editor
 * @selection: as a step group had it: a path or an id, then what its editor wrote there
 *
 * After undo and redo: goes to the part that was changed and selects again what was selected.
 *
 * Returns: whether there is such a place
 */
gboolean
precept_editor_pane_restore_selection (PreceptEditorPane *self, const char *selection)
{
  g_autofree char *path = g_strndup (selection, strcspn (selection, ": "));

  if (*path == '\0' || !precept_editor_pane_show_place (self, path, 0))
    return FALSE;
  return precept_part_editor_restore_selection (precept_editor_pane_get_part_editor (self), selection);
}

/**
 * precept_editor_pane_run:
 * @self: an editor
 * @command: name of an action in the group “part”
 *
 * Runs a command of the editor that is shown.
 *
 * Returns: whether it has such a command, and it may run now
 */
gboolean
precept_editor_pane_run (PreceptEditorPane *self, const char *command)
{
  PreceptPartEditor *editor = precept_editor_pane_get_part_editor (self);
  g_autofree char   *action = g_strconcat ("part.", command, NULL);

  return editor != NULL && gtk_widget_activate_action (GTK_WIDGET (editor), action, NULL);
}

PreceptPartEditor *
precept_editor_pane_get_part_editor (PreceptEditorPane *self)
{
  GtkWidget *editor = self->part_key != NULL ? gtk_stack_get_visible_child (GTK_STACK (self->stack)) : NULL;

  return editor != NULL ? PRECEPT_PART_EDITOR (editor) : NULL;
}

const char *
precept_editor_pane_get_part_key (PreceptEditorPane *self)
{
  return self->part_key;
}

const char *
precept_editor_pane_get_id (PreceptEditorPane *self)
{
  PreceptPartEditor *editor = precept_editor_pane_get_part_editor (self);

  return editor != NULL ? precept_part_editor_get_id (editor) : NULL;
}
