/* precept-actions.h: every command with its keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *group;   /* in the shortcuts window */
  const char *title;   /* translated when shown */
  const char *action;  /* detailed name; NULL: a key of the text editor itself */
  const char *keys[3]; /* accelerators, the first is the one that menus show; NULL ends */
} PreceptCommand;

const PreceptCommand *precept_actions_get_commands (guint *n_commands);
const char           *precept_actions_get_title (const char *action); /* translated; NULL: no such command */

void       precept_actions_install_keys (GtkApplication *application);
GtkWidget *precept_actions_new_shortcuts_window (void);
void       precept_actions_set_tooltip (GtkWidget *button, const char *action); /* and its accessible name */

G_END_DECLS
