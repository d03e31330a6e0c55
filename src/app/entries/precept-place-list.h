/* precept-place-list.h: rows that lead to places in the guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-document.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PLACE_LIST (precept_place_list_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPlaceList, precept_place_list, PRECEPT, PLACE_LIST, GtkBox)

GtkWidget *precept_place_list_new (void);
void       precept_place_list_set_places (PreceptPlaceList *self, PreceptDocument *document, const char *title, GPtrArray *ids); /* NULL: none */

G_END_DECLS
