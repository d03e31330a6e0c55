/* precept-export-window.h: publishes a guideline as files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-window.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_EXPORT_WINDOW (precept_export_window_get_type ())
G_DECLARE_FINAL_TYPE (PreceptExportWindow, precept_export_window, PRECEPT, EXPORT_WINDOW, AdwWindow)

GtkWidget *precept_export_window_new (PreceptWindow *parent);

G_END_DECLS
