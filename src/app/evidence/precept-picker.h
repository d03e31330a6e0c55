/* precept-picker.h: chooses something to cite or to refer to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_PICKER (precept_picker_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPicker, precept_picker, PRECEPT, PICKER, GtkPopover)

GtkWidget *precept_picker_new (const char *name, const char *placeholder); /* name: for a screen reader */

/* What there is to choose. All but @id and @title may be NULL. */
void precept_picker_add (PreceptPicker *self,
                         const char    *id,
                         const char    *number,
                         const char    *title,
                         const char    *note, /* beside the title, dim */
                         const char    *text, /* below it, dim */
                         gboolean       chosen);
void precept_picker_set_empty_text (PreceptPicker *self, const char *text);                      /* where nothing is found */
void precept_picker_set_action (PreceptPicker *self, const char *icon_name, const char *label);  /* at the foot; NULL: none */
void precept_picker_set_paste (PreceptPicker *self, const char *label, const char *apply_label); /* at the foot: something new, pasted */

void precept_picker_open_paste (PreceptPicker *self);

/* Signals:
 * "chosen" (PreceptPicker *, const char *id, gboolean stay): stay: more will be chosen
 * "pasted" (PreceptPicker *, const char *text)
 * "action" (PreceptPicker *): the button at the foot
 * "cancelled" (PreceptPicker *, const char *typed): closed without a choice; typed: all of it when it can't be what is sought, else "" */

G_END_DECLS
