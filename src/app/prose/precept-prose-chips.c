/* precept-prose-chips.c: study facts and citations of a finding, as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-chips.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-date.h"
#include "precept-reference-facts.h"
#include "precept-words.h"

/* No-break space: a chip does not break over two rows. */
#define NBSP "\302\240"
#define STALE_DAYS 365 /* after which the status of a trial is to be looked up again */

static gboolean
is_chip (const PreceptProseRun *run)
{
  return run->decoration && run->run.kind == PRECEPT_RUN_OPAQUE;
}

/**
 * precept_prose_chips_append:
 * @text: the text of a line of chips
 * @look: "fact", "stale", "cite", "missing" or "add"
 * @name: (nullable): what it stands for
 * @ref: (nullable): of a citation, the id of its reference
 * @string: what it says
 *
 * Appends a chip.
 */
void
precept_prose_chips_append (PreceptProseText *text, const char *look, const char *name, const char *ref, const char *string)
{
  PreceptRun       run = { PRECEPT_RUN_OPAQUE, PRECEPT_MARK_NONE, (char *)look, (char *)name, (char *)ref };
  g_autofree char *padded = NULL;
  g_auto (GStrv) words = g_strsplit (string, " ", -1);
  g_autofree char *unbroken = g_strjoinv (NBSP, words);

  g_strdelimit (unbroken, "\n\r", ' ');
  if (precept_prose_text_get_length (text) > 0)
    precept_prose_text_append_decoration (text, "   ");
  padded = g_strconcat (NBSP, unbroken, NBSP, NULL);
  precept_prose_text_append_chip (text, &run, padded);
}

static void
append_fact (PreceptProseText *text, const char *name, const char *string)
{
  if (string != NULL && *string != '\0')
    precept_prose_chips_append (text, "fact", name, NULL, string);
}

static char *
dup_first_upper (const char *string)
{
  g_autofree char *first = g_utf8_substring (string, 0, MIN (1, g_utf8_strlen (string, -1)));
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, string + strlen (first), NULL);
}

/* A trial that is over does not change its status any more. */
static gboolean
may_change (const char *status)
{
  static const char *const final[] = { "completed", "terminated", "withdrawn", NULL };

  return !g_strv_contains (final, status);
}

static void
append_status (PreceptProseText *text, const char *status, const char *checked, PreceptWords *words)
{
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;
  g_autofree char *on = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GDate date, today;

  if (status == NULL || *status == '\0')
    return;
  name = dup_first_upper (precept_words_name (words, "trial-status", status));
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
  if (!may_change (status))
    {
      append_fact (text, "trial-status", name);
      return;
    }
  if (checked == NULL || !precept_date_parse (checked, &date))
    /* Translators: the status of a trial, of which nobody wrote down when it was looked up. */
    said = g_strdup_printf (_ ("%s, not checked"), name);
  else if (g_date_days_between (&date, &today) > STALE_DAYS)
    {
      on = precept_words_format_date (words, checked);
      /* Translators: the status of a trial, and the date when that was last looked up, too long ago. */
      said = g_strdup_printf (_ ("%s, checked %s"), name, on);
    }
  precept_prose_chips_append (text, said != NULL ? "stale" : "fact", "trial-status", NULL, said != NULL ? said : name);
}

static int
get_number (PreceptContent *content, const char *id)
{
  PreceptBlock *reference = precept_content_find (content, id);

  return reference != NULL && reference->label != NULL ? atoi (precept_text_get_string (reference->label)) : G_MAXINT;
}

static int
compare_citations (gconstpointer a, gconstpointer b, gpointer content)
{
  int one = get_number (content, *(char *const *)a);
  int other = get_number (content, *(char *const *)b);

  return (one > other) - (one < other);
}

static void
append_citation (PreceptProseText *text, const char *id, PreceptContent *content)
{
  PreceptBlock    *reference = precept_content_find (content, id);
  g_autofree char *name = NULL;
  g_autofree char *string = NULL;

  if (reference == NULL)
    {
      precept_prose_chips_append (text, "missing", "cites", id, id);
      return;
    }
  name = precept_reference_dup_short_name (reference->text != NULL ? precept_text_get_string (reference->text) : "");
  string = g_strdup_printf ("%s  %s", reference->label != NULL ? precept_text_get_string (reference->label) : "?", name);
  precept_prose_chips_append (text, "cite", "cites", id, string);
}

