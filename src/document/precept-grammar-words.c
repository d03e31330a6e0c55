/* precept-grammar-words.c: what is wrong with an element, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-grammar-words.h"

#include <string.h>

/* A label inside a sentence: "Billing codes" → "billing codes", but "DOI" stays. */
static char *
dup_in_sentence (const char *label)
{
  if (g_ascii_isupper (label[0]) && (label[1] == '\0' || g_ascii_islower (label[1])))
    return g_strdup_printf ("%c%s", g_ascii_tolower (label[0]), label + 1);
  return g_strdup (label);
}

static const char *
get_article (const char *word)
{
  return strchr ("aeioAEIO", word[0]) != NULL ? "an" : "a";
}

static gboolean
has_place (PreceptGrammar *grammar, const char *name, const char *place)
{
  return strcmp (precept_grammar_lookup (grammar, name)->place, place) == 0;
}

/* Of many names that would do, those that a person would think of: criteria are one thing, and so are blocks. */
static GPtrArray *
dup_nouns (PreceptGrammar *grammar, GPtrArray *alternatives)
{
  GPtrArray *nouns = g_ptr_array_new_with_free_func (g_free);
  gboolean   has_criterion = FALSE, has_block = FALSE;

  for (guint i = 0; i < alternatives->len; i++)
    {
      const char *name = g_ptr_array_index (alternatives, i);

      if (alternatives->len > 1 && has_place (grammar, name, "criterion"))
        has_criterion = TRUE;
      else if (alternatives->len > 1 && has_place (grammar, name, "block"))
        has_block = TRUE;
      else
        g_ptr_array_add (nouns, dup_in_sentence (precept_grammar_get_label (grammar, name)));
    }
  if (has_criterion)
    g_ptr_array_add (nouns, g_strdup ("criterion"));
  if (has_block && nouns->len == 0)
    g_ptr_array_add (nouns, g_strdup ("paragraph"));
  return nouns;
}

static char *
join_nouns (GPtrArray *nouns, gboolean repeats)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < nouns->len; i++)
    {
      const char *noun = g_ptr_array_index (nouns, i);

      if (i > 0)
        g_string_append (words, i + 1 == nouns->len ? " or " : ", ");
      if (!repeats)
        g_string_append_printf (words, "%s ", get_article (noun));
      else if (i == 0)
        g_string_append (words, "at least one ");
      g_string_append (words, noun);
    }
  return g_string_free (words, FALSE);
}

/* “Billing codes” needs at least one code table. */
char *
precept_words_missing (PreceptGrammar *grammar, PreceptGrammarElement *element, const char **names, guint n_names, const PreceptContentFault *fault)
{
  const char *next = fault->index < n_names ? names[fault->index] : NULL;
  g_autoptr (GPtrArray) alternatives = precept_content_list_alternatives (grammar, element, names, fault->index, next);
  g_autoptr (GPtrArray) nouns = NULL;
  g_autofree char *words = NULL;

  if (fault->name == NULL)
    return g_strdup_printf ("“%s” is not complete", element->label);
  /* Where more than one child is missing, no single name would do. */
  if (alternatives->len == 0)
    g_ptr_array_add (alternatives, (gpointer)fault->name);
  nouns = dup_nouns (grammar, alternatives);
  words = join_nouns (nouns, fault->repeats);
  return g_strdup_printf ("“%s” needs %s", element->label, words);
}

/* A child that is there, and should not be. */
char *
precept_words_fault (PreceptGrammar *grammar, PreceptGrammarElement *element, const char **names, const PreceptContentFault *fault)
{
  const char      *label = precept_grammar_get_label (grammar, fault->name);
  g_autofree char *noun = dup_in_sentence (label);

  if (fault->kind == PRECEPT_PROBLEM_REPEATED)
    return g_strdup_printf ("“%s” can have just one %s", element->label, noun);
  if (fault->kind == PRECEPT_PROBLEM_MISPLACED)
    {
      const char *target = precept_grammar_get_label (grammar, fault->after != NULL ? fault->after : names[fault->target]);

      return g_strdup_printf (fault->after != NULL ? "“%s” must stand after “%s” in “%s”" : "“%s” must stand before “%s” in “%s”", label, target, element->label);
    }
  return g_strdup_printf ("“%s” can't stand here in “%s”", label, element->label);
}

char *
precept_words_text (PreceptGrammar *grammar, PreceptGrammarElement *element, const char *quoted_text)
{
  if (g_ptr_array_find_with_equal_func (element->child_names, "p", g_str_equal, NULL))
    return g_strdup_printf ("The text %s stands in “%s” without a paragraph around it", quoted_text, element->label);
  return g_strdup_printf ("“%s” can't hold text of its own: %s", element->label, quoted_text);
}

char *
precept_words_missing_attribute (PreceptGrammarElement *element, PreceptGrammarAttribute *attribute)
{
  g_autofree char *noun = dup_in_sentence (attribute->label);
  g_autofree char *words = precept_pattern_dup_words (attribute->type);

  return g_strdup_printf ("“%s” needs %s %s: %s", element->label, get_article (noun), noun, words);
}
