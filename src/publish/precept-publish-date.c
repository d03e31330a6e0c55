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
parse_date (const char *text)
{
  GDate date;

  if (!precept_date_parse (text, &date))
    return NULL;

  return g_date_time_new_utc (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
}

static GDateTime *
read_document_date (PreceptDocument *document,
                    const char      *metadata,
                    const char      *name)
{
  g_autofree char *path = precept_document_dup_child_path (document, metadata, name);
  g_autofree char *text = path != NULL ? precept_document_dup_text (document, path) : NULL;

  return parse_date (text);
}

/* The newest date of the history. */
static GDateTime *
find_history_date (PreceptDocument *document)
{
  g_autofree char *history = precept_document_dup_child_path (document, "", "history");
  GDateTime       *newest = NULL;
  guint            i;

  for (i = 0; history != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", history, i);
      g_autofree char *text = precept_document_dup_text (document, path);
      g_autofree char *on = precept_document_dup_attribute (document, path, "on");
      GDateTime       *date;

      if (text == NULL)
        return newest;
      date = on != NULL ? parse_date (on) : NULL;
      if (date == NULL || (newest != NULL && g_date_time_compare (date, newest) <= 0))
        g_clear_pointer (&date, g_date_time_unref);
      else
        {
          g_clear_pointer (&newest, g_date_time_unref);
          newest = date;
        }
    }
  return newest;
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
  if (*date == NULL)
    *date = find_history_date (document);
  return TRUE;
}
