/* precept-check-dates.c: house rules about dates and the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-date.h"

#include <string.h>

/* The same day one year on; of February 29, March 1. */
static GDate
add_year (const GDate *date)
{
  GDate next = *date;

  g_date_add_years (&next, 1);
  if (g_date_get_month (date) == 2 && g_date_get_day (date) == 29)
    g_date_add_days (&next, 1);

  return next;
}

/* The text of a child of metadata; NULL where there is none. */
static char *
dup_metadata (PreceptCheckContext *context,
              const char          *name,
              xmlNode            **node)
{
  xmlNode *metadata = precept_node_child (context->root, "metadata");

  *node = metadata != NULL ? precept_node_child (metadata, name) : NULL;

  return *node != NULL ? precept_node_dup_text (*node) : NULL;
}

static gboolean
read_metadata (PreceptCheckContext *context,
               const char          *name,
               xmlNode            **node,
               GDate               *date)
{
  g_autofree char *text = dup_metadata (context, name, node);

  return precept_date_parse (text, date);
}

/* One line of the history. */
typedef struct
{
  xmlNode *node;
  GDate    date;
  gboolean is_review; /* the original, or a revision whose kind says "reviewed" */
} Event;

/* In the order of the document; lines without a readable date are left out. */
static GArray *
collect_events (PreceptCheckContext *context)
{
  static const char *const names[] = { "original", "revision" };
  GArray                  *events = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    {
      GPtrArray *nodes = precept_check_context_get_elements (context, names[k]);

      for (guint i = 0; i < nodes->len; i++)
        {
          g_autofree char *on = precept_node_dup_attribute (nodes->pdata[i], "on");
          g_autofree char *kind = precept_node_dup_attribute (nodes->pdata[i], "kind");
          Event            event = { .node = nodes->pdata[i] };

          event.is_review = k == 0 || kind == NULL || g_str_has_prefix (kind, "reviewed");
          if (precept_date_parse (on, &event.date))
            g_array_append_val (events, event);
        }
    }

  return events;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return g_date_compare (&((const Event *)a)->date, &((const Event *)b)->date);
}

/* The format wants a date as well, but can't say why this is none. */
static void
supersede_structure (PreceptCheckContext *context,
                     PreceptDiagnostic   *diagnostic,
                     const char          *text)
{
  const char      *path = precept_diagnostic_get_path (diagnostic);
  g_autofree char *quoted = g_strdup_printf ("“%s”", text);

  for (guint i = 0; i < context->diagnostics->len; i++)
    {
      PreceptDiagnostic *other = context->diagnostics->pdata[i];

      if (g_strcmp0 (precept_diagnostic_get_rule_id (other), "structure/value") == 0 &&
          g_strcmp0 (precept_diagnostic_get_path (other), path) == 0 &&
          strstr (precept_diagnostic_get_message (other), quoted) != NULL)
        {
          g_ptr_array_remove_index (context->diagnostics, i);
          return;
        }
    }
}

/* Text that is no date at all is a matter of structure. */
static void
check_date (PreceptCheckContext    *context,
            const PreceptCheckRule *rule,
            const xmlNode          *node,
            const char             *text)
{
  static const char *const months[] = {
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December"
  };
  PreceptDiagnostic *diagnostic;
  GDate              date;
  int                year, month, day;

  if (!precept_date_has_form (text) || precept_date_parse (text, &date))
    return;

  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);
  if (month < 1 || month > 12 || year == 0)
    diagnostic = precept_check_context_report (context, rule, node, "There is no date %s: months run from 01 to 12. Write year, month and day.", text);
  else if (day == 0)
    diagnostic = precept_check_context_report (context, rule, node, "There is no date %s: days begin at 01.", text);
  else
    diagnostic = precept_check_context_report (context, rule, node, "There is no date %s: %s %d has %d days.", text, months[month - 1], year,
                                               g_date_get_days_in_month (month, year));
  supersede_structure (context, diagnostic, text);
}

