/* precept-import-reader.c: what stands below a heading to requests and their criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

/* Sentences */

/* The words of a period need not be kept, as the request has a place for it. */
static gboolean
read_sentence (PreceptImportReader *self, const char *text, char **period, PreceptImportLead *lead)
{
  PreceptImportSays says = precept_import_read_period (text, period);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer       word;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_hash_table_add (known, g_strdup (word));
  if (*period != NULL && says != PRECEPT_IMPORT_SAYS_UNSURELY)
    {
      g_auto (GStrv) words = g_strsplit (*period, " ", -1);
      guint number = (guint)g_ascii_strtoull (*period, NULL, 10);

      g_hash_table_add (known, g_strdup (words[0]));
      g_hash_table_add (known, g_strdup (words[1]));
      g_hash_table_add (known, g_strndup (words[1], strlen (words[1]) - (number > 1 ? 1 : 0)));
      if (number >= 1 && number <= 12)
        {
          static const char *const numbers[] = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" };

          g_hash_table_add (known, g_strdup (numbers[number - 1]));
        }
      g_hash_table_add (known, g_strdup ("no"));
      g_hash_table_add (known, g_strdup ("more"));
      g_hash_table_add (known, g_strdup ("than"));
    }
  else
    g_clear_pointer (period, g_free);

  return precept_import_lead_read (text, TRUE, known, lead);
}

/* What the sentence above criteria says of the period. Where another one says otherwise, all of its words stay. */
static void
take_sentence_period (PreceptImportReader *self, PreceptImportRequest *request, const PreceptImportBlock *block, const char *text, const char *period, PreceptImportLead *lead)
{
  if (period == NULL)
    return;
  if (request->period != NULL && !g_str_equal (request->period, period))
    {
      precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_CHECK, block, "says for how long the request is approved, but another sentence says otherwise, and was followed");
      g_free (lead->title);
      lead->title = g_strdup (text);
      lead->is_named = FALSE;
    }
  else
    {
      g_free (request->period);
      request->period = g_strdup (period);
    }
}

static void
note_request (PreceptImportReader *self, const PreceptImportBlock *block, const char *text, const PreceptImportRequest *request)
{
  const char *type = g_str_equal (request->type, "initial") ? "an initial request" : g_str_equal (request->type, "continuation") ? "a continuation request"
                                                                                                                                 : "any request, initial or not";

  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_GUESS, block->line, block->last_line - block->line + 1, text,
                             "taken as the criteria of %s%s%s", type, request->period != NULL ? ", approved for " : "",
                             request->period != NULL ? request->period : "");
}

/* Lists */

static gboolean read_list (PreceptImportReader *self, PreceptImportBlock *block, const char *text, PreceptImportLead *lead, char *period, GPtrArray *items, PreceptImportSpan span);

static PreceptImportItem *
get_item (GPtrArray *items, guint i)
{
  return g_ptr_array_index (items, i);
}

/* A request whose criteria can't be told is one criterion in words. */
static void
add_whole (PreceptImportReader *self, PreceptImportItem *item, const char *type, PreceptImportSpan span)
{
  PreceptImportUse     *use = precept_import_reader_last_use (self);
  PreceptImportRequest *request = precept_import_reader_add_request (self, type, item->block->line);
  xmlNode              *all = precept_import_add (self->builder, request->holder, "all");
  xmlNode              *criterion = precept_import_add (self->builder, all, "criterion");

  if (use != NULL && use->title != NULL && use->requests->len == 1)
    precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_ADDED, item->block->line, 1, use->title,
                               "the words of the criterion are the title of its indication as well");
  precept_import_add_inline (self->builder, criterion, "p", item->text);
  precept_import_add_blocks (self->builder, criterion, precept_import_span_slice (span, item->start + 1, item->end));
  note_request (self, item->block, item->text, request);
}

static void
add_item_notes (PreceptImportReader *self, PreceptImportItem *item)
{
  for (guint i = 0; i < item->notes->len; i++)
    {
      PreceptImportBlock *block = g_ptr_array_index (item->notes, i);

      if (!precept_import_reader_take_paragraph (self, block))
        precept_import_add_note (self->builder, self->request->holder->children, &block, 1);
    }
}

