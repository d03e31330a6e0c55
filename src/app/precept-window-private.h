/* precept-window-private.h: what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-window.h"

#include "precept-diagnostic.h"

G_BEGIN_DECLS

struct _PreceptWindow
{
  AdwApplicationWindow parent_instance;

  PreceptSession *session; /* owned; NULL where the file can't be opened */
  GFile          *file;    /* owned; that file, or NULL */

  gboolean   outline_wanted; /* as the user has it; it may have given way */
  gboolean   pages_wanted;
  gboolean   focus_mode; /* nothing but the text is shown */
  gboolean   closing;    /* without asking */
  GPtrArray *places;     /* owned; of char, “PART ID”: where one was before each jump, the last is the latest */
  guint      handle_source;
  int        notice_kind;  /* a Notice */
  gboolean   journal_told; /* that changes are not kept for the case of a crash */

  GtkWidget *toasts;
  GtkWidget *root;
  GtkWidget *shell;
  GtkWidget *palette;
  GtkWidget *find_bar;
  GtkWidget *find_button;
  GtkWidget *drawer;
  GtkWidget *drawer_bin;
  GtkWidget *outer_paned;
  GtkWidget *inner_paned;
  GtkWidget *outline_bin;
  GtkWidget *outline;
  GtkWidget *editor_side;
  GtkWidget *editor;
  GtkWidget *outline_button;
  GtkWidget *outline_place; /* where the outline gave way: which part it is */
  GtkWidget *outline_name;
  GtkWidget *outline_badge;
  GtkWidget *outline_badge_icon;
  GtkWidget *outline_badge_label;
  GtkWidget *pages_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkWidget *narrow_menu_button;
  GtkWidget *window_title;
  GtkWidget *notice;
  GtkWidget *notice_label;
  GtkWidget *notice_first;
  GtkWidget *notice_second;
  GtkWidget *notice_third;
  GtkWidget *problems;
  GtkWidget *pages_side;
  GtkWidget *pages_stack;
  GtkWidget *pages;
  GtkWidget *pages_failure;
  GtkWidget *page_button;
  GtkWidget *page_label;
  GtkWidget *page_popover;
  GtkWidget *page_entry;
  GtkWidget *zoom_button;
  GtkWidget *menu_button;
  GtkWidget *failure;
  GtkWidget *failure_title;
};

/* Commands. */
void           precept_window_add_commands (PreceptWindow *self);
void           precept_window_disable_commands (PreceptWindow *self);
GSimpleAction *precept_window_get_action (PreceptWindow *self, const char *name);
void           precept_window_show_zoom (PreceptWindow *self);
void           precept_window_update_dimming (PreceptWindow *self);

/* Places. */
void precept_window_remember_place (PreceptWindow *self); /* before a jump */

/* Panes. */
void precept_window_show_panes (PreceptWindow *self);
void precept_window_show_drawer (PreceptWindow *self, gboolean shown);

void precept_window_tell_done (PreceptWindow *self, const char *what); /* with a button that takes it back */

/* Notices. */
void precept_window_show_first_notice (PreceptWindow *self);
void precept_window_show_changed_on_disk (PreceptWindow *self);
void precept_window_show_journal_failure (PreceptWindow *self);
void precept_window_answer_notice (PreceptWindow *self, GtkWidget *button);

/* Problems. */
void precept_window_go_to_problem (PreceptWindow *self, PreceptDiagnostic *problem);
void precept_window_fix_problem (PreceptWindow *self, PreceptDiagnostic *problem);

G_END_DECLS
