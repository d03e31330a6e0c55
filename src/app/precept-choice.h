/* precept-choice.h: a drop-down of the values that the grammar allows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of an attribute, or of the text of an element (@attribute: NULL). @none: shown for no value; NULL: there has to be one. */
GtkWidget  *precept_choice_new (const char *element, const char *attribute, const char *none);
void        precept_choice_fill (GtkDropDown *choice, const char *element, const char *attribute, const char *none); /* for one of a template */
const char *precept_choice_get_value (GtkDropDown *choice);                                                          /* NULL: none */
void        precept_choice_set_value (GtkDropDown *choice, const char *value);                                       /* one that the grammar does not know shows nothing */

G_END_DECLS
