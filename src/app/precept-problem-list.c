/* precept-problem-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-problem-list.h"

#include <glib/gi18n.h>

/**
 * PreceptProblemList:
 *
 * The problems of one entry or field, each with an icon, a sentence and the button that mends it.
 */
struct _PreceptProblemList
{
  GtkBox parent_instance;

  PreceptSession    *session; /* owned */
  PreceptPartEditor *editor;  /* weak */
  GPtrArray         *shown;   /* owned; of PreceptDiagnostic */
};

G_DEFINE_FINAL_TYPE (PreceptProblemList, precept_problem_list, GTK_TYPE_BOX)

static const char *const icons[] = { "dialog-error-symbolic", "dialog-warning-symbolic", "dialog-information-symbolic" };
static const char *const classes[] = { "severity-error", "severity-warning", "severity-hint" };

static void
fix_cb (GtkButton *button, PreceptProblemList *self)
{
  PreceptDiagnostic *problem = g_object_get_data (G_OBJECT (button), "precept-problem");
  g_autoptr (PreceptDiagnostic) kept = precept_diagnostic_ref (problem);
  PreceptStepGroup *fix = precept_diagnostic_get_fix (kept);
  g_autoptr (GError) error = NULL;

  if (self->editor == NULL)
    return;
  if (precept_session_apply (self->session, fix, &error))
    precept_part_editor_tell (self->editor, precept_step_group_get_label (fix));
  else
    {
      /* The document went on since the check; the next one is on its way. */
      g_message ("A fix did not apply: %s", error->message);
      precept_part_editor_refuse (self->editor, _ ("The text has changed; look again"));
    }
}

static GtkWidget *
make_row (PreceptProblemList *self, PreceptDiagnostic *problem)
{
  PreceptSeverity   severity = precept_diagnostic_get_severity (problem);
  const char *const severities[] = { _ ("Error"), _ ("Warning"), _ ("Hint") };
  PreceptStepGroup *fix = precept_diagnostic_get_fix (problem);
  GtkWidget        *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget        *icon = gtk_image_new_from_icon_name (icons[severity]);
  GtkWidget        *words = gtk_label_new (precept_diagnostic_get_message (problem));

  gtk_widget_add_css_class (icon, classes[severity]);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, severities[severity], -1);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (words, "small");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  if (fix != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (precept_step_group_get_label (fix));

      gtk_widget_add_css_class (button, "small");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data_full (G_OBJECT (button), "precept-problem", precept_diagnostic_ref (problem), (GDestroyNotify)precept_diagnostic_unref);
      g_signal_connect (button, "clicked", G_CALLBACK (fix_cb), self);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}

static void
precept_problem_list_dispose (GObject *object)
{
  PreceptProblemList *self = PRECEPT_PROBLEM_LIST (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->editor);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (precept_problem_list_parent_class)->dispose (object);
}

static void
precept_problem_list_class_init (PreceptProblemListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = precept_problem_list_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_problem_list_init (PreceptProblemList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "problem-list");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Problems"), -1);
}

/**
 * precept_problem_list_new:
 * @session: an open document
 * @editor: the editor that this is part of
 *
 * Makes an empty list.
 */
GtkWidget *
precept_problem_list_new (PreceptSession *session, PreceptPartEditor *editor)
{
  PreceptProblemList *self = g_object_new (PRECEPT_TYPE_PROBLEM_LIST, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->editor, editor);
  return GTK_WIDGET (self);
}

/**
 * precept_problem_list_set_problems:
 * @self: a list
 * @problems: (element-type PreceptDiagnostic): what is wrong
 *
 * Shows problems. Rows of those that are shown already stay, but for their fixes, which each check makes anew.
 */
void
precept_problem_list_set_problems (PreceptProblemList *self, GPtrArray *problems)
{
  gboolean same = self->shown != NULL && self->shown->len == problems->len;

  g_return_if_fail (PRECEPT_IS_PROBLEM_LIST (self));

  for (guint i = 0; same && i < problems->len; i++)
    same = g_ptr_array_index (problems, i) == g_ptr_array_index (self->shown, i);
  if (same)
    return;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_diagnostic_unref);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < problems->len; i++)
    {
      g_ptr_array_add (self->shown, precept_diagnostic_ref (g_ptr_array_index (problems, i)));
      gtk_box_append (GTK_BOX (self), make_row (self, g_ptr_array_index (problems, i)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), problems->len > 0);
}

void
precept_problem_list_set_problems_of (PreceptProblemList *self, GPtrArray *problems, const char *id)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  g_return_if_fail (PRECEPT_IS_PROBLEM_LIST (self));

  for (guint i = 0; i < problems->len; i++)
    {
      if (g_strcmp0 (precept_diagnostic_get_id (g_ptr_array_index (problems, i)), id) == 0)
        g_ptr_array_add (found, g_ptr_array_index (problems, i));
    }
  precept_problem_list_set_problems (self, found);
}
