/* precept-settings.h: a user's own settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *precept_settings_get (void); /* borrowed, lives as long as the program */

G_END_DECLS
