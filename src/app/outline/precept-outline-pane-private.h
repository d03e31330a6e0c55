/* precept-outline-pane-private.h: what the files of the outline share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-outline-pane.h"

#include "precept-outline-item.h"
#include "precept-outline-row.h"

G_BEGIN_DECLS

struct _PreceptOutlinePane
{
  GtkBox parent_instance;

  PreceptSession     *session;   /* owned, or NULL */
  GListStore         *items;     /* owned; of PreceptOutlineItem, the parts */
  GtkTreeListModel   *tree;      /* owned */
  GtkSingleSelection *selection; /* owned */
  char               *part_key;  /* owned; of the caret's place */
  char               *id;        /* owned */
  guint               update_source;
  gboolean            following; /* the selection is being set, not chosen */

  GtkWidget *list;
  GtkWidget *go_to_button;
  GtkWidget *add_button;
  GtkWidget *add_popover;
  GtkWidget *add_list;
  GtkWidget *status; /* why what is dragged can't go there */

  GSimpleActionGroup *actions;      /* owned; “outline” */
  GtkWidget          *menu;         /* popover of the row that was clicked with the other button */
  GtkWidget          *name_popover; /* in which a row is renamed */
  GtkWidget          *name_entry;
  char               *renamed;      /* owned; id of what is renamed, or NULL */
  char               *drop_checked; /* owned; the place that was looked at last while something is dragged, or NULL */
  gboolean            drop_allowed; /* there */
};

/* precept-outline-pane.c */
PreceptOutlineItem *precept_outline_pane_dup_chosen (PreceptOutlinePane *self); /* (transfer full); NULL: none */
void                precept_outline_pane_update (PreceptOutlinePane *self);     /* now */
void                precept_outline_pane_focus (PreceptOutlinePane *self, const char *id);
void                precept_outline_pane_refuse (PreceptOutlinePane *self, const char *why);
void                precept_outline_pane_tell (PreceptOutlinePane *self, const char *what);
void                precept_outline_pane_go_to (PreceptOutlinePane *self, const char *id);

/* precept-outline-edit.c: changes by the outline */
void precept_outline_edit_set_up (PreceptOutlinePane *self);
void precept_outline_edit_tear_down (PreceptOutlinePane *self);
void precept_outline_edit_add_part (PreceptOutlinePane *self, const char *name);

/* precept-outline-drag.c */
void precept_outline_drag_set_up_row (PreceptOutlinePane *self, GtkWidget *row);

G_END_DECLS
