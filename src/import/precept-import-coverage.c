/* precept-import-coverage.c: groups, indications, requests and all other uses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

typedef struct
{
  xmlNode *node;
  guint    level; /* of its heading; 0: the text does not say */
} Container;

typedef struct
{
  PreceptImportBuilder *builder;
  xmlNode              *part;
  xmlNode              *other_uses; /* nullable; not in the tree until the end, where the grammar wants it */
  guint                 other_line;
  GArray               *open; /* owned; of Container, the part itself first */

  GHashTable *indications; /* owned; key of its title → xmlNode, borrowed: the last indication of that title with requests */
  xmlNode    *last;        /* borrowed, nullable: what the last heading became, if requests below it are its own */
  const char *type;        /* nullable: of the requests below a heading such as “Initial criteria” */
  guint       type_level;  /* of that heading */
  gboolean    has_general;
} Coverage;

static Container *
innermost (Coverage *self)
{
  return &g_array_index (self->open, Container, self->open->len - 1);
}

static PreceptImportPart
read_part (const PreceptImportBlock *heading)
{
  g_autofree char *key = precept_import_heading_key (heading->text);
  gboolean         exact;

  return precept_import_heading_part (key, &exact);
}

/* Closes the groups that a heading ends. A group with a heading right below it holds that one; known headings are never
 * inside a group with text. */
static void
close_groups (Coverage *self, const PreceptImportBlock *heading, PreceptImportPart part)
{
  while (self->open->len > 1)
    {
      Container *container = innermost (self);
      gboolean   holds;

      if (heading->level > 0 && container->level > 0)
        holds = heading->level > container->level;
      else
        holds = part == PRECEPT_IMPORT_PART_UNKNOWN || container->node->children == NULL || container->node->children->next == NULL;
      if (holds)
        break;
      g_array_set_size (self->open, self->open->len - 1);
    }
}

static void
add_other_uses (Coverage *self, const PreceptImportBlock *heading, PreceptImportSpan content)
{
  PreceptImportBuilder *builder = self->builder;
  g_autofree char      *words = precept_import_span_dup_text (content);
  g_autofree char      *text = g_strconcat (heading->text, "\n", words, NULL);
  const char           *determination = precept_import_determination (text);

  self->other_uses = xmlNewDocNode (self->part->doc, builder->ns, BAD_CAST "all-other-uses", NULL);
  self->other_line = heading->line;
  if (determination == NULL)
    determination = "not-medically-necessary";
  precept_import_set (self->other_uses, "determination", determination);
  precept_import_report_add (builder->report, PRECEPT_IMPORT_NOTE_GUESS, heading->line, 1, heading->text,
                             "taken as what holds for all other uses, whose determination is “%s”", determination);
  precept_import_add_title (builder, self->other_uses, heading->text);
  precept_import_add_blocks (builder, self->other_uses, content);
}

/* Requests */

static gboolean
is_element (const xmlNode *node, const char *name)
{
  return node != NULL && g_str_equal ((const char *)node->name, name);
}

static char *
dup_key (xmlNode *indication)
{
  xmlChar *content = xmlNodeGetContent (indication->children);
  char    *key = precept_import_heading_key ((const char *)content);

  xmlFree (content);

  return key;
}

/* Moves what @holder holds to @parent. */
static void
move_tree (xmlNode *holder, xmlNode *parent)
{
  xmlNode *tree = holder->children;

  xmlUnlinkNode (tree);
  xmlAddChild (parent, tree);
}