void
precept_check_impossible_dates (PreceptCheckContext    *context,
                                const PreceptCheckRule *rule)
{
  static const char *const metadata[] = { "effective", "last-review", "next-review" };
  static const char *const attributes[][2] = {
    { "original", "on" }, { "revision", "on" }, { "finding", "checked" }, { "reference", "accessed" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (metadata); i++)
    {
      xmlNode         *node;
      g_autofree char *text = dup_metadata (context, metadata[i], &node);

      if (text != NULL && *text != '\0')
        check_date (context, rule, node, text);
    }
  for (guint k = 0; k < G_N_ELEMENTS (attributes); k++)
    {
      GPtrArray *nodes = precept_check_context_get_elements (context, attributes[k][0]);

      for (guint i = 0; i < nodes->len; i++)
        {
          g_autofree char *text = precept_node_dup_attribute (nodes->pdata[i], attributes[k][1]);

          if (text != NULL)
            check_date (context, rule, nodes->pdata[i], text);
        }
    }
}

static gboolean
is_newest_first (GArray *events,
                 guint   first)
{
  if (events->len - first < 2)
    return FALSE;
  for (guint i = first + 1; i < events->len; i++)
    if (g_date_compare (&g_array_index (events, Event, i).date, &g_array_index (events, Event, i - 1).date) > 0)
      return FALSE;

  return TRUE;
}

void
precept_check_history_order (PreceptCheckContext    *context,
                             const PreceptCheckRule *rule)
{
  g_autoptr (GArray) events = collect_events (context);
  const Event *original = NULL;
  const Event *latest = NULL;
  guint        first = 0;

  if (events->len > 0 && precept_node_is (g_array_index (events, Event, 0).node, "original"))
    {
      original = &g_array_index (events, Event, 0);
      first = 1;
    }

  for (guint i = first; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);

      if (original != NULL && g_date_compare (&event->date, &original->date) < 0)
        {
          g_autofree char *from = precept_date_format (&original->date);
          g_autofree char *on = precept_date_format (&event->date);

          precept_check_context_report (context, rule, event->node,
                                        "The guideline was reviewed or revised on %s, before its original date %s. Correct one of the two dates.", on, from);
        }
    }

  /* Some plans print the newest line first; that is an order too. */
  if (is_newest_first (events, first))
    return;

  for (guint i = first; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);

      if (latest != NULL && g_date_compare (&event->date, &latest->date) < 0)
        {
          g_autofree char *on = precept_date_format (&event->date);
          g_autofree char *after = precept_date_format (&latest->date);

          precept_check_context_report_as (context, rule, PRECEPT_SEVERITY_WARNING, event->node,
                                           "%s stands after %s in the history. Put the lines in the order of their dates, or correct the date.", on, after);
        }
      else
        {
          latest = event;
        }
    }
}

void
precept_check_review_gaps (PreceptCheckContext    *context,
                           const PreceptCheckRule *rule)
{
  g_autoptr (GArray) events = collect_events (context);
  const Event *last = NULL;

  g_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);
      GDate        due;

      if (!event->is_review)
        continue;
      due = last != NULL ? add_year (&last->date) : event->date;
      if (g_date_compare (&event->date, &due) > 0)
        {
          g_autofree char *from = precept_date_format (&last->date);
          g_autofree char *on = precept_date_format (&event->date);

          precept_check_context_report (context, rule, event->node,
                                        "The review of %s came %d days after %s %s, more than a year. "
                                        "If a review in between is missing from the history, add it; otherwise keep the reason on file for an audit.",
                                        on, g_date_days_between (&last->date, &event->date),
                                        precept_node_is (last->node, "original") ? "the original date," : "that of", from);
        }
      last = event;
    }
}

