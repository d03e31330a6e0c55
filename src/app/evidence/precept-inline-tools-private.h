/* precept-inline-tools-private.h: what the files of the tools share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline-tools.h"
#include "precept-picker.h"

G_BEGIN_DECLS

struct _PreceptInlineTools
{
  GObject parent_instance;

  PreceptPartEditor *editor;  /* borrowed; owns this */
  PreceptSession    *session; /* owned */
  PreceptProseView  *view;    /* borrowed; NULL: the editor is gone */
  GActionMap        *actions; /* owned */
  GtkWidget         *popover; /* borrowed; the form that is open, or NULL */
  gboolean           is_evidence;

  /* What the open form is about. */
  char    *finding_id; /* owned; whose citations are chosen; NULL: those of the text */
  char    *path;       /* owned; the line whose run or range is edited */
  int      start;      /* of the run or the range */
  int      end;        /* @start: there is none yet */
  gboolean bracket;    /* it was opened by “[”, which is to be typed if nothing is chosen */
};

PreceptProseBuffer *precept_inline_tools_get_buffer (PreceptInlineTools *self);
PreceptDocument    *precept_inline_tools_get_document (PreceptInlineTools *self);
PreceptProseLine   *precept_inline_tools_get_line (PreceptInlineTools *self, guint *index, int *offset); /* at the caret */

/* Shows a form beside a range of a line; it is gone when it closes. */
void precept_inline_tools_popup (PreceptInlineTools *self, GtkWidget *popover, guint index, int start, int end);

void precept_inline_tools_remember (PreceptInlineTools *self, const char *finding_id, PreceptProseLine *line, int start, int end);
int  precept_inline_tools_find_remembered (PreceptInlineTools *self); /* the line that the open form is about; -1: it is gone */

/* precept-inline-tools-words.c */
void precept_inline_tools_cross_reference_cb (GSimpleAction *action, GVariant *parameter, gpointer data);
void precept_inline_tools_link_cb (GSimpleAction *action, GVariant *parameter, gpointer data);
void precept_inline_tools_term_cb (GSimpleAction *action, GVariant *parameter, gpointer data);
void precept_inline_tools_mandate_cb (GSimpleAction *action, GVariant *parameter, gpointer data);

/* precept-inline-tools-cite.c */
gboolean precept_inline_tools_may_cite (PreceptProseLine *line);
gboolean precept_inline_tools_open_cite (PreceptInlineTools *self, gboolean bracket); /* bracket: “[” was typed */
/* @uncited: only those that nothing cites. */
GtkWidget *precept_inline_tools_new_reference_picker (PreceptInlineTools *self, const char *name, const char *const *chosen, gboolean uncited);
GStrv      precept_inline_tools_add_references (PreceptInlineTools *self, const char *text); /* their ids; NULL: refused */

/* precept-evidence-tools.c: commands of the evidence */
void precept_inline_tools_add_evidence_commands (PreceptInlineTools *self);
void precept_inline_tools_update_evidence (PreceptInlineTools *self, PreceptProseLine *line);
void precept_inline_tools_open_facts (PreceptInlineTools *self, const char *finding_id, const char *fact, guint index, int start, int end);

G_END_DECLS
