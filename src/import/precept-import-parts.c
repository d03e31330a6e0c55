/* precept-import-parts.c: evidence, policy statements and coverage, which nest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

/* Evidence */

/* An item that names what stands below it: “Clinical trials:” above its findings. */
static gboolean
is_topic_item (PreceptImportSpan span, guint i)
{
  PreceptImportBlock *block = span.items[i];
  PreceptImportBlock *next = precept_import_span_at (span, i + 1);

  return block->kind == PRECEPT_IMPORT_ITEM && block->depth == 0 && !block->numbered && next != NULL && next->kind == PRECEPT_IMPORT_ITEM &&
         next->depth > 0 && (g_str_has_suffix (block->text, ":") || g_str_has_suffix (block->text, ":**")) && strlen (block->text) < 160;
}

static gboolean
opens_topic (PreceptImportSpan span, guint i)
{
  return span.items[i]->kind == PRECEPT_IMPORT_HEADING || is_topic_item (span, i);
}

/* Adds the finding at @i with those below it, and returns where they end. */
static guint
add_finding (PreceptImportBuilder *self, xmlNode *parent, PreceptImportSpan span, guint i)
{
  PreceptImportBlock *block = span.items[i];
  xmlNode            *finding = precept_import_add (self, parent, "finding");
  xmlNode            *last = finding;
  guint               depth = block->depth;

  precept_import_recognize_trial (finding, block->text);
  precept_import_add_inline (self, finding, "p", block->text);
  for (i++; i < span.n;)
    {
      block = span.items[i];
      if (block->depth <= depth || (block->kind != PRECEPT_IMPORT_ITEM && block->kind != PRECEPT_IMPORT_PARAGRAPH))
        break;
      if (block->kind == PRECEPT_IMPORT_PARAGRAPH)
        {
          /* A finding's own blocks stand above those nested in it. */
          precept_import_add_inline (self, last, "p", block->text);
          i++;
        }
      else if (block->numbered && last == finding)
        {
          guint end = i + 1;

          while (end < span.n && span.items[end]->depth >= block->depth &&
                 (span.items[end]->kind == PRECEPT_IMPORT_PARAGRAPH || (span.items[end]->kind == PRECEPT_IMPORT_ITEM &&
                                                                        (span.items[end]->numbered || span.items[end]->depth > block->depth))))
            end++;
          precept_import_add_blocks (self, finding, precept_import_span_slice (span, i, end));
          i = end;
        }
      else
        {
          i = add_finding (self, finding, span, i);
          for (last = finding; last->last != NULL && g_str_equal ((const char *)last->last->name, "finding");)
            last = last->last;
        }
    }

  return i;
}

/* Fills @evidence from @span. @topic: where what stands before the first topic of its own goes, or NULL if nothing does. */
static void
fill_topics (PreceptImportBuilder *self, xmlNode *evidence, xmlNode *topic, PreceptImportSpan span)
{
  for (guint i = 0; i < span.n;)
    {
      PreceptImportBlock *block = span.items[i];

      if (opens_topic (span, i) || topic == NULL)
        {
          topic = precept_import_add (self, evidence, "topic");
          precept_import_add_title (self, topic, block->text);
          i++;
        }
      else if (block->kind == PRECEPT_IMPORT_ITEM && !block->numbered)
        i = add_finding (self, topic, span, i);
      else
        {
          guint end = i + 1;

          while (block->kind == PRECEPT_IMPORT_ITEM && end < span.n && !opens_topic (span, end) &&
                 (span.items[end]->depth > 0 || span.items[end]->numbered))
            end++;
          precept_import_add_blocks (self, topic, precept_import_span_slice (span, i, end));
          i = end;
        }
    }
}

/* Turns the title of @part into that of its first topic. */
static xmlNode *
move_title_to_topic (PreceptImportBuilder *self, xmlNode *part)
{
  xmlNode *title = part->children;
  xmlNode *topic = precept_import_add (self, part, "topic");

  if (title != NULL && title != topic)
    {
      xmlUnlinkNode (title);
      xmlAddChild (topic, title);
    }
  else
    precept_import_add (self, topic, "title");

  return topic;
}

gboolean
precept_import_fill_evidence (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  if (span.n == 0)
    return FALSE;
  fill_topics (self, part, opens_topic (span, 0) ? NULL : move_title_to_topic (self, part), span);

  return TRUE;
}

gboolean
precept_import_fill_statement (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  guint start = 0;

  while (start < span.n && !opens_topic (span, start))
    start++;
  precept_import_add_blocks (self, part, precept_import_span_slice (span, 0, start));
  if (start < span.n)
    fill_topics (self, precept_import_add (self, part, "evidence"), NULL, precept_import_span_slice (span, start, span.n));

  return span.n > 0;
}

/* Coverage */

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

static void
add_entry (Coverage *self, const PreceptImportBlock *heading, PreceptImportPart part, PreceptImportSpan content)
{
  PreceptImportBuilder *builder = self->builder;
  g_autofree char      *words = precept_import_span_dup_text (content);
  g_autofree char      *text = g_strconcat (heading->text, "\n", words, NULL);
  const char           *determination = precept_import_determination (text);
  xmlNode              *parent;

  close_groups (self, heading, part);
  parent = innermost (self)->node;
  if (content.n > 0 && determination != NULL && part == PRECEPT_IMPORT_PART_UNKNOWN)
    {
      xmlNode *indication = precept_import_add (builder, parent, "indication");

      precept_import_set (indication, "determination", determination);
      precept_import_add_title (builder, indication, heading->text);
      precept_import_add_blocks (builder, precept_import_add (builder, indication, "position"), content);
      precept_import_report_add (builder->report, PRECEPT_IMPORT_NOTE_GUESS, heading->line, 1, heading->text,
                                 "taken as an indication whose determination is “%s”", determination);
    }
  else
    {
      xmlNode  *group = precept_import_add (builder, parent, "group");
      Container container = { group, heading->level };

      precept_import_add_title (builder, group, heading->text);
      precept_import_add_blocks (builder, group, content);
      if (content.n == 0 || heading->level > 0)
        g_array_append_val (self->open, container);
    }
}

gboolean
precept_import_fill_coverage (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (Container));
  Container root = { part, 0 };
  Coverage  coverage = { self, part, NULL, 0, open };
  guint     i = 0;

  g_array_append_val (open, root);
  while (i < span.n && span.items[i]->kind != PRECEPT_IMPORT_HEADING)
    i++;
  precept_import_add_blocks (self, part, precept_import_span_slice (span, 0, i));
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
