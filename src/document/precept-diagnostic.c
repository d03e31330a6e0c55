/* precept-diagnostic.c: something that a person should know about a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-diagnostic.h"

/**
 * PreceptDiagnostic:
 *
 * One finding of a check: what is wrong, how bad that is, where, and perhaps how to mend it.
 *
 * A faulty document is no failure of the program, so this is a value and not an error.
 */
struct _PreceptDiagnostic
{
  gatomicrefcount ref_count;

  char           *rule_id; /* owned */
  PreceptSeverity severity;
  char           *message; /* owned */

  char *id;    /* owned; NULL: the document as a whole */
  char *path;  /* owned or NULL */
  char *place; /* owned or NULL */
  int   line;  /* 0: unknown */

  int start; /* characters; -1: no range */
  int end;

  PreceptStepGroup *fix; /* owned or NULL */
};

G_DEFINE_BOXED_TYPE (PreceptDiagnostic, precept_diagnostic, precept_diagnostic_ref, precept_diagnostic_unref)

/**
 * precept_severity_to_string:
 * @severity: a severity
 *
 * Returns: "error", "warning" or "hint", the same in every language
 */
const char *
precept_severity_to_string (PreceptSeverity severity)
{
  switch (severity)
    {
    case PRECEPT_SEVERITY_ERROR:
      return "error";
    case PRECEPT_SEVERITY_WARNING:
      return "warning";
    case PRECEPT_SEVERITY_HINT:
      return "hint";
    default:
      g_return_val_if_reached ("error");
    }
}

/**
 * precept_diagnostic_new:
 * @rule_id: which rule found it, for example "reference-duplicate"
 * @severity: how bad it is
 * @format: printf() format of the sentence for a person
 * @...: its arguments
 *
 * Returns: (transfer full): a new diagnostic, about the document as a whole
 */
PreceptDiagnostic *
precept_diagnostic_new (const char     *rule_id,
                        PreceptSeverity severity,
                        const char     *format,
                        ...)
{
  PreceptDiagnostic *self;
  va_list            arguments;

  g_return_val_if_fail (rule_id != NULL, NULL);
  g_return_val_if_fail (format != NULL, NULL);

  self = g_new0 (PreceptDiagnostic, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->rule_id = g_strdup (rule_id);
  self->severity = severity;
  self->start = -1;
  self->end = -1;

  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return self;
}

PreceptDiagnostic *
precept_diagnostic_ref (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
precept_diagnostic_unref (PreceptDiagnostic *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->rule_id);
  g_free (self->message);
  g_free (self->id);
  g_free (self->path);
  g_free (self->place);
  g_clear_pointer (&self->fix, precept_step_group_unref);
  g_free (self);
}

/**
 * precept_diagnostic_set_place:
 * @self: a diagnostic that is not shared yet
 * @id: (nullable): id of the block, or %NULL for the document as a whole
 * @path: (nullable): path of the node
 * @line: line in the file as read, or 0
 * @place: (nullable): the place in words, "References › 13"
 *
 * Says where it is.
 */
void
precept_diagnostic_set_place (PreceptDiagnostic *self,
                              const char        *id,
                              const char        *path,
                              int                line,
                              const char        *place)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (line >= 0);

  g_free (self->id);
  self->id = g_strdup (id);
  g_free (self->path);
  self->path = g_strdup (path);
  g_free (self->place);
  self->place = g_strdup (place);
  self->line = line;
}

/**
 * precept_diagnostic_set_range:
 * @self: a diagnostic that is not shared yet
 * @start: first character, counted from 0 in the block's text
 * @end: the character after the last
 *
 * Says which characters of the block's text it is about.
 */
void
precept_diagnostic_set_range (PreceptDiagnostic *self,
                              int                start,
                              int                end)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (start >= 0 && end >= start);

  self->start = start;
  self->end = end;
}

/**
 * precept_diagnostic_set_fix:
 * @self: a diagnostic that is not shared yet
 * @fix: (transfer full) (nullable): steps that mend it; the group's label names them
 *
 * Says how to mend it.
 */
void
precept_diagnostic_set_fix (PreceptDiagnostic *self,
                            PreceptStepGroup  *fix)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->fix, precept_step_group_unref);
  self->fix = fix;
}

/**
 * precept_diagnostic_get_rule_id:
 * @self: a diagnostic
 *
 * Returns: (transfer none): the id of the rule that it breaks, "duplicate-reference"
 */
const char *
precept_diagnostic_get_rule_id (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rule_id;
}

PreceptSeverity
precept_diagnostic_get_severity (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, PRECEPT_SEVERITY_ERROR);

  return self->severity;
}

/**
 * precept_diagnostic_get_message:
 * @self: a diagnostic
 *
 * Returns: (transfer none): what is wrong and what to do, for a person
 */
const char *
precept_diagnostic_get_message (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->message;
}

/**
 * precept_diagnostic_get_id:
 * @self: a diagnostic
 *
 * Returns: (nullable): id of the block, or %NULL where it is about the document as a whole
 */
const char *
precept_diagnostic_get_id (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * precept_diagnostic_get_path:
 * @self: a diagnostic
 *
 * Returns: (transfer none) (nullable): the path of the element, or %NULL where it is about the document as a whole
 */
const char *
precept_diagnostic_get_path (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * precept_diagnostic_get_place:
 * @self: a diagnostic
 *
 * Returns: (transfer none) (nullable): where it is, in words: "Reference 13"
 */
const char *
precept_diagnostic_get_place (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->place;
}

/**
 * precept_diagnostic_get_line:
 * @self: a diagnostic
 *
 * Returns: the line of the file that was checked, from 1; 0 where it is not known
 */
int
precept_diagnostic_get_line (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->line;
}

/**
 * precept_diagnostic_get_range:
 * @self: a diagnostic
 * @start: (out) (optional): first character, counted from 0
 * @end: (out) (optional): the character after the last
 *
 * Returns: whether it has a range; else nothing is set
 */
gboolean
precept_diagnostic_get_range (PreceptDiagnostic *self,
                              int               *start,
                              int               *end)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->start < 0)
    return FALSE;

  if (start != NULL)
    *start = self->start;
  if (end != NULL)
    *end = self->end;

  return TRUE;
}

/**
 * precept_diagnostic_get_fix:
 * @self: a diagnostic
 *
 * Returns: (transfer none) (nullable): steps that mend it
 */
PreceptStepGroup *
precept_diagnostic_get_fix (PreceptDiagnostic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->fix;
}