static gboolean
has_citation (PreceptText *text)
{
  guint              n_spans = 0;
  const PreceptSpan *spans = text != NULL ? precept_text_get_spans (text, &n_spans) : NULL;

  for (guint i = 0; i < n_spans; i++)
    {
      if (spans[i].flags & PRECEPT_SPAN_CITE)
        return TRUE;
    }
  return FALSE;
}

/* In the words of any of its own paragraphs; @cites are at the end of the first one. */
static gboolean
cites_in_words (PreceptBlock *finding)
{
  for (guint i = 0; finding->children != NULL && i < finding->children->len; i++)
    {
      PreceptBlock *child = g_ptr_array_index (finding->children, i);

      if (child->kind != PRECEPT_BLOCK_FINDING && has_citation (child->text))
        return TRUE;
    }
  return FALSE;
}

/**
 * precept_prose_chips_load_finding:
 * @line: a line of chips of a finding
 * @document: the guideline
 * @content: its content, which knows the numbers of references
 *
 * Makes the chips of a finding: design, participants, trial, status, then what else there is, then citations by number.
 */
void
precept_prose_chips_load_finding (PreceptProseLine *line, PreceptDocument *document, PreceptContent *content)
{
  static const char *const names[] = { "design", "participants", "trial", "trial-status", "checked", "duration", "cites" };
  enum
  {
    DESIGN,
    PARTICIPANTS,
    TRIAL,
    STATUS,
    CHECKED,
    DURATION,
    CITES,
    N_NAMES
  };
  PreceptWords    *words = precept_words_get (precept_content_get_language (content));
  g_autofree char *participants = NULL;
  char            *values[N_NAMES] = { NULL };
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; line->block->id != NULL && i < N_NAMES; i++)
    values[i] = precept_document_dup_attribute (document, line->block->id, names[i]);
  if (values[DESIGN] != NULL && *values[DESIGN] != '\0')
    append_fact (line->text, "design", precept_words_name (words, "design", values[DESIGN]));
  if (values[PARTICIPANTS] != NULL && *values[PARTICIPANTS] != '\0')
    participants = g_strdup_printf ("n = %s", values[PARTICIPANTS]);
  append_fact (line->text, "participants", participants);
  append_fact (line->text, "trial", values[TRIAL]);
  append_status (line->text, values[STATUS], values[CHECKED], words);
  append_fact (line->text, "duration", values[DURATION]);

  ids = g_strsplit_set (values[CITES] != NULL ? values[CITES] : "", " \t\n", -1);
  g_qsort_with_data (ids, g_strv_length (ids), sizeof *ids, compare_citations, content);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (*ids[i] != '\0')
        append_citation (line->text, ids[i], content);
    }
  if ((values[CITES] == NULL || *values[CITES] == '\0') && !cites_in_words (line->block))
    precept_prose_chips_append (line->text, "missing", "add-cite", NULL, _ ("No citation"));
  if (line->active && line->block->id != NULL)
    {
      /* Translators: opens a form for one more study fact (participants, trial number …). */
      precept_prose_chips_append (line->text, "add", "add-fact", NULL, _ ("+ Fact"));
      /* Translators: opens the list of references, to cite one. */
      precept_prose_chips_append (line->text, "add", "add-cite", NULL, _ ("+ Cite"));
    }
  for (guint i = 0; i < N_NAMES; i++)
    g_free (values[i]);
}

gboolean
precept_prose_chips_are_counted (PreceptBlock *part)
{
  for (guint i = 0; part->children != NULL && i < part->children->len; i++)
    {
      PreceptBlock *child = g_ptr_array_index (part->children, i);

      if (child->kind == PRECEPT_BLOCK_TOPIC || (child->kind == PRECEPT_BLOCK_SECTION && precept_prose_chips_are_counted (child)))
        return TRUE;
    }
  return FALSE;
}

