/* precept-check-definitions.c: house rules about defined terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"

#include <string.h>

/* "Adverse events (AEs)" and "Adverse events" are one term: what stands in
 * brackets at its end is the abbreviation. A term all in brackets ("[s]") stays. */
static char *
normalize_term (const char *term)
{
  g_autofree char *bare = g_strstrip (g_strdup (term));
  char            *bracket = g_str_has_suffix (bare, ")") ? strrchr (bare, '(') : NULL;
  char            *normal;

  if (bracket != NULL && bracket > bare)
    *bracket = '\0';
  normal = precept_check_normalize_words (bare);
  if (*normal == '\0')
    {
      g_free (normal);
      normal = g_utf8_casefold (bare, -1);
    }

  return normal;
}

/* The text of a term without the quotation marks it may have, for a sentence that sets its own. */
static char *
dup_bare_text (const xmlNode *term)
{
  g_autofree char *text = precept_node_dup_text (term);

  if (g_str_has_prefix (text, "“") && g_str_has_suffix (text, "”"))
    return g_strndup (text + strlen ("“"), strlen (text) - strlen ("“") - strlen ("”"));

  return g_steal_pointer (&text);
}

void
precept_check_repeated_terms (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  GPtrArray *definitions = precept_check_context_get_elements (context, "definition");
  g_autoptr (GHashTable) terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < definitions->len; i++)
    {
      xmlNode         *term = precept_node_child (definitions->pdata[i], "term");
      g_autofree char *text = term != NULL ? dup_bare_text (term) : NULL;
      g_autofree char *normal = text != NULL ? normalize_term (text) : NULL;
      const char      *earlier;

      if (normal == NULL || *normal == '\0')
        continue;
      earlier = g_hash_table_lookup (terms, normal);
      if (earlier != NULL)
        precept_check_context_report (context, rule, definitions->pdata[i],
                                      "“%s” is defined twice (the first time as “%s”). Keep one definition, so that the term has one meaning.", text, earlier);
      else
        g_hash_table_insert (terms, g_steal_pointer (&normal), g_steal_pointer (&text));
    }
}

/* An abbreviation stands for one term, and is not defined again as a term of its own. */
void
precept_check_repeated_abbreviations (PreceptCheckContext    *context,
                                      const PreceptCheckRule *rule)
{
  GPtrArray *definitions = precept_check_context_get_elements (context, "definition");
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < definitions->len; i++)
    {
      xmlNode         *term = precept_node_child (definitions->pdata[i], "term");
      g_autofree char *text = term != NULL ? dup_bare_text (term) : NULL;
      g_autofree char *abbreviation = term != NULL ? precept_node_dup_attribute (term, "abbreviation") : NULL;
      g_autofree char *normal = abbreviation != NULL ? precept_check_normalize_words (abbreviation) : NULL;
      g_autofree char *term_normal = text != NULL ? normalize_term (text) : NULL;
      g_autofree char *owner_normal = NULL;
      const char      *owner;

      if (normal == NULL || *normal == '\0' || text == NULL)
        continue;
      owner = g_hash_table_lookup (owners, normal);
      if (owner == NULL)
        {
          g_hash_table_insert (owners, g_steal_pointer (&normal), g_steal_pointer (&text));
          continue;
        }
      /* The same term twice is the other rule's. */
      owner_normal = normalize_term (owner);
      if (g_strcmp0 (term_normal, owner_normal) != 0)
        precept_check_context_report (context, rule, definitions->pdata[i],
                                      "“%s” abbreviates both “%s” and “%s”. Use it for one of them.", abbreviation, owner, text);
    }
  for (guint i = 0; i < definitions->len; i++)
    {
      xmlNode         *term = precept_node_child (definitions->pdata[i], "term");
      g_autofree char *text = term != NULL ? dup_bare_text (term) : NULL;
      g_autofree char *normal = text != NULL ? normalize_term (text) : NULL;
      const char      *owner = normal != NULL ? g_hash_table_lookup (owners, normal) : NULL;

      if (owner != NULL && strcmp (owner, text) != 0)
        precept_check_context_report (context, rule, definitions->pdata[i],
                                      "“%s” is defined again: it abbreviates “%s”. Keep one definition.", text, owner);
    }
}
