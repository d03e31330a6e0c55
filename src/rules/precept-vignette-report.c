/* precept-vignette-report.c: what became of the test cases, for people and for build servers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-vignette.h"

#include <string.h>

static const char *
get_plural (guint n)
{
  return n == 1 ? "" : "s";
}

static guint
count_outcomes (PreceptVignetteRun    *run,
                PreceptVignetteOutcome outcome)
{
  guint                        n_results;
  const PreceptVignetteResult *results = precept_vignette_run_get_results (run, &n_results);
  guint                        n = 0;

  for (guint i = 0; i < n_results; i++)
    n += results[i].outcome == outcome;

  return n;
}

/* Criteria that no case has made true, or false. */
static guint
count_untried (PreceptVignetteRun *run,
               gboolean            met)
{
  guint                           n_criteria;
  const PreceptVignetteCriterion *criteria = precept_vignette_run_get_criteria (run, &n_criteria);
  guint                           n = 0;

  for (guint i = 0; i < n_criteria; i++)
    n += met ? !criteria[i].was_met : !criteria[i].was_not_met;

  return n;
}

static void
append_untried (GString            *text,
                PreceptVignetteRun *run,
                gboolean            met,
                const char         *indent)
{
  guint                           n_criteria;
  const PreceptVignetteCriterion *criteria = precept_vignette_run_get_criteria (run, &n_criteria);
  guint                           n_untried = count_untried (run, met);

  if (n_untried == 0)
    return;

  g_string_append_printf (text, "%sNo test case makes %s %s:\n", indent, n_untried == 1 ? "this criterion" : "these criteria", met ? "true" : "false");
  for (guint i = 0; i < n_criteria; i++)
    {
      g_auto (GStrv) lines = NULL;

      if (met ? criteria[i].was_met : criteria[i].was_not_met)
        continue;
      lines = g_strsplit (criteria[i].text, "\n", -1);
      g_string_append_printf (text, "%s  %s: %s%s\n", indent, criteria[i].id, lines[0] != NULL ? lines[0] : "", lines[0] != NULL && lines[1] != NULL ? " …" : "");
    }
}

static void
append_run (GString            *text,
            PreceptVignetteRun *run,
            const char         *name)
{
  guint                        n_results;
  const PreceptVignetteResult *results = precept_vignette_run_get_results (run, &n_results);
  guint                        n_criteria;

  precept_vignette_run_get_criteria (run, &n_criteria);
  if (n_results == 0)
    {
      g_string_append_printf (text, "%s: no test cases.\n", name);
      return;
    }

  g_string_append_printf (text, "%s: %u test case%s, %u passed, %u failed.\n", name, n_results, get_plural (n_results),
                          n_results - precept_vignette_run_get_n_failed (run), precept_vignette_run_get_n_failed (run));
  for (guint i = 0; i < n_results; i++)
    {
      g_auto (GStrv) lines = NULL;

      if (results[i].outcome == PRECEPT_VIGNETTE_PASSED)
        continue;
      g_string_append_printf (text, "  %s: %s\n", results[i].id, results[i].title);
      lines = g_strsplit (results[i].message, "\n", -1);
      for (guint j = 0; lines[j] != NULL; j++)
        g_string_append_printf (text, "    %s\n", lines[j]);
    }
  g_string_append_printf (text, "  %u of %u criteria made true, %u made false.\n", n_criteria - count_untried (run, TRUE), n_criteria,
                          n_criteria - count_untried (run, FALSE));
  append_untried (text, run, TRUE, "  ");
  append_untried (text, run, FALSE, "  ");
}

/**
 * precept_vignette_report_text:
 * @runs: (array length=n_runs): what became of the test cases of each guideline
 * @names: (array length=n_runs): what to call the guidelines
 * @n_runs: how many there are
 *
 * Returns: (transfer full): a report for a person
 */
char *
precept_vignette_report_text (PreceptVignetteRun *const *runs,
                              const char *const         *names,
                              guint                      n_runs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_runs; i++)
    append_run (text, runs[i], names[i]);

  return g_string_free (text, FALSE);
}

