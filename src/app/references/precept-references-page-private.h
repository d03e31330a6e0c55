/* precept-references-page-private.h: what the files of the page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-reference-card.h"
#include "precept-reference-info.h"
#include "precept-reference-row.h"
#include "precept-references-page.h"

G_BEGIN_DECLS

struct _PreceptReferencesPage
{
  GtkBox parent_instance;

  PreceptSession       *session;  /* owned */
  char                 *part_key; /* owned */
  GSimpleActionGroup   *actions;  /* owned; "part" */
  GPtrArray            *infos;    /* owned; of PreceptReferenceInfo, in order */
  GHashTable           *rows;     /* owned id → borrowed PreceptReferenceRow, of those that are filled in */
  GHashTable           *links;    /* owned; see precept_document_index_links() */
  GHashTable           *not_same; /* owned set of "id id" */
  char                 *chosen;   /* owned; id of the one that is open; NULL: none */
  PreceptReferenceCard *card;     /* borrowed; of the chosen one, or NULL */
  guint                 n_filled; /* of infos; the rest is filled in idles */
  guint                 fill_source;
  guint                 look_source; /* looks at the whole document */
  guint                 scroll_source;
  gboolean              texts_changed; /* since the last look */
  gboolean              setting_order;
  char                 *twin; /* owned; id of what the pasted text is the same as; NULL: none */

  GtkWidget *scroller;
  GtkWidget *heading;
  GtkWidget *counts;
  GtkWidget *paste_entry;
  GtkWidget *paste_revealer;
  GtkWidget *paste_icon;
  GtkWidget *paste_words;
  GtkWidget *paste_go_button;
  GtkWidget *paste_add_button;
  GtkWidget *all_filter;
  GtkWidget *uncited_filter;
  GtkWidget *problems_filter;
  GtkWidget *order;
  GtkWidget *list;
  GtkWidget *empty;
  GtkWidget *add_button;
  GtkWidget *remove_button;
  GtkWidget *italic_button;
  GtkWidget *merge_button;
};

/* precept-references-page-commands.c */
void     precept_references_page_add_commands (PreceptReferencesPage *self);
void     precept_references_page_update_commands (PreceptReferencesPage *self);
void     precept_references_page_merge_chosen (PreceptReferencesPage *self);
void     precept_references_page_deny_same (PreceptReferencesPage *self);
void     precept_references_page_sort (PreceptReferencesPage *self, guint order);
gboolean precept_references_page_move_before (PreceptReferencesPage *self, const char *id, const char *before_id);
void     precept_references_page_remove (PreceptReferencesPage *self, const char *id);

/* precept-references-page-paste.c */
void precept_references_page_look_at_pasted (PreceptReferencesPage *self);
void precept_references_page_add_pasted (PreceptReferencesPage *self, gboolean anyway);

/* precept-references-page.c */
PreceptReferenceInfo *precept_references_page_get_chosen (PreceptReferencesPage *self);                                                                           /* NULL: none */
PreceptReferenceInfo *precept_references_page_find_same (PreceptReferencesPage *self, PreceptReferenceInfo *info, const char **what);                             /* before or after it; NULL: none */
void                  precept_references_page_choose (PreceptReferencesPage *self, const char *id);                                                               /* NULL: none */
gboolean              precept_references_page_apply (PreceptReferencesPage *self, PreceptStepGroup *group, GError *error, const char *before, const char *after); /* takes both */

G_END_DECLS
