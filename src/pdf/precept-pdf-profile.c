/* precept-pdf-profile.c: what the colours of a PDF file mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-profile.h"

#include <math.h>
#include <string.h>

/* ISO 15076-1, which ISO 19005-3 refers to; version 4.2 is what PDF 1.7 knows. */
#define PROFILE_VERSION 0x04200000

/* Samples of a curve that no formula gives. */
#define CURVE_SIZE 4096

/* How much of white full ink leaves, as a power of ten. A part of 255 is less than three. */
#define MAX_DENSITY 4.0

/* Primaries of sRGB (IEC 61966-2-1) as they look in the light that profiles are about, D50. A row for each: X, Y, Z. */
static const double primaries[3][3] = {
  { 0.43607, 0.22249, 0.01392 },
  { 0.38515, 0.71687, 0.09708 },
  { 0.14307, 0.06061, 0.71410 },
};

static const double white[3] = { 0.9642, 1, 0.8249 };

/* From the light that sRGB is about, D65, to D50. */
static const double adaptation[] = { 1.04781, 0.02289, -0.05013, 0.02954, 0.99048, -0.01705, -0.00923, 0.01504, 0.75213 };

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

/* ASCII, in one language. */
static GByteArray *
new_text (const char *text)
{
  GByteArray *data = new_data ("mluc");
  const char *p;

  append_32 (data, 1);
  append_32 (data, 12);
  append_string (data, "enUS");
  append_32 (data, 2 * (guint)strlen (text));
  append_32 (data, 28);
  for (p = text; *p != '\0'; p++)
    append_16 (data, (guchar)*p);
  return data;
}

static GByteArray *
new_numbers (const char   *type,
             const double *values,
             guint         n)
{
  GByteArray *data = new_data (type);
  guint       i;

  for (i = 0; i < n; i++)
    append_fixed (data, values[i]);
  return data;
}

/* How bright a component of sRGB is. */
static double
get_light (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* The same as a formula. */
static GByteArray *
new_curve (void)
{
  static const double parameters[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };
  GByteArray         *data = new_data ("para");
  guint               i;

  append_16 (data, 3);
  append_16 (data, 0);
  for (i = 0; i < G_N_ELEMENTS (parameters); i++)
    append_fixed (data, parameters[i]);
  return data;
}

static void
append_samples (GByteArray *out,
                double (*function) (double x))
{
  guint i;

  append_string (out, "curv");
  append_32 (out, 0);
  append_32 (out, CURVE_SIZE);
  for (i = 0; i < CURVE_SIZE; i++)
    append_part (out, function (i / (CURVE_SIZE - 1.0)));
}

static double
get_density (double ink)
{
  return CLAMP (-log10 (MAX (1 - ink, 1e-9)) / MAX_DENSITY, 0, 1);
}

/* Of a colour's ink and black one upon the other; half of the sum of their densities. */
static double
get_mixed_light (double density)
{
  return get_light (pow (10, -2 * MAX_DENSITY * density));
}

/* Colours of the densities of four inks at the corners of their cube; in between they are just as straight. */
static void
append_mixtures (GByteArray *out)
{
  static const guint8 points[16] = { 2, 2, 2, 2 };
  static const guint8 precision[4] = { 2 };
  guint               i, j;

  g_byte_array_append (out, points, sizeof points);
  g_byte_array_append (out, precision, sizeof precision);
  for (i = 0; i < 16; i++)
    for (j = 0; j < 3; j++)
      append_part (out, ((i >> (3 - j) & 1) + (i & 1)) / 2.0);
}

static void
append_matrix (GByteArray *out)
{
  guint i, j;

  /* The range of results ends just short of 2. */
  for (i = 0; i < 3; i++)
    for (j = 0; j < 3; j++)
      append_fixed (out, primaries[j][i] * 32768 / 65535);
  append_zeros (out, 3 * 4);
}

/* Each ink takes away light of one colour, and black of all: what is left of red is (1 - C)(1 - K), as programs
 * show CMYK that know of no press. Products are sums of densities, which a reader computes exactly. */
static GByteArray *
new_ink_table (void)
{
  GByteArray *data = new_data ("mAB ");
  guint       offsets[5]; /* B curves, matrix, M curves, mixtures, A curves */
  guint       i;

  append_32 (data, 4 << 24 | 3 << 16);
  append_zeros (data, sizeof offsets);
  for (i = 0, offsets[0] = data->len; i < 3; i++)
    {
      append_string (data, "curv"); /* nothing changes */
      append_zeros (data, 8);
    }
  offsets[1] = data->len;
  append_matrix (data);
  for (i = 0, offsets[2] = data->len; i < 3; i++)
    append_samples (data, get_mixed_light);
  offsets[3] = data->len;
  append_mixtures (data);
  append_zeros (data, (4 - data->len % 4) % 4);
  for (i = 0, offsets[4] = data->len; i < 4; i++)
    append_samples (data, get_density);
  for (i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      guint32 value = GUINT32_TO_BE (offsets[i]);

      memcpy (data->data + 12 + 4 * i, &value, sizeof value);
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
      { "desc", new_text ("sRGB IEC61966-2.1") },
      { "cprt", new_text ("No copyright, use freely") },
      { "wtpt", new_numbers ("XYZ ", white, 3) },
      { "chad", new_numbers ("sf32", adaptation, G_N_ELEMENTS (adaptation)) },
      { "rXYZ", new_numbers ("XYZ ", primaries[0], 3) },
      { "gXYZ", new_numbers ("XYZ ", primaries[1], 3) },
      { "bXYZ", new_numbers ("XYZ ", primaries[2], 3) },
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
    { "desc", new_text ("CMYK without a press") },
    { "cprt", new_text ("No copyright, use freely") },
    { "wtpt", new_numbers ("XYZ ", white, 3) },
    { "A2B0", new_ink_table () },
  };

  write_profile (file, number, "/N 4", assemble ("scnr", "CMYK", tags, G_N_ELEMENTS (tags)));
}