static void
add_requests (Coverage *self, xmlNode *indication, PreceptImportUse *use)
{
  xmlNode *first = indication->children != NULL ? indication->children->next : NULL;

  if (use->applies != NULL && first == NULL)
    move_tree (use->applies, precept_import_add (self->builder, indication, "applies-to"));
  else if (use->applies != NULL)
    /* It holds of these requests only, so it is one more criterion of each. */
    for (guint i = 0; i < use->requests->len; i++)
      {
        PreceptImportRequest *request = g_ptr_array_index (use->requests, i);
        xmlNode              *tree = request->holder->children;
        xmlNode              *all = precept_import_add (self->builder, request->holder, "all");

        xmlAddChild (all, xmlCopyNode (use->applies->children, 1));
        xmlUnlinkNode (tree);
        xmlAddChild (all, tree);
      }
  for (guint i = 0; i < use->requests->len; i++)
    {
      PreceptImportRequest *request = g_ptr_array_index (use->requests, i);
      xmlNode              *node = precept_import_add (self->builder, indication, "request");

      precept_import_set (node, "type", request->type);
      precept_import_set (node, "authorize-for", request->period);
      move_tree (request->holder, node);
      for (guint k = 0; k < request->limits->len; k++)
        xmlAddChild (node, g_ptr_array_index (request->limits, k));
      g_ptr_array_set_free_func (request->limits, NULL);
    }
}

/* @title: raw, or %NULL: the words of @like, another title, once more */
static xmlNode *
add_indication (Coverage *self, xmlNode *parent, const char *title, const xmlNode *like, PreceptImportUse *use)
{
  xmlNode *indication = precept_import_add (self->builder, parent, "indication");

  precept_import_set (indication, "determination", "medically-necessary-when-met");
  if (title != NULL)
    precept_import_add_title (self->builder, indication, title);
  else
    {
      xmlChar *words = xmlNodeGetContent (like);

      xmlAddChild (precept_import_add (self->builder, indication, "title"), xmlNewDocText (self->part->doc, words));
      precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_ADDED, use->line, 1, (const char *)words, "%s",
                                 is_element (like->parent, "metadata")
                                   ? "the criteria stand below no heading of an indication, so the indication has the title of the policy"
                                   : "text stands above these criteria, so the indication has the heading once more");
      xmlFree (words);
    }
  add_requests (self, indication, use);
  g_hash_table_insert (self->indications, dup_key (indication), indication);
  self->last = indication;

  return indication;
}

static void
note_indication (Coverage *self, const PreceptImportBlock *heading, const PreceptImportReader *reader)
{
  const PreceptImportUse *use = g_ptr_array_index (reader->uses, 0);

  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_GUESS, heading->line, 1, heading->text,
                             "taken as an indication with criteria for %u type%s of request, medically necessary when they are met",
                             use->requests->len, use->requests->len == 1 ? "" : "s");
}

/* The words of the policy's title, for criteria that stand under no indication. */
static xmlNode *
add_untitled (Coverage *self, xmlNode *parent, PreceptImportUse *use)
{
  xmlNode *metadata = xmlDocGetRootElement (self->part->doc)->children;

  return add_indication (self, parent, NULL, metadata->children, use);
}

/* Whether two indications have the same title, and different types of request. */
static xmlNode *
find_indication (Coverage *self, const char *title, const PreceptImportUse *use)
{
  g_autofree char *key = precept_import_heading_key (title);
  xmlNode         *indication = g_hash_table_lookup (self->indications, key);

  if (indication == NULL)
    return NULL;
  for (xmlNode *node = indication->children; node != NULL; node = node->next)
    if (g_str_equal ((const char *)node->name, "request"))
      for (guint i = 0; i < use->requests->len; i++)
        {
          PreceptImportRequest *request = g_ptr_array_index (use->requests, i);
          xmlChar              *type = xmlGetNoNsProp (node, BAD_CAST "type");
          gboolean              same = g_str_equal ((const char *)type, request->type);

          xmlFree (type);
          if (same)
            return NULL;
        }

  return indication;
}

/* An indication under a title of its own, or more requests for one that is there. */
static void
add_titled (Coverage *self, xmlNode *parent, const char *title, guint line, PreceptImportUse *use)
{
  xmlNode *indication = find_indication (self, title, use);

  if (indication == NULL)
    {
      add_indication (self, parent, title, NULL, use);
      return;
    }
  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_READ, line, 1, title,
                             "the same indication as above, which has these requests as well");
  add_requests (self, indication, use);
  self->last = indication;
}

