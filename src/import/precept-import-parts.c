/* precept-import-parts.c: evidence and policy statements, which nest
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
