/* precept-step-private.h: the inside of steps and groups, for the rest of their layer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-step.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_STEP_INSERT,
  PRECEPT_STEP_REMOVE,
  PRECEPT_STEP_REPLACE,
  PRECEPT_STEP_MOVE,
  PRECEPT_STEP_SET_CONTENT,
  PRECEPT_STEP_SET_TEXT,
  PRECEPT_STEP_SET_ATTRIBUTE,
} PreceptStepKind;

struct _PreceptStep
{
  gatomicrefcount ref_count;

  PreceptStepKind kind;
  char           *path;     /* owned; INSERT, REMOVE: of the parent; else of the node */
  guint           position; /* INSERT, REMOVE; MOVE: in the new parent, once the node is out */
  guint           n_nodes;  /* REMOVE */
  char           *name;     /* owned; MOVE: path of the new parent; SET_ATTRIBUTE: its name */
  char           *value;    /* owned; XML, text or the attribute's value; NULL: remove the attribute */
};

struct _PreceptStepGroup
{
  gatomicrefcount ref_count;

  char      *label;            /* owned */
  GPtrArray *steps;            /* owned, of owned PreceptStep, in the order they apply */
  char      *selection_before; /* owned or NULL */
  char      *selection_after;  /* owned or NULL */
  char      *merge_key;        /* owned or NULL */
};

/* One step as a variant, for the journal. */
#define PRECEPT_STEP_VARIANT_TYPE "(ysuumsms)"
GVariant    *precept_step_to_variant (PreceptStep *self);
PreceptStep *precept_step_new_from_variant (GVariant *variant); /* NULL: not a step */

G_END_DECLS
