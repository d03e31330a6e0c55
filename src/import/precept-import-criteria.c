/* precept-import-criteria.c: lists of criteria to trees of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

static const char *const conjunction_words[] = { "", "and", "or", "and/or" };

/* How the items of one list are joined by the words at their ends. */
typedef struct
{
  guint    n[PRECEPT_IMPORT_AND_OR + 1]; /* by conjunction; of the gaps between items */
  gboolean only_last;                    /* just the last gap has one */
  guint    first_line;                   /* 0: no gap has one */
  guint    last_line;
} Ends;

/* What is made of a list. */
typedef struct
{
  PreceptImportJoin        join;  /* UNKNOWN: it stays text */
  char                    *doubt; /* owned, nullable */
  PreceptImportConjunction odd;   /* the conjunction that does not go with the join: what it joins stays together */
} Verdict;

static PreceptImportItem *
get_item (GPtrArray *items, guint i)
{
  return g_ptr_array_index (items, i);
}

static Ends
read_ends (GPtrArray *items)
{
  Ends ends = { { 0 }, FALSE, 0, 0 };

  for (guint i = 0; i + 1 < items->len; i++)
    {
      PreceptImportItem *item = get_item (items, i);

      ends.n[item->after]++;
      if (item->after == PRECEPT_IMPORT_NO_CONJUNCTION)
        continue;
      ends.first_line = ends.first_line == 0 ? item->line : ends.first_line;
      ends.last_line = item->line;
    }
  if (items->len >= 2)
    ends.only_last = ends.n[0] + 1 == items->len - 1 && get_item (items, items->len - 2)->after != PRECEPT_IMPORT_NO_CONJUNCTION;

  return ends;
}

static void
doubt (Verdict *verdict, PreceptImportJoin join, const char *text)
{
  verdict->join = join;
  if (verdict->doubt == NULL)
    verdict->doubt = g_strdup (text);
  else
    {
      char *both = g_strconcat (verdict->doubt, "; ", text, NULL);

      g_free (verdict->doubt);
      verdict->doubt = both;
    }
}

/* A list whose sentence does not say how many are wanted, or that has none: the ends may. */
static void
judge_by_ends (Verdict *verdict, const PreceptImportLead *lead, const Ends *ends)
{
  if (ends->n[PRECEPT_IMPORT_AND_OR] > 0)
    doubt (verdict, PRECEPT_IMPORT_JOIN_UNKNOWN, "“and/or” at the ends leaves open how many must be met");
  else if (ends->n[PRECEPT_IMPORT_AND] > 0 && ends->n[PRECEPT_IMPORT_OR] > 0)
    doubt (verdict, PRECEPT_IMPORT_JOIN_UNKNOWN, "some end in “and” and some in “or”, and no sentence says how many must be met");
  else if (ends->n[PRECEPT_IMPORT_OR] > 0)
    doubt (verdict, PRECEPT_IMPORT_JOIN_ANY, "how many must be met is said only by “or” between the criteria, so any one is taken to be enough");
  else if (ends->n[PRECEPT_IMPORT_AND] > 0)
    {
      verdict->join = PRECEPT_IMPORT_JOIN_ALL;
      if (lead == NULL)
        doubt (verdict, PRECEPT_IMPORT_JOIN_ALL, "how many must be met is said only by “and” between the criteria, so all are taken to be needed");
    }
  else if (lead == NULL || lead->is_weak)
    doubt (verdict, PRECEPT_IMPORT_JOIN_ALL, lead == NULL ? "no sentence above the list says how many must be met, so all are taken to be needed" : "it does not say how many must be met, so all are taken to be needed");
  else
    verdict->join = PRECEPT_IMPORT_JOIN_ALL;
}