static void
add_uses (Coverage *self, xmlNode *parent, GPtrArray *uses)
{
  for (guint i = 0; i < uses->len; i++)
    {
      PreceptImportUse *use = g_ptr_array_index (uses, i);

      if (use->title != NULL)
        add_titled (self, parent, use->title, use->line, use);
      else
        add_untitled (self, parent, use);
    }
}

static void
add_prose (Coverage *self, xmlNode *parent, GPtrArray *blocks)
{
  PreceptImportSpan span = { (PreceptImportBlock **)blocks->pdata, blocks->len };

  precept_import_add_blocks (self->builder, parent, span);
}

/* The criteria of a part come right after its title. */
static void
add_general (Coverage *self, PreceptImportReader *reader)
{
  xmlNode *general = xmlNewDocNode (self->part->doc, self->builder->ns, BAD_CAST "general", NULL);
  xmlNode *title = self->part->children;

  move_tree (reader->general, general);
  if (is_element (title, "title"))
    xmlAddNextSibling (title, general);
  else if (title != NULL)
    xmlAddPrevSibling (title, general);
  else
    xmlAddChild (self->part, general);
  self->has_general = TRUE;
}

/* The indication that the requests below a heading such as “Initial criteria” are of; NULL: none stands above it. */
static xmlNode *
take_last (Coverage *self, PreceptImportUse *use)
{
  xmlNode *last = self->last;
  xmlNode *title = last != NULL ? last->children : NULL;
  xmlNode *position;

  if (last == NULL)
    return NULL;
  if (is_element (last, "indication") && title->next != NULL && is_element (title->next, "position"))
    {
      /* It may have a position or requests: its text stands in a group around it then. */
      position = title->next;
      while (position->children != NULL)
        {
          xmlNode *block = position->children;

          xmlUnlinkNode (block);
          xmlAddChild (last, block);
        }
      xmlUnlinkNode (position);
      xmlFreeNode (position);
      xmlUnsetProp (last, BAD_CAST "determination");
      xmlNodeSetName (last, BAD_CAST "group");
    }
  if (is_element (last, "group") && title->next == NULL)
    {
      g_autofree char *key = NULL;

      for (guint i = self->open->len; i > 1; i--)
        if (g_array_index (self->open, Container, i - 1).node == last)
          g_array_set_size (self->open, i - 1);
      xmlNodeSetName (last, BAD_CAST "indication");
      precept_import_set (last, "determination", "medically-necessary-when-met");
      key = dup_key (last);
      g_hash_table_insert (self->indications, g_steal_pointer (&key), last);
    }
  else if (is_element (last, "group"))
    return add_indication (self, last, NULL, title, use);
  add_requests (self, last, use);

  return last;
}

/* A heading such as “Continuation criteria”, with criteria. */
static void
add_request_heading (Coverage *self, const PreceptImportBlock *heading, PreceptImportReader *reader, const char *type)
{
  PreceptImportUse     *use = g_ptr_array_index (reader->uses, 0);
  PreceptImportRequest *request = g_ptr_array_index (use->requests, 0);

  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_READ, heading->line, 1, heading->text,
                             "the criteria below it are of %s requests", type);
  /* Text above the criteria has no place in an indication but below them. */
  if (reader->prose->len > 0)
    {
      PreceptImportBlock *first = g_ptr_array_index (reader->prose, 0);

      precept_import_add_note (self->builder, request->holder->children, (PreceptImportBlock **)reader->prose->pdata, reader->prose->len);
      precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_CHECK, first->line, 1, first->text != NULL ? first->text : "a table",
                                 "no criterion: it prints as a note below the criteria");
    }
  if (reader->uses->len > 1 || use->title != NULL)
    add_uses (self, innermost (self)->node, reader->uses);
  else if (take_last (self, use) == NULL)
    add_untitled (self, innermost (self)->node, use);
}

