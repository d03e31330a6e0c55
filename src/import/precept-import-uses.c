/* precept-import-uses.c: indications and requests while their criteria are read, their periods and limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

static void
free_limit (gpointer data)
{
  xmlFreeNode (data);
}

static void
free_request (gpointer data)
{
  PreceptImportRequest *request = data;

  xmlFreeNode (request->holder);
  g_free (request->period);
  g_ptr_array_unref (request->limits);
  g_free (request);
}

static void
free_use (gpointer data)
{
  PreceptImportUse *use = data;

  g_free (use->title);
  if (use->applies != NULL)
    xmlFreeNode (use->applies);
  g_ptr_array_unref (use->requests);
  g_free (use);
}

static void
add_known (PreceptImportReader *self, const char *text)
{
  g_autofree char *key = precept_import_heading_key (text);
  g_auto (GStrv) words = g_strsplit (key, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_hash_table_add (self->known, g_strdup (words[i]));
}

static void
add_known_content (PreceptImportReader *self, xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);

  add_known (self, (const char *)content);
  xmlFree (content);
}

/* @heading: (nullable): of what is read. Its words, and those of the title, need not be kept again. */
PreceptImportReader *
precept_import_reader_new (PreceptImportBuilder *builder, xmlNode *part, const char *heading)
{
  PreceptImportReader *self = g_new0 (PreceptImportReader, 1);
  xmlNode             *metadata = xmlDocGetRootElement (part->doc)->children;

  self->builder = builder;
  self->doc = part->doc;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->uses = g_ptr_array_new_with_free_func (free_use);
  self->prose = g_ptr_array_new ();
  self->after = g_ptr_array_new ();
  self->between = g_array_new (FALSE, FALSE, sizeof (PreceptImportBetween));
  for (xmlNode *node = metadata != NULL ? metadata->children : NULL; node != NULL; node = node->next)
    if (g_str_equal ((const char *)node->name, "title") || g_str_equal ((const char *)node->name, "subject"))
      add_known_content (self, node);
  if (heading != NULL)
    add_known (self, heading);

  return self;
}

void
precept_import_reader_free (PreceptImportReader *self)
{
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->uses);
  g_ptr_array_unref (self->prose);
  g_ptr_array_unref (self->after);
  g_array_unref (self->between);
  g_free (self->period);
  if (self->general != NULL)
    xmlFreeNode (self->general);
  g_free (self);
}

PreceptImportUse *
precept_import_reader_last_use (PreceptImportReader *self)
{
  return self->uses->len > 0 ? g_ptr_array_index (self->uses, self->uses->len - 1) : NULL;
}

PreceptImportUse *
precept_import_reader_add_use (PreceptImportReader *self, const char *title, guint line)
{
  PreceptImportUse *use = g_new0 (PreceptImportUse, 1);

  use->title = g_strdup (title);
  use->line = line;
  use->requests = g_ptr_array_new_with_free_func (free_request);
  g_ptr_array_add (self->uses, use);
  self->request = NULL;

  return use;
}

PreceptImportRequest *
precept_import_reader_add_request (PreceptImportReader *self, const char *type, guint line)
{
  PreceptImportUse     *use = precept_import_reader_last_use (self);
  PreceptImportRequest *request = g_new0 (PreceptImportRequest, 1);

  if (use == NULL)
    use = precept_import_reader_add_use (self, NULL, line);
  request->type = type != NULL ? type : self->type != NULL ? self->type
                                                           : "any";
  request->holder = xmlNewDocNode (self->doc, self->builder->ns, BAD_CAST "request", NULL);
  request->limits = g_ptr_array_new_with_free_func (free_limit);
  request->line = line;
  request->period = g_steal_pointer (&self->period);
  g_ptr_array_add (use->requests, request);
  self->request = request;

  return request;
}

/* Takes back the last request. */
void
precept_import_reader_drop_request (PreceptImportReader *self)
{
  PreceptImportUse *use = precept_import_reader_last_use (self);

  g_ptr_array_set_size (use->requests, (int)use->requests->len - 1);
  if (use->requests->len == 0 && use->title == NULL && use->applies == NULL)
    g_ptr_array_set_size (self->uses, (int)self->uses->len - 1);
  use = precept_import_reader_last_use (self);
  self->request = use != NULL && use->requests->len > 0 ? g_ptr_array_index (use->requests, use->requests->len - 1) : NULL;
}

