/* precept-code-system.c: systems of codes and their URIs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-rules-private.h"

#include <string.h>

/* As FHIR calls them (terminology.hl7.org). The first name of a URI is the one to show. A pattern takes what a case may
 * say (precept-case-value.c); NULL: nobody here knows the form of such codes. */
static const struct
{
  const char *name;
  const char *uri;
  const char *pattern;
} systems[] = {
  { "CPT", "http://www.ama-assn.org/go/cpt", "^[0-9]{4}[0-9FMTU]$" },
  { "HCPCS", "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "^[A-EGHJ-MP-V][0-9]{4}$" },
  { "ICD-10-CM", "http://hl7.org/fhir/sid/icd-10-cm", "^[A-Z][0-9][0-9AB](\\.([0-9A-Z]{1,3}|[0-9A-Z]{3}[0-9A-WYZ]))?$" },
  { "ICD-10-PCS", "http://www.cms.gov/Medicare/Coding/ICD10", "^[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}$" },
  { "NDC", "http://hl7.org/fhir/sid/ndc", "^([0-9]{11}|[0-9]{5}-[0-9]{4}-[0-9]{2})$" },
  { "REV", "https://www.nubc.org/CodeSystem/RevenueCodes", "^(?!0000)[0-9]{4}$" },
  { "LOINC", "http://loinc.org", "^([A-Z]{2})?[0-9]{1,7}-[0-9]$" },
  { "SNOMED-CT", "http://snomed.info/sct", "^[1-9][0-9]{5,17}$" },
  { "SNOMED CT", "http://snomed.info/sct" },
  { "SNOMED", "http://snomed.info/sct" },
  { "RxNorm", "http://www.nlm.nih.gov/research/umls/rxnorm", "^[1-9][0-9]{0,7}$" },
  { "RXNORM", "http://www.nlm.nih.gov/research/umls/rxnorm" },
  { "NUCC", "http://nucc.org/provider-taxonomy", "^[0-9][0-9A-Z]{8}X$" },
};

/*
 * precept_code_system_get_uri:
 * @system: (nullable): a system, as in the guideline
 *
 * Returns: (transfer none) (nullable): its URI
 */
const char *
precept_code_system_get_uri (const char *system)
{
  for (guint i = 0; system != NULL && i < G_N_ELEMENTS (systems); i++)
    {
      if (strcmp (system, systems[i].name) == 0)
        return systems[i].uri;
    }

  return NULL;
}

/*
 * precept_code_system_get_pattern:
 * @uri: (nullable): the URI of a system
 *
 * Returns: (transfer none): a regular expression of JSON Schema for codes as a case may say them; of a system that is
 *   not known, for any word
 */
const char *
precept_code_system_get_pattern (const char *uri)
{
  for (guint i = 0; uri != NULL && i < G_N_ELEMENTS (systems); i++)
    {
      if (strcmp (uri, systems[i].uri) == 0 && systems[i].pattern != NULL)
        return systems[i].pattern;
    }

  return "^[^ \\t\\r\\n]+$";
}

/*
 * precept_code_system_matches:
 * @uri: (nullable): the URI of a system
 * @code: a code
 *
 * Returns: whether @code is written like one of the system
 */
gboolean
precept_code_system_matches (const char *uri,
                             const char *code)
{
  return g_regex_match_simple (precept_code_system_get_pattern (uri), code, G_REGEX_DOLLAR_ENDONLY, 0);
}

/*
 * precept_code_system_get_name:
 * @uri: (nullable): the URI of a system
 *
 * Returns: (transfer none) (nullable): its name, as in a guideline
 */
const char *
precept_code_system_get_name (const char *uri)
{
  for (guint i = 0; uri != NULL && i < G_N_ELEMENTS (systems); i++)
    {
      if (strcmp (uri, systems[i].uri) == 0)
        return systems[i].name;
    }

  return NULL;
}