void
precept_check_metadata_dates (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  static const struct
  {
    const char *name;
    const char *words;
  } metadata[] = {
    { "effective", "effective date" },
    { "last-review", "last review" },
    { "next-review", "next review" },
  };
  GPtrArray       *originals = precept_check_context_get_elements (context, "original");
  g_autofree char *on = originals->len > 0 ? precept_node_dup_attribute (originals->pdata[0], "on") : NULL;
  GDate            original;

  if (!precept_date_parse (on, &original))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (metadata); i++)
    {
      xmlNode         *node;
      GDate            date;
      g_autofree char *written = NULL;

      if (!read_metadata (context, metadata[i].name, &node, &date) || g_date_compare (&date, &original) >= 0)
        continue;
      written = precept_date_format (&date);
      precept_check_context_report (context, rule, node,
                                    "The %s, %s, lies before the guideline’s original date %s. Correct one of the two dates.", metadata[i].words, written, on);
    }
}

void
precept_check_last_review (PreceptCheckContext    *context,
                           const PreceptCheckRule *rule)
{
  g_autoptr (GArray) events = collect_events (context);
  const Event       *latest = NULL;
  xmlNode           *node;
  GDate              stated;
  g_autofree char   *from = NULL;
  g_autofree char   *on = NULL;
  PreceptDiagnostic *diagnostic;

  g_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    if (g_array_index (events, Event, i).is_review)
      latest = &g_array_index (events, Event, i);
  if (latest == NULL || !read_metadata (context, "last-review", &node, &stated) || g_date_compare (&stated, &latest->date) == 0)
    return;

  from = precept_date_format (&stated);
  on = precept_date_format (&latest->date);
  if (g_date_compare (&stated, &latest->date) > 0)
    {
      precept_check_context_report (context, rule, node,
                                    "The last review is given as %s, but the history ends with that of %s. Add the review to the history, or correct the date.", from, on);
    }
  else
    {
      g_autofree char  *path = precept_document_dup_path (context->document, node);
      PreceptStepGroup *fix = precept_step_group_new ("Take the last review from the history");

      diagnostic = precept_check_context_report (context, rule, node,
                                                 "The last review is given as %s, but the history has one on %s. Bring the date up to the history.", from, on);
      precept_step_group_add (fix, precept_step_new_set_text (path, on));
      precept_diagnostic_set_fix (diagnostic, fix);
    }
}

void
precept_check_next_review (PreceptCheckContext    *context,
                           const PreceptCheckRule *rule)
{
  xmlNode         *last_node, *next_node;
  GDate            last, next, due;
  g_autofree char *from = NULL;
  g_autofree char *on = NULL;

  if (!read_metadata (context, "last-review", &last_node, &last) || !read_metadata (context, "next-review", &next_node, &next))
    return;

  from = precept_date_format (&last);
  on = precept_date_format (&next);
  due = add_year (&last);
  if (g_date_compare (&next, &last) <= 0)
    precept_check_context_report_as (context, rule, PRECEPT_SEVERITY_ERROR, next_node,
                                     "The next review, %s, is not after the last one, %s. Correct one of the two dates.", on, from);
  else if (g_date_compare (&next, &due) > 0)
    precept_check_context_report (context, rule, next_node,
                                  "The next review, %s, is %d days after the last one, %s. Plan it within a year.", on,
                                  g_date_days_between (&last, &next), from);
}

void
precept_check_review_overdue (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  xmlNode         *node, *status_node;
  GDate            next;
  g_autofree char *on = NULL;
  g_autofree char *today = NULL;
  g_autofree char *status = dup_metadata (context, "status", &status_node);

  if (context->today == NULL || g_strcmp0 (status, "retired") == 0 || !read_metadata (context, "next-review", &node, &next) ||
      g_date_compare (&next, context->today) >= 0)
    return;

  on = precept_date_format (&next);
  today = precept_date_format (context->today);
  precept_check_context_report (context, rule, node,
                                "The next review was due on %s, %d days before %s. Review the guideline, and add the review to its history.", on,
                                g_date_days_between (&next, context->today), today);
}
