/* precept-shell.h: tells how much room the window has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_ROOM_WIDE,   /* three panes side by side */
  PRECEPT_ROOM_MEDIUM, /* two: the outline slides over the text */
  PRECEPT_ROOM_NARROW, /* one: text or pages */
} PreceptRoom;

#define PRECEPT_TYPE_SHELL (precept_shell_get_type ())
G_DECLARE_FINAL_TYPE (PreceptShell, precept_shell, PRECEPT, SHELL, GtkWidget)

PreceptRoom precept_shell_get_room (PreceptShell *self);
gboolean    precept_shell_is_low (PreceptShell *self);

/* Signal "room-changed" (PreceptShell *): in an idle, never while sizes are allocated. */

G_END_DECLS