/* Reads an item as the sentence above criteria of its own. */
static void
read_item (PreceptImportReader *self, PreceptImportItem *item, const char *type, PreceptImportSpan span)
{
  PreceptImportLead lead = { 0 };
  g_autofree char  *period = NULL;
  const char       *type_before = self->type;
  gboolean          found = read_sentence (self, item->text, &period, &lead);

  if (type != NULL)
    self->type = type;
  if (lead.is_named)
    g_clear_pointer (&lead.title, g_free);
  if (found && read_list (self, item->block, item->text, &lead, period, item->children, span))
    add_item_notes (self, item);
  else
    add_whole (self, item, type, span);
  self->type = type_before;
  precept_import_lead_clear (&lead);
}

static gboolean
has_lead (PreceptImportReader *self, const PreceptImportItem *item, gboolean named)
{
  PreceptImportLead lead = { 0 };
  g_autofree char  *period = NULL;
  gboolean          found = item->children->len > 0 && read_sentence (self, item->text, &period, &lead) && lead.join != PRECEPT_IMPORT_JOIN_UNKNOWN &&
                   (!named || (lead.is_named && !lead.implied));

  precept_import_lead_clear (&lead);

  return found;
}

static void
note_conjunctions (PreceptImportReader *self, GPtrArray *items)
{
  static const char *const words[] = { "", "and", "or", "and/or" };

  for (guint i = 0; i < items->len; i++)
    if (get_item (items, i)->after != PRECEPT_IMPORT_NO_CONJUNCTION)
      precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_READ, get_item (items, i)->line, 1, words[get_item (items, i)->after],
                                 "between criteria of different requests, each of which is decided by itself");
}

/* "A. Initial therapy, all of the following: …  B. Continuation, all of the following: …" */
static gboolean
split_requests (PreceptImportReader *self, PreceptImportBlock *block, const char *text, PreceptImportLead *lead, const char *period, GPtrArray *items, PreceptImportSpan span)
{
  const char *types[2] = { NULL, NULL };
  xmlNode    *operator;

  if (items->len > 2 || lead == NULL || (lead->join != PRECEPT_IMPORT_JOIN_ALL && lead->join != PRECEPT_IMPORT_JOIN_ANY) || lead->before != NULL ||
      lead->keeps_all)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      types[i] = precept_import_request_type (get_item (items, i)->text);
      if (types[i] == NULL || !has_lead (self, get_item (items, i), FALSE))
        return FALSE;
    }
  if (types[0] == types[1])
    return FALSE;

  precept_import_report_add (self->builder->report, lead->title != NULL ? PRECEPT_IMPORT_NOTE_CHECK : PRECEPT_IMPORT_NOTE_READ, block->line,
                             block->last_line - block->line + 1, text, items->len == 1 ? "the item below is a request%s" : "each of the two items below is a request of its own%s",
                             lead->title != NULL ? "; the sentence prints as the title of the first one’s criteria" : "");
  note_conjunctions (self, items);
  for (guint i = 0; i < items->len; i++)
    {
      PreceptImportItem *item = get_item (items, i);

      if (self->period == NULL)
        self->period = g_strdup (period);
      read_item (self, item, types[i], span);
      if (i > 0 || lead->title == NULL)
        continue;
      operator= self->request->holder->children;
      if (g_str_equal ((const char *)operator->children->name, "title"))
        {
          xmlNode *all = precept_import_add (self->builder, self->request->holder, "all");

          xmlUnlinkNode (operator);
          precept_import_add_title (self->builder, all, lead->title);
          xmlAddChild (all, operator);
        }
      else
        {
          precept_import_add_title (self->builder, operator, lead->title);
          xmlAddPrevSibling (operator->children, operator->last);
        }
    }

  return TRUE;
}

/* "A. Asthma (must meet all): …  B. Nasal polyps (must meet all): …" */
static gboolean
split_uses (PreceptImportReader *self, PreceptImportLead *lead, GPtrArray *items, PreceptImportSpan span)
{
  if (lead != NULL || !self->expects || self->uses->len > 0)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!has_lead (self, get_item (items, i), TRUE))
      return FALSE;

  note_conjunctions (self, items);
  for (guint i = 0; i < items->len; i++)
    {
      PreceptImportItem *item = get_item (items, i);
      PreceptImportLead  item_lead = { 0 };
      g_autofree char   *period = NULL;

      read_sentence (self, item->text, &period, &item_lead);
      precept_import_reader_add_use (self, item_lead.title, item->block->line);
      precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_GUESS, item->block->line, 1, item_lead.title,
                                 "taken as the title of an indication, as it names a list of criteria");
      read_item (self, item, NULL, span);
      precept_import_lead_clear (&item_lead);
    }

  return TRUE;
}

