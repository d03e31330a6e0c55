/* precept-publish-date.c: the date of a published file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-date.h"
#include "precept-place.h"
#include "precept-publish-date.h"
#include "precept-publish.h"

static GDateTime *
read_document_date (PreceptDocument *document,
                    const char      *metadata,
                    const char      *name)
{
  g_autofree char *path = precept_document_dup_child_path (document, metadata, name);
  g_autofree char *text = path != NULL ? precept_document_dup_text (document, path) : NULL;
  GDate            date;

  if (!precept_date_parse (text, &date))
    return NULL;

  return g_date_time_new_utc (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
}

/**
 * precept_publish_find_date:
 * @document: a guideline
 * @date: (out) (transfer full) (nullable): when it was made
 * @error: (nullable): where to store an error
 *
 * The same document must give the same bytes tomorrow, so that the clock is not asked: the date is what a build
 * sets for all that it makes (`SOURCE_DATE_EPOCH`), else what the document says of itself, else none.
 *
 * Fails with `PRECEPT_PUBLISH_ERROR_DATE` if the environment sets a wrong date.
 *
 * Returns: whether @date is set, if only to NULL
 */
gboolean
precept_publish_find_date (PreceptDocument *document,
                           GDateTime      **date,
                           GError         **error)
{
  static const char *const names[] = { "last-review", "effective" };
  const char              *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  g_autofree char         *metadata = NULL;
  guint                    i;

  *date = NULL;
  if (epoch != NULL && *epoch != '\0')
    {
      gint64 seconds;

      if (!g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT64, &seconds, NULL) || (*date = g_date_time_new_from_unix_utc (seconds)) == NULL)
        {
          g_set_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_DATE,
                       "SOURCE_DATE_EPOCH is “%s”, not a number of seconds since 1970. Correct it, or unset it", epoch);
          return FALSE;
        }
      return TRUE;
    }
  metadata = precept_document_dup_child_path (document, "", "metadata");
  for (i = 0; metadata != NULL && *date == NULL && i < G_N_ELEMENTS (names); i++)
    *date = read_document_date (document, metadata, names[i]);
  return TRUE;
}
