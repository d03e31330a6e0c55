/* precept-reference-info.c: what a list of references shows of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-reference-info.h"

#include <string.h>

#include "precept-citation.h"
#include "precept-inline.h"

void
precept_reference_info_free (PreceptReferenceInfo *self)
{
  g_free (self->id);
  g_clear_pointer (&self->block, precept_block_unref);
  g_free (self->number);
  g_free (self->authors);
  g_free (self->title);
  g_free (self->journal);
  g_free (self->short_name);
  g_free (self->same_as);
  g_free (self);
}

/* The text, and where its first slanted words begin, which are the journal's name. */
static char *
dup_text (PreceptDocument *document, const char *id, gsize *title_end)
{
  g_autoptr (PreceptInline) text = precept_document_dup_inline (document, id);
  GString *string = g_string_new (NULL);

  *title_end = 0;
  for (guint i = 0; text != NULL && i < precept_inline_get_n_runs (text); i++)
    {
      const PreceptRun *run = precept_inline_get_run (text, i);

      if (run->kind != PRECEPT_RUN_TEXT)
        continue;
      if ((run->marks & PRECEPT_MARK_EM) != 0 && *title_end == 0)
        *title_end = string->len;
      g_string_append (string, run->text);
    }
  return g_string_free (string, FALSE);
}

static char *
dup_part (const char *text, gsize from, gsize to)
{
  return g_strstrip (g_strndup (text + from, to - from));
}

static void
read_text (PreceptReferenceInfo *self, PreceptDocument *document)
{
  gsize            title_end, authors_end;
  g_autofree char *text = dup_text (document, self->id, &title_end);
  gsize            length = strlen (text);

  precept_citation_split (text, &authors_end, &title_end);
  g_free (self->authors);
  g_free (self->title);
  g_free (self->journal);
  g_free (self->short_name);
  self->authors = dup_part (text, 0, authors_end);
  self->title = dup_part (text, authors_end, title_end);
  self->journal = dup_part (text, title_end, length);
  self->short_name = precept_citation_dup_short_name (text);
  if (length == 0 && self->block->text != NULL)
    {
      /* Nothing but its identifiers, which the page prints. */
      g_free (self->title);
      self->title = g_strstrip (g_strdup (precept_text_get_string (self->block->text)));
    }
}

static void
collect_blocks (GPtrArray *blocks, GPtrArray *found)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == PRECEPT_BLOCK_REFERENCE && block->id != NULL)
        g_ptr_array_add (found, block);
    }
}

/**
 * precept_reference_infos_read:
 * @session: an open document
 * @old: (nullable) (transfer full): what was read before
 * @texts_changed: (out): whether a reference came, went, or reads differently
 *
 * Reads the references of a document. Only those that changed are read again.
 *
 * Returns: (transfer full) (element-type PreceptReferenceInfo): the references in their order
 */
GPtrArray *
precept_reference_infos_read (PreceptSession *session, GPtrArray *old, gboolean *texts_changed)
{
  PreceptDocument *document = precept_session_get_document (session);
  GPtrArray       *parts = precept_content_get_blocks (precept_session_get_content (session));
  GPtrArray       *infos = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_reference_info_free);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (old, i);

      g_hash_table_insert (by_id, info->id, info);
    }
  for (guint i = 0; i < parts->len; i++)
    collect_blocks (((PreceptBlock *)g_ptr_array_index (parts, i))->children, blocks);
  *texts_changed = old == NULL || old->len != blocks->len;
  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptBlock         *block = g_ptr_array_index (blocks, i);
      PreceptReferenceInfo *info = g_hash_table_lookup (by_id, block->id);
      const char           *number = block->label != NULL ? precept_text_get_string (block->label) : "?";
      gboolean              is_new = info == NULL;

      if (is_new)
        {
          info = g_new0 (PreceptReferenceInfo, 1);
          info->id = g_strdup (block->id);
        }
      else
        g_hash_table_steal (by_id, block->id);
      if (is_new || info->block != block || precept_session_has_changed (session, block->id))
        {
          g_clear_pointer (&info->block, precept_block_unref);
          info->block = precept_block_ref (block);
          read_text (info, document);
          *texts_changed = TRUE;
        }
      if (g_strcmp0 (info->number, number) != 0)
        {
          g_free (info->number);
          info->number = g_strdup (number);
        }
      g_ptr_array_add (infos, info);
    }
  if (old != NULL)
    {
      /* What is left in the table is gone from the document; the rest lives on. */
      for (guint i = 0; i < old->len; i++)
        {
          PreceptReferenceInfo *info = g_ptr_array_index (old, i);

          if (g_hash_table_lookup (by_id, info->id) != info)
            old->pdata[i] = NULL;
        }
      g_ptr_array_set_free_func (old, NULL);
      g_hash_table_remove_all (by_id);
      for (guint i = 0; i < old->len; i++)
        g_clear_pointer ((PreceptReferenceInfo **)&old->pdata[i], precept_reference_info_free);
      g_ptr_array_unref (old);
    }
  return infos;
}

