/* precept-publish-rules.c: the rules of a guideline as a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-facts-schema.h"
#include "precept-fhir.h"
#include "precept-file.h"
#include "precept-publish.h"
#include "precept-rule-json.h"

#include <string.h>

static gboolean
replace_file (GFile   *file,
              char    *json,
              GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));

  return precept_file_replace (file, bytes, error);
}

/**
 * precept_publish_rules:
 * @document: a guideline
 * @file: where to write
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes the coverage rules of @document as JSON.
 *
 * Returns: whether @file is the new one; if not, it is as it was
 */
gboolean
precept_publish_rules (PreceptDocument *document,
                       GFile           *file,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return replace_file (file, precept_rule_json_new (document), error);
}

/**
 * precept_publish_facts_schema:
 * @document: a guideline
 * @file: where to write
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes the JSON Schema of the cases that the rules of @document decide on.
 *
 * Returns: whether @file is the new one; if not, it is as it was
 */
gboolean
precept_publish_facts_schema (PreceptDocument *document,
                              GFile           *file,
                              GCancellable    *cancellable,
                              GError         **error)
{
  g_autoptr (PreceptRules) rules = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  rules = precept_rules_new (document);
  return replace_file (file, precept_facts_schema_new (rules), error);
}

/**
 * precept_publish_fhir:
 * @document: a guideline
 * @file: where to write
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes what @document asks and decides as a FHIR R4 Bundle.
 *
 * Returns: whether @file is the new one; if not, it is as it was
 */
gboolean
precept_publish_fhir (PreceptDocument *document,
                      GFile           *file,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return replace_file (file, precept_fhir_new (document), error);
}
