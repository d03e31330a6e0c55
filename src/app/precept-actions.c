/* precept-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-actions.h"

#include <glib/gi18n.h>

/* The one table of commands: accelerators, tooltips and the shortcuts window are made from it. */
static const PreceptCommand commands[] = {
  /* First: in a text, Tab is an editing key, and who does not know this one is caught there. */
  { N_ ("Leaving a text"), N_ ("Leave the text"), NULL, { "F6", "<Control>Tab" } },

  { N_ ("Documents"), N_ ("New guideline"), "app.new", { "<Control>n" } },
  { N_ ("Documents"), N_ ("Open"), "app.open", { "<Control>o" } },
  { N_ ("Documents"), N_ ("Save"), "win.save", { "<Control>s" } },
  { N_ ("Documents"), N_ ("Save as"), "win.save-as", { "<Control><Shift>s" } },
  { N_ ("Documents"), N_ ("Export"), "win.export", { "<Control>e" } },
  { N_ ("Documents"), N_ ("Close"), "win.close", { "<Control>w" } },
  { N_ ("Documents"), N_ ("Quit"), "app.quit", { "<Control>q" } },
  { N_ ("Documents"), N_ ("Keyboard shortcuts"), "app.shortcuts", { "<Control>question", "F1" } },
  { N_ ("Documents"), N_ ("Primary menu"), "win.menu", { "F10" } },

  { N_ ("Changes"), N_ ("Undo"), "win.undo", { "<Control>z" } },
  { N_ ("Changes"), N_ ("Redo"), "win.redo", { "<Control><Shift>z", "<Control>y" } },

  { N_ ("Going about"), N_ ("Next pane"), "win.next-pane", { "F6" } },
  { N_ ("Going about"), N_ ("Previous pane"), "win.previous-pane", { "<Shift>F6" } },
  { N_ ("Going about"), N_ ("Next problem"), "win.next-problem", { "F8" } },
  { N_ ("Going about"), N_ ("Previous problem"), "win.previous-problem", { "<Shift>F8" } },
  { N_ ("Going about"), N_ ("Fix this problem"), "win.fix-problem", { "<Alt>Return" } },
  { N_ ("Going about"), N_ ("Go to anything by its name"), "win.go-to", { "<Control>k" } },
  { N_ ("Going about"), N_ ("Where I was"), "win.back", { "<Shift>F5" } },
  { N_ ("Going about"), N_ ("Go to a page"), "win.go-to-page", { "<Control>g" } },
  { N_ ("Going about"), N_ ("Find"), "win.find", { "<Control>f" } },
  { N_ ("Going about"), N_ ("Find and replace"), "win.replace", { "<Control>h" } },
  { N_ ("Going about"), N_ ("Next place found"), "win.find-next", { "F3" } },
  { N_ ("Going about"), N_ ("Previous place found"), "win.find-previous", { "<Shift>F3" } },
  { N_ ("Going about"), N_ ("First part"), "win.go-to-part(1)", { "<Alt>1" } },
  { N_ ("Going about"), N_ ("Second part"), "win.go-to-part(2)", { "<Alt>2" } },
  { N_ ("Going about"), N_ ("Third part"), "win.go-to-part(3)", { "<Alt>3" } },
  { N_ ("Going about"), N_ ("Fourth part"), "win.go-to-part(4)", { "<Alt>4" } },
  { N_ ("Going about"), N_ ("Fifth part"), "win.go-to-part(5)", { "<Alt>5" } },
  { N_ ("Going about"), N_ ("Sixth part"), "win.go-to-part(6)", { "<Alt>6" } },
  { N_ ("Going about"), N_ ("Seventh part"), "win.go-to-part(7)", { "<Alt>7" } },
  { N_ ("Going about"), N_ ("Eighth part"), "win.go-to-part(8)", { "<Alt>8" } },
  { N_ ("Going about"), N_ ("Ninth part"), "win.go-to-part(9)", { "<Alt>9" } },

  { N_ ("Panes"), N_ ("Outline"), "win.show-outline", { "F9" } },
  { N_ ("Panes"), N_ ("Pages"), "win.show-pages", { "<Shift>F9" } },
  { N_ ("Panes"), N_ ("Problems"), "win.show-problems", { "<Control>F9" } },
  { N_ ("Panes"), N_ ("Nothing but the text"), "win.focus", { "<Shift>F11" } },
  { N_ ("Panes"), N_ ("Source"), "win.source", { "<Control><Alt>u" } },
  { N_ ("Panes"), N_ ("Larger pages"), "win.zoom-in", { "<Control>plus", "<Control>equal" } },
  { N_ ("Panes"), N_ ("Smaller pages"), "win.zoom-out", { "<Control>minus" } },
  { N_ ("Panes"), N_ ("Pages as wide as the pane"), "win.zoom::fit-width", { "<Control>0" } },

  { N_ ("Text"), N_ ("Bold"), "win.part::bold", { "<Control>b" } },
  { N_ ("Text"), N_ ("Italic"), "win.part::italic", { "<Control>i" } },
  { N_ ("Text"), N_ ("Superscript"), "win.part::superscript", { "<Control><Shift>p" } },
  { N_ ("Text"), N_ ("Subscript"), "win.part::subscript", { "<Control><Shift>b" } },
  { N_ ("Text"), N_ ("Paragraph"), "win.part::paragraph", { "<Control><Alt>0" } },
  { N_ ("Text"), N_ ("Heading"), "win.part::heading", { "<Control><Alt>1" } },
  { N_ ("Text"), N_ ("Bullets"), "win.part::bullets", { "<Control><Shift>l" } },
  { N_ ("Text"), N_ ("Numbers"), "win.part::numbers", { "<Control><Shift>n" } },
  { N_ ("Text"), N_ ("Note"), "win.part::note", { "<Control><Alt>2" } },
  { N_ ("Text"), N_ ("Cite"), "win.part::cite", { "<Control><Shift>c" } },
  { N_ ("Text"), N_ ("Cite, at the caret"), NULL, { "bracketleft" } },
  { N_ ("Text"), N_ ("Defined term"), "win.part::term", { "<Control><Shift>t" } },
  { N_ ("Text"), N_ ("Cross-reference"), "win.part::cross-reference", { "<Control><Shift>x" } },
  { N_ ("Text"), N_ ("Link"), "win.part::link", { "<Control><Shift>k" } },
  { N_ ("Text"), N_ ("State mandates may apply"), "win.part::mandate", { "<Control><Shift>m" } },
  { N_ ("Text"), N_ ("Edit the fact, citation, link or criterion at the caret"), "win.part::edit", { "F2" } },
  { N_ ("Text"), N_ ("Insert table"), "win.part::table", { "<Control><Shift>j" } },
  { N_ ("Text"), N_ ("Paste as text"), "win.part::paste-text", { "<Control><Shift>v" } },
  { N_ ("Text"), N_ ("One level in"), "win.part::indent", { "<Control>bracketright", "<Alt>Right" } },
  { N_ ("Text"), N_ ("One level out"), "win.part::outdent", { "<Control>bracketleft", "<Alt>Left" } },

  { N_ ("Evidence"), N_ ("Add study"), "win.part::add-study", { "<Control><Shift>a" } },
  { N_ ("Evidence"), N_ ("Study facts"), "win.part::facts", { "<Control><Shift>f" } },

  { N_ ("Lists and tables"), N_ ("Add"), "win.part::add", { "Insert" } },
  { N_ ("Lists and tables"), N_ ("Duplicate"), "win.part::duplicate", { "<Control>d" } },
  { N_ ("Lists and tables"), N_ ("Make a group"), "win.part::group", { "<Control><Shift>g" } },
  { N_ ("Lists and tables"), N_ ("Make coded"), "win.part::make-coded", { "<Control><Shift>r" } },
  { N_ ("Lists and tables"), N_ ("Move up"), "win.part::move-up", { "<Alt>Up" } },
  { N_ ("Lists and tables"), N_ ("Move down"), "win.part::move-down", { "<Alt>Down" } },
  { N_ ("Lists and tables"), N_ ("Merge duplicates"), "win.part::merge", { "<Control><Shift>d" } },
};

