/* precept-import-plain-text.c: text of the clipboard, as blocks of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include <string.h>

#include "precept-import-html-private.h"
#include "precept-import-html.h"

static gboolean
ends_sentence (const char *line)
{
  gsize length = strlen (line);

  while (length > 0 && (line[length - 1] == ')' || line[length - 1] == '"' || line[length - 1] == ']'))
    length--;
  return length > 0 && strchr (".:;?!", line[length - 1]) != NULL;
}

static gboolean
has_bullet (const char *line)
{
  static const gunichar bullets[] = { 0x2022, 0x25e6, 0x25aa, 0x25cf, 0x25cb, 0x2023, 0x2043, 0xf0b7 };
  gunichar              first = g_utf8_get_char (line);

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    {
      if (first == bullets[i])
        return TRUE;
    }
  return FALSE;
}

static gboolean
begins_item (const char *line)
{
  static GRegex *pattern = NULL;

  if (pattern == NULL)
    pattern = g_regex_new ("^(?:[\\x{2022}\\x{25e6}\\x{25aa}\\x{25cf}\\x{25cb}\\x{2023}\\x{2043}\\x{f0b7}]\\s*|[-*\\x{2013}]\\s+|\\(?(?:[0-9]{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\\s+)", G_REGEX_OPTIMIZE, 0, NULL);
  return g_regex_match (pattern, line, 0, NULL);
}

/* Whether @next goes on with the paragraph that @line ends: lines of a page are about as long as its longest. */
static gboolean
goes_on (const char *line, const char *next, glong longest)
{
  glong length = g_utf8_strlen (line, -1);

  if (*line == '\0' || *next == '\0' || begins_item (next))
    return FALSE;
  if (g_unichar_islower (g_utf8_get_char (next)) && !ends_sentence (line))
    return TRUE;
  if (longest < 40)
    return FALSE;
  return length * 10 >= longest * (ends_sentence (line) ? 8 : 7);
}

/**
 * precept_import_plain_text:
 * @text: text from the clipboard
 * @length: its length in bytes, or -1
 *
 * Makes a paragraph of each line, except where a line only goes on with the one before, as in a text that comes from
 * the pages of a PDF; a word broken there at its hyphen is whole again. Lines with bullets are items.
 *
 * Returns: (transfer full): a fragment of paragraphs
 */
char *
precept_import_plain_text (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) blocks = precept_paste_blocks_new ();
  g_autoptr (GString) paragraph = g_string_new (NULL);
  g_autoptr (GString) unified = NULL;
  PreceptPasteLook look = { PRECEPT_MARK_NONE, NULL, FALSE };
  glong            longest = 0;

  unified = g_string_new (valid);
  g_string_replace (unified, "\r\n", "\n", 0);
  g_strdelimit (unified->str, "\r\f\v", '\n');
  lines = g_strsplit (unified->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      longest = MAX (longest, g_utf8_strlen (lines[i], -1));
    }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      PreceptPasteReader reader = { .blocks = blocks };
      const char        *line = lines[i];
      const char        *next = lines[i + 1];
      const char        *from;

      g_string_append (paragraph, line);
      if (next != NULL && *line != '\0' && goes_on (line, next, longest))
        {
          /* A hyphen at the end of a line may be the word's own, so it stays. */
          if (!g_str_has_suffix (line, "-") || !g_unichar_islower (g_utf8_get_char (next)))
            g_string_append_c (paragraph, ' ');
          continue;
        }
      reader.text = precept_inline_new ();
      reader.list_level = has_bullet (paragraph->str) ? 1 : 0;
      from = reader.list_level > 0 ? g_utf8_next_char (paragraph->str) : paragraph->str;
      precept_paste_reader_append (&reader, from, strlen (from), &look);
      precept_paste_reader_finish (&reader);
      precept_inline_unref (reader.text);
      g_string_truncate (paragraph, 0);
    }
  return precept_paste_blocks_to_xml (blocks);
}
