/* precept-start-window.h: where to begin: new, recent, open, import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-application.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_START_WINDOW (precept_start_window_get_type ())
G_DECLARE_FINAL_TYPE (PreceptStartWindow, precept_start_window, PRECEPT, START_WINDOW, AdwApplicationWindow)

GtkWidget *precept_start_window_new (PreceptApplication *application);

G_END_DECLS