/* A heading that names an indication, or a group of them, with criteria. */
static void
add_criteria (Coverage *self, const PreceptImportBlock *heading, PreceptImportPart part, PreceptImportReader *reader)
{
  xmlNode          *parent = innermost (self)->node;
  PreceptImportUse *use = g_ptr_array_index (reader->uses, 0);
  xmlNode          *group;

  if (part == PRECEPT_IMPORT_PART_UNKNOWN && reader->uses->len == 1 && use->title == NULL && reader->prose->len == 0)
    {
      if (find_indication (self, heading->text, use) == NULL)
        note_indication (self, heading, reader);
      add_titled (self, parent, heading->text, heading->line, use);
      return;
    }

  group = precept_import_add (self->builder, parent, "group");
  precept_import_add_title (self->builder, group, heading->text);
  add_prose (self, group, reader->prose);
  if (part != PRECEPT_IMPORT_PART_UNKNOWN || reader->uses->len > 1 || use->title != NULL)
    {
      add_uses (self, group, reader->uses);
      add_prose (self, group, reader->after);
      return;
    }
  note_indication (self, heading, reader);
  add_indication (self, group, NULL, group->children, use);
}

static gboolean
is_general_heading (const PreceptImportBlock *heading)
{
  g_autofree char *key = precept_import_heading_key (heading->text);

  return g_str_equal (key, "general criteria") || g_str_equal (key, "universal criteria");
}

/* Whether all that stands below a heading is one list that every request must meet. */
static gboolean
take_general (Coverage *self, const PreceptImportBlock *heading, PreceptImportReader *reader)
{
  PreceptImportUse     *use = reader->uses->len == 1 ? g_ptr_array_index (reader->uses, 0) : NULL;
  PreceptImportRequest *request = use != NULL && use->requests->len == 1 ? g_ptr_array_index (use->requests, 0) : NULL;

  if (request == NULL || self->has_general || reader->general != NULL || use->title != NULL || use->applies != NULL || reader->prose->len > 0 ||
      request->period != NULL || request->limits->len > 0 || !g_str_equal (request->type, "any"))
    return FALSE;
  reader->general = xmlNewDocNode (self->part->doc, self->builder->ns, BAD_CAST "request", NULL);
  move_tree (request->holder, reader->general);
  add_general (self, reader);
  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_READ, heading->line, 1, heading->text,
                             "the criteria below it hold for every request, and print above all indications");

  return TRUE;
}

/* Adds what stands below a heading where it has criteria. */
static gboolean
add_requests_below (Coverage *self, const PreceptImportBlock *heading, PreceptImportPart part, PreceptImportSpan content)
{
  const char *type = precept_import_request_heading (heading->text);
  g_autoptr (PreceptImportReader) reader = precept_import_reader_new (self->builder, self->part, heading->text);

  reader->type = type != NULL ? type : self->type;
  reader->expects = type != NULL || self->type != NULL || part != PRECEPT_IMPORT_PART_UNKNOWN;
  reader->has_general = self->has_general;
  reader->keeps_after = type == NULL && part != PRECEPT_IMPORT_PART_UNKNOWN;
  if (content.n == 0 || !precept_import_reader_read (reader, content))
    return FALSE;

  if (reader->general != NULL)
    add_general (self, reader);
  if (reader->uses->len == 0)
    {
      xmlNode *group = precept_import_add (self->builder, innermost (self)->node, "group");

      precept_import_add_title (self->builder, group, heading->text);
      add_prose (self, group, reader->prose);
      add_prose (self, group, reader->after);
    }
  else if (is_general_heading (heading) && take_general (self, heading, reader))
    add_prose (self, innermost (self)->node, reader->after);
  else if (type != NULL)
    add_request_heading (self, heading, reader, type);
  else
    add_criteria (self, heading, part, reader);

  return TRUE;
}

