/* precept-words.c: the words that a guideline prints in its own language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-words.h"

#include <string.h>

#include "precept-date.h"
#include "precept-language-resources.h"

/**
 * PreceptWords:
 *
 * The words printed in a document: headings, labels, names of codes' systems
 * and sentences.
 *
 * They follow the document's language and never the user's, so that a document
 * gives the same bytes for everybody.
 */
struct _PreceptWords
{
  GHashTable *words; /* "group/key" → the words; both interned */
};

static GKeyFile *
load_file (const char *language)
{
  g_autofree char *path = g_strdup_printf ("/precept/language/%s.ini", language);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  bytes = g_resource_lookup_data (precept_language_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return NULL;

  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error))
    {
      g_critical ("%s: %s", path, error->message);
      return NULL;
    }

  return g_steal_pointer (&file);
}

static void
add_words (PreceptWords *self,
           const char   *language)
{
  g_autoptr (GKeyFile) file = load_file (language);
  g_auto (GStrv) groups = NULL;

  if (file == NULL)
    return;

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        {
          g_autofree char *name = g_strconcat (groups[i], "/", keys[j], NULL);
          g_autofree char *value = g_key_file_get_string (file, groups[i], keys[j], NULL);

          if (value != NULL)
            g_hash_table_insert (self->words,
                                 (gpointer)g_intern_string (name),
                                 (gpointer)g_intern_string (value));
        }
    }
}

/**
 * precept_words_get:
 * @language: (nullable): an xml:lang, "en-US"; %NULL is English
 *
 * Returns: (transfer none): its words
 */
PreceptWords *
precept_words_get (const char *language)
{
  static GMutex      lock;
  static GHashTable *loaded; /* language → PreceptWords, both kept for good */
  PreceptWords      *self;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (language == NULL)
    language = "en";
  if (loaded == NULL)
    {
      precept_language_register_resource ();
      loaded = g_hash_table_new (g_str_hash, g_str_equal);
    }

  self = g_hash_table_lookup (loaded, language);
  if (self == NULL)
    {
      self = g_new0 (PreceptWords, 1);
      self->words = g_hash_table_new (g_str_hash, g_str_equal);

      /* From the general to the particular, each over the one before: en, es, es-MX. */
      add_words (self, "en");
      for (const char *end = strchr (language, '-'); end != NULL; end = strchr (end + 1, '-'))
        {
          g_autofree char *general = g_strndup (language, end - language);

          add_words (self, general);
        }
      add_words (self, language);
      g_hash_table_insert (loaded, g_strdup (language), self);
    }

  return self;
}

/**
 * precept_words_lookup:
 * @self: the words of a language
 * @group: a group of data/language/en.ini
 * @key: a key of that group
 *
 * Returns: (transfer none) (nullable): the words, interned
 */
const char *
precept_words_lookup (PreceptWords *self,
                      const char   *group,
                      const char   *key)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (group != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  name = g_strconcat (group, "/", key, NULL);

  return g_hash_table_lookup (self->words, name);
}

/**
 * precept_words_name:
 * @self: the words of a language
 * @group: a group of data/language/en.ini
 * @value: the value of an attribute
 *
 * Returns: (transfer none): how that value is called in print; the value itself where nobody named it
 */
const char *
precept_words_name (PreceptWords *self,
                    const char   *group,
                    const char   *value)
{
  const char *name = precept_words_lookup (self, group, value);

  return name != NULL ? name : value;
}

static const char *
find_argument (const char        *name,
               gsize              length,
               const char *const *arguments)
{
  for (guint i = 0; arguments[i] != NULL; i += 2)
    {
      if (strncmp (arguments[i], name, length) == 0 && arguments[i][length] == '\0')
        return arguments[i + 1];
    }

  return NULL;
}

static int
compare_words (gconstpointer a,
               gconstpointer b,
               gpointer      names)
{
  const char *one = *(const char *const *)a;
  const char *other = *(const char *const *)b;
  int         order = g_utf8_collate (g_hash_table_lookup (names, one), g_hash_table_lookup (names, other));

  return order != 0 ? order : strcmp (one, other);
}

/**
 * precept_words_dup_keys:
 * @self: the words of a language
 * @group: a group of data/language/en.ini
 *
 * Returns: (transfer full): what the group has words for, in the order of the words
 */
