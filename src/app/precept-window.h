/* precept-window.h: a window with one document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_WINDOW (precept_window_get_type ())
G_DECLARE_FINAL_TYPE (PreceptWindow, precept_window, PRECEPT, WINDOW, AdwApplicationWindow)

PreceptWindow *precept_window_new (GtkApplication *application, PreceptSession *session);
PreceptWindow *precept_window_new_for_failure (GtkApplication *application, GFile *file, const GError *error);

PreceptSession *precept_window_get_session (PreceptWindow *self); /* NULL: it shows why a file can't be opened */
GFile          *precept_window_get_file (PreceptWindow *self);    /* NULL: none yet */

void precept_window_show_toast (PreceptWindow *self, const char *title);
void precept_window_close_without_asking (PreceptWindow *self);

G_END_DECLS
