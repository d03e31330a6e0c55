/* precept-diagnostic.h: something that a person should know about a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-step.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_SEVERITY_ERROR,
  PRECEPT_SEVERITY_WARNING,
  PRECEPT_SEVERITY_HINT,
} PreceptSeverity;

const char *precept_severity_to_string (PreceptSeverity severity); /* "error", "warning", "hint" */

/* A value: boxed, ref-counted. Build it, then share it. */
typedef struct _PreceptDiagnostic PreceptDiagnostic;
#define PRECEPT_TYPE_DIAGNOSTIC (precept_diagnostic_get_type ())
GType              precept_diagnostic_get_type (void);
PreceptDiagnostic *precept_diagnostic_new (const char *rule_id, PreceptSeverity severity, const char *format, ...) G_GNUC_PRINTF (3, 4);
PreceptDiagnostic *precept_diagnostic_ref (PreceptDiagnostic *self);
void               precept_diagnostic_unref (PreceptDiagnostic *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptDiagnostic, precept_diagnostic_unref)

/* Where: the block's id (NULL: the document as a whole), its path, its line in the file as read
 * (0: unknown), and words for a person ("References › 13"). */
void precept_diagnostic_set_place (PreceptDiagnostic *self, const char *id, const char *path, int line, const char *place);
void precept_diagnostic_set_range (PreceptDiagnostic *self, int start, int end);  /* characters of the block's text */
void precept_diagnostic_set_fix (PreceptDiagnostic *self, PreceptStepGroup *fix); /* (transfer full); its label names it */

const char       *precept_diagnostic_get_rule_id (PreceptDiagnostic *self);
PreceptSeverity   precept_diagnostic_get_severity (PreceptDiagnostic *self);
const char       *precept_diagnostic_get_message (PreceptDiagnostic *self);
const char       *precept_diagnostic_get_id (PreceptDiagnostic *self);
const char       *precept_diagnostic_get_path (PreceptDiagnostic *self);
const char       *precept_diagnostic_get_place (PreceptDiagnostic *self);
int               precept_diagnostic_get_line (PreceptDiagnostic *self);
gboolean          precept_diagnostic_get_range (PreceptDiagnostic *self, int *start, int *end); /* FALSE: none */
PreceptStepGroup *precept_diagnostic_get_fix (PreceptDiagnostic *self);                         /* NULL: none */

G_END_DECLS
