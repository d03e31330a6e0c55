/* precept-check.h: finds what is wrong with a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-diagnostic.h"
#include "precept-document.h"

G_BEGIN_DECLS

/* A house rule, as documented: `precept check --list-rules`. */
typedef struct
{
  const char     *id; /* "duplicate-reference" */
  const char     *title;
  PreceptSeverity severity;
  const char     *reason; /* why the rule exists, in a sentence or two */
} PreceptCheckRule;

const PreceptCheckRule *precept_check_get_rules (guint *n_rules); /* structure first, then house rules */

/* Structure and every house rule; diagnostics in the document's order, each with a fix where there is one, for the
 * document as it is now. (transfer container) (element-type PreceptDiagnostic) */
GPtrArray *precept_check_document (PreceptDocument *document);

/* The same, and what is overdue on a day: the only judgement that depends on when it is made. */
GPtrArray *precept_check_document_on (PreceptDocument *document, const GDate *today);

/* The same as text for a person, JSON, and SARIF 2.1.0. @results pairs a file's name with its diagnostics. */
typedef struct
{
  const char *file_name;
  GPtrArray  *diagnostics; /* of PreceptDiagnostic; NULL: the file could not be read */
  const char *error;       /* then why, with line and column and what to do */
} PreceptCheckResult;
char *precept_check_report_text (const PreceptCheckResult *results, guint n_results);
char *precept_check_report_json (const PreceptCheckResult *results, guint n_results);
char *precept_check_report_sarif (const PreceptCheckResult *results, guint n_results);

G_END_DECLS
