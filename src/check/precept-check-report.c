/* precept-check-report.c: diagnostics as text, JSON and SARIF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check.h"

#include <json-glib/json-glib.h>

typedef struct
{
  guint errors, warnings, hints, unread;
} Counts;

static Counts
count (const PreceptCheckResult *results,
       guint                     n_results)
{
  Counts counts = { 0 };

  for (guint i = 0; i < n_results; i++)
    {
      if (results[i].diagnostics == NULL)
        counts.unread++;
      for (guint k = 0; results[i].diagnostics != NULL && k < results[i].diagnostics->len; k++)
        switch (precept_diagnostic_get_severity (results[i].diagnostics->pdata[k]))
          {
          case PRECEPT_SEVERITY_ERROR:
            counts.errors++;
            break;

          case PRECEPT_SEVERITY_WARNING:
            counts.warnings++;
            break;

          case PRECEPT_SEVERITY_HINT:
          default:
            counts.hints++;
            break;
          }
    }

  return counts;
}

/* Text. */

static void
append_count (GString    *text,
              guint       number,
              const char *singular,
              const char *plural)
{
  g_string_append_printf (text, "%u %s", number, number == 1 ? singular : plural);
}

static void
append_diagnostic (GString           *text,
                   PreceptDiagnostic *diagnostic)
{
  const char       *place = precept_diagnostic_get_place (diagnostic);
  const char       *id = precept_diagnostic_get_id (diagnostic);
  int               line = precept_diagnostic_get_line (diagnostic);
  PreceptStepGroup *fix = precept_diagnostic_get_fix (diagnostic);

  g_string_append_printf (text, "  %s: %s", precept_severity_to_string (precept_diagnostic_get_severity (diagnostic)),
                          place != NULL ? place : "Guideline");
  if (line > 0 && id != NULL)
    g_string_append_printf (text, " (line %d, id %s)", line, id);
  else if (line > 0)
    g_string_append_printf (text, " (line %d)", line);
  else if (id != NULL)
    g_string_append_printf (text, " (id %s)", id);
  g_string_append_printf (text, "\n    %s\n    [%s]", precept_diagnostic_get_message (diagnostic), precept_diagnostic_get_rule_id (diagnostic));
  if (fix != NULL)
    g_string_append_printf (text, " The editor can fix this: %s.", precept_step_group_get_label (fix));
  g_string_append_c (text, '\n');
}

static void
append_summary (GString *text,
                Counts   counts,
                guint    n_results)
{
  append_count (text, n_results, "guideline", "guidelines");
  g_string_append (text, ": ");
  append_count (text, counts.errors, "error", "errors");
  g_string_append (text, ", ");
  append_count (text, counts.warnings, "warning", "warnings");
  g_string_append (text, ", ");
  append_count (text, counts.hints, "hint", "hints");
  if (counts.unread > 0)
    g_string_append_printf (text, "; %u could not be read", counts.unread);
  g_string_append (text, ".\n");
}

/**
 * precept_check_report_text:
 * @results: (array length=n_results): files with their diagnostics
 * @n_results: how many there are
 *
 * Writes a report for a person: the diagnostics of each file, then one line that
 * counts them. Why a file could not be read is told apart from the report.
 *
 * Returns: (transfer full): lines of text
 */
char *
precept_check_report_text (const PreceptCheckResult *results,
                           guint                     n_results)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_results; i++)
    {
      if (results[i].diagnostics == NULL)
        {
          g_string_append_printf (text, "%s: could not be read\n", results[i].file_name);
          continue;
        }
      g_string_append_printf (text, "%s:%s\n", results[i].file_name, results[i].diagnostics->len == 0 ? " nothing to report" : "");
      for (guint k = 0; k < results[i].diagnostics->len; k++)
        append_diagnostic (text, results[i].diagnostics->pdata[k]);
    }
  append_summary (text, count (results, n_results), n_results);

  return g_string_free (text, FALSE);
}

