/* precept-edit-private.h: an edit being planned
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-edit.h"
#include "precept-step-splice.h"
#include "precept-tree-private.h"

G_BEGIN_DECLS

/* Steps are read one after the other, so they name elements by ids only: these stay right whatever moves. */
typedef struct
{
  PreceptDocument  *document; /* borrowed */
  PreceptStepGroup *group;    /* owned */
  GHashTable       *ids;      /* xmlNode → owned id, of elements that get one by the first steps */
} PreceptEdit;

PreceptEdit      *precept_edit_new (PreceptDocument *document, const char *label);
void              precept_edit_free (PreceptEdit *self);
PreceptStepGroup *precept_edit_finish (PreceptEdit *self); /* (transfer full), frees @self */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptEdit, precept_edit_free)

/* Ask for all ids before adding steps that move anything. */
const char *precept_edit_get_id (PreceptEdit *self, xmlNode *element);
void        precept_edit_insert (PreceptEdit *self, const char *parent_id, guint position, const char *format, ...) G_GNUC_PRINTF (4, 5);
void        precept_edit_take (PreceptEdit *self, const char *parent_id, guint position, guint n_nodes);
void        precept_edit_set (PreceptEdit *self, const char *id, PreceptInline *content);
void        precept_edit_set_value (PreceptEdit *self, const char *id, const char *name, const char *value);
/* @n_nodes children of one element, from @position on, to another. */
void precept_edit_move (PreceptEdit *self, const char *from_id, guint position, guint n_nodes, const char *to_id, guint to_position);

/* Puts @xml at the end of the part, which it makes where there is none. */
PreceptStepGroup *precept_edit_add_to_part (PreceptDocument *document, const char *part_name, const char *label, const char *xml);
GString          *precept_edit_open_element (PreceptDocument *document, const char *name, const char *prefix, char **new_id); /* its start tag, without ">" */
void              precept_edit_append_attribute (GString *xml, const char *name, const char *value);                          /* unless it is NULL or "" */
/* @entries: children of one element, in their order; @order: the same, as they are to stand. As few as possible move. */
void precept_edit_reorder (PreceptEdit *edit, GPtrArray *entries, GPtrArray *order);
/* What a new definition or revision goes before, where the others are sorted; NULL: it goes to the end. */
xmlNode *precept_edit_find_term (PreceptDocument *document, const char *term);
xmlNode *precept_edit_find_date (PreceptDocument *document, const char *on);
/* An empty list that is labelled as @list is, from the first number on. */
void precept_edit_insert_list_like (PreceptEdit *self, const char *parent_id, guint position, const char *id, xmlNode *list);

char *precept_edit_dup_xml (PreceptInline *content);
char *precept_edit_dup_words (PreceptInline *content); /* its characters, without what is no text */
/* Changes only what differs between its words and @words, so that marks, links and citations stay. (transfer full) */
PreceptInline *precept_edit_reword (PreceptInline *content, const char *words);
xmlNode       *precept_edit_find (PreceptDocument *document, const char *id, GError **error);
xmlNode       *precept_edit_find_paragraph (PreceptDocument *document, const char *id, GError **error);
xmlNode       *precept_edit_get_previous_element (xmlNode *node);
xmlNode       *precept_edit_get_last_element (const xmlNode *node);
guint          precept_edit_count_after (const xmlNode *node); /* nodes of every kind that follow it in its element */
gboolean       precept_edit_is_entry (const xmlNode *node);
guint          precept_edit_find_part_position (xmlNode *root, const char *part_name);
gboolean       precept_edit_is_line (xmlNode *paragraph); /* the first of an entry */

G_END_DECLS