/* Whether the ends of the items go with what the sentence says. */
static void
judge_ends (Verdict *verdict, const Ends *ends, guint n_items)
{
  PreceptImportConjunction odd = verdict->join == PRECEPT_IMPORT_JOIN_ALL ? PRECEPT_IMPORT_OR : PRECEPT_IMPORT_AND;
  guint                    n_odd = ends->n[odd];
  guint                    n_usual = ends->n[odd == PRECEPT_IMPORT_OR ? PRECEPT_IMPORT_AND : PRECEPT_IMPORT_OR];

  if (ends->n[PRECEPT_IMPORT_AND_OR] > 0)
    doubt (verdict, verdict->join, "“and/or” at the ends leaves open how many must be met, and the sentence above was followed");
  if (n_odd == 0 || verdict->join == PRECEPT_IMPORT_JOIN_NONE)
    return;
  if (verdict->join == PRECEPT_IMPORT_JOIN_AT_LEAST)
    {
      if (n_usual > 0)
        doubt (verdict, PRECEPT_IMPORT_JOIN_UNKNOWN, "some of its criteria end in “and” and some in “or”");
    }
  else if (verdict->join == PRECEPT_IMPORT_JOIN_ANY && n_usual == 0 && ends->only_last)
    /* "any of the following: A, B, and C" is how lists end. */
    return;
  else if (n_usual == 0 && (ends->only_last || n_odd + 1 == n_items))
    doubt (verdict, PRECEPT_IMPORT_JOIN_UNKNOWN,
           odd == PRECEPT_IMPORT_OR ? "it wants all, but “or” stands between its criteria" : "it wants any one, but “and” stands between its criteria");
  else
    verdict->odd = odd;
}

static Verdict
judge (const PreceptImportLead *lead, GPtrArray *items)
{
  Verdict verdict = { PRECEPT_IMPORT_JOIN_UNKNOWN, NULL, PRECEPT_IMPORT_NO_CONJUNCTION };
  Ends    ends = read_ends (items);

  if (lead == NULL || lead->implied)
    {
      if (lead == NULL || lead->join != PRECEPT_IMPORT_JOIN_UNKNOWN)
        judge_by_ends (&verdict, lead, &ends);
      if (lead != NULL && lead->doubt != NULL)
        doubt (&verdict, verdict.join, lead->doubt);
      return verdict;
    }

  verdict.join = lead->join;
  verdict.doubt = g_strdup (lead->doubt);
  if (lead->join == PRECEPT_IMPORT_JOIN_UNKNOWN)
    return verdict;
  if (lead->join == PRECEPT_IMPORT_JOIN_AT_LEAST && lead->count > items->len)
    {
      g_autofree char *text = g_strdup_printf ("it wants %u criteria, but only %u stand%s below it", lead->count, items->len, items->len == 1 ? "s" : "");

      doubt (&verdict, PRECEPT_IMPORT_JOIN_UNKNOWN, text);
      return verdict;
    }
  if (items->len == 1 && lead->join != PRECEPT_IMPORT_JOIN_NONE)
    doubt (&verdict, lead->join, "only one criterion stands below it, so others may be missing");
  else if (lead->expected > 0 && lead->expected != items->len)
    {
      g_autofree char *text = g_strdup_printf ("it speaks of %u criteria, but %u stand below it", lead->expected, items->len);

      doubt (&verdict, lead->join, text);
    }
  judge_ends (&verdict, &ends, items->len);

  return verdict;
}

/* The report */

static char *
describe_join (PreceptImportJoin join, guint count, guint n)
{
  if (n == 1)
    return g_strdup (join == PRECEPT_IMPORT_JOIN_NONE ? "the one criterion below must not be met" : "the one criterion below must be met");
  switch (join)
    {
    case PRECEPT_IMPORT_JOIN_ANY:
      return g_strdup_printf ("any one of the %u criteria below is enough", n);
    case PRECEPT_IMPORT_JOIN_NONE:
      return g_strdup_printf ("none of the %u criteria below may be met", n);
    case PRECEPT_IMPORT_JOIN_AT_LEAST:
      return g_strdup_printf ("at least %u of the %u criteria below must be met", count, n);
    case PRECEPT_IMPORT_JOIN_ALL:
    case PRECEPT_IMPORT_JOIN_UNKNOWN:
    default:
      return g_strdup_printf ("all %u criteria below must be met", n);
    }
}