/* Periods and limits */

/* The request that a sentence of @type is about; NULL: it is about none that is there. */
PreceptImportRequest *
precept_import_reader_find_request (PreceptImportReader *self, const char *type)
{
  PreceptImportUse *use = precept_import_reader_last_use (self);

  if (type == NULL || self->request == NULL || g_str_equal (self->request->type, type) || g_str_equal (self->request->type, "any"))
    return self->request;
  for (guint i = 0; i < use->requests->len; i++)
    {
      PreceptImportRequest *request = g_ptr_array_index (use->requests, i);

      if (g_str_equal (request->type, type))
        return request;
    }

  return NULL;
}

void
precept_import_reader_note (PreceptImportReader *self, PreceptImportNoteKind kind, const PreceptImportBlock *block, const char *why)
{
  precept_import_report_add (self->builder->report, kind, block->line, block->last_line - block->line + 1, block->text, "%s", why);
}

static gboolean
take_period (PreceptImportReader *self, const PreceptImportBlock *block)
{
  g_autofree char      *period = NULL;
  g_autofree char      *why = NULL;
  PreceptImportSays     says = precept_import_read_period (block->text, &period);
  PreceptImportRequest *request = precept_import_reader_find_request (self, precept_import_request_type (block->text));
  char                **slot = request != NULL ? &request->period : self->request == NULL ? &self->period
                                                                                          : NULL;

  if (says == PRECEPT_IMPORT_SAYS_UNSURELY)
    precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_CHECK, block, "seems to say for how long requests are approved, and stays text: enter it at each request");
  if (says != PRECEPT_IMPORT_SAYS_ONLY)
    return FALSE;
  if (slot == NULL || (*slot != NULL && !g_str_equal (*slot, period)))
    {
      precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_CHECK, block,
                                  slot == NULL ? "says for how long requests of another type are approved, and stays text"
                                               : "says for how long requests are approved, but another sentence says otherwise, so it stays text");
      return FALSE;
    }
  if (*slot == NULL)
    *slot = g_strdup (period);
  why = g_strdup_printf ("the request is approved for %s, which prints in the line above its criteria", period);
  precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_READ, block, why);

  return TRUE;
}

static gboolean
take_limit (PreceptImportReader *self, const PreceptImportBlock *block)
{
  xmlNode *limit;

  if (self->request == NULL || !precept_import_is_limit (block->text))
    return FALSE;
  limit = xmlNewDocNode (self->doc, self->builder->ns, BAD_CAST "limit", NULL);
  if (!precept_import_fill_limit (limit, block->text))
    {
      xmlFreeNode (limit);
      precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_CHECK, block, "seems to limit how much is covered, and stays text: enter it as a limit of the request");
      return FALSE;
    }
  g_ptr_array_add (self->request->limits, limit);
  precept_import_reader_note (self, PRECEPT_IMPORT_NOTE_READ, block, "a limit of the request, which prints below its criteria");

  return TRUE;
}

/* Whether a paragraph is no prose, but says for how long, or how much, is approved. */
gboolean
precept_import_reader_knows_paragraph (PreceptImportReader *self, const PreceptImportBlock *block)
{
  g_autofree char *period = NULL;
  xmlNode         *limit;
  gboolean         knows;

  if (block->kind != PRECEPT_IMPORT_PARAGRAPH && block->kind != PRECEPT_IMPORT_ITEM)
    return FALSE;
  if (!precept_import_is_limit (block->text))
    return precept_import_read_period (block->text, &period) == PRECEPT_IMPORT_SAYS_ONLY;
  if (self->request == NULL)
    return FALSE;
  limit = xmlNewDocNode (self->doc, self->builder->ns, BAD_CAST "limit", NULL);
  knows = precept_import_fill_limit (limit, block->text);
  xmlFreeNode (limit);

  return knows;
}

/* Takes such a paragraph. FALSE: it stays where it is. */
gboolean
precept_import_reader_take_paragraph (PreceptImportReader *self, PreceptImportBlock *block)
{
  if (block->kind != PRECEPT_IMPORT_PARAGRAPH && block->kind != PRECEPT_IMPORT_ITEM)
    return FALSE;

  return take_limit (self, block) || take_period (self, block);
}