const PreceptCommand *
precept_actions_get_commands (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);
  return commands;
}

static const PreceptCommand *
find_command (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_strcmp0 (commands[i].action, action) == 0)
        return &commands[i];
    }
  return NULL;
}

const char *
precept_actions_get_title (const char *action)
{
  const PreceptCommand *command = find_command (action);

  return command != NULL ? _ (command->title) : NULL;
}

void
precept_actions_install_keys (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (commands[i].action != NULL)
        gtk_application_set_accels_for_action (application, commands[i].action, (const char *const *)commands[i].keys);
    }
}

static char *
join_keys (const PreceptCommand *command)
{
  return g_strjoinv (" ", (GStrv)command->keys);
}

/**
 * precept_actions_new_shortcuts_window:
 *
 * Makes the window that lists all keys.
 */
GtkWidget *
precept_actions_new_shortcuts_window (void)
{
  GtkWidget  *window = g_object_new (GTK_TYPE_SHORTCUTS_WINDOW, "modal", TRUE, NULL);
  GtkWidget  *section = g_object_new (GTK_TYPE_SHORTCUTS_SECTION, "section-name", "all", "visible", TRUE, "max-height", 12, NULL);
  GtkWidget  *group = NULL;
  const char *group_name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *keys = join_keys (&commands[i]);
      GtkWidget       *shortcut;

      if (g_strcmp0 (group_name, commands[i].group) != 0)
        {
          group_name = commands[i].group;
          group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", _ (group_name), NULL);
          gtk_box_append (GTK_BOX (section), group);
        }
      shortcut = g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT, "title", _ (commands[i].title), "accelerator", keys, NULL);
      gtk_box_append (GTK_BOX (group), shortcut);
    }
  gtk_window_set_child (GTK_WINDOW (window), section);
  return window;
}

/**
 * precept_actions_set_tooltip:
 * @button: a button that runs @action
 * @action: a command of the table
 *
 * Gives a button the name and the key of its command, for the eye and for a screen reader.
 */
void
precept_actions_set_tooltip (GtkWidget *button, const char *action)
{
  const PreceptCommand *command = find_command (action);
  g_autofree char      *label = NULL;
  g_autofree char      *tooltip = NULL;
  guint                 key;
  GdkModifierType       modifiers;

  g_return_if_fail (command != NULL);

  if (gtk_accelerator_parse (command->keys[0], &key, &modifiers))
    label = gtk_accelerator_get_label (key, modifiers);
  tooltip = g_strdup_printf ("%s (%s)", _ (command->title), label);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (command->title), -1);
}