/* JSON. */

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
begin_object (JsonBuilder *builder,
              const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
begin_array (JsonBuilder *builder,
             const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static char *
finish_json (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *json = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 2);
  json = json_generator_to_data (generator, NULL);

  return g_strconcat (json, "\n", NULL);
}

static void
add_diagnostic (JsonBuilder       *builder,
                PreceptDiagnostic *diagnostic)
{
  const char       *id = precept_diagnostic_get_id (diagnostic);
  const char       *path = precept_diagnostic_get_path (diagnostic);
  const char       *place = precept_diagnostic_get_place (diagnostic);
  int               line = precept_diagnostic_get_line (diagnostic);
  PreceptStepGroup *fix = precept_diagnostic_get_fix (diagnostic);
  int               start, end;

  json_builder_begin_object (builder);
  add_string (builder, "rule", precept_diagnostic_get_rule_id (diagnostic));
  add_string (builder, "severity", precept_severity_to_string (precept_diagnostic_get_severity (diagnostic)));
  add_string (builder, "message", precept_diagnostic_get_message (diagnostic));
  if (place != NULL)
    add_string (builder, "place", place);
  if (id != NULL)
    add_string (builder, "id", id);
  if (path != NULL)
    add_string (builder, "path", path);
  if (line > 0)
    add_int (builder, "line", line);
  if (precept_diagnostic_get_range (diagnostic, &start, &end))
    {
      begin_object (builder, "range");
      add_int (builder, "start", start);
      add_int (builder, "end", end);
      json_builder_end_object (builder);
    }
  if (fix != NULL)
    add_string (builder, "fix", precept_step_group_get_label (fix));
  json_builder_end_object (builder);
}

/**
 * precept_check_report_json:
 * @results: (array length=n_results): files with their diagnostics
 * @n_results: how many there are
 *
 * Writes a report in JSON (`format: "precept-check"`).
 *
 * Returns: (transfer full): JSON, ending in a newline
 */
char *
precept_check_report_json (const PreceptCheckResult *results,
                           guint                     n_results)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  Counts counts = count (results, n_results);

  json_builder_begin_object (builder);
  add_string (builder, "format", "precept-check");
  begin_array (builder, "files");
  for (guint i = 0; i < n_results; i++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "file", results[i].file_name);
      if (results[i].diagnostics == NULL)
        {
          add_string (builder, "error", results[i].error != NULL ? results[i].error : "The file could not be read.");
        }
      else
        {
          begin_array (builder, "diagnostics");
          for (guint k = 0; k < results[i].diagnostics->len; k++)
            add_diagnostic (builder, results[i].diagnostics->pdata[k]);
          json_builder_end_array (builder);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  begin_object (builder, "summary");
  add_int (builder, "errors", counts.errors);
  add_int (builder, "warnings", counts.warnings);
  add_int (builder, "hints", counts.hints);
  add_int (builder, "unreadable", counts.unread);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return finish_json (builder);
}

/* SARIF. */

static const char *
get_level (PreceptSeverity severity)
{
  switch (severity)
    {
    case PRECEPT_SEVERITY_ERROR:
      return "error";

    case PRECEPT_SEVERITY_WARNING:
      return "warning";

    case PRECEPT_SEVERITY_HINT:
    default:
      return "note";
    }
}

static void
add_message (JsonBuilder *builder,
             const char  *name,
             const char  *text)
{
  begin_object (builder, name);
  add_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
add_artifact (JsonBuilder *builder,
              const char  *file_name)
{
  g_autofree char *uri = NULL;

  if (g_path_is_absolute (file_name))
    uri = g_filename_to_uri (file_name, NULL, NULL);
  if (uri == NULL)
    uri = g_uri_escape_bytes ((const guint8 *)file_name, strlen (file_name), "/");
  begin_object (builder, "artifactLocation");
  add_string (builder, "uri", uri);
  json_builder_end_object (builder);
}

static void
add_rules (JsonBuilder *builder)
{
  guint                   n_rules;
  const PreceptCheckRule *rules = precept_check_get_rules (&n_rules);

  begin_array (builder, "rules");
  for (guint i = 0; i < n_rules; i++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "id", rules[i].id);
      add_message (builder, "shortDescription", rules[i].title);
      add_message (builder, "fullDescription", rules[i].reason);
      begin_object (builder, "defaultConfiguration");
      add_string (builder, "level", get_level (rules[i].severity));
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static int
find_rule (const char *id)
{
  guint                   n_rules;
  const PreceptCheckRule *rules = precept_check_get_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    if (g_strcmp0 (rules[i].id, id) == 0)
      return i;

  return -1;
}

static void
add_logical_location (JsonBuilder       *builder,
                      PreceptDiagnostic *diagnostic)
{
  const char *place = precept_diagnostic_get_place (diagnostic);
  const char *id = precept_diagnostic_get_id (diagnostic);

  if (place == NULL && id == NULL)
    return;
  begin_array (builder, "logicalLocations");
  json_builder_begin_object (builder);
  if (place != NULL)
    add_string (builder, "name", place);
  if (id != NULL)
    add_string (builder, "fullyQualifiedName", id);
  add_string (builder, "kind", "element");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
add_result (JsonBuilder       *builder,
            const char        *file_name,
            PreceptDiagnostic *diagnostic)
{
  const char      *rule_id = precept_diagnostic_get_rule_id (diagnostic);
  const char      *id = precept_diagnostic_get_id (diagnostic);
  g_autofree char *fingerprint = g_strconcat (rule_id, ":", id != NULL ? id : "", NULL);
  int              line = precept_diagnostic_get_line (diagnostic);
  int              index = find_rule (rule_id);

  json_builder_begin_object (builder);
  add_string (builder, "ruleId", rule_id);
  if (index >= 0)
    add_int (builder, "ruleIndex", index);
  add_string (builder, "level", get_level (precept_diagnostic_get_severity (diagnostic)));
  add_message (builder, "message", precept_diagnostic_get_message (diagnostic));
  begin_array (builder, "locations");
  json_builder_begin_object (builder);
  begin_object (builder, "physicalLocation");
  add_artifact (builder, file_name);
  if (line > 0)
    {
      begin_object (builder, "region");
      add_int (builder, "startLine", line);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  add_logical_location (builder, diagnostic);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  /* Ids are permanent, so a finding keeps its identity while lines move. */
  begin_object (builder, "partialFingerprints");
  add_string (builder, "ruleAndId/v1", fingerprint);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_invocation (JsonBuilder              *builder,
                const PreceptCheckResult *results,
                guint                     n_results)
{
  begin_array (builder, "invocations");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "executionSuccessful");
  json_builder_add_boolean_value (builder, count (results, n_results).unread == 0);
  begin_array (builder, "toolExecutionNotifications");
  for (guint i = 0; i < n_results; i++)
    {
      if (results[i].diagnostics != NULL)
        continue;
      json_builder_begin_object (builder);
      add_string (builder, "level", "error");
      add_message (builder, "message", results[i].error != NULL ? results[i].error : "The file could not be read.");
      begin_array (builder, "locations");
      json_builder_begin_object (builder);
      begin_object (builder, "physicalLocation");
      add_artifact (builder, results[i].file_name);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

/**
 * precept_check_report_sarif:
 * @results: (array length=n_results): files with their diagnostics
 * @n_results: how many there are
 *
 * Writes a report in SARIF 2.1.0, which code hosts and editors show. A place in
 * the guideline is a logical location; the region is the line of its element.
 *
 * Returns: (transfer full): JSON, ending in a newline
 */
char *
precept_check_report_sarif (const PreceptCheckResult *results,
                            guint                     n_results)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  add_string (builder, "version", "2.1.0");
  begin_array (builder, "runs");
  json_builder_begin_object (builder);
  begin_object (builder, "tool");
  begin_object (builder, "driver");
  add_string (builder, "name", "Precept");
  add_string (builder, "version", PRECEPT_VERSION);
  add_rules (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  add_invocation (builder, results, n_results);
  add_string (builder, "columnKind", "unicodeCodePoints");
  begin_array (builder, "results");
  for (guint i = 0; i < n_results; i++)
    for (guint k = 0; results[i].diagnostics != NULL && k < results[i].diagnostics->len; k++)
      add_result (builder, results[i].file_name, results[i].diagnostics->pdata[k]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return finish_json (builder);
}