/* "Not covered unless …" */
static gboolean
says_unless_met (const char *text)
{
  static GRegex *slot;

  return g_regex_match (precept_import_get_regex (&slot, "\\bunless\\b"), text, 0, NULL);
}

static gboolean
says_approved (const char *text)
{
  static GRegex *slot;

  return g_regex_match (precept_import_get_regex (&slot, "\\b(?:approv\\w+|authori[sz]\\w+|cover(?:ed|age)|medically\\s+necessary|granted)\\b"), text, 0, NULL);
}

/* Joins a second list of the same request to its first one. */
static gboolean
join_list (PreceptImportReader *self, PreceptImportBlock *block, const char *text, PreceptImportLead *lead, GPtrArray *items, PreceptImportSpan span)
{
  xmlNode *holder = xmlNewDocNode (self->doc, self->builder->ns, BAD_CAST "request", NULL);
  xmlNode *first = self->request->holder->children;
  gboolean any = lead->join != PRECEPT_IMPORT_JOIN_NONE && says_approved (text);
  xmlNode *operator;

  if (!precept_import_add_criteria (self, holder, block, text, lead, items, span, TRUE))
    {
      xmlFreeNode (holder);
      return FALSE;
    }
  xmlUnlinkNode (first);
  operator= precept_import_add (self->builder, self->request->holder, any ? "any" : "all");
  xmlAddChild (operator, first);
  first = holder->children;
  xmlUnlinkNode (first);
  xmlAddChild (operator, first);
  xmlFreeNode (holder);
  precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_CHECK, block, any ? "a second list for the same request: either list is taken to be enough" : "a second list for the same request: it is taken to be wanted as well");

  return TRUE;
}

/* Makes room for a list of @type below one whose type was not said. */
static void
settle_type (PreceptImportReader *self, const PreceptImportBlock *block, const char *type)
{
  PreceptImportRequest *request = self->request;

  if (request == NULL || type == NULL || !g_str_equal (request->type, "any"))
    return;
  request->type = g_str_equal (type, "initial") ? "continuation" : "initial";
  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, block->line, 1, block->text,
                             "criteria of another type of request stand here, so those from line %u are taken to be of %s requests", request->line, request->type);
}

/* Reads a list of criteria into the request that it is of. FALSE: it stays text. */
static gboolean
read_list (PreceptImportReader *self, PreceptImportBlock *block, const char *text, PreceptImportLead *lead, char *period, GPtrArray *items, PreceptImportSpan span)
{
  const char           *type = lead != NULL ? precept_import_request_type (text) : NULL;
  PreceptImportRequest *request = NULL;
  g_autofree char      *period_before = NULL;

  if (split_requests (self, block, text, lead, period, items, span) || split_uses (self, lead, items, span))
    return TRUE;
  if (type == NULL && self->type != NULL)
    type = self->type;
  settle_type (self, block, type);
  if (self->request != NULL && lead != NULL)
    request = precept_import_reader_find_request (self, type);
  if (request != NULL)
    {
      self->request = request;
      take_sentence_period (self, request, block, text, period, lead);
      return join_list (self, block, text, lead, items, span);
    }

  period_before = g_strdup (self->period);
  request = precept_import_reader_add_request (self, type, block->line);
  take_sentence_period (self, request, block, text, period, lead);
  if (!precept_import_add_criteria (self, request->holder, block, text, lead, items, span, TRUE))
    {
      precept_import_reader_drop_request (self);
      self->period = g_steal_pointer (&period_before);
      return FALSE;
    }
  note_request (self, block, text, request);

  return TRUE;
}

/* Whether what stands between the items says that they are criteria. */
static gboolean
has_conjunctions (GPtrArray *items)
{
  for (guint i = 0; i + 1 < items->len; i++)
    if (get_item (items, i)->after != PRECEPT_IMPORT_NO_CONJUNCTION)
      return TRUE;

  return FALSE;
}

/* A list that is of no request, but says whom an indication is about, or what every request must meet. Returns where it goes. */
static xmlNode **
find_other_place (PreceptImportReader *self, const PreceptImportBlock *sentence)
{
  static GRegex *applies_slot;
  static GRegex *general_slot;

  if (g_regex_match (precept_import_get_regex (&applies_slot, "^\\W*applies\\s+to\\s+(?:members|patients|individuals)\\b"), sentence->text, 0, NULL))
    {
      PreceptImportUse *use = precept_import_reader_last_use (self);

      if (use == NULL)
        use = precept_import_reader_add_use (self, NULL, sentence->line);
      return use->applies == NULL && use->requests->len == 0 ? &use->applies : NULL;
    }
  if (g_regex_match (precept_import_get_regex (&general_slot, "^\\W*(?:every\\s+request|all\\s+requests)\\s+must\\b"), sentence->text, 0, NULL))
    return self->general == NULL && !self->has_general ? &self->general : NULL;

  return NULL;
}

