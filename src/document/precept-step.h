/* precept-step.h: one small, invertible change to a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Paths are those of precept-document.h. XML fragments are content of our namespace
 * (no declaration needed), for example "<p id=\"p-1\">Some <em>text</em></p>". */

#define PRECEPT_TYPE_STEP (precept_step_get_type ())
typedef struct _PreceptStep PreceptStep; /* boxed, ref-counted, immutable */
GType                       precept_step_get_type (void);
PreceptStep                *precept_step_ref (PreceptStep *self);
void                        precept_step_unref (PreceptStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptStep, precept_step_unref)

PreceptStep *precept_step_new_insert (const char *parent_path, guint position, const char *xml);
PreceptStep *precept_step_new_remove (const char *parent_path, guint position, guint n_nodes);
PreceptStep *precept_step_new_replace (const char *path, const char *xml); /* the node itself */
PreceptStep *precept_step_new_move (const char *path, const char *to_parent_path, guint to_position);
PreceptStep *precept_step_new_set_content (const char *path, const char *xml);                       /* all children of an element */
PreceptStep *precept_step_new_set_text (const char *path, const char *text);                         /* the same, from plain text */
PreceptStep *precept_step_new_set_attribute (const char *path, const char *name, const char *value); /* NULL removes */

/* The steps of one user action: one undo, one signal, one journal entry. */
#define PRECEPT_TYPE_STEP_GROUP (precept_step_group_get_type ())
typedef struct _PreceptStepGroup PreceptStepGroup; /* boxed, ref-counted */
GType                            precept_step_group_get_type (void);
PreceptStepGroup                *precept_step_group_new (const char *label); /* "Edit finding": what undo will say */
PreceptStepGroup                *precept_step_group_ref (PreceptStepGroup *self);
void                             precept_step_group_unref (PreceptStepGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptStepGroup, precept_step_group_unref)

void        precept_step_group_add (PreceptStepGroup *self, PreceptStep *step); /* (transfer full) */
guint       precept_step_group_get_n_steps (PreceptStepGroup *self);
const char *precept_step_group_get_label (PreceptStepGroup *self);
void        precept_step_group_set_selections (PreceptStepGroup *self, const char *before, const char *after);
/* Groups with the same key that follow each other become one undo (typing in one block). NULL: never. */
void precept_step_group_set_merge_key (PreceptStepGroup *self, const char *key);

/* What a group changed. */
typedef struct
{
  GStrv    ids;        /* owned; ids of the nearest elements with an id that hold a change, each once */
  gboolean structural; /* blocks came, went or moved, or an attribute of one changed; else only texts and the marks in them */
} PreceptChange;
#define PRECEPT_TYPE_CHANGE (precept_change_get_type ())
GType precept_change_get_type (void);

G_END_DECLS
