/* precept-cli-decide.c: precept decide
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-cli.h"
#include "precept-decision.h"

#include <stdio.h>
#include <string.h>

/* A guideline, or the rules that were published of one: these begin with a brace. */
static PreceptRules *
load_rules (const char *file_name,
            GError    **error)
{
  g_autoptr (GBytes) bytes = precept_cli_read (file_name, error);
  g_autoptr (PreceptDocument) document = NULL;
  const char *data;
  gsize       size;
  gsize       start = 0;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  if (size >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    start = 3;
  while (start < size && g_ascii_isspace (data[start]))
    start++;
  if (start < size && (data[start] == '{' || data[start] == '['))
    {
      g_autoptr (GBytes) json = g_bytes_new_from_bytes (bytes, start, size - start);

      return precept_rules_new_from_json (json, error);
    }

  document = precept_document_new_from_bytes (bytes, error);

  return document != NULL ? precept_rules_new (document) : NULL;
}

/* The case; NULL after complaints, one for each value that is wrong. */
static PreceptCase *
load_case (PreceptRules     *rules,
           const char       *file_name,
           PreceptCliStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = precept_cli_read (file_name, &error);
  PreceptCase *request = bytes != NULL ? precept_case_new_from_json (rules, bytes, &error) : NULL;
  g_auto (GStrv) lines = NULL;

  if (request != NULL)
    return request;

  lines = g_strsplit (error->message, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    precept_cli_complain (file_name, lines[i]);
  *status = g_error_matches (error, PRECEPT_CASE_ERROR, PRECEPT_CASE_ERROR_FACT) ? PRECEPT_CLI_FAULTY : PRECEPT_CLI_FAILED;

  return NULL;
}

static void
print_questions (PreceptRules      *rules,
                 const char        *heading,
                 const char *const *facts)
{
  if (*facts == NULL)
    return;

  printf ("\n%s\n", heading);
  for (guint i = 0; facts[i] != NULL; i++)
    printf ("  %s: %s\n", facts[i], precept_rules_get_question (rules, facts[i]));
}

static const char *
get_word (const PreceptDecisionLine *line)
{
  if (!line->in_play)
    return "-";

  return line->value > 0 ? "met" : line->value < 0 ? "not met"
                                                   : "unknown";
}

static void
print_explanation (PreceptDecision *decision)
{
  guint                      n_lines;
  const PreceptDecisionLine *lines = precept_decision_get_lines (decision, &n_lines);

  printf ("\nCriteria (- where the request is about something else):\n");
  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (lines[i].text), "\n", ' ');

      printf ("  %-8s %*s%s\n", get_word (&lines[i]), (int)lines[i].depth * 2, "", text);
    }
}

static void
print_decision (PreceptDecision *decision,
                PreceptRules    *rules,
                gboolean         explain)
{
  const char *indication = precept_decision_get_indication (decision);

  printf ("%s\n%s\n", precept_decision_get_decision (decision), precept_decision_get_text (decision));
  if (indication != NULL)
    printf ("Indication: %s\n", indication);
  if (g_strcmp0 (precept_rules_get_status (rules), "approved") != 0)
    printf ("The guideline is not approved: its status is %s.\n", precept_rules_get_status (rules));
  print_questions (rules, "Still to know:", precept_decision_get_ask (decision));
  print_questions (rules, "To verify; until then the decision is provisional:", precept_decision_get_verify (decision));
  if (explain)
    print_explanation (decision);
}

PreceptCliStatus
precept_cli_decide (int    argc,
                    char **argv)
{
  g_auto (GStrv) file_names = NULL;
  g_autofree char   *case_name = NULL;
  g_autofree char   *format = NULL;
  gboolean           explain = FALSE;
  const GOptionEntry entries[] = {
    { "case", 0, 0, G_OPTION_ARG_FILENAME, &case_name, "What is known of the request: one JSON object, fact → value", "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report: text (the default) or json", "FORMAT" },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &explain, "Say of each criterion whether it is met", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file_names, NULL, NULL },
    { NULL }
  };
  g_autoptr (PreceptRules) rules = NULL;
  g_autoptr (PreceptCase) request = NULL;
  g_autoptr (PreceptDecision) decision = NULL;
  g_autoptr (GError) error = NULL;
  PreceptCliStatus status = PRECEPT_CLI_OK;

  if (!precept_cli_parse (entries, "FILE", "Decides on one request by a guideline, or by the rules published of it.",
                          "A case is like {\"age-years\": 12, \"diagnoses\": [\"J45.50\"], \"request-type\": \"initial\"}. A plain\n"
                          "number is in the fact’s unit. What is not known is left out, which is not the same as no.\n"
                          "“precept publish --facts-schema” says what a case may tell. No decision is a denial: what is\n"
                          "not in the member’s favor goes to a clinical reviewer.\n"
                          "Exit status: 0 there is a decision, or it is known what is missing; 1 the case says what the\n"
                          "guideline does not ask for, or what can’t be; 2 a file could not be read.",
                          &argc, &argv))
    return PRECEPT_CLI_FAILED;

  if (file_names == NULL || file_names[1] != NULL)
    precept_cli_complain_usage (file_names == NULL ? "Name the guideline to decide by." : "Name one guideline, not several.");
  else if (case_name == NULL)
    precept_cli_complain_usage ("Name the case, with --case=FILE.");
  else if (strcmp (file_names[0], "-") == 0 && strcmp (case_name, "-") == 0)
    precept_cli_complain_usage ("The guideline and the case can't both come from standard input.");
  else if (format != NULL && strcmp (format, "text") != 0 && strcmp (format, "json") != 0)
    precept_cli_complain_usage ("There is no report format “%s”: use text or json.", format);
  else if ((rules = load_rules (file_names[0], &error)) == NULL)
    precept_cli_complain (file_names[0], error->message);
  if (rules == NULL)
    return PRECEPT_CLI_FAILED;

  request = load_case (rules, case_name, &status);
  if (request == NULL)
    return status;
  decision = precept_decision_new (request);
  if (g_strcmp0 (format, "json") == 0)
    {
      g_autofree char *json = precept_decision_to_json (decision, explain);

      fputs (json, stdout);
    }
  else
    {
      print_decision (decision, rules, explain);
    }

  return PRECEPT_CLI_OK;
}