static gboolean
read_other_list (PreceptImportReader *self, PreceptImportBlock *sentence, PreceptImportLead *lead, GPtrArray *items, PreceptImportSpan span, xmlNode **place)
{
  xmlNode *holder = xmlNewDocNode (self->doc, self->builder->ns, BAD_CAST "request", NULL);

  g_clear_pointer (&lead->title, g_free);
  if (!precept_import_add_criteria (self, holder, sentence, sentence->text, lead, items, span, TRUE))
    {
      xmlFreeNode (holder);
      return FALSE;
    }
  *place = holder;
  precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_GUESS, sentence,
                              place == &self->general ? "taken as what every request must meet" : "taken as what says whom the indication is about");

  return TRUE;
}

/* Reads the list at @i, whose sentence, if it has one, is the block before it. Returns its end, 0: it is no list of criteria. */
static guint
read_list_at (PreceptImportReader *self, PreceptImportSpan span, guint i, PreceptImportBlock *sentence)
{
  PreceptImportLead lead = { 0 };
  g_autofree char  *period = NULL;
  g_autoptr (GPtrArray) items = NULL;
  const char *determination = sentence != NULL ? precept_import_determination (sentence->text) : NULL;
  xmlNode   **place = NULL;
  gboolean    refuses;
  guint       end = 0;
  gboolean    done = FALSE;

  if (sentence != NULL && !read_sentence (self, sentence->text, &period, &lead))
    return 0;
  items = precept_import_read_items (span, i, &end);
  place = sentence != NULL ? find_other_place (self, sentence) : NULL;
  /* "Side effects are the following:" is about no criteria. */
  if (sentence != NULL && lead.is_weak && place == NULL && !says_approved (sentence->text) && !has_conjunctions (items))
    {
      precept_import_lead_clear (&lead);
      return 0;
    }
  refuses = sentence != NULL && !says_unless_met (sentence->text) &&
            (g_strcmp0 (determination, "experimental-investigational-unproven") == 0 ||
             (self->uses->len == 0 && lead.join == PRECEPT_IMPORT_JOIN_NONE && lead.keeps_all) ||
             (g_strcmp0 (determination, "not-medically-necessary") == 0 && lead.join != PRECEPT_IMPORT_JOIN_NONE));
  if (refuses)
    precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_CHECK, sentence, "says what is not approved; with the list below it it stays text");
  else if (place != NULL)
    done = read_other_list (self, sentence, &lead, items, span, place);
  else if (sentence != NULL)
    done = read_list (self, sentence, sentence->text, &lead, period, items, span);
  else if (self->uses->len == 0 && (self->expects || has_conjunctions (items)))
    done = read_list (self, span.items[i], span.items[i]->text, NULL, NULL, items, span);
  else if (self->uses->len == 0 && i == 0)
    precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_CHECK, span.items[0], "a list without a sentence that says how many of it must be met: it stays text");
  precept_import_lead_clear (&lead);

  return done ? end : 0;
}

/* A line that would be a heading if its words had capitals, above the sentence of a list: it names an indication, or the type
 * of a request. Returns the end of the list, 0: it is none. */
static guint
read_below_name (PreceptImportReader *self, PreceptImportSpan span, guint i)
{
  PreceptImportBlock   *name = span.items[i];
  PreceptImportBlock   *sentence = precept_import_span_at (span, i + 1);
  PreceptImportBlock   *first = precept_import_span_at (span, i + 2);
  PreceptImportRequest *request = self->request;
  const char           *type_before = self->type;
  const char           *type = precept_import_request_heading (name->text);
  guint                 n_uses = self->uses->len;
  guint                 end;
  guint                 n_notes;

  if (name->depth > 0 || !name->gap || first == NULL || sentence->kind != PRECEPT_IMPORT_PARAGRAPH || first->kind != PRECEPT_IMPORT_ITEM ||
      g_str_has_suffix (name->text, ":") || !precept_import_heading_has_shape (name->text) || precept_import_reader_knows_paragraph (self, name) || !precept_import_is_lead (sentence->text))
    return 0;

  precept_import_report_get_notes (self->builder->report, &n_notes);
  if (type != NULL)
    self->type = type;
  else
    precept_import_reader_add_use (self, name->text, name->line);
  precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_GUESS, name, type != NULL ? "taken as what says of what type of request the criteria below it are" : "taken as the title of an indication, as criteria stand below it");
  end = read_list_at (self, span, i + 2, sentence);
  if (end > 0)
    return end;

  precept_import_report_truncate (self->builder->report, n_notes);
  self->type = type_before;
  g_ptr_array_set_size (self->uses, (int)n_uses);
  self->request = request;

  return 0;
}

