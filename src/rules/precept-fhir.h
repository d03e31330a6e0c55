/* precept-fhir.h: a guideline as FHIR R4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* A FHIR R4 Bundle (a collection) of what a guideline asks and decides by, as JSON, indented, ending in a newline:
 * PlanDefinition, Questionnaire, a ValueSet for each table of codes, and CodeSystems of answers. The same guideline
 * gives the same bytes. (transfer full) */
char *precept_fhir_new (PreceptDocument *document);

G_END_DECLS
