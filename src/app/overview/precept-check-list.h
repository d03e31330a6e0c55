/* precept-check-list.h: values to choose from, and others that may be typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  const char *value; /* as in the document: "CA" */
  const char *label; /* translated when shown; NULL: the value itself */
} PreceptChoice;

#define PRECEPT_TYPE_CHECK_LIST (precept_check_list_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCheckList, precept_check_list, PRECEPT, CHECK_LIST, AdwExpanderRow)

/* @choices end with a value of NULL. @another: asks for one that is not among them. */
GtkWidget *precept_check_list_new (const char *title, const PreceptChoice *choices, const char *another, gboolean capitals);
void       precept_check_list_set_values (PreceptCheckList *self, const char *const *values); /* emits nothing */
GStrv      precept_check_list_dup_values (PreceptCheckList *self);                            /* in the order in which they were set */

/* Signal "values-changed" (PreceptCheckList *): the user chose or typed. */

G_END_DECLS
