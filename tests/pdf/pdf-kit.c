/* pdf-kit.c: what the tests of the PDF writer share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "pdf-kit.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

void
kit_init (Kit *kit)
{
  kit->stream = g_memory_output_stream_new_resizable ();
  kit->writer = precept_pdf_writer_new (kit->stream);
}

void
kit_keep (GBytes *pdf)
{
  static const char *last; /* path of the test before */
  static guint       count;
  const char        *folder = g_getenv ("PRECEPT_PDF_FOLDER");
  const char        *test = g_test_get_path ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  count = g_strcmp0 (test, last) == 0 ? count + 1 : 1;
  last = g_intern_string (test);
  name = g_strdup_printf ("%s-%u.pdf", test + 1, count);
  g_strdelimit (name, "/", '-');
  path = g_build_filename (folder, name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0777), ==, 0);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize)g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
}

void
kit_begin_page (Kit   *kit,
                double width,
                double height)
{
  const PreceptPdfElement element = { .type = "P" };

  precept_pdf_writer_begin_page (kit->writer, width, height);
  kit->paragraph = precept_pdf_writer_add_element (kit->writer, 0, &element);
  precept_pdf_writer_begin_content (kit->writer, kit->paragraph);
}

GBytes *
kit_finish (Kit *kit)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf;

  g_assert_true (precept_pdf_writer_finish (kit->writer, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (kit->stream, NULL, &error));
  pdf = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (kit->stream));
  kit_keep (pdf);
  return pdf;
}

void
kit_clear (Kit *kit)
{
  g_assert_finalize_object (kit->writer);
  g_clear_object (&kit->stream);
}

hb_face_t *
kit_open_face (const char *path)
{
  hb_blob_t *blob = hb_blob_create_from_file_or_fail (path);
  hb_face_t *face;

  if (blob == NULL)
    g_error ("%s: no such font; the packages fonts-lato and fonts-noto-core have the fonts of these tests", path);
  face = hb_face_create (blob, 0);
  hb_blob_destroy (blob);
  return face;
}

/* Gives each cluster's text to its first glyph. */
static void
set_texts (GArray                *glyphs,
           const hb_glyph_info_t *infos,
           int                    length)
{
  guint i;

  for (i = 0; i < glyphs->len; i++)
    {
      PreceptPdfGlyph *glyph = &g_array_index (glyphs, PreceptPdfGlyph, i);
      guint            end = (guint)length;
      guint            j;

      if (i > 0 && infos[i].cluster == infos[i - 1].cluster)
        continue;
      for (j = 0; j < glyphs->len; j++)
        if (infos[j].cluster > infos[i].cluster && infos[j].cluster < end)
          end = infos[j].cluster;
      glyph->text_start = (int)infos[i].cluster;
      glyph->text_length = (int)(end - infos[i].cluster);
    }
}

double
kit_show_with (Kit        *kit,
               hb_face_t  *face,
               double      size,
               double      x,
               double      y,
               const char *text,
               const char *features,
               gboolean    space_after)
{
  hb_font_t   *font = hb_font_create (face);
  hb_buffer_t *buffer = hb_buffer_create ();
  g_autoptr (GArray) glyphs = g_array_new (FALSE, TRUE, sizeof (PreceptPdfGlyph));
  PreceptPdfRun              run = { face, size };
  hb_feature_t               feature;
  double                     unit = size / hb_face_get_upem (face);
  double                     width = 0;
  const hb_glyph_info_t     *infos;
  const hb_glyph_position_t *positions;
  guint                      i, n;

  hb_buffer_add_utf8 (buffer, text, -1, 0, -1);
  hb_buffer_guess_segment_properties (buffer);
  if (features != NULL)
    hb_feature_from_string (features, -1, &feature);
  hb_shape (font, buffer, features != NULL ? &feature : NULL, features != NULL ? 1 : 0);
  infos = hb_buffer_get_glyph_infos (buffer, &n);
  positions = hb_buffer_get_glyph_positions (buffer, NULL);
  for (i = 0; i < n; i++)
    {
      PreceptPdfGlyph glyph = { infos[i].codepoint, positions[i].x_advance * unit, positions[i].x_offset * unit, -positions[i].y_offset * unit, 0, 0 };

      g_array_append_val (glyphs, glyph);
      width += glyph.advance_pt;
    }
  set_texts (glyphs, infos, (int)strlen (text));
  run.x = x;
  run.y = y;
  run.glyphs = (const PreceptPdfGlyph *)(void *)glyphs->data;
  run.n_glyphs = n;
  run.text = text;
  run.right_to_left = HB_DIRECTION_IS_BACKWARD (hb_buffer_get_direction (buffer));
  run.space_after = space_after;
  precept_pdf_writer_show_run (kit->writer, &run);
  hb_buffer_destroy (buffer);
  hb_font_destroy (font);
  return width;
}

