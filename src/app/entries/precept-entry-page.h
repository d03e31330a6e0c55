/* precept-entry-page.h: a part as a list of entries, one of which is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-part-editor.h"
#include "precept-prose-block.h"
#include "precept-tool-row.h"

G_BEGIN_DECLS

/* What the list shows of one entry. Strings owned; those that may be absent are NULL. */
typedef struct
{
  char       *id;
  guint       depth;     /* within how many others it stands */
  char       *title;     /* "Adverse events (AEs)" */
  char       *text;      /* begins with what it says; NULL */
  char       *state;     /* "Used 3 times"; NULL */
  const char *icon;      /* of the state, static; NULL */
  const char *css_class; /* of the icon, static */
} PreceptEntryInfo;

PreceptEntryInfo *precept_entry_info_new (const char *id);
void              precept_entry_info_free (PreceptEntryInfo *self);

#define PRECEPT_TYPE_ENTRY_PAGE (precept_entry_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (PreceptEntryPage, precept_entry_page, PRECEPT, ENTRY_PAGE, GtkBox)

struct _PreceptEntryPageClass
{
  GtkBoxClass parent_class;

  GPtrArray *(*read) (PreceptEntryPage *self); /* (transfer full) of PreceptEntryInfo, in the order in which they are shown */
  GtkWidget *(*make_card) (PreceptEntryPage *self, const char *id);
  void (*update_card) (PreceptEntryPage *self, GtkWidget *card, const char *id);
  PreceptProseBlock *(*get_text) (PreceptEntryPage *self, GtkWidget *card); /* of the card; NULL: it has none */
  void (*refresh) (PreceptEntryPage *self);                                 /* after a change of the document, or of what is open */
};

/* For those that derive from it. */
void                precept_entry_page_set_session (PreceptEntryPage *self, PreceptSession *session, const char *part_key); /* reads and shows it */
PreceptSession     *precept_entry_page_get_session (PreceptEntryPage *self);
PreceptDocument    *precept_entry_page_get_document (PreceptEntryPage *self);
const char         *precept_entry_page_get_part_key (PreceptEntryPage *self);
PreceptBlock       *precept_entry_page_get_part (PreceptEntryPage *self); /* NULL: it is gone */
GSimpleActionGroup *precept_entry_page_get_actions (PreceptEntryPage *self);
PreceptToolRow     *precept_entry_page_get_tools (PreceptEntryPage *self);
GtkBox             *precept_entry_page_get_top (PreceptEntryPage *self); /* between the heading and the list */
void                precept_entry_page_set_counts (PreceptEntryPage *self, const char *counts);
void                precept_entry_page_set_empty (PreceptEntryPage *self, const char *words); /* said where there is no entry */
void                precept_entry_page_set_enabled (PreceptEntryPage *self, const char *command, gboolean enabled);

GPtrArray  *precept_entry_page_get_infos (PreceptEntryPage *self);
const char *precept_entry_page_get_chosen (PreceptEntryPage *self);   /* NULL: none */
guint       precept_entry_page_get_position (PreceptEntryPage *self); /* of the chosen one; G_MAXUINT: none */
GtkWidget  *precept_entry_page_get_card (PreceptEntryPage *self);     /* NULL: none is open */
void        precept_entry_page_choose (PreceptEntryPage *self, const char *id, gboolean focus);
void        precept_entry_page_update (PreceptEntryPage *self); /* reads again */

/* Takes both. Says why not where it can't be done; without steps it does nothing. */
gboolean precept_entry_page_apply (PreceptEntryPage *self, PreceptStepGroup *group, GError *error, const char *before, const char *after);

G_END_DECLS
