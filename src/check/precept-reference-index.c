/* precept-reference-index.c: finds references to one work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"

#include "config.h"

#include "precept-reference-index.h"

#include "precept-citation.h"
#include "precept-doi.h"

static const struct
{
  const char *key;
  const char *words;
} kinds[] = {
  { "doi", "DOI" },
  { "pmid", "PubMed number" },
  { "pmcid", "PMC number" },
  { "title", "first author, title and year" },
};

#define TITLE 3

typedef struct
{
  char    *doi;  /* owned; as written; NULL: none */
  char    *pmid; /* owned; NULL: none */
  gpointer user_data;
} Record;

struct _PreceptReferenceIndex
{
  GPtrArray  *records;      /* owned; of Record */
  GHashTable *first_by_key; /* owned "doi:…", "pmid:…", "pmcid:…" or "title:…" → borrowed first such Record */
};

static void
free_record (Record *record)
{
  g_free (record->doi);
  g_free (record->pmid);
  g_free (record);
}

PreceptReferenceIndex *
precept_reference_index_new (void)
{
  PreceptReferenceIndex *self = g_new0 (PreceptReferenceIndex, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify)free_record);
  self->first_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
precept_reference_index_free (PreceptReferenceIndex *self)
{
  g_hash_table_unref (self->first_by_key);
  g_ptr_array_unref (self->records);
  g_free (self);
}

/* The DOI in small letters, since DOIs do not tell them from capitals; NULL: none, or none that can be read. */
static char *
dup_doi (const PreceptReferenceData *data)
{
  g_autofree char *found = NULL;
  g_autofree char *doi = NULL;
  int              start, end;

  if (data->doi == NULL)
    found = precept_citation_find_doi (data->text, &start, &end);
  if (data->doi != NULL || found != NULL)
    doi = precept_doi_mend (data->doi != NULL ? data->doi : found);

  return doi != NULL ? g_utf8_strdown (doi, -1) : NULL;
}

static gboolean
are_different (const char *a,
               const char *b)
{
  return a != NULL && b != NULL && g_ascii_strcasecmp (a, b) != 0;
}

/* @record: to take in under each key that nothing has yet; NULL: none. */
static Record *
look_up (PreceptReferenceIndex      *self,
         const PreceptReferenceData *data,
         Record                     *record,
         const char                **what)
{
  g_autofree char *doi = dup_doi (data);
  g_autofree char *title = precept_citation_dup_key (data->text, data->title_end);
  const char      *values[] = { doi, data->pmid, data->pmcid, title };
  Record          *found = NULL;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *key = NULL;
      Record          *first;

      if (values[k] == NULL || *values[k] == '\0')
        continue;
      key = g_strconcat (kinds[k].key, ":", values[k], NULL);
      first = g_hash_table_lookup (self->first_by_key, key);
      if (first == NULL && record != NULL)
        g_hash_table_insert (self->first_by_key, g_steal_pointer (&key), record);
      /* Two DOIs are two works, however alike their titles: a letter and its reply, a preprint. */
      if (first == NULL || found != NULL || (k == TITLE && (are_different (first->doi, data->doi) || are_different (first->pmid, data->pmid))))
        continue;
      found = first;
      if (what != NULL)
        *what = kinds[k].words;
    }

  return found;
}

/**
 * precept_reference_index_add:
 * @self: an index
 * @data: a reference
 * @user_data: (not nullable): what stands for it
 * @what: (out) (optional): what the two have in common; not set where there are no two
 *
 * Takes in a reference.
 *
 * Returns: (nullable): what stands for an earlier one that is the same work
 */
gpointer
precept_reference_index_add (PreceptReferenceIndex      *self,
                             const PreceptReferenceData *data,
                             gpointer                    user_data,
                             const char                **what)
{
  Record *record = g_new0 (Record, 1);
  Record *found;

  record->doi = g_strdup (data->doi);
  record->pmid = g_strdup (data->pmid);
  record->user_data = user_data;
  g_ptr_array_add (self->records, record);
  found = look_up (self, data, record, what);

  return found != NULL ? found->user_data : NULL;
}

/**
 * precept_reference_index_find:
 * @self: an index
 * @data: a reference
 * @what: (out) (optional): what the two have in common; not set where there are no two
 *
 * Returns: (nullable): what stands for one that is the same work
 */
gpointer
precept_reference_index_find (PreceptReferenceIndex      *self,
                              const PreceptReferenceData *data,
                              const char                **what)
{
  Record *found = look_up (self, data, NULL, what);

  return found != NULL ? found->user_data : NULL;
}