GStrv
precept_words_dup_keys (PreceptWords *self,
                        const char   *group)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *prefix = NULL;
  GHashTableIter   iter;
  gpointer         key, value;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (group != NULL, NULL);

  prefix = g_strconcat (group, "/", NULL);
  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!g_str_has_prefix (key, prefix))
        continue;
      g_ptr_array_add (keys, g_strdup ((const char *)key + strlen (prefix)));
      g_hash_table_insert (names, g_ptr_array_index (keys, keys->len - 1), value);
    }
  g_ptr_array_sort_with_data (keys, compare_words, names);
  g_ptr_array_add (keys, NULL);

  return (GStrv)g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/**
 * precept_words_fill:
 * @self: the words of a language
 * @group: a group of data/language/en.ini
 * @key: a key of that group
 * @...: pairs of a name and its value, then %NULL; a %NULL value ends the list too
 *
 * Fills the places "{name}" of a sentence.
 *
 * Returns: (transfer full): the sentence
 */
char *
precept_words_fill (PreceptWords *self,
                    const char   *group,
                    const char   *key,
                    ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GString) result = g_string_new (NULL);
  const char *words = precept_words_lookup (self, group, key);
  const char *name;
  va_list     list;

  g_return_val_if_fail (words != NULL, g_strdup (key));

  va_start (list, key);
  while ((name = va_arg (list, const char *)) != NULL)
    {
      const char *value = va_arg (list, const char *);

      g_ptr_array_add (arguments, (gpointer)name);
      g_ptr_array_add (arguments, (gpointer)(value != NULL ? value : ""));
    }
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  while (*words != '\0')
    {
      const char *close = *words == '{' ? strchr (words, '}') : NULL;
      const char *value = close != NULL ? find_argument (words + 1, close - words - 1, (const char *const *)arguments->pdata) : NULL;

      if (value != NULL)
        {
          g_string_append (result, value);
          words = close + 1;
        }
      else
        {
          g_string_append_c (result, *words);
          words++;
        }
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * precept_words_join:
 * @self: the words of a language
 * @key: "list-and" or "list-or"
 * @items: what to list
 *
 * Returns: (transfer full): "a", "a or b", "a, b or c"
 */
char *
precept_words_join (PreceptWords      *self,
                    const char        *key,
                    const char *const *items)
{
  guint n_items = g_strv_length ((char **)items);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i + 1 < n_items; i++)
    {
      if (i > 0)
        g_string_append (list, ", ");
      g_string_append (list, items[i]);
    }

  if (n_items == 0)
    return g_strdup ("");
  if (n_items == 1)
    return g_strdup (items[0]);

  return precept_words_fill (self, "text", key, "list", list->str, "last", items[n_items - 1], NULL);
}

/**
 * precept_words_format_date:
 * @self: the words of a language
 * @iso: a date, "2026-06-01"
 *
 * Returns: (transfer full): the date as people write it in that language,
 *   "06/01/2026"; what was given where that is not a date
 */
char *
precept_words_format_date (PreceptWords *self,
                           const char   *iso)
{
  g_autoptr (GString) result = g_string_new (NULL);
  const char *format = precept_words_lookup (self, "dates", "date");
  GDate       date;

  g_return_val_if_fail (iso != NULL, NULL);
  g_return_val_if_fail (format != NULL, NULL);

  if (!precept_date_parse (iso, &date))
    return g_strdup (iso);

  for (const char *p = format; *p != '\0'; p++)
    {
      g_autofree char *key = NULL;

      if (*p != '%' || p[1] == '\0')
        {
          g_string_append_c (result, *p);
          continue;
        }

      p++;
      switch (*p)
        {
        case 'd':
          g_string_append_printf (result, "%02u", g_date_get_day (&date));
          break;
        case 'e':
          g_string_append_printf (result, "%u", g_date_get_day (&date));
          break;
        case 'm':
          g_string_append_printf (result, "%02u", g_date_get_month (&date));
          break;
        case 'B':
          key = g_strdup_printf ("month-%u", g_date_get_month (&date));
          g_string_append (result, precept_words_name (self, "dates", key));
          break;
        case 'Y':
          g_string_append_printf (result, "%u", g_date_get_year (&date));
          break;
        default:
          g_string_append_c (result, *p);
          break;
        }
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}