PreceptReferenceInfo *
precept_reference_infos_find (GPtrArray *infos, const char *id)
{
  for (guint i = 0; id != NULL && i < infos->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (infos, i);

      if (g_str_equal (info->id, id))
        return info;
    }
  return NULL;
}

void
precept_reference_infos_count_places (GPtrArray *infos, GHashTable *links)
{
  for (guint i = 0; i < infos->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (infos, i);
      GPtrArray            *places = g_hash_table_lookup (links, info->id);

      info->n_places = places != NULL ? places->len : 0;
    }
}

/* Fills @data with what must live as long as @strings. */
static void
read_data (PreceptReferenceData *data, PreceptDocument *document, const char *id, GPtrArray *strings)
{
  data->text = dup_text (document, id, &data->title_end);
  data->doi = precept_document_dup_attribute (document, id, "doi");
  data->pmid = precept_document_dup_attribute (document, id, "pmid");
  data->pmcid = precept_document_dup_attribute (document, id, "pmcid");
  g_ptr_array_add (strings, (gpointer)data->text);
  g_ptr_array_add (strings, (gpointer)data->doi);
  g_ptr_array_add (strings, (gpointer)data->pmid);
  g_ptr_array_add (strings, (gpointer)data->pmcid);
}

/**
 * precept_reference_infos_find_same:
 * @infos: the references
 * @document: their document
 * @not_same: (element-type utf8 utf8): "id id" of two that somebody said are not the same
 *
 * Finds which references are the same work as an earlier one.
 */
void
precept_reference_infos_find_same (GPtrArray *infos, PreceptDocument *document, GHashTable *not_same)
{
  g_autoptr (PreceptReferenceIndex) index = precept_reference_index_new ();

  for (guint i = 0; i < infos->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (infos, i);
      g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
      PreceptReferenceData  data;
      PreceptReferenceInfo *first;
      const char           *what = NULL;

      read_data (&data, document, info->id, strings);
      first = precept_reference_index_add (index, &data, info, &what);
      g_clear_pointer (&info->same_as, g_free);
      if (first != NULL)
        {
          g_autofree char *pair = g_strdup_printf ("%s %s", first->id, info->id);

          if (g_hash_table_contains (not_same, pair))
            continue;
          info->same_as = g_strdup (first->id);
          info->same_what = what;
        }
    }
}

/**
 * precept_reference_infos_new_index:
 * @infos: the references
 * @document: their document
 *
 * Returns: (transfer full): an index of all, which gives back a #PreceptReferenceInfo
 */
PreceptReferenceIndex *
precept_reference_infos_new_index (GPtrArray *infos, PreceptDocument *document)
{
  PreceptReferenceIndex *index = precept_reference_index_new ();

  for (guint i = 0; i < infos->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (infos, i);
      g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
      PreceptReferenceData data;

      read_data (&data, document, info->id, strings);
      precept_reference_index_add (index, &data, info, NULL);
    }
  return index;
}

/* The list says by itself what is cited nowhere, and what is listed twice. */
static gboolean
is_said (PreceptDiagnostic *problem)
{
  const char *rule = precept_diagnostic_get_rule_id (problem);

  return g_str_equal (rule, "duplicate-reference") || g_str_equal (rule, "uncited-reference");
}

gboolean
precept_reference_infos_set_problems (GPtrArray *infos, GPtrArray *problems)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean changed = FALSE;

  for (guint i = 0; i < problems->len; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);
      const char        *id = precept_diagnostic_get_id (problem);
      guint              count;

      if (id == NULL || is_said (problem))
        continue;
      /* The lowest bit tells of an error. */
      count = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, id)) + 2;
      if (precept_diagnostic_get_severity (problem) == PRECEPT_SEVERITY_ERROR)
        count |= 1;
      g_hash_table_insert (by_id, (gpointer)id, GUINT_TO_POINTER (count));
    }
  for (guint i = 0; i < infos->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (infos, i);
      guint                 count = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, info->id));

      changed |= info->n_problems != count / 2 || info->has_error != ((count & 1) != 0);
      info->n_problems = count / 2;
      info->has_error = (count & 1) != 0;
    }
  return changed;
}

GPtrArray *
precept_reference_infos_list_problems (GPtrArray *problems, const char *id)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);

      if (g_strcmp0 (precept_diagnostic_get_id (problem), id) == 0 && !is_said (problem))
        g_ptr_array_add (found, problem);
    }
  return found;
}
