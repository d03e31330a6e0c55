/* html-words.c: the words of a published file, and those that it should have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "html-words.h"

#include <string.h>

static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_isspace (character) && character != 0xa0)
        {
          g_string_append_unichar (word, character);
          continue;
        }
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      g_string_truncate (word, 0);
    }
  if (word->len > 0)
    g_ptr_array_add (words, g_strdup (word->str));
  return words;
}

/* What is there */

static char *
dup_attribute (const xmlNode *node,
               const char    *name)
{
  xmlChar *value = xmlGetNoNsProp ((xmlNode *)node, BAD_CAST name);
  char    *copy = g_strdup ((const char *)value);

  xmlFree (value);
  return copy;
}

static char *
dup_letters (guint number)
{
  g_autofree char *before = number > 26 ? dup_letters ((number - 1) / 26) : g_strdup ("");

  return g_strdup_printf ("%s%c", before, 'a' + (int)((number - 1) % 26));
}

/* Up to 49 */
static char *
dup_roman (guint number)
{
  static const char *const ones[] = { "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix" };
  static const char *const tens[] = { "", "x", "xx", "xxx", "xl" };

  g_assert_cmpuint (number, <, 50);
  return g_strconcat (tens[number / 10], ones[number % 10], NULL);
}

/* What a browser writes before an item of a list with a type. */
static char *
dup_counter (const xmlNode *item)
{
  g_autofree char *type = dup_attribute (item->parent, "type");
  g_autofree char *start = dup_attribute (item->parent, "start");
  guint            number = start != NULL ? (guint)g_ascii_strtoull (start, NULL, 10) : 1;
  g_autofree char *text = NULL;
  g_autofree char *upper = NULL;

  if (type == NULL)
    return NULL;
  for (const xmlNode *node = item->prev; node != NULL; node = node->prev)
    number += node->type == XML_ELEMENT_NODE ? 1 : 0;
  switch (*type)
    {
    case 'a':
    case 'A':
      text = dup_letters (number);
      break;
    case 'i':
    case 'I':
      text = dup_roman (number);
      break;
    case '1':
      text = g_strdup_printf ("%u", number);
      break;
    default:
      g_assert_not_reached ();
    }
  upper = g_ascii_strup (text, -1);
  return g_strconcat (g_ascii_isupper (*type) ? upper : text, ".", NULL);
}

static gboolean
is_inline (const xmlNode *node)
{
  static const char *const names[] = { "a", "strong", "em", "cite", "sup", "sub", "span", "dfn", NULL };

  return g_strv_contains (names, (const char *)node->name);
}

static gboolean
is_only_in_html (const xmlNode *node)
{
  g_autofree char *class_name = dup_attribute (node, "class");

  return g_strcmp0 (class_name, "skip") == 0 || g_strcmp0 (class_name, "cited") == 0 || strcmp ((const char *)node->name, "head") == 0;
}

static void
append_node (GString       *out,
             const xmlNode *node)
{
  for (; node != NULL; node = node->next)
    {
      if (node->type == XML_TEXT_NODE)
        g_string_append (out, (const char *)node->content);
      if (node->type != XML_ELEMENT_NODE || is_only_in_html (node))
        continue;
      if (!is_inline (node))
        g_string_append_c (out, ' ');
      if (strcmp ((const char *)node->name, "li") == 0)
        {
          g_autofree char *counter = dup_counter (node);

          g_string_append_printf (out, "%s ", counter != NULL ? counter : "");
        }
      append_node (out, node->children);
      if (!is_inline (node))
        g_string_append_c (out, ' ');
    }
}

GPtrArray *
html_words_read (const xmlNode *html)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_node (out, html);
  return split_words (out->str);
}

/* What should be there */

static void
expect (GString    *out,
        const char *text)
{
  g_string_append_printf (out, "%s ", text != NULL ? text : "");
}

static void
expect_text (GString     *out,
             PreceptText *text)
{
  expect (out, text != NULL ? precept_text_get_string (text) : NULL);
}

/* A heading as the contents name it. */
static void
expect_plain (GString     *out,
              PreceptText *text)
{
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (text, &n_spans);
  const char        *string = precept_text_get_string (text);
  guint              next = 0;

  for (guint i = 0; i <= precept_text_get_length (text); i++)
    {
      while (next < n_spans && spans[next].start + spans[next].length <= i)
        next++;
      if (next < n_spans && spans[next].start <= i && (spans[next].flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) != 0)
        continue;
      if (string[i] != '\0')
        g_string_append_c (out, string[i]);
    }
  g_string_append_c (out, ' ');
}

static void
expect_contents (GString   *out,
                 GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == PRECEPT_BLOCK_SECTION || block->kind == PRECEPT_BLOCK_INDICATION)
        expect_plain (out, block->text);
      if (block->kind == PRECEPT_BLOCK_SECTION || block->kind == PRECEPT_BLOCK_INDICATION || block->kind == PRECEPT_BLOCK_TOPIC)
        expect_contents (out, block->children);
    }
}

static void expect_block (GString      *out,
                          PreceptBlock *block);

static void
expect_children (GString      *out,
                 PreceptBlock *block,
                 gboolean      rows)
{
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      PreceptBlock *child = g_ptr_array_index (block->children, i);

      if (block->kind != PRECEPT_BLOCK_TABLE || (child->kind == PRECEPT_BLOCK_ROW) == rows)
        expect_block (out, child);
    }
}

static void
expect_block (GString      *out,
              PreceptBlock *block)
{
  if (block->kind == PRECEPT_BLOCK_INDICATION)
    {
      expect_text (out, block->text);
      expect_text (out, block->label);
    }
  else if (block->kind == PRECEPT_BLOCK_NOTICE)
    {
      expect_text (out, block->text); /* the year is in it */
    }
  else
    {
      expect_text (out, block->label);
      expect_text (out, block->text);
    }
  expect (out, block->detail);
  expect (out, block->study_kind);
  expect (out, block->study_facts);
  expect_children (out, block, TRUE);
  if (block->kind == PRECEPT_BLOCK_TABLE)
    expect_children (out, block, FALSE);
}

static void
expect_front (GString        *out,
              PreceptContent *content)
{
  guint                         n_facts, n_rows;
  const PreceptContentFact     *facts = precept_content_get_facts (content, &n_facts);
  const PreceptContentCoverage *rows = precept_content_get_coverage (content, &n_rows);

  expect (out, "DRAFT");
  expect (out, precept_content_get_publisher (content));
  expect (out, precept_content_get_kind (content));
  expect_text (out, precept_content_get_title (content));
  for (guint i = 0; i < n_facts; i++)
    {
      expect (out, facts[i].label);
      expect (out, facts[i].value);
    }
  if (n_rows > 0)
    expect (out, "Coverage");
  for (guint i = 0; i < n_rows; i++)
    {
      expect (out, rows[i].indication);
      expect (out, rows[i].determination);
    }
}

GPtrArray *
html_words_expect (PreceptContent *content)
{
  GPtrArray *blocks = precept_content_get_blocks (content);
  g_autoptr (GString) out = g_string_new (NULL);

  expect_front (out, content);
  expect (out, "Contents");
  expect_contents (out, blocks);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < blocks->len; i++)
        {
          PreceptBlock *block = g_ptr_array_index (blocks, i);

          if ((block->kind == PRECEPT_BLOCK_DISCLAIMER) == (pass == 0))
            expect_block (out, block);
        }
    }
  g_string_append_printf (out, "%s, draft of version %s Not in effect", precept_content_get_policy_number (content), precept_content_get_version (content));
  return split_words (out->str);
}
