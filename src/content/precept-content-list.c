/* precept-content-list.c: lists and what their items are labelled with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-content-private.h"

#include <string.h>

#include "precept-document-tree.h"

#define MOST_ROMAN 3999

static const struct
{
  const char      *name;
  PreceptNumbering numbering;
} numberings[] = {
  { "decimal", PRECEPT_NUMBERING_DECIMAL },
  { "upper-alpha", PRECEPT_NUMBERING_UPPER_ALPHA },
  { "lower-alpha", PRECEPT_NUMBERING_LOWER_ALPHA },
  { "upper-roman", PRECEPT_NUMBERING_UPPER_ROMAN },
  { "lower-roman", PRECEPT_NUMBERING_LOWER_ROMAN },
};

static PreceptNumbering
find_numbering (const xmlNode *list)
{
  g_autofree char *kind = precept_node_dup_attribute (list, "kind");
  g_autofree char *name = precept_node_dup_attribute (list, "numbering");

  if (g_strcmp0 (kind, "number") != 0)
    return PRECEPT_NUMBERING_BULLET;

  for (guint i = 0; i < G_N_ELEMENTS (numberings); i++)
    {
      if (g_strcmp0 (name, numberings[i].name) == 0)
        return numberings[i].numbering;
    }

  return PRECEPT_NUMBERING_DECIMAL;
}

static guint
find_start (const xmlNode *list)
{
  g_autofree char *value = precept_node_dup_attribute (list, "start");
  guint64          start;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 1, 999, &start, NULL))
    return 1;

  return (guint)start;
}

/* a … z, aa, ab … */
static char *
dup_letters (guint number)
{
  char  letters[16];
  guint at = sizeof letters - 1;

  letters[at] = '\0';
  for (; number > 0; number = (number - 1) / 26)
    letters[--at] = (char)('a' + (number - 1) % 26);

  return g_strdup (letters + at);
}

static char *
dup_roman (guint number)
{
  static const struct
  {
    guint       value;
    const char *letters;
  } parts[] = {
    { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" }
  };
  GString *roman = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      for (; number >= parts[i].value; number -= parts[i].value)
        g_string_append (roman, parts[i].letters);
    }

  return g_string_free (roman, FALSE);
}

/**
 * precept_content_dup_number:
 * @numbering: what to count in
 * @number: at least 1
 *
 * Returns: (transfer full): the number: "4", "d", "IV". Numbers that Roman ones don't reach are written in digits
 */
char *
precept_content_dup_number (PreceptNumbering numbering,
                            guint            number)
{
  g_autofree char *lower = NULL;

  switch (numbering)
    {
    case PRECEPT_NUMBERING_LOWER_ALPHA:
      return dup_letters (number);
    case PRECEPT_NUMBERING_UPPER_ALPHA:
      lower = dup_letters (number);
      return g_ascii_strup (lower, -1);
    case PRECEPT_NUMBERING_LOWER_ROMAN:
      return number <= MOST_ROMAN ? dup_roman (number) : g_strdup_printf ("%u", number);
    case PRECEPT_NUMBERING_UPPER_ROMAN:
      lower = number <= MOST_ROMAN ? dup_roman (number) : g_strdup_printf ("%u", number);
      return g_ascii_strup (lower, -1);
    case PRECEPT_NUMBERING_NONE:
    case PRECEPT_NUMBERING_BULLET:
    case PRECEPT_NUMBERING_DECIMAL:
    default:
      return g_strdup_printf ("%u", number);
    }
}

/* "1.", "1)", "(1)" */
static char *
dup_label (const xmlNode *list,
           const char    *number)
{
  g_autofree char *punctuation = precept_node_dup_attribute (list, "punctuation");

  if (g_strcmp0 (punctuation, "parenthesis") == 0)
    return g_strconcat (number, ")", NULL);
  if (g_strcmp0 (punctuation, "parentheses") == 0)
    return g_strconcat ("(", number, ")", NULL);

  return g_strconcat (number, ".", NULL);
}

PreceptBlock *
precept_content_build_list (PreceptContentContext *self,
                            const xmlNode         *element)
{
  PreceptBlock *block = precept_block_new (PRECEPT_BLOCK_LIST);

  block->id = precept_node_dup_attribute (element, "id");
  block->level = 1;
  for (const xmlNode *parent = element->parent; parent != NULL && parent->type == XML_ELEMENT_NODE; parent = parent->parent)
    block->level += precept_node_is (parent, "list") ? 1 : 0;
  block->numbering = find_numbering (element);
  block->ordered = block->numbering != PRECEPT_NUMBERING_BULLET;
  block->start = block->ordered ? find_start (element) : 0;
  precept_content_append_blocks (self, block, element);

  return block;
}

PreceptBlock *
precept_content_build_item (PreceptContentContext *self,
                            const xmlNode         *element)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_ITEM);
  PreceptNumbering numbering = precept_node_is (element->parent, "list") ? find_numbering (element->parent) : PRECEPT_NUMBERING_BULLET;

  block->id = precept_node_dup_attribute (element, "id");
  if (numbering != PRECEPT_NUMBERING_BULLET)
    {
      guint            before = 0;
      g_autofree char *number = NULL;
      g_autofree char *label = NULL;

      for (const xmlNode *item = element->prev; item != NULL; item = item->prev)
        before += precept_node_is (item, "item") ? 1 : 0;
      number = precept_content_dup_number (numbering, find_start (element->parent) + before);
      label = dup_label (element->parent, number);
      block->label = precept_text_new (label);
    }
  precept_content_append_blocks (self, block, element);

  return block;
}
