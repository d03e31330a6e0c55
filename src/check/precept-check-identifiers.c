/* precept-check-identifiers.c: house rules about ids and links
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-address.h"
#include "precept-check-private.h"
#include "precept-links.h"

#include <string.h>

/* Attributes that hold ids, and what they may lead to. */
static const struct
{
  const char *element; /* NULL: any */
  const char *attribute;
  const char *words;        /* completes "This … leads to …" */
  const char *target;       /* element name; NULL: anything */
  const char *target_words; /* completes "… is not a …" */
} links[] = {
  { "cite", "ref", "citation", "reference", "reference" },
  { NULL, "cites", "citation", "reference", "reference" },
  { "term", "ref", "marked term", "definition", "definition" },
  { "xref", "ref", "cross-reference", NULL, NULL },
  { "code-table", "with", "table of codes", "code-table", "table of codes" },
  { "code-table", "for", "table of codes", "subject", "subject of the guideline" },
  { "indication", "for", "indication", "subject", "subject of the guideline" },
  { "all-other-uses", "for", "part", "subject", "subject of the guideline" },
  { NULL, "fact", "criterion", "fact", "fact" },
  { "code-ref", "table", "criterion", "code-table", "table of codes" },
  { "vignette", "indication", "vignette", "indication", "indication" },
  { "thread", "on", "comment", NULL, NULL },
};

void
precept_check_repeated_ids (PreceptCheckContext    *context,
                            const PreceptCheckRule *rule)
{
  for (guint i = 0; i < context->repeated->len; i++)
    {
      xmlNode           *node = context->repeated->pdata[i];
      g_autofree char   *id = precept_node_dup_attribute (node, "id");
      const char        *name = (const char *)node->name;
      g_autofree char   *fresh = precept_document_dup_new_id (context->document, g_ascii_islower (*name) ? name : "part");
      g_autofree char   *place = precept_check_dup_place (context, precept_check_context_find (context, id));
      PreceptDiagnostic *diagnostic;

      diagnostic = precept_check_context_report (context, rule, node,
                                                 "The id “%s” is taken already (%s), so links to it may lead to the wrong place. Give this one an id of its own.", id, place);
      precept_check_fix_attribute (context, diagnostic, node, "id", fresh, "Give it an id of its own");
    }
}

static void
report_dangling (PreceptCheckContext    *context,
                 const PreceptCheckRule *rule,
                 xmlNode                *node,
                 guint                   link,
                 const char             *list,
                 const char             *id)
{
  g_autofree char   *rest = precept_links_dup_without (list, id);
  PreceptDiagnostic *diagnostic;

  diagnostic = precept_check_context_report (context, rule, node,
                                             "This %s leads to “%s”, and nothing in the guideline has that id. Choose what it should lead to, or remove it.",
                                             links[link].words, id);
  /* An attribute that must be there can lose one of its ids, but not the last. */
  if (rest != NULL || strcmp (links[link].attribute, "ref") != 0)
    precept_check_fix_attribute (context, diagnostic, node, links[link].attribute, rest, "Remove the link");
}

typedef void (*LinkFunc) (PreceptCheckContext *context, const PreceptCheckRule *rule, xmlNode *node, guint link, const char *list, const char *id);

