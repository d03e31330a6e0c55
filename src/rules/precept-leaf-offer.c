/* precept-leaf-offer.c: what a form for a coded criterion offers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-leaf-private.h"

#include "precept-label.h"

#include <string.h>

void
precept_leaf_offer_free (PreceptLeafOffer *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->detail);
  g_free (self);
}

static GPtrArray *
new_offers (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)precept_leaf_offer_free);
}

static void
add_offer (GPtrArray  *offers,
           const char *id,
           const char *name,
           const char *detail)
{
  PreceptLeafOffer *offer = g_new0 (PreceptLeafOffer, 1);

  offer->id = g_strdup (id);
  offer->name = g_strdup (name);
  offer->detail = g_strdup (detail != NULL ? detail : "");
  g_ptr_array_add (offers, offer);
}

xmlNode *
precept_leaf_find_facts (PreceptDocument *document)
{
  const xmlNode *coverage = precept_node_child (precept_document_get_root (document), "coverage");

  return coverage != NULL ? precept_node_child (coverage, "facts") : NULL;
}

char *
precept_leaf_dup_fact_name (const xmlNode *fact)
{
  char *name = precept_node_dup_child_text (fact, "name");

  return name != NULL ? name : g_strdup ("");
}

static gboolean
suits (PreceptLeafKind kind,
       const char     *fact_kind)
{
  if (fact_kind == NULL || precept_leaf_get_fact_kind (kind) == NULL)
    return FALSE;
  if (strcmp (fact_kind, precept_leaf_get_fact_kind (kind)) == 0)
    return TRUE;

  return (kind == PRECEPT_LEAF_LAB && strcmp (fact_kind, "number") == 0) || (kind == PRECEPT_LEAF_CHOICE && strcmp (fact_kind, "code") == 0);
}

static char *
dup_detail (const xmlNode *fact)
{
  const xmlNode   *code = precept_node_child (fact, "code");
  g_autofree char *system = code != NULL ? precept_node_dup_attribute (code, "system") : NULL;
  g_autofree char *value = code != NULL ? precept_node_dup_attribute (code, "value") : NULL;
  g_autofree char *unit = precept_node_dup_attribute (fact, "unit-shown");

  if (system != NULL && value != NULL)
    return g_strdup_printf ("%s %s", system, value);

  return unit != NULL ? g_steal_pointer (&unit) : precept_node_dup_attribute (fact, "unit");
}

/**
 * precept_leaf_list_facts:
 * @document: a guideline
 * @kind: of a leaf
 *
 * Returns: (transfer full) (element-type PreceptLeafOffer): the facts that it can ask for
 */
GPtrArray *
precept_leaf_list_facts (PreceptDocument *document,
                         PreceptLeafKind  kind)
{
  GPtrArray     *offers = new_offers ();
  const xmlNode *facts;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), offers);

  facts = precept_leaf_find_facts (document);
  for (const xmlNode *fact = facts != NULL ? precept_node_first_element (facts) : NULL; fact != NULL; fact = precept_node_next_element (fact))
    {
      g_autofree char *id = precept_node_dup_attribute (fact, "id");
      g_autofree char *fact_kind = precept_node_dup_attribute (fact, "kind");
      g_autofree char *name = precept_leaf_dup_fact_name (fact);
      g_autofree char *detail = NULL;

      if (id == NULL || !suits (kind, fact_kind))
        continue;
      detail = dup_detail (fact);
      add_offer (offers, id, name, detail);
    }

  return offers;
}

/**
 * precept_leaf_list_tables:
 * @document: a guideline
 *
 * Returns: (transfer full) (element-type PreceptLeafOffer): its tables of diagnosis codes, “Table 2” with the caption as detail
 */
GPtrArray *
precept_leaf_list_tables (PreceptDocument *document)
{
  GPtrArray     *offers = new_offers ();
  const xmlNode *part;
  g_autoptr (GHashTable) numbers = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), offers);

  numbers = precept_label_count (document);
  part = precept_node_child (precept_document_get_root (document), "billing-codes");
  for (const xmlNode *table = part != NULL ? precept_node_first_element (part) : NULL; table != NULL; table = precept_node_next_element (table))
    {
      g_autofree char *role = precept_node_dup_attribute (table, "role");
      g_autofree char *id = precept_node_dup_attribute (table, "id");
      g_autofree char *label = NULL;
      g_autofree char *caption = NULL;

      if (!precept_node_is (table, "code-table") || g_strcmp0 (role, "diagnosis") != 0 || id == NULL)
        continue;
      label = precept_label_new (document, numbers, id);
      caption = precept_node_dup_child_text (table, "caption");
      add_offer (offers, id, label != NULL ? label : id, caption);
    }

  return offers;
}

/**
 * precept_leaf_list_options:
 * @document: a guideline
 * @fact_id: of a fact with options
 *
 * Returns: (transfer full) (element-type PreceptLeafOffer): its options
 */
GPtrArray *
precept_leaf_list_options (PreceptDocument *document,
                           const char      *fact_id)
{
  GPtrArray     *offers = new_offers ();
  const xmlNode *fact;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), offers);
  g_return_val_if_fail (fact_id != NULL, offers);

  fact = precept_document_find (document, fact_id);
  for (const xmlNode *option = fact != NULL ? precept_node_first_element (fact) : NULL; option != NULL; option = precept_node_next_element (option))
    {
      g_autofree char *id = precept_node_dup_attribute (option, "id");
      g_autofree char *name = NULL;

      if (!precept_node_is (option, "option") || id == NULL)
        continue;
      name = precept_node_dup_text (option);
      add_offer (offers, id, name, NULL);
    }

  return offers;
}

/**
 * precept_leaf_dup_unit:
 * @document: a guideline
 * @self: a leaf
 *
 * Returns: (transfer full): the unit of the number that it compares, as printed; “” where there is none
 */
char *
precept_leaf_dup_unit (PreceptDocument *document,
                       PreceptLeaf     *self)
{
  const xmlNode *fact;
  char          *unit;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (self != NULL, NULL);

  fact = self->fact != NULL ? precept_document_find (document, self->fact) : NULL;
  if (fact == NULL)
    return g_strdup (self->fact_unit != NULL ? self->fact_unit : "");
  unit = precept_node_dup_attribute (fact, "unit-shown");
  if (unit == NULL)
    unit = precept_node_dup_attribute (fact, "unit");

  return unit != NULL && *unit != '{' ? unit : (g_free (unit), g_strdup (""));
}