double
kit_show (Kit        *kit,
          hb_face_t  *face,
          double      size,
          double      x,
          double      y,
          const char *text)
{
  return kit_show_with (kit, face, size, x, y, text, NULL, FALSE);
}

static char *
write_temporary (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int   descriptor = g_file_open_tmp ("precept-XXXXXX.pdf", &path, &error);

  g_assert_no_error (error);
  g_close (descriptor, NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize)g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  return path;
}

static GBytes *
run_program (GBytes     *pdf,
             GPtrArray  *arguments,
             const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) errors = NULL;
  GBytes *output = NULL;

  process = g_subprocess_newv ((const char *const *)arguments->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &output, &errors, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process) || g_bytes_get_size (errors) > 0)
    {
      g_test_message ("%.*s\n%.*s", (int)g_bytes_get_size (errors), (const char *)g_bytes_get_data (errors, NULL),
                      (int)g_bytes_get_size (output), (const char *)g_bytes_get_data (output, NULL));
      g_test_fail_printf ("%s finds fault with the PDF", (char *)arguments->pdata[0]);
    }
  return output;
}

static GBytes *
run_list (GBytes *pdf,
          va_list list)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *path = write_temporary (pdf);
  GBytes          *output;
  char            *argument;

  while ((argument = va_arg (list, char *)) != NULL)
    g_ptr_array_add (arguments, g_str_equal (argument, "FILE") ? path : argument);
  g_ptr_array_add (arguments, NULL);
  output = run_program (pdf, arguments, path);
  g_unlink (path);
  return output;
}

GBytes *
kit_run_bytes (GBytes *pdf,
               ...)
{
  GBytes *output;
  va_list list;

  va_start (list, pdf);
  output = run_list (pdf, list);
  va_end (list);
  return output;
}

char *
kit_run (GBytes *pdf,
         ...)
{
  g_autoptr (GBytes) output = NULL;
  va_list list;

  va_start (list, pdf);
  output = run_list (pdf, list);
  va_end (list);
  return g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
}

void
kit_draw (GBytes  *pdf,
          int      page,
          int      scale,
          Picture *picture)
{
  g_autofree char *number = g_strdup_printf ("%d", page);
  g_autofree char *resolution = g_strdup_printf ("%d", 72 * scale);
  const char      *data;
  gsize            size;
  int              end = 0;

  picture->file = kit_run_bytes (pdf, "pdftoppm", "-f", number, "-l", number, "-r", resolution, "FILE", NULL);
  data = g_bytes_get_data (picture->file, &size);
  g_assert_cmpint (sscanf (data, "P6 %d %d 255%n", &picture->width, &picture->height, &end), ==, 2);
  picture->start = (gsize)end + 1;
  g_assert_cmpuint (picture->start + 3 * (gsize)picture->width * (gsize)picture->height, ==, size);
}

void
kit_clear_picture (Picture *picture)
{
  g_clear_pointer (&picture->file, g_bytes_unref);
}

void
kit_assert_pixel (const Picture *picture,
                  int            x,
                  int            y,
                  int            red,
                  int            green,
                  int            blue)
{
  const guint8 *pixel = (const guint8 *)g_bytes_get_data (picture->file, NULL) + picture->start + 3 * ((gsize)y * (gsize)picture->width + (gsize)x);

  if (ABS (pixel[0] - red) > 2 || ABS (pixel[1] - green) > 2 || ABS (pixel[2] - blue) > 2)
    g_test_fail_printf ("pixel %d, %d is %d %d %d, not %d %d %d", x, y, pixel[0], pixel[1], pixel[2], red, green, blue);
}

char *
kit_extract_text (GBytes *pdf)
{
  return kit_run (pdf, "pdftotext", "-enc", "UTF-8", "FILE", "-", NULL);
}

void
kit_check (GBytes *pdf)
{
  g_autofree char *checked = kit_run (pdf, "qpdf", "--check", "FILE", NULL);
  g_autofree char *fonts = kit_run (pdf, "pdffonts", "FILE", NULL);
  g_auto (GStrv) lines = g_strsplit (fonts, "\n", -1);
  const char *columns = strstr (lines[0], "emb sub uni");
  guint       i;

  g_assert_nonnull (strstr (checked, "No syntax or stream encoding errors found"));
  g_assert_nonnull (columns);
  for (i = 2; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_assert_true (g_str_has_prefix (lines[i] + (columns - lines[0]), "yes yes yes"));
}

char *
kit_dup_plain (GBytes *pdf)
{
  g_autoptr (GBytes) output = kit_run_bytes (pdf, "qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", "FILE", "-", NULL);
  gsize size = g_bytes_get_size (output);
  char *plain = g_malloc (size + 1);
  gsize i;

  memcpy (plain, g_bytes_get_data (output, NULL), size);
  plain[size] = '\0';
  /* Streams that are no text have zeros, where a search would end. */
  for (i = 0; i < size; i++)
    if (plain[i] == '\0')
      plain[i] = ' ';
  return plain;
}