/* The end of the paragraph or list at @i. */
static guint
find_end (PreceptImportSpan span, guint i)
{
  guint end = i + 1;

  if (span.items[i]->kind == PRECEPT_IMPORT_ITEM)
    while (end < span.n && (span.items[end]->kind == PRECEPT_IMPORT_ITEM || (span.items[end]->kind == PRECEPT_IMPORT_PARAGRAPH && span.items[end]->depth > 0)))
      end++;

  return end;
}

/* Text stands before the criteria, or below those of the last request. */
static void
add_prose (PreceptImportReader *self, PreceptImportSpan span, guint start, guint end)
{
  PreceptImportBetween between = { start, end, self->request };

  if (self->request != NULL)
    {
      g_array_append_val (self->between, between);
      return;
    }
  for (guint i = start; i < end; i++)
    g_ptr_array_add (self->prose, span.items[i]);
}

/* Puts text that stands below criteria into a note of them; what stands below all criteria may stay where it is. */
static void
settle_prose (PreceptImportReader *self, PreceptImportSpan span, guint criteria_end)
{
  for (guint i = 0; i < self->between->len; i++)
    {
      const PreceptImportBetween *between = &g_array_index (self->between, PreceptImportBetween, i);
      PreceptImportBlock         *first = span.items[between->start];
      gboolean                    stays = self->keeps_after && between->start >= criteria_end;

      if (stays)
        for (guint k = between->start; k < between->end; k++)
          g_ptr_array_add (self->after, span.items[k]);
      else
        precept_import_add_note (self->builder, between->request->holder->children, span.items + between->start, between->end - between->start);
      precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, first->line, span.items[between->end - 1]->last_line - first->line + 1,
                                 first->text != NULL ? first->text : "a table",
                                 stays ? "not taken as a criterion: it stays text below them" : "not taken as a criterion: it prints as a note below them");
    }
}

/*
 * precept_import_reader_read:
 * @self: a reader
 * @span: what stands below a heading, without further headings
 *
 * Reads the requests in @span, and what stands before them.
 *
 * Returns: whether there is one; otherwise all of @span is prose
 */
gboolean
precept_import_reader_read (PreceptImportReader *self, PreceptImportSpan span)
{
  guint    n_notes = 0;
  guint    criteria_end = 0;
  gboolean found;

  precept_import_report_get_notes (self->builder->report, &n_notes);
  for (guint i = 0; i < span.n;)
    {
      PreceptImportBlock *block = span.items[i];
      PreceptImportBlock *next = precept_import_span_at (span, i + 1);
      guint               end = 0;

      if (block->kind == PRECEPT_IMPORT_ITEM)
        end = read_list_at (self, span, i, NULL);
      else if (block->kind == PRECEPT_IMPORT_PARAGRAPH && next != NULL && next->kind == PRECEPT_IMPORT_ITEM)
        end = read_list_at (self, span, i + 1, block);
      else if (block->kind == PRECEPT_IMPORT_PARAGRAPH && next != NULL)
        end = read_below_name (self, span, i);
      if (end > 0)
        criteria_end = end;
      if (end == 0 && precept_import_reader_take_paragraph (self, block))
        end = i + 1;
      if (end == 0)
        {
          end = find_end (span, i);
          /* The sentence above a list that stays text goes with it. */
          if (block->kind == PRECEPT_IMPORT_PARAGRAPH && next != NULL && next->kind == PRECEPT_IMPORT_ITEM && g_str_has_suffix (block->text, ":"))
            end = find_end (span, i + 1);
          add_prose (self, span, i, end);
        }
      i = end;
    }
  /* Whom an indication is about says nothing without a request. */
  found = self->general != NULL || self->uses->len > 0;
  for (guint i = 0; i < self->uses->len; i++)
    found = found && ((PreceptImportUse *)g_ptr_array_index (self->uses, i))->requests->len > 0;
  if (found)
    settle_prose (self, span, criteria_end);
  else
    precept_import_report_drop_read (self->builder->report, n_notes);

  return found;
}
