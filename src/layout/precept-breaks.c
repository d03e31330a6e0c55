/* precept-breaks.c: where a text may go on in the next line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-breaks.h"

#include <pango/pango.h>
#include <string.h>

/*
 * Pango finds the places by Unicode Standard Annex 14. They are asked for word by word, and only about the ends of
 * lines: within a word nothing beyond the spaces at its sides matters, and before a word only what ends the one
 * before, if that is a bracket, a quotation mark or a dash (rules LB14 to LB17).
 */

/* About the vocabulary that stands at the ends of lines. */
#define MOST_WORDS 50000

typedef struct
{
  PreceptKey key;
  guint      n_breaks;
  guint      breaks[]; /* bytes from the start of the key, ascending */
} BreakWord;

void
precept_breaks_init (PreceptBreaks *self)
{
  memset (self, 0, sizeof *self);
  precept_key_table_init (&self->words, g_free);
}

void
precept_breaks_clear (PreceptBreaks *self)
{
  precept_key_table_clear (&self->words);
}

void
precept_breaks_set_text (PreceptBreaks      *self,
                         const char         *text,
                         guint               length,
                         const PreceptRange *bound,
                         guint               n_bound)
{
  if (self->words.n_used > MOST_WORDS)
    precept_key_table_clear (&self->words);
  self->text = text;
  self->length = length;
  self->bound = bound;
  self->n_bound = n_bound;
}

static BreakWord *
add_word (PreceptBreaks *self,
          const char    *text,
          guint          length,
          guint          hash)
{
  int                      n_characters = (int)g_utf8_strlen (text, length);
  g_autofree PangoLogAttr *attributes = g_new0 (PangoLogAttr, n_characters + 1);
  const char              *at = text;
  BreakWord               *word;
  guint                    n_breaks = 0;

  pango_default_break (text, (int)length, NULL, attributes, n_characters + 1);
  for (int i = 1; i < n_characters; i++)
    n_breaks += attributes[i].is_line_break;

  word = g_malloc0 (sizeof *word + n_breaks * sizeof (guint) + length);
  word->key = (PreceptKey){ memcpy (word->breaks + n_breaks, text, length), length, hash };
  for (int i = 0; i < n_characters; i++)
    {
      if (i > 0 && attributes[i].is_line_break)
        word->breaks[word->n_breaks++] = (guint)(at - text);
      at = g_utf8_next_char (at);
    }
  precept_key_table_take (&self->words, word);
  return word;
}

/* The word that ends behind, or goes on at, an offset above 0, with the spaces at its sides. */
static BreakWord *
find_word (PreceptBreaks *self,
           guint          offset,
           guint         *start)
{
  guint      end = offset;
  guint      hash;
  BreakWord *word;

  *start = offset - 1;
  while (*start > 0 && self->text[*start] != ' ')
    (*start)--;
  while (end < self->length && self->text[end] != ' ')
    end++;
  if (end < self->length)
    end++;

  word = precept_key_table_find (&self->words, self->text + *start, end - *start, &hash);
  return word != NULL ? word : add_word (self, self->text + *start, end - *start, hash);
}

/* Whether the last letter of the word before decides what is right behind the spaces. */
static gboolean
decides_behind_space (const char *letter)
{
  /* Most are these. */
  if (g_ascii_isalnum (*letter) || *letter == ',' || *letter == '.')
    return FALSE;

  switch ((int)g_unichar_break_type (g_utf8_get_char (letter)))
    {
    case G_UNICODE_BREAK_OPEN_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_QUOTATION:
    case G_UNICODE_BREAK_BEFORE_AND_AFTER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether a break behind a space, which its word alone allows, is one. */
static gboolean
is_break_behind_space (PreceptBreaks *self,
                       guint          offset)
{
  guint                    last = offset - 1;
  guint                    start, end = offset;
  g_autofree PangoLogAttr *attributes = NULL;
  int                      n_characters;

  while (last > 0 && self->text[last - 1] == ' ')
    last--;
  if (last == 0 || !decides_behind_space (g_utf8_prev_char (self->text + last)))
    return TRUE;

  start = last - 1;
  while (start > 0 && self->text[start] != ' ')
    start--;
  while (end < self->length && self->text[end] != ' ')
    end++;
  n_characters = (int)g_utf8_strlen (self->text + start, end - start);
  attributes = g_new0 (PangoLogAttr, n_characters + 1);
  pango_default_break (self->text + start, (int)(end - start), NULL, attributes, n_characters + 1);
  return attributes[g_utf8_strlen (self->text + start, offset - start)].is_line_break;
}

static gboolean
is_bound (PreceptBreaks *self,
          guint          offset)
{
  for (guint i = 0; i < self->n_bound; i++)
    {
      if (self->bound[i].start < offset && offset < self->bound[i].end)
        return TRUE;
    }

  return FALSE;
}

/* Whether a place that a word alone allows is one in the text. */
static gboolean
is_break (PreceptBreaks *self,
          guint          offset)
{
  return !is_bound (self, offset) && (self->text[offset - 1] != ' ' || is_break_behind_space (self, offset));
}

gboolean
precept_breaks_has (PreceptBreaks *self,
                    guint          offset)
{
  const BreakWord *word;
  guint            start;

  if (offset == 0 || offset == self->length)
    return offset > 0;

  word = find_word (self, offset, &start);
  for (guint i = 0; i < word->n_breaks && word->breaks[i] <= offset - start; i++)
    {
      if (word->breaks[i] == offset - start)
        return is_break (self, offset);
    }

  return FALSE;
}

guint
precept_breaks_find_last (PreceptBreaks *self,
                          guint          first,
                          guint          end)
{
  while (end > first && end > 1)
    {
      guint            start;
      const BreakWord *word = find_word (self, end - 1, &start);

      for (guint i = word->n_breaks; i-- > 0;)
        {
          guint offset = start + word->breaks[i];

          if (offset < end && offset >= first && is_break (self, offset))
            return offset;
        }

      /* Before a space there is none. */
      end = start;
    }

  return PRECEPT_NO_BREAK;
}
