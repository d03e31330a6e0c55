/* precept-rule-node.c: criteria and what they test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-code-format.h"
#include "precept-rules-private.h"

#include <string.h>

static void
free_range (gpointer data)
{
  PreceptCodeRange *range = data;

  g_free (range->first);
  g_free (range->last);
  g_strfreev (range->tails);
  g_free (range);
}

static void
free_test (PreceptRuleTest *test)
{
  g_clear_pointer (&test->words, g_ptr_array_unref);
  g_clear_pointer (&test->ranges, g_ptr_array_unref);
  g_free (test);
}

/*
 * precept_rule_node_new:
 * @id: its id
 * @kind: "all", "age", …
 * @text: its sentence
 *
 * Returns: (transfer full): an operator without children; of another kind, a leaf without a test
 */
PreceptRuleNode *
precept_rule_node_new (const char *id,
                       const char *kind,
                       const char *text)
{
  PreceptRuleNode *self = g_new0 (PreceptRuleNode, 1);

  self->id = g_strdup (id);
  self->kind = g_intern_string (kind);
  self->text = g_strdup (text);
  self->join = PRECEPT_RULE_LEAF;
  self->mandate = -1;
  precept_rule_kind_is_operator (kind, &self->join);

  return self;
}

PreceptRuleNode *
precept_rule_node_new_leaf (const char     *id,
                            const char     *kind,
                            const char     *text,
                            PreceptTestKind test,
                            guint           fact)
{
  PreceptRuleNode *self = precept_rule_node_new (id, kind, text);

  self->test = g_new0 (PreceptRuleTest, 1);
  self->test->kind = test;
  self->test->fact = fact;

  return self;
}

void
precept_rule_node_take_child (PreceptRuleNode *self,
                              PreceptRuleNode *child)
{
  if (self->children == NULL)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_rule_node_free);
  /* A leaf with several tests is met where one of them is. */
  if (self->join == PRECEPT_RULE_LEAF)
    {
      self->join = PRECEPT_RULE_ANY;
      self->is_one = TRUE;
    }
  g_ptr_array_add (self->children, child);
}

void
precept_rule_node_free (PreceptRuleNode *self)
{
  g_free (self->id);
  g_free (self->step);
  g_free (self->text);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->test, free_test);
  g_strfreev (self->cites);
  g_strfreev (self->notes);
  g_free (self);
}

gboolean
precept_rule_kind_is_operator (const char      *kind,
                               PreceptRuleJoin *join)
{
  static const struct
  {
    const char     *kind;
    PreceptRuleJoin join;
  } joins[] = {
    { "all", PRECEPT_RULE_ALL },
    { "any", PRECEPT_RULE_ANY },
    { "none", PRECEPT_RULE_NONE },
    { "at-least", PRECEPT_RULE_AT_LEAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (joins); i++)
    {
      if (strcmp (kind, joins[i].kind) == 0)
        {
          *join = joins[i].join;
          return TRUE;
        }
    }

  return FALSE;
}

void
precept_rule_test_add_word (PreceptRuleTest *self,
                            const char      *word)
{
  if (self->words == NULL)
    self->words = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (self->words, word, g_str_equal, NULL))
    g_ptr_array_add (self->words, g_strdup (word));
}

PreceptCodeRange *
precept_rule_test_add_range (PreceptRuleTest *self,
                             const char      *first,
                             const char      *last)
{
  PreceptCodeRange *range = g_new0 (PreceptCodeRange, 1);

  range->first = g_strdup (first);
  range->last = g_strdup (last);
  if (self->ranges == NULL)
    self->ranges = g_ptr_array_new_with_free_func (free_range);
  g_ptr_array_add (self->ranges, range);

  return range;
}

/* Codes of one length, and the characters that may be the last of them. */
static void
add_fixed_range (PreceptRuleTest *self,
                 const char      *first,
                 const char      *last,
                 const char      *tails)
{
  PreceptCodeRange *range = precept_rule_test_add_range (self, first, last);
  guint             n_tails = strlen (tails);

  range->tail_offset = strlen (first) - 1;
  range->tails = g_new0 (char *, n_tails + 1);
  for (guint i = 0; i < n_tails; i++)
    range->tails[i] = g_strndup (tails + i, 1);
}

/* The two ways of writing an NDC on a claim: eleven digits, and those with hyphens. */
static gboolean
split_ndc (const char *code,
           char      **digits,
           char      **hyphened)
{
  g_autofree char *normal = precept_code_format_normalize ("NDC", code);

  if (strlen (normal) != 11 || strspn (normal, "0123456789") != 11)
    return FALSE;

  *hyphened = g_strdup_printf ("%.5s-%.4s-%.2s", normal, normal + 5, normal + 9);
  *digits = g_steal_pointer (&normal);

  return TRUE;
}

static void
add_ndc (PreceptRuleTest *self,
         const char      *code,
         const char      *through)
{
  g_autofree char *first = NULL;
  g_autofree char *first_hyphened = NULL;
  g_autofree char *last = NULL;
  g_autofree char *last_hyphened = NULL;

  if (!split_ndc (code, &first, &first_hyphened) || (through != NULL && !split_ndc (through, &last, &last_hyphened)))
    {
      precept_rule_test_add_word (self, code);
    }
  else if (through == NULL)
    {
      precept_rule_test_add_word (self, first);
      precept_rule_test_add_word (self, first_hyphened);
    }
  else
    {
      add_fixed_range (self, first, last, "0123456789");
      add_fixed_range (self, first_hyphened, last_hyphened, "0123456789");
    }
}

/*
 * precept_rule_test_add_code:
 * @self: a test of a list of codes
 * @system: the system of the code, as in a guideline
 * @code: a code
 * @through: (nullable): the last code of a range that begins with @code
 *
 * A case writes its codes in the form of their system, dots and hyphens
 * included. A range of diagnoses includes what is under its last code, as a
 * reader takes it: G12.2 through G12.9 holds G12.91.
 */
void
precept_rule_test_add_code (PreceptRuleTest *self,
                            const char      *system,
                            const char      *code,
                            const char      *through)
{
  gsize length = strlen (code);

  if (g_strcmp0 (system, "NDC") == 0)
    {
      add_ndc (self, code, through);
    }
  else if (through == NULL || length == 0 || strcmp (code, through) == 0)
    {
      precept_rule_test_add_word (self, code);
    }
  else if (g_strcmp0 (system, "ICD-10-CM") == 0)
    {
      g_autofree char *after = g_strconcat (through, "~", NULL);

      precept_rule_test_add_range (self, code, after)->is_open = TRUE;
    }
  else if (g_strcmp0 (system, "ICD-10-PCS") == 0)
    {
      add_fixed_range (self, code, through, "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ");
    }
  else
    {
      /* 0001M through 0003M holds no 0002T. */
      add_fixed_range (self, code, through, g_ascii_isdigit (code[length - 1]) ? "0123456789" : code + length - 1);
    }
}
