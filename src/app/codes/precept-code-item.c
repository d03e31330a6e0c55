/* precept-code-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-code-item.h"

/**
 * PreceptCodeItem:
 *
 * A code as the table shows it, and what is wrong with it.
 */
struct _PreceptCodeItem
{
  GObject parent_instance;

  PreceptCode *code;     /* owned; NULL: the row for a new one */
  GPtrArray   *problems; /* owned */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptCodeItem, precept_code_item, G_TYPE_OBJECT)

static void
precept_code_item_finalize (GObject *object)
{
  PreceptCodeItem *self = PRECEPT_CODE_ITEM (object);

  g_clear_pointer (&self->code, precept_code_unref);
  g_ptr_array_unref (self->problems);
  G_OBJECT_CLASS (precept_code_item_parent_class)->finalize (object);
}

static void
precept_code_item_class_init (PreceptCodeItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_code_item_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
precept_code_item_init (PreceptCodeItem *self)
{
  self->problems = g_ptr_array_new ();
}

PreceptCodeItem *
precept_code_item_new (PreceptCode *code)
{
  PreceptCodeItem *self = g_object_new (PRECEPT_TYPE_CODE_ITEM, NULL);

  self->code = code != NULL ? precept_code_ref (code) : NULL;
  return self;
}

const PreceptCode *
precept_code_item_get_code (PreceptCodeItem *self)
{
  return self->code;
}

static gboolean
is_equal (const PreceptCode *a, const PreceptCode *b)
{
  return g_strcmp0 (a->path, b->path) == 0 && g_str_equal (a->value, b->value) && g_strcmp0 (a->through, b->through) == 0 &&
         g_str_equal (a->system, b->system) && g_strcmp0 (a->use, b->use) == 0 && g_strcmp0 (a->only_with, b->only_with) == 0 &&
         g_strcmp0 (a->description, b->description) == 0 && g_strcmp0 (a->note, b->note) == 0;
}

/**
 * precept_code_item_set_code:
 * @self: a row
 * @code: what it shows from now on
 *
 * Returns: whether that is not what it showed
 */
gboolean
precept_code_item_set_code (PreceptCodeItem *self, PreceptCode *code)
{
  gboolean changed = self->code == NULL || !is_equal (self->code, code);

  precept_code_ref (code);
  g_clear_pointer (&self->code, precept_code_unref);
  self->code = code;
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
  return changed;
}

GPtrArray *
precept_code_item_get_problems (PreceptCodeItem *self)
{
  return self->problems;
}

void
precept_code_item_set_problems (PreceptCodeItem *self, GPtrArray *problems)
{
  gboolean same = problems->len == self->problems->len;

  for (guint i = 0; same && i < problems->len; i++)
    same = g_ptr_array_index (problems, i) == g_ptr_array_index (self->problems, i);
  g_ptr_array_unref (self->problems);
  self->problems = problems;
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}