static void
visit_link (PreceptCheckContext    *context,
            const PreceptCheckRule *rule,
            LinkFunc                visit,
            xmlNode                *node,
            guint                   link)
{
  g_autofree char *list = precept_node_dup_attribute (node, links[link].attribute);
  g_auto (GStrv) ids = g_strsplit_set (list, " \t\n", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      visit (context, rule, node, link, list, ids[i]);
}

static void
visit_links (PreceptCheckContext    *context,
             const PreceptCheckRule *rule,
             LinkFunc                visit)
{
  for (guint i = 0; i < context->elements->len; i++)
    {
      xmlNode *node = context->elements->pdata[i];

      for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        {
          /* Most elements have only their id. */
          if (attribute->ns != NULL || strcmp ((const char *)attribute->name, "id") == 0)
            continue;
          /* A test case may tell what no element stands for: the rules know what. */
          if (strcmp ((const char *)attribute->name, "fact") == 0 && precept_node_is (node, "given"))
            continue;
          for (guint k = 0; k < G_N_ELEMENTS (links); k++)
            if (strcmp ((const char *)attribute->name, links[k].attribute) == 0 &&
                (links[k].element == NULL || strcmp ((const char *)node->name, links[k].element) == 0))
              visit_link (context, rule, visit, node, k);
        }
    }
}

static void
check_dangling (PreceptCheckContext    *context,
                const PreceptCheckRule *rule,
                xmlNode                *node,
                guint                   link,
                const char             *list,
                const char             *id)
{
  if (precept_check_context_find (context, id) == NULL)
    report_dangling (context, rule, node, link, list, id);
}

/* @only-with names the product by its code as a claim has it, or by an id. */
static void
check_only_with (PreceptCheckContext    *context,
                 const PreceptCheckRule *rule)
{
  GPtrArray *codes = precept_check_context_get_elements (context, "code");
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      char *value = precept_node_dup_attribute (codes->pdata[i], "value");

      if (value != NULL)
        g_hash_table_add (values, value);
    }
  for (guint i = 0; i < codes->len; i++)
    {
      g_autofree char *list = precept_node_dup_attribute (codes->pdata[i], "only-with");
      g_auto (GStrv) ids = list != NULL ? g_strsplit_set (list, " \t\n", -1) : NULL;

      for (guint k = 0; ids != NULL && ids[k] != NULL; k++)
        if (*ids[k] != '\0' && !g_hash_table_contains (values, ids[k]) && precept_check_context_find (context, ids[k]) == NULL)
          precept_check_context_report (context, rule, codes->pdata[i],
                                        "This code counts only with %s, which no table lists. List that code, or name the product’s code here.", ids[k]);
    }
}

/* What a test case tells must be something that the rules ask for. */
static void
check_givens (PreceptCheckContext    *context,
              const PreceptCheckRule *rule)
{
  GPtrArray *givens = precept_check_context_get_elements (context, "given");

  for (guint i = 0; i < givens->len; i++)
    {
      g_autofree char *fact = precept_node_dup_attribute (givens->pdata[i], "fact");
      g_autofree char *problem = fact != NULL ? precept_vignette_dup_unknown_fact (precept_check_context_get_rules (context), fact) : NULL;

      if (problem != NULL)
        precept_check_context_report (context, rule, givens->pdata[i], "%s", problem);
    }
}

void
precept_check_dangling_links (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  visit_links (context, rule, check_dangling);
  check_only_with (context, rule);
  check_givens (context, rule);
}

static void
check_target (PreceptCheckContext    *context,
              const PreceptCheckRule *rule,
              xmlNode                *node,
              guint                   link,
              const char             *list,
              const char             *id)
{
  xmlNode         *target = precept_check_context_find (context, id);
  g_autofree char *place = NULL;

  if (target == NULL || links[link].target == NULL || precept_node_is (target, links[link].target))
    return;
  place = precept_check_dup_place (context, target);
  precept_check_context_report (context, rule, node, "This %s leads to %s, which is not a %s. Choose another target.",
                                links[link].words, place, links[link].target_words);
}

void
precept_check_wrong_targets (PreceptCheckContext    *context,
                             const PreceptCheckRule *rule)
{
  visit_links (context, rule, check_target);
}

void
precept_check_addresses (PreceptCheckContext    *context,
                         const PreceptCheckRule *rule)
{
  GPtrArray *found = precept_check_context_get_elements (context, "link");

  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *address = precept_node_dup_attribute (found->pdata[i], "href");

      if (address != NULL && !precept_address_is_followed (address))
        precept_check_context_report (context, rule, found->pdata[i],
                                      "The link leads to “%s”, where no published link may lead, so just its words are printed. "
                                      "Give it an address that begins with https://, http://, mailto: or tel:.",
                                      address);
    }
}