static void
note_lead (PreceptImportReader *self, const PreceptImportBlock *block, const char *text, const PreceptImportLead *lead, const Verdict *verdict, guint n, gboolean top)
{
  g_autofree char *how = describe_join (verdict->join, lead != NULL ? lead->count : 0, n);
  gboolean         titled = lead != NULL && lead->title != NULL && !lead->unless && !lead->is_named;
  gboolean         check = verdict->doubt != NULL || (titled && top && !lead->keeps_all);
  const char      *more = "";

  if (titled)
    more = check && top ? "; the sentence prints as their title, but is not itself asked: make a criterion of what it wants besides"
                        : "; the sentence prints as their title, and is not itself asked";
  else if (lead != NULL && lead->before != NULL && !lead->unless)
    more = ", and what the sentence says before them as well";
  precept_import_report_add (self->builder->report, check ? PRECEPT_IMPORT_NOTE_CHECK : PRECEPT_IMPORT_NOTE_READ, block->line,
                             block->last_line - block->line + 1, text, "%s%s%s%s", how, more, verdict->doubt != NULL ? "; " : "",
                             verdict->doubt != NULL ? verdict->doubt : "");
}

/* Items that stay together keep their words. @cut: what stood below the last item was no criterion */
static void
note_ends (PreceptImportReader *self, GPtrArray *items, PreceptImportJoin join, gboolean cut)
{
  static const char *const lines[] = { "", "all of the following", "one or more of the following", "none of the following", "at least … of the following" };

  for (guint k = PRECEPT_IMPORT_AND; k <= PRECEPT_IMPORT_AND_OR; k++)
    {
      guint first = 0;
      guint last = 0;

      for (guint i = 0; i + (cut ? 0 : 1) < items->len; i++)
        if (get_item (items, i)->after == k && !(get_item (items, i)->is_fused && i + 1 < items->len && get_item (items, i + 1)->is_fused))
          {
            last = get_item (items, i)->line;
            first = first == 0 ? last : first;
          }
      if (first > 0)
        precept_import_report_add (self->builder->report, k == PRECEPT_IMPORT_AND_OR ? PRECEPT_IMPORT_NOTE_CHECK : PRECEPT_IMPORT_NOTE_READ, first, last - first + 1, conjunction_words[k],
                                   "between criteria of one list, which prints “%s” above them", lines[join]);
    }
}

/* Building */

static void add_item (PreceptImportReader *self, xmlNode *parent, PreceptImportItem *item, PreceptImportSpan span);

/* Paragraphs that say for how long or how much go to the request, others to @node. */
static void
add_paragraphs (PreceptImportReader *self, xmlNode *node, GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptImportBlock *block = g_ptr_array_index (blocks, i);

      if (!precept_import_reader_take_paragraph (self, block))
        precept_import_add_inline (self->builder, node, "p", block->text);
    }
}

/* Adds blocks as the note of an operator, which may have one. */
void
precept_import_add_note (PreceptImportBuilder *self, xmlNode *operator, PreceptImportBlock ** blocks, guint n)
{
  PreceptImportSpan span = { blocks, n };
  xmlNode *note = operator->last;

  if (n == 0)
    return;
  if (note == NULL || !g_str_equal ((const char *)note->name, "note"))
    note = precept_import_add (self, operator, "note");
  precept_import_add_blocks (self, note, span);
}

static void
add_notes (PreceptImportReader *self, xmlNode *operator, GPtrArray * blocks)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; i < blocks->len; i++)
    if (!precept_import_reader_take_paragraph (self, g_ptr_array_index (blocks, i)))
      g_ptr_array_add (rest, g_ptr_array_index (blocks, i));
  precept_import_add_note (self->builder, operator, (PreceptImportBlock **) rest->pdata, rest->len);
}

static gboolean
says_unless (const char *raw)
{
  static GRegex *slot;

  return g_regex_match (precept_import_get_regex (&slot, "\\bunless\\b|\\bexcept\\s+(?:when|if|for|in|where)\\b"), raw, 0, NULL);
}

/* A criterion in words, with all that stands below it. */
static void
add_leaf (PreceptImportReader *self, xmlNode *parent, PreceptImportItem *item, const char *text, PreceptImportSpan span)
{
  xmlNode *criterion = precept_import_add (self->builder, parent, "criterion");

  precept_import_add_inline (self->builder, criterion, "p", text);
  if (item->children->len > 0)
    precept_import_add_blocks (self->builder, criterion, precept_import_span_slice (span, item->start + 1, item->end));
  else
    add_paragraphs (self, criterion, item->notes);
  if (says_unless (text))
    precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, item->block->line, item->block->last_line - item->block->line + 1, text,
                               "one criterion with its exception: it is met where the exception holds, too");
}

