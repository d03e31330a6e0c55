/* precept-form-list.h: several of a few, in a form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_FORM_LIST (precept_form_list_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFormList, precept_form_list, PRECEPT, FORM_LIST, GtkBox)

/* @offers: of PreceptLeafOffer; @chosen: of their ids */
void       precept_form_list_set_choices (PreceptFormList *self, GPtrArray *offers, GPtrArray *chosen);
GPtrArray *precept_form_list_dup_chosen (PreceptFormList *self); /* (transfer full) (element-type utf8): ids */

/* Signal "changed" (PreceptFormList *): by hand. */

G_END_DECLS
