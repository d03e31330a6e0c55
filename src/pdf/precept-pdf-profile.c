/* precept-pdf-profile.c: what the colours of a PDF file mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-profile.h"

#include <math.h>
#include <string.h>

/* ICC.1:2001-04, the version 2 that every reader knows. */
#define PROFILE_VERSION 0x02100000

#define CURVE_SIZE 1024

/* Primaries of sRGB (IEC 61966-2-1) as they look in the light that profiles are about, D50. A row for each: X, Y, Z. */
static const double primaries[3][3] = {
  { 0.43607, 0.22249, 0.01392 },
  { 0.38515, 0.71687, 0.09708 },
  { 0.14307, 0.06061, 0.71410 },
};

static const double white[3] = { 0.9642, 1, 0.8249 };

/* A tag's data, and where it goes. */
typedef struct
{
  const char *name;
  GByteArray *data; /* owned */
} Tag;

static void
append_16 (GByteArray *out,
           guint       value)
{
  const guint8 bytes[] = { (guint8)(value >> 8), (guint8)value };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
append_32 (GByteArray *out,
           guint32     value)
{
  append_16 (out, value >> 16);
  append_16 (out, value & 0xFFFF);
}

static void
append_string (GByteArray *out,
               const char *string)
{
  g_byte_array_append (out, (const guint8 *)string, (guint)strlen (string));
}

static void
append_zeros (GByteArray *out,
              guint       n)
{
  while (n-- > 0)
    g_byte_array_append (out, (const guint8 *)"", 1);
}

static void
append_fixed (GByteArray *out,
              double      value)
{
  append_32 (out, (guint32)lround (value * 65536));
}

/* Of a number from 0 to 1. */
static void
append_part (GByteArray *out,
             double      value)
{
  append_16 (out, (guint)lround (value * 65535));
}

static GByteArray *
new_data (const char *type)
{
  GByteArray *data = g_byte_array_new ();

  append_string (data, type);
  append_32 (data, 0);
  return data;
}

static GByteArray *
new_description (const char *text)
{
  GByteArray *data = new_data ("desc");
  guint       size = (guint)strlen (text) + 1;

  append_32 (data, size);
  g_byte_array_append (data, (const guint8 *)text, size);
  append_zeros (data, 4 + 4 + 2 + 1 + 67); /* neither in Unicode nor for the Macintosh */
  return data;
}

static GByteArray *
new_text (const char *text)
{
  GByteArray *data = new_data ("text");

  g_byte_array_append (data, (const guint8 *)text, (guint)strlen (text) + 1);
  return data;
}

static GByteArray *
new_xyz (const double value[3])
{
  GByteArray *data = new_data ("XYZ ");
  guint       i;

  for (i = 0; i < 3; i++)
    append_fixed (data, value[i]);
  return data;
}

/* How bright a component of sRGB is. */
static double
get_light (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static GByteArray *
new_curve (void)
{
  GByteArray *data = new_data ("curv");
  guint       i;

  append_32 (data, CURVE_SIZE);
  for (i = 0; i < CURVE_SIZE; i++)
    append_part (data, get_light (i / (CURVE_SIZE - 1.0)));
  return data;
}

/* From the light of the three colours. In this table 1 is half of the range. */
static void
append_color (GByteArray  *out,
              const double light[3])
{
  guint i;

  for (i = 0; i < 3; i++)
    append_16 (out, (guint)lround (32768 * (light[0] * primaries[0][i] + light[1] * primaries[1][i] + light[2] * primaries[2][i])));
}

/* Each ink takes away light of one colour, and black of all: what is left of red is (1 - C)(1 - K), as programs
 * show CMYK that know of no press. The curves turn an ink into the light that it leaves, so that the light
 * of any mixture lies straight between the sixteen of full inks and none. */
static GByteArray *
new_ink_table (void)
{
  static const double identity[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
  GByteArray         *data = new_data ("mft2");
  guint               i, j;

  g_byte_array_append (data, (const guint8[]){ 4, 3, 2, 0 }, 4); /* inks, colours, points of the grid each way */
  for (i = 0; i < G_N_ELEMENTS (identity); i++)
    append_fixed (data, identity[i]);
  append_16 (data, CURVE_SIZE);
  append_16 (data, 2);
  for (i = 0; i < 4; i++)
    for (j = 0; j < CURVE_SIZE; j++)
      append_part (data, get_light (1 - j / (CURVE_SIZE - 1.0)));
  for (i = 0; i < 16; i++)
    {
      double black = i & 1;
      double light[] = { (i >> 3 & 1) * black, (i >> 2 & 1) * black, (i >> 1 & 1) * black };

      append_color (data, light);
    }
  for (i = 0; i < 3; i++)
    {
      append_part (data, 0);
      append_part (data, 1);
    }
  return data;
}

static void
append_header (GByteArray *out,
               const char *device_class,
               const char *color_space,
               guint32     size)
{
  static const guint date[] = { 2026, 1, 1, 0, 0, 0 };
  guint              i;

  append_32 (out, size);
  append_32 (out, 0);
  append_32 (out, PROFILE_VERSION);
  append_string (out, device_class);
  append_string (out, color_space);
  append_string (out, "XYZ ");
  for (i = 0; i < G_N_ELEMENTS (date); i++)
    append_16 (out, date[i]);
  append_string (out, "acsp");
  append_zeros (out, 7 * 4); /* no platform, flags, device; perceptual */
  for (i = 0; i < 3; i++)
    append_fixed (out, white[i]);
  append_zeros (out, 128 - out->len);
}

/* Takes the data of the tags. One may be that of the tag before: it is then written once. */
static GByteArray *
assemble (const char *device_class,
          const char *color_space,
          const Tag  *tags,
          guint       n_tags)
{
  g_autoptr (GByteArray) table = g_byte_array_new ();
  g_autoptr (GByteArray) body = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();
  guint       offset = 0;
  guint       i;

  append_32 (table, n_tags);
  for (i = 0; i < n_tags; i++)
    {
      if (i == 0 || tags[i].data != tags[i - 1].data)
        {
          offset = 128 + 4 + 12 * n_tags + body->len;
          g_byte_array_append (body, tags[i].data->data, tags[i].data->len);
          append_zeros (body, (4 - body->len % 4) % 4);
        }
      append_string (table, tags[i].name);
      append_32 (table, offset);
      append_32 (table, tags[i].data->len);
    }
  for (i = 0; i < n_tags; i++)
    if (i == 0 || tags[i].data != tags[i - 1].data)
      g_byte_array_unref (tags[i].data);
  append_header (out, device_class, color_space, 128 + table->len + body->len);
  g_byte_array_append (out, table->data, table->len);
  g_byte_array_append (out, body->data, body->len);
  return out;
}

static void
write_profile (PreceptPdfFile *file,
               guint           number,
               const char     *entries,
               GByteArray     *profile)
{
  precept_pdf_file_add_stream (file, number, entries, profile->data, profile->len);
  g_byte_array_unref (profile);
}

/**
 * precept_pdf_profile_write_srgb:
 * @file: where to write
 * @number: a reserved number
 *
 * Writes an ICC profile of sRGB, for an output intent (ISO 19005-3, 6.2.3).
 */
void
precept_pdf_profile_write_srgb (PreceptPdfFile *file,
                                guint           number)
{
  GByteArray *curve = new_curve ();
  const Tag   tags[] = {
      { "desc", new_description ("sRGB IEC61966-2.1") },
      { "cprt", new_text ("No copyright, use freely") },
      { "wtpt", new_xyz (white) },
      { "rXYZ", new_xyz (primaries[0]) },
      { "gXYZ", new_xyz (primaries[1]) },
      { "bXYZ", new_xyz (primaries[2]) },
      { "rTRC", curve },
      { "gTRC", curve },
      { "bTRC", curve },
  };

  write_profile (file, number, "/N 3", assemble ("mntr", "RGB ", tags, G_N_ELEMENTS (tags)));
}

/**
 * precept_pdf_profile_write_cmyk:
 * @file: where to write
 * @number: a reserved number
 *
 * Writes an ICC profile of CMYK that was made for no press in particular.
 *
 * Where the output intent is sRGB, a picture may not be in just any CMYK (ISO 19005-3, 6.2.4.3): it
 * must say what its colours look like.
 */
void
precept_pdf_profile_write_cmyk (PreceptPdfFile *file,
                                guint           number)
{
  const Tag tags[] = {
    { "desc", new_description ("CMYK without a press") },
    { "cprt", new_text ("No copyright, use freely") },
    { "wtpt", new_xyz (white) },
    { "A2B0", new_ink_table () },
  };

  write_profile (file, number, "/N 4", assemble ("scnr", "CMYK", tags, G_N_ELEMENTS (tags)));
}