/* Items that the odd word in a list joins: one criterion, in their own words. */
static void
add_fused (PreceptImportReader *self, xmlNode *parent, GPtrArray *items, guint first, guint last, GPtrArray *all_items, PreceptImportConjunction odd, PreceptImportSpan span)
{
  PreceptImportItem *item = get_item (items, first);
  PreceptImportItem *end = get_item (items, last);
  xmlNode           *criterion = precept_import_add (self->builder, parent, "criterion");

  for (guint i = 0; i < all_items->len; i++)
    if (get_item (all_items, i)->start >= item->start && get_item (all_items, i)->end <= end->end)
      get_item (all_items, i)->is_fused = TRUE;
  precept_import_add_blocks (self->builder, criterion, precept_import_span_slice (span, item->start, end->end));
  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, item->block->line, end->block->last_line - item->block->line + 1, item->block->text,
                             "joined to what stands below it by “%s”, which the rest of the list is not: these %u stay together as one criterion in their own words",
                             conjunction_words[odd], last - first + 1);
}

/* Whether the item is no criterion, but says for how long or how much. */
static gboolean
is_of_request (PreceptImportReader *self, PreceptImportItem *item)
{
  return item->children->len == 0 && item->notes->len == 0 && precept_import_reader_knows_paragraph (self, item->block);
}

static void
add_items (PreceptImportReader *self, xmlNode *operator, GPtrArray * items, GPtrArray *all_items, PreceptImportConjunction odd, PreceptImportSpan span)
{
  for (guint i = 0; i < items->len; i++)
    {
      PreceptImportItem *item = get_item (items, i);
      guint              last = i;

      while (odd != PRECEPT_IMPORT_NO_CONJUNCTION && last + 1 < items->len && get_item (items, last)->after == odd)
        last++;
      if (last > i)
        {
          add_fused (self, operator, items, i, last, all_items, odd, span);
          i = last;
        }
      else
        add_item (self, operator, item, span);
    }
}

static xmlNode *
add_operator (PreceptImportReader *self, xmlNode *parent, PreceptImportJoin join, guint count)
{
  static const char *const names[] = { NULL, "all", "any", "none", "at-least" };
  xmlNode                 *node = precept_import_add (self->builder, parent, names[join]);

  if (join == PRECEPT_IMPORT_JOIN_AT_LEAST)
    {
      g_autofree char *number = g_strdup_printf ("%u", count);

      precept_import_set (node, "count", number);
    }

  return node;
}

static void
add_before (PreceptImportReader *self, xmlNode *parent, const char *raw)
{
  xmlNode *criterion = precept_import_add (self->builder, parent, "criterion");

  precept_import_add_inline (self->builder, criterion, "p", raw);
}

/* The items that are criteria: not those that say for how long or how much. */
static GPtrArray *
filter_items (PreceptImportReader *self, GPtrArray *items)
{
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    if (!is_of_request (self, get_item (items, i)))
      g_ptr_array_add (rest, get_item (items, i));

  return rest;
}

/* Gives the other items to the request. Where two of them contradict each other, the second stays a criterion. */
static void
take_items (PreceptImportReader *self, xmlNode *operator, GPtrArray * items, PreceptImportSpan span)
{
  for (guint i = 0; i < items->len; i++)
    {
      PreceptImportItem *item = get_item (items, i);

      if (!item->is_fused && is_of_request (self, item) && !precept_import_reader_take_paragraph (self, item->block))
        add_item (self, operator, item, span);
    }
}

/*
 * precept_import_add_criteria:
 * @self: the reader
 * @parent: where the criteria go
 * @block: the block of the sentence above them; the first of the list where there is none
 * @text: that sentence
 * @lead: (nullable): what it says
 * @all_items: the list
 * @span: where the blocks of its items are
 * @top: whether it is the list of a request
 *
 * Returns: whether the list was understood; otherwise nothing was added, and
 *   the report says what is to check
 */
