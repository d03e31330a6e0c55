/* precept-window-files.h: saving and closing a window's document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-window.h"

G_BEGIN_DECLS

void precept_window_files_save (PreceptWindow *window, gboolean then_close);
void precept_window_files_save_as (PreceptWindow *window, gboolean then_close);
void precept_window_files_close_when_saved (PreceptWindow *window);
void precept_window_files_ask_before_closing (PreceptWindow *window);

G_END_DECLS
