/* precept-codes-page-private.h: what the files of the page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-code-item.h"
#include "precept-code-table.h"
#include "precept-codes-page.h"

G_BEGIN_DECLS

struct _PreceptCodesPage
{
  GtkBox parent_instance;

  PreceptSession     *session;   /* owned */
  char               *part_key;  /* owned */
  GSimpleActionGroup *actions;   /* owned; "part" */
  GPtrArray          *tables;    /* owned; of PreceptCodeTable */
  char               *table_id;  /* owned; of the one that is shown; NULL: the text is, or there is no table */
  GListStore         *items;     /* owned; of PreceptCodeItem, the last one for a new code */
  GtkSelectionModel  *selection; /* owned */
  char               *id;        /* owned; of what is edited, or NULL */
  gboolean            filling;   /* widgets are being set, not used */
  gboolean            is_stale;  /* the document has changed while nobody saw this */

  GtkWidget *tabs;
  GtkWidget *stack;
  GtkWidget *caption;
  GtkWidget *role;
  GtkWidget *determination;
  GtkWidget *view;
  GtkWidget *text; /* editor of what is no table */
  GtkWidget *add_button;
  GtkWidget *remove_button;
  GtkWidget *sort_button;
  GtkWidget *move_button;
  GtkWidget *paste_button;
};

PreceptCodeTable *precept_codes_page_get_table (PreceptCodesPage *self);                                     /* NULL: none is shown */
gboolean          precept_codes_page_apply (PreceptCodesPage *self, PreceptStepGroup *group, GError *error); /* takes both */
void              precept_codes_page_add_pasted (PreceptCodesPage *self, const char *pasted);
void              precept_codes_page_focus_cell (PreceptCodesPage *self, guint row, guint column, gboolean edit);

GStrv precept_codes_page_dup_chosen (PreceptCodesPage *self);                   /* paths of the chosen codes */
void  precept_codes_page_choose_table (PreceptCodesPage *self, const char *id); /* NULL: the text */

/* precept-codes-page-commands.c */
void precept_codes_page_add_commands (PreceptCodesPage *self);

/* precept-codes-page-columns.c */
void precept_codes_page_add_columns (PreceptCodesPage *self);

G_END_DECLS