static void
count (PreceptBlock *block, guint *n_topics, guint *n_findings, guint *n_bare)
{
  *n_topics += block->kind == PRECEPT_BLOCK_TOPIC;
  *n_findings += block->kind == PRECEPT_BLOCK_FINDING;
  *n_bare += block->kind == PRECEPT_BLOCK_FINDING && !cites_in_words (block);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    count (g_ptr_array_index (block->children, i), n_topics, n_findings, n_bare);
}

/**
 * precept_prose_chips_load_counts:
 * @line: the line below the title of the evidence
 *
 * Tells how many findings there are, and how many of them cite nothing.
 */
void
precept_prose_chips_load_counts (PreceptProseLine *line)
{
  guint n_topics = 0, n_findings = 0, n_bare = 0;
  g_autoptr (GString) said = g_string_new (NULL);

  count (line->block, &n_topics, &n_findings, &n_bare);
  if (n_findings == 0)
    g_string_append (said, _ ("No findings yet. Type one, or add a study."));
  else
    {
      /* Translators: “5 findings”, to be followed by “in 2 topics”. */
      g_string_append_printf (said, ngettext ("%u finding", "%u findings", n_findings), n_findings);
      g_string_append_c (said, ' ');
      /* Translators: follows “5 findings”. */
      g_string_append_printf (said, ngettext ("in %u topic", "in %u topics", n_topics), n_topics);
      if (n_bare > 0)
        {
          g_string_append (said, " · ");
          /* Translators: how many findings have no citation. */
          g_string_append_printf (said, ngettext ("%u cites nothing", "%u cite nothing", n_bare), n_bare);
        }
    }
  precept_prose_text_append_decoration (line->text, said->str);
}

/**
 * precept_prose_chips_find:
 * @line: a line
 * @offset: a character
 * @start: (out) (optional): where the chip begins
 *
 * Returns: (nullable): the chip that holds the character, or %NULL between chips and at the end
 */
const PreceptProseRun *
precept_prose_chips_find (PreceptProseLine *line, int offset, int *start)
{
  const PreceptProseRun *run = line->kind == PRECEPT_PROSE_LINE_CHIPS && line->text != NULL ? precept_prose_text_find (line->text, offset, start) : NULL;

  return run != NULL && is_chip (run) ? run : NULL;
}

/**
 * precept_prose_chips_step:
 * @line: a line of chips
 * @offset: a character
 * @forward: or backward
 *
 * Returns: where the next chip after the character begins, or the last one before it; -1: there is none
 */
int
precept_prose_chips_step (PreceptProseLine *line, int offset, gboolean forward)
{
  int at = 0;
  int before = -1;

  for (guint i = 0; i < precept_prose_text_get_n_runs (line->text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (line->text, i);

      if (is_chip (run))
        {
          if (forward && at > offset)
            return at;
          if (at < offset)
            before = at;
        }
      at += run->length;
    }
  return forward ? -1 : before;
}

char *
precept_prose_chips_dup_name (const PreceptProseRun *chip)
{
  g_auto (GStrv) words = g_strsplit (chip->display, NBSP, -1);
  g_autofree char *joined = g_strjoinv (" ", words);
  const char      *string = g_strstrip (joined);

  if (g_strcmp0 (chip->run.href, "cites") == 0)
    /* Translators: names what cites a reference: its number and short name follow. */
    return g_strdup_printf (_ ("citation %s"), string);
  if (g_str_equal (chip->run.text, "fact") || g_str_equal (chip->run.text, "stale"))
    /* Translators: names a fact about a study: “n = 108”. */
    return g_strdup_printf (_ ("study fact: %s"), string);
  return g_strdup (string);
}

/**
 * precept_prose_chips_have_changed:
 * @line: a line of chips
 * @session: an open document that tells of a change
 *
 * Tells whether a reference that a chip names has changed: its number or its words may be others.
 */
gboolean
precept_prose_chips_have_changed (PreceptProseLine *line, PreceptSession *session)
{
  for (guint i = 0; line->text != NULL && i < precept_prose_text_get_n_runs (line->text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (line->text, i);

      if (is_chip (run) && run->run.ref != NULL && precept_session_has_changed (session, run->run.ref))
        return TRUE;
    }
  return FALSE;
}