gboolean
precept_import_add_criteria (PreceptImportReader *self, xmlNode *parent, const PreceptImportBlock *block, const char *text, PreceptImportLead *lead, GPtrArray *all_items, PreceptImportSpan span, gboolean top)
{
  g_autoptr (GPtrArray) items = filter_items (self, all_items);
  PreceptImportItem *last = items->len > 0 ? get_item (items, items->len - 1) : NULL;
  Verdict            verdict = { 0 };
  xmlNode           *operator= parent;

  if (last == NULL)
    return FALSE;
  verdict = judge (lead, items);
  if (verdict.join == PRECEPT_IMPORT_JOIN_UNKNOWN)
    {
      precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, block->line, block->last_line - block->line + 1, text,
                                 top ? "not taken as criteria, and kept as text: %s" : "kept as one criterion in its own words: %s",
                                 verdict.doubt != NULL ? verdict.doubt : "it is not clear what it wants");
      g_free (verdict.doubt);
      return FALSE;
    }

  note_lead (self, block, text, lead, &verdict, items->len, top);
  if (lead != NULL && lead->before != NULL)
    {
      operator= add_operator (self, parent, lead->unless ? PRECEPT_IMPORT_JOIN_ANY : PRECEPT_IMPORT_JOIN_ALL, 0);
      add_before (self, operator, lead->before);
    }
  if (lead == NULL || lead->before == NULL || lead->unless || lead->title != NULL || verdict.join != PRECEPT_IMPORT_JOIN_ALL)
    operator= add_operator (self, operator, verdict.join, lead != NULL ? lead->count : 0);
  if (lead != NULL && lead->title != NULL)
    precept_import_add_title (self->builder, operator, lead->title);
  add_items (self, operator, items, all_items, verdict.odd, span);
  take_items (self, operator, all_items, span);
  note_ends (self, all_items, verdict.join, items->len < all_items->len);
  if (last->after != PRECEPT_IMPORT_NO_CONJUNCTION && items->len == all_items->len)
    precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, last->line, 1, conjunction_words[last->after],
                               "stands at the end of the last criterion of a list, but no other follows: one may be missing");
  g_free (verdict.doubt);

  return TRUE;
}

/* The sentence above the items of an item may be its last paragraph before them. */
static PreceptImportBlock *
find_second_lead (PreceptImportItem *item)
{
  PreceptImportBlock *found = NULL;

  for (guint i = 0; i < item->notes->len; i++)
    {
      PreceptImportBlock *block = g_ptr_array_index (item->notes, i);

      if (block->line < get_item (item->children, 0)->block->line)
        found = block;
    }

  return found != NULL && precept_import_is_lead (found->text) ? found : NULL;
}

static void
add_item (PreceptImportReader *self, xmlNode *parent, PreceptImportItem *item, PreceptImportSpan span)
{
  PreceptImportLead   lead = { 0 };
  PreceptImportBlock *block = item->block;
  PreceptImportBlock *second = NULL;
  const char         *text = item->text;
  gboolean            found;
  gboolean            added = FALSE;
  Ends                ends;

  if (item->children->len == 0)
    {
      add_leaf (self, parent, item, item->text, span);
      return;
    }

  found = precept_import_lead_read (text, FALSE, NULL, &lead);
  if (!found && (second = find_second_lead (item)) != NULL)
    {
      precept_import_lead_clear (&lead);
      found = precept_import_lead_read (second->text, FALSE, NULL, &lead) && lead.before == NULL;
      if (found)
        {
          /* What the item itself says is wanted as well. */
          lead.before = g_strdup (item->text);
          g_ptr_array_remove (item->notes, second);
          block = second;
          text = second->text;
        }
    }
  ends = read_ends (item->children);
  if (found)
    added = precept_import_add_criteria (self, parent, block, text, &lead, item->children, span, FALSE);
  else if (ends.first_line > 0 && g_str_has_suffix (text, ":"))
    {
      /* "Documented by:" above criteria with “or” at their ends. */
      g_autofree char *title = g_strndup (text, strlen (text) - 1);

      lead = (PreceptImportLead){ .join = PRECEPT_IMPORT_JOIN_ALL, .implied = TRUE, .title = g_strdup (title) };
      added = precept_import_add_criteria (self, parent, block, text, &lead, item->children, span, FALSE);
    }
  else
    precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, block->line, block->last_line - block->line + 1, text,
                               "one criterion with the list below it, as it does not say how many of that must be met");
  if (added)
    add_notes (self, parent->last, item->notes);
  else
    add_leaf (self, parent, item, item->text, span);
  precept_import_lead_clear (&lead);
}