/* JUnit XML, in the form that Jenkins and GitLab read. No times, so that the same input gives the same bytes. */

static void
append_attribute (GString    *text,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (text, " %s=\"", name);
  /* A line break in an attribute would be read as a space. */
  for (const char *p = escaped; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (text, "&#10;");
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_number (GString    *text,
               const char *name,
               guint       number)
{
  g_autofree char *value = g_strdup_printf ("%u", number);

  append_attribute (text, name, value);
}

static void
append_property (GString    *text,
                 const char *name,
                 guint       number)
{
  g_string_append (text, "      <property");
  append_attribute (text, "name", name);
  append_number (text, "value", number);
  g_string_append (text, "/>\n");
}

static void
append_case (GString                     *text,
             const PreceptVignetteResult *result,
             const char                  *name)
{
  const char *element = result->outcome == PRECEPT_VIGNETTE_FAILED ? "failure" : "error";

  g_string_append (text, "    <testcase");
  append_attribute (text, "classname", name);
  append_attribute (text, "name", result->title);
  if (result->outcome == PRECEPT_VIGNETTE_PASSED)
    {
      g_string_append (text, "/>\n");
      return;
    }

  g_string_append_printf (text, ">\n      <%s", element);
  append_attribute (text, "type", result->outcome == PRECEPT_VIGNETTE_FAILED ? "decision" : "case");
  append_attribute (text, "message", result->message);
  g_string_append (text, "/>\n    </testcase>\n");
}

static void
append_suite (GString            *text,
              PreceptVignetteRun *run,
              const char         *name)
{
  guint                        n_results;
  guint                        n_criteria;
  const PreceptVignetteResult *results = precept_vignette_run_get_results (run, &n_results);
  g_autoptr (GString) untried = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  precept_vignette_run_get_criteria (run, &n_criteria);
  g_string_append (text, "  <testsuite");
  append_attribute (text, "name", name);
  append_number (text, "tests", n_results);
  append_number (text, "failures", count_outcomes (run, PRECEPT_VIGNETTE_FAILED));
  append_number (text, "errors", count_outcomes (run, PRECEPT_VIGNETTE_FAULTY));
  g_string_append (text, ">\n    <properties>\n");
  append_property (text, "criteria", n_criteria);
  append_property (text, "criteria made true", n_criteria - count_untried (run, TRUE));
  append_property (text, "criteria made false", n_criteria - count_untried (run, FALSE));
  g_string_append (text, "    </properties>\n");
  for (guint i = 0; i < n_results; i++)
    append_case (text, &results[i], name);
  append_untried (untried, run, TRUE, "");
  append_untried (untried, run, FALSE, "");
  escaped = g_markup_escape_text (untried->str, -1);
  if (untried->len > 0)
    g_string_append_printf (text, "    <system-out>%s</system-out>\n", escaped);
  g_string_append (text, "  </testsuite>\n");
}

/**
 * precept_vignette_report_junit:
 * @runs: (array length=n_runs): what became of the test cases of each guideline
 * @names: (array length=n_runs): what to call the guidelines
 * @n_runs: how many there are
 *
 * Returns: (transfer full): a report in JUnit XML, for build servers
 */
char *
precept_vignette_report_junit (PreceptVignetteRun *const *runs,
                               const char *const         *names,
                               guint                      n_runs)
{
  GString *text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
  guint    n_tests = 0;
  guint    n_failures = 0;
  guint    n_errors = 0;

  for (guint i = 0; i < n_runs; i++)
    {
      guint n_results;

      precept_vignette_run_get_results (runs[i], &n_results);
      n_tests += n_results;
      n_failures += count_outcomes (runs[i], PRECEPT_VIGNETTE_FAILED);
      n_errors += count_outcomes (runs[i], PRECEPT_VIGNETTE_FAULTY);
    }
  append_number (text, "tests", n_tests);
  append_number (text, "failures", n_failures);
  append_number (text, "errors", n_errors);
  g_string_append (text, ">\n");
  for (guint i = 0; i < n_runs; i++)
    append_suite (text, runs[i], names[i]);
  g_string_append (text, "</testsuites>\n");

  return g_string_free (text, FALSE);
}
