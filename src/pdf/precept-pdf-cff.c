/* precept-pdf-cff.c: the little that must be known of a CFF table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-cff.h"

/* Adobe Technical Note 5176. Operators of two bytes are 12 << 8 | second. */
#define OPERATOR_CHARSET 15
#define OPERATOR_ROS ((12 << 8) | 30)

typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         position;
  gboolean      failed; /* something was asked for beyond the end */
} Reader;

static guint
read_number (Reader *reader,
             guint   n_bytes)
{
  guint value = 0;

  if (reader->failed || reader->length - reader->position < n_bytes)
    {
      reader->failed = TRUE;
      return 0;
    }
  while (n_bytes-- > 0)
    value = value << 8 | reader->data[reader->position++];
  return value;
}

static void
move_to (Reader *reader,
         gsize   position)
{
  if (position > reader->length)
    reader->failed = TRUE;
  else
    reader->position = position;
}

/* Passes over an INDEX. Tells where the first of its objects lies. */
static void
skip_index (Reader *reader,
            gsize  *first_start,
            gsize  *first_end)
{
  guint count = read_number (reader, 2);
  guint size;
  gsize offsets;
  gsize base;

  *first_start = *first_end = 0;
  if (count == 0)
    return;
  size = read_number (reader, 1);
  offsets = reader->position;
  base = offsets + ((gsize)count + 1) * size - 1;
  if (size < 1 || size > 4)
    {
      reader->failed = TRUE;
      return;
    }
  *first_start = base + read_number (reader, size);
  *first_end = base + read_number (reader, size);
  move_to (reader, offsets + (gsize)count * size);
  move_to (reader, base + read_number (reader, size));
}

/* Reads one operand or operator of a DICT; returns the operator, or -1 after an operand, in @value where it is an integer. */
static int
read_token (Reader *reader,
            int    *value)
{
  guint first = read_number (reader, 1);

  if (first == 12)
    return (int)(first << 8 | read_number (reader, 1));
  if (first <= 21)
    return (int)first;
  if (first == 28)
    *value = (gint16)read_number (reader, 2);
  else if (first == 29)
    *value = (int)read_number (reader, 4);
  else if (first == 30)
    {
      guint byte;

      do
        byte = read_number (reader, 1);
      while (!reader->failed && (byte & 15) != 15);
    }
  else if (first <= 246)
    *value = (int)first - 139;
  else if (first <= 250)
    *value = ((int)first - 247) * 256 + (int)read_number (reader, 1) + 108;
  else if (first <= 254)
    *value = -((int)first - 251) * 256 - (int)read_number (reader, 1) - 108;
  return -1;
}

static gboolean
read_top_dict (Reader *reader,
               gsize   start,
               gsize   end,
               gsize  *charset)
{
  gboolean cid_keyed = FALSE;
  int      value = 0;

  *charset = 0;
  move_to (reader, start);
  while (!reader->failed && reader->position < end)
    {
      int token = read_token (reader, &value);

      if (token == OPERATOR_ROS)
        cid_keyed = TRUE;
      else if (token == OPERATOR_CHARSET && value > 0)
        *charset = (gsize)value;
    }
  return cid_keyed && !reader->failed;
}

static gboolean
read_charset (Reader  *reader,
              guint16 *cids,
              guint    n_glyphs)
{
  guint format = read_number (reader, 1);
  guint i = 1;

  if (format > 2)
    return FALSE;
  cids[0] = 0;
  while (i < n_glyphs && !reader->failed)
    {
      guint first = read_number (reader, 2);
      guint n_left = format == 0 ? 0 : read_number (reader, format);

      for (n_left++; n_left > 0 && i < n_glyphs; n_left--)
        cids[i++] = (guint16)first++;
    }
  return !reader->failed;
}

/**
 * precept_pdf_cff_get_cids:
 * @data: (array length=length): a CFF table
 * @length: its size
 * @n_glyphs: how many glyphs it has, at least 1
 * @cids: (out) (transfer full) (nullable): the CID of each glyph; %NULL where the font has none
 *
 * Tells how an embedded CFF font names its glyphs: a CID-keyed one by its charset, any other
 * by their index.
 *
 * Returns: %FALSE if the table is damaged
 */
gboolean
precept_pdf_cff_get_cids (const guint8 *data,
                          gsize         length,
                          guint         n_glyphs,
                          guint16     **cids)
{
  Reader              reader = { data, length, 0, FALSE };
  g_autofree guint16 *table = NULL;
  gsize               start, end;
  gsize               charset;
  guint               header_size;

  g_assert (n_glyphs > 0);

  *cids = NULL;
  read_number (&reader, 2);
  header_size = read_number (&reader, 1);
  move_to (&reader, header_size);
  skip_index (&reader, &start, &end); /* names */
  skip_index (&reader, &start, &end); /* top dictionaries */
  if (reader.failed || end > length || start >= end)
    return FALSE;
  if (!read_top_dict (&reader, start, end, &charset))
    return !reader.failed;
  table = g_new0 (guint16, n_glyphs);
  if (charset <= 2)
    { /* A predefined charset means nothing in a CID-keyed font; 0 is the identity. */
      guint i;

      for (i = 0; i < n_glyphs; i++)
        table[i] = (guint16)i;
    }
  else
    {
      move_to (&reader, charset);
      if (!read_charset (&reader, table, n_glyphs))
        return FALSE;
    }
  *cids = g_steal_pointer (&table);
  return TRUE;
}