static void
add_entry (Coverage *self, const PreceptImportBlock *heading, PreceptImportPart part, PreceptImportSpan content)
{
  PreceptImportBuilder *builder = self->builder;
  g_autofree char      *words = precept_import_span_dup_text (content);
  g_autofree char      *text = g_strconcat (heading->text, "\n", words, NULL);
  const char           *determination = precept_import_determination (text);
  const char           *type = precept_import_request_heading (heading->text);
  xmlNode              *parent;

  close_groups (self, heading, part);
  if (type != NULL || part != PRECEPT_IMPORT_PART_UNKNOWN || (heading->level > 0 && heading->level <= self->type_level))
    self->type = NULL;
  if (add_requests_below (self, heading, part, content))
    return;

  parent = innermost (self)->node;
  self->last = NULL;
  if (type != NULL && content.n == 0)
    {
      self->type = type;
      self->type_level = heading->level;
      precept_import_report_add (builder->report, PRECEPT_IMPORT_NOTE_READ, heading->line, 1, heading->text,
                                 "the criteria below it are of %s requests", type);
      return;
    }
  if (content.n > 0 && determination != NULL && part == PRECEPT_IMPORT_PART_UNKNOWN)
    {
      xmlNode *indication = precept_import_add (builder, parent, "indication");

      precept_import_set (indication, "determination", determination);
      precept_import_add_title (builder, indication, heading->text);
      precept_import_add_blocks (builder, precept_import_add (builder, indication, "position"), content);
      precept_import_report_add (builder->report, PRECEPT_IMPORT_NOTE_GUESS, heading->line, 1, heading->text,
                                 "taken as an indication whose determination is “%s”", determination);
      if (g_str_equal (determination, "medically-necessary-when-met"))
        self->last = indication;
    }
  else
    {
      xmlNode  *group = precept_import_add (builder, parent, "group");
      Container container = { group, heading->level };

      precept_import_add_title (builder, group, heading->text);
      precept_import_add_blocks (builder, group, content);
      if (content.n == 0 || heading->level > 0)
        g_array_append_val (self->open, container);
      if (part == PRECEPT_IMPORT_PART_UNKNOWN)
        self->last = group;
    }
}

/* What stands in a coverage part before its first heading. */
static void
add_untitled_content (Coverage *self, PreceptImportSpan content)
{
  xmlNode *title = self->part->children;
  xmlChar *words = title != NULL ? xmlNodeGetContent (title) : NULL;
  g_autoptr (PreceptImportReader) reader = precept_import_reader_new (self->builder, self->part, (const char *)words);

  xmlFree (words);
  reader->expects = TRUE;
  reader->keeps_after = TRUE;
  if (!precept_import_reader_read (reader, content))
    {
      precept_import_add_blocks (self->builder, self->part, content);
      return;
    }
  if (reader->general != NULL)
    add_general (self, reader);
  add_prose (self, self->part, reader->prose);
  add_uses (self, self->part, reader->uses);
  add_prose (self, self->part, reader->after);
}

gboolean
precept_import_fill_coverage (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (Container));
  Container root = { part, 0 };
  g_autoptr (GHashTable) indications = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Coverage coverage = { self, part, NULL, 0, open, indications, NULL, NULL, 0, FALSE };
  guint    i = 0;

  g_array_append_val (open, root);
  while (i < span.n && span.items[i]->kind != PRECEPT_IMPORT_HEADING)
    i++;
  add_untitled_content (&coverage, precept_import_span_slice (span, 0, i));
  while (i < span.n)
    {
      PreceptImportBlock *heading = span.items[i];
      PreceptImportPart   kind = read_part (heading);
      gboolean            other = kind == PRECEPT_IMPORT_PART_OTHER_USES && coverage.other_uses == NULL;
      guint               end = i + 1;

      /* Headings below that of the other uses are part of them: they hold no groups. */
      while (end < span.n && (span.items[end]->kind != PRECEPT_IMPORT_HEADING ||
                              (other && heading->level > 0 && span.items[end]->level > heading->level)))
        end++;
      if (other && end > i + 1)
        add_other_uses (&coverage, heading, precept_import_span_slice (span, i + 1, end));
      else
        {
          if (coverage.other_uses != NULL)
            precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_GUESS, heading->line, 1, heading->text,
                                       "moved above line %u: a guideline says last what holds for all other uses", coverage.other_line);
          add_entry (&coverage, heading, kind, precept_import_span_slice (span, i + 1, end));
        }
      i = end;
    }
  if (coverage.other_uses != NULL)
    xmlAddChild (part, coverage.other_uses);

  return span.n > 0;
}
