/* precept-find-bar.h: finds and replaces words in the whole guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_FIND_BAR (precept_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFindBar, precept_find_bar, PRECEPT, FIND_BAR, GtkBox)

void     precept_find_bar_set_session (PreceptFindBar *self, PreceptSession *session);
void     precept_find_bar_set_place (PreceptFindBar *self, const char *part_key, const char *id); /* where the caret is */
void     precept_find_bar_open (PreceptFindBar *self, const char *words, gboolean replace);       /* @words: to begin with; NULL: as they were */
void     precept_find_bar_close (PreceptFindBar *self);
gboolean precept_find_bar_is_open (PreceptFindBar *self);
void     precept_find_bar_step (PreceptFindBar *self, int direction); /* 1: the next place, -1: the one before */

/* Signals: "match-activated" (PreceptFindBar *, const char *path, int start, int end, gboolean focus): offsets of precept-find.h.
 * "done" (PreceptFindBar *, const char *what); "refused" (PreceptFindBar *, const char *why); "closed" (PreceptFindBar *). */

G_END_DECLS
