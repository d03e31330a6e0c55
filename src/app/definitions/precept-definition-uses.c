/* precept-definition-uses.c: where defined terms are used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-definition-uses.h"

#include <string.h>

#include "precept-links.h"

void
precept_defined_term_free (PreceptDefinedTerm *self)
{
  g_free (self->id);
  g_free (self->term);
  g_free (self->abbreviation);
  g_free (self);
}

/* A text of the guideline. */
typedef struct
{
  const char *id;         /* borrowed; of its block */
  const char *definition; /* borrowed; of the definition that it belongs to; NULL: none */
  const char *text;       /* borrowed */
  char       *folded;     /* owned */
} Text;

static void
clear_text (gpointer data)
{
  g_free (((Text *)data)->folded);
}

static void
collect (PreceptBlock *block, const char *id, const char *definition, GArray *texts)
{
  if (block->id != NULL)
    id = block->id;
  if (block->kind == PRECEPT_BLOCK_DEFINITION)
    definition = block->id;
  if (block->kind == PRECEPT_BLOCK_REFERENCE)
    return; /* the titles of others */
  if (block->text != NULL && id != NULL)
    {
      Text text = { id, definition, precept_text_get_string (block->text), NULL };

      text.folded = g_utf8_casefold (text.text, -1);
      g_array_append_val (texts, text);
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    collect (g_ptr_array_index (block->children, i), id, definition, texts);
}

static gboolean
is_word_at (const char *text, const char *at, gsize length)
{
  const char *before = at > text ? g_utf8_prev_char (at) : NULL;
  const char *after = at + length;

  if (before != NULL && g_unichar_isalnum (g_utf8_get_char (before)))
    return FALSE;
  /* A plural counts. */
  if (*after == 's' && !g_unichar_isalnum (g_utf8_get_char (after + 1)))
    return TRUE;
  return !g_unichar_isalnum (g_utf8_get_char (after));
}

static gboolean
has_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  if (length == 0)
    return FALSE;
  for (const char *at = text; (at = strstr (at, word)) != NULL; at++)
    {
      if (is_word_at (text, at, length))
        return TRUE;
    }
  return FALSE;
}

static char *
dup_bare (const char *term)
{
  static const char *const quotes[] = { "“", "”", "\"", "‘", "’" };
  g_autofree char         *bare = g_strstrip (g_strdup (term));
  const char              *start = bare;

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      if (g_str_has_prefix (start, quotes[i]))
        start += strlen (quotes[i]);
      if (g_str_has_suffix (start, quotes[i]))
        bare[start - bare + strlen (start) - strlen (quotes[i])] = '\0';
    }
  return g_strdup (start);
}

/* "AEs" stands for "AE", too. */
static char *
dup_singular (const char *abbreviation)
{
  gsize length = strlen (abbreviation);

  if (length > 2 && abbreviation[length - 1] == 's' && g_ascii_isupper (abbreviation[length - 2]))
    return g_strndup (abbreviation, length - 1);
  return g_strdup (abbreviation);
}

static void
add_id (GPtrArray *ids, const char *id)
{
  for (guint i = ids->len; i > 0; i--)
    {
      if (g_str_equal (g_ptr_array_index (ids, i - 1), id))
        return;
    }
  g_ptr_array_add (ids, g_strdup (id));
}

static GPtrArray *
find_uses (const PreceptDefinedTerm *term, GArray *texts, GHashTable *marked)
{
  GPtrArray       *ids = g_ptr_array_new_with_free_func (g_free);
  GPtrArray       *places = g_hash_table_lookup (marked, term->id);
  g_autofree char *bare = dup_bare (term->term);
  g_autofree char *folded = g_utf8_casefold (bare, -1);
  g_autofree char *abbreviation = dup_singular (term->abbreviation != NULL ? term->abbreviation : "");
  g_autoptr (GHashTable) place_set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; places != NULL && i < places->len; i++)
    g_hash_table_add (place_set, g_ptr_array_index (places, i));
  for (guint i = 0; i < texts->len; i++)
    {
      const Text *text = &g_array_index (texts, Text, i);

      if (g_strcmp0 (text->definition, term->id) == 0)
        continue;
      if (g_hash_table_contains (place_set, text->id) || has_word (text->folded, folded) || has_word (text->text, abbreviation))
        add_id (ids, text->id);
    }
  return ids;
}

/**
 * precept_definition_uses_find:
 * @content: what the guideline says
 * @document: the guideline
 * @terms: (element-type PreceptDefinedTerm): the terms
 *
 * Finds where each term is used. Capitals do not count in a term, but in an abbreviation.
 */
GHashTable *
precept_definition_uses_find (PreceptContent *content, PreceptDocument *document, GPtrArray *terms)
{
  GHashTable *uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  GPtrArray  *parts = precept_content_get_blocks (content);
  g_autoptr (GHashTable) marked = precept_document_index_links (document);
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (Text));

  g_array_set_clear_func (texts, clear_text);
  for (guint i = 0; i < parts->len; i++)
    collect (g_ptr_array_index (parts, i), NULL, NULL, texts);
  for (guint i = 0; i < terms->len; i++)
    {
      const PreceptDefinedTerm *term = g_ptr_array_index (terms, i);

      g_hash_table_insert (uses, g_strdup (term->id), find_uses (term, texts, marked));
    }
  return uses;
}

char *
precept_definition_split_term (const char *words, char **abbreviation)
{
  g_autofree char *term = g_strstrip (g_strdup (words));
  char            *bracket = strrchr (term, '(');

  *abbreviation = NULL;
  for (char *p = term; *p != '\0'; p++)
    {
      if (*p == '\n' || *p == '\t')
        *p = ' ';
    }
  if (bracket != NULL && bracket > term && g_str_has_suffix (bracket, ")") && strlen (bracket) > 2)
    {
      *abbreviation = g_strstrip (g_strndup (bracket + 1, strlen (bracket) - 2));
      *bracket = '\0';
    }
  return g_strstrip (g_steal_pointer (&term));
}
