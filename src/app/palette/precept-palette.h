/* precept-palette.h: goes to anything by its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PALETTE (precept_palette_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPalette, precept_palette, PRECEPT, PALETTE, GtkBox)

void     precept_palette_open (PreceptPalette *self, PreceptSession *session, GtkWidget *focus); /* @focus: who gets the keyboard back; may be NULL */
void     precept_palette_close (PreceptPalette *self);
gboolean precept_palette_is_open (PreceptPalette *self);

/* Signals: "place-chosen" (PreceptPalette *, const char *part_key, const char *id): id may be "".
 * "command-chosen" (PreceptPalette *, const char *detailed_action). */

G_END_DECLS
