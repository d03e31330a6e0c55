/* precept-source-window.h: a guideline as XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_SOURCE_WINDOW (precept_source_window_get_type ())
G_DECLARE_FINAL_TYPE (PreceptSourceWindow, precept_source_window, PRECEPT, SOURCE_WINDOW, AdwWindow)

GtkWidget *precept_source_window_new (GtkWindow *parent, PreceptSession *session);

/* Signal "done" (PreceptSourceWindow *, const char *what): it was applied. */

G_END_DECLS
