/* precept-pdf-writer.c: writes a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-writer.h"

#include "precept-pdf-catalog.h"
#include "precept-pdf-content.h"
#include "precept-pdf-font.h"
#include "precept-pdf-image.h"
#include "precept-pdf-syntax.h"

#include <string.h>

/* FreeType's FT_GlyphSlot_Embolden grows an outline by this part of the size. */
#define BOLDER_PART (1.0 / 24)

/* What a glyph means that shows no text of its own: nothing, and no break between words either. */
#define NO_TEXT "\xE2\x81\xA0" /* U+2060 WORD JOINER */

/**
 * PreceptPdfWriter:
 *
 * Writes a PDF 1.7 file to a stream, page by page.
 *
 * Each page's content goes to the stream when the page ends. Fonts, links and
 * what else needs the whole document follow in
 * [method@PdfWriter.finish]. Errors of the stream, and of fonts, stop the
 * writing and are told there.
 */
struct _PreceptPdfWriter
{
  GObject parent_instance;

  PreceptPdfFile    *file;
  PreceptPdfContent *content; /* of the open page */
  PreceptPdfCatalog *catalog; /* pages, links, destinations, outlines */
  gboolean           page_open;
  gboolean           finished;

  GPtrArray  *fonts; /* of PreceptPdfFont, owned; by their number in the resources */
  GHashTable *faces; /* hb_face_t, a reference held → number of its font + 1; looked up, never iterated */

  GArray     *images;        /* of guint, their objects; by their number in the resources */
  GHashTable *image_digests; /* SHA-256 → number of the image + 1; looked up, never iterated */

  /* Decoration is mostly the same on each page. */
  GArray     *shapes;        /* of guint, their objects; by their number in the resources */
  GHashTable *shape_numbers; /* the stream of a shape → its number + 1; looked up, never iterated */
};

G_DEFINE_FINAL_TYPE (PreceptPdfWriter, precept_pdf_writer, G_TYPE_OBJECT)
G_DEFINE_QUARK (precept_pdf_writer_error, precept_pdf_writer_error)

static void
precept_pdf_writer_finalize (GObject *object)
{
  PreceptPdfWriter *self = PRECEPT_PDF_WRITER (object);

  g_clear_pointer (&self->file, precept_pdf_file_free);
  g_clear_pointer (&self->content, precept_pdf_content_free);
  g_clear_pointer (&self->catalog, precept_pdf_catalog_free);
  g_clear_pointer (&self->fonts, g_ptr_array_unref);
  g_clear_pointer (&self->faces, g_hash_table_unref);
  g_clear_pointer (&self->images, g_array_unref);
  g_clear_pointer (&self->image_digests, g_hash_table_unref);
  g_clear_pointer (&self->shapes, g_array_unref);
  g_clear_pointer (&self->shape_numbers, g_hash_table_unref);

  G_OBJECT_CLASS (precept_pdf_writer_parent_class)->finalize (object);
}

static void
precept_pdf_writer_class_init (PreceptPdfWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = precept_pdf_writer_finalize;
}

static void
precept_pdf_writer_init (PreceptPdfWriter *self)
{
  self->content = precept_pdf_content_new ();
  self->fonts = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_pdf_font_free);
  self->faces = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)hb_face_destroy, NULL);
  self->images = g_array_new (FALSE, FALSE, sizeof (guint));
  self->image_digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shapes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->shape_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * precept_pdf_writer_new:
 * @stream: where to write
 *
 * Begins a PDF file.
 */
PreceptPdfWriter *
precept_pdf_writer_new (GOutputStream *stream)
{
  PreceptPdfWriter *self = g_object_new (PRECEPT_TYPE_PDF_WRITER, NULL);

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self->file = precept_pdf_file_new (stream);
  self->catalog = precept_pdf_catalog_new (self->file);
  return self;
}

/**
 * precept_pdf_writer_set_title:
 * @self: a writer
 * @title: (nullable): the title
 *
 * Tells the title of the document, which a viewer shows in place of the file's name.
 */
void
precept_pdf_writer_set_title (PreceptPdfWriter *self,
                              const char       *title)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_catalog_set_title (self->catalog, title);
}

/**
 * precept_pdf_writer_set_author:
 * @self: a writer
 * @author: (nullable): a person or an organization
 *
 * Tells who answers for the document.
 */
void
precept_pdf_writer_set_author (PreceptPdfWriter *self,
                               const char       *author)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_catalog_set_author (self->catalog, author);
}

/**
 * precept_pdf_writer_set_keywords:
 * @self: a writer
 * @keywords: (nullable): words with commas between them
 *
 * Tells by which words the document can be found.
 */
void
precept_pdf_writer_set_keywords (PreceptPdfWriter *self,
                                 const char       *keywords)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_catalog_set_keywords (self->catalog, keywords);
}

/**
 * precept_pdf_writer_set_language:
 * @self: a writer
 * @language: a language tag as in BCP 47, "en-US"
 *
 * Tells the language of the document's text.
 */
void
precept_pdf_writer_set_language (PreceptPdfWriter *self,
                                 const char       *language)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_catalog_set_language (self->catalog, language);
}

/**
 * precept_pdf_writer_set_date:
 * @self: a writer
 * @date: (nullable): a date and time
 *
 * Tells when the document was made, and changed last.
 */
void
precept_pdf_writer_set_date (PreceptPdfWriter *self,
                             GDateTime        *date)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_catalog_set_date (self->catalog, date);
}

/**
 * precept_pdf_writer_begin_page:
 * @self: a writer with no page open
 * @width_pt: width of the page
 * @height_pt: height of the page
 *
 * Opens the next page.
 */
void
precept_pdf_writer_begin_page (PreceptPdfWriter *self,
                               double            width_pt,
                               double            height_pt)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (!self->page_open && !self->finished);
  g_return_if_fail (width_pt > 0 && height_pt > 0);

  self->page_open = TRUE;
  precept_pdf_catalog_begin_page (self->catalog, width_pt, height_pt);
  precept_pdf_content_begin (self->content, height_pt);
}

/**
 * precept_pdf_writer_end_page:
 * @self: a writer with a page open
 *
 * Closes the page, and writes it.
 */
void
precept_pdf_writer_end_page (PreceptPdfWriter *self)
{
  const GString *content;
  guint          number;

  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);

  self->page_open = FALSE;
  content = precept_pdf_content_end (self->content);
  number = precept_pdf_file_reserve (self->file);
  precept_pdf_file_add_stream (self->file, number, "", content->str, content->len);
  precept_pdf_catalog_end_page (self->catalog, number);
}

void
precept_pdf_writer_fill_rectangle (PreceptPdfWriter *self,
                                   double            x,
                                   double            y,
                                   double            width,
                                   double            height,
                                   const double      rgb[3])
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);

  precept_pdf_content_fill_rectangle (self->content, x, y, width, height, rgb);
}

/**
 * precept_pdf_writer_stroke_rectangle:
 * @self: a writer with a page open
 * @x: left side
 * @y: top
 * @width: from the middle of the left line to that of the right one
 * @height: likewise
 * @radius: of the corners; 0: sharp
 * @line_width: of the stroke
 * @rgb: its colour
 *
 * Draws the outline of a rectangle.
 */
void
precept_pdf_writer_stroke_rectangle (PreceptPdfWriter *self,
                                     double            x,
                                     double            y,
                                     double            width,
                                     double            height,
                                     double            radius,
                                     double            line_width,
                                     const double      rgb[3])
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);

  precept_pdf_content_stroke_rectangle (self->content, x, y, width, height, radius, line_width, rgb);
}

static guint
find_font (PreceptPdfWriter *self,
           hb_face_t        *face)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->faces, face));
  guint number;

  if (known > 0)
    return known - 1;
  for (number = 0; number < self->fonts->len; number++)
    if (precept_pdf_font_is_of_face (g_ptr_array_index (self->fonts, number), face))
      break;
  if (number == self->fonts->len)
    g_ptr_array_add (self->fonts, precept_pdf_font_new (face));
  g_hash_table_insert (self->faces, hb_face_reference (face), GUINT_TO_POINTER (number + 1));
  return number;
}

/* Behind a hyphen at the end of a line. Readers that join words again would take the hyphen for one that the
 * typesetter put there, and drop it; this says that the line just ends here. */
#define LINE_BREAK "\xE2\x80\x8B" /* U+200B ZERO WIDTH SPACE */

/* What showing one run needs. */
typedef struct
{
  PreceptPdfWriter    *writer;
  const PreceptPdfRun *run;
  PreceptPdfFont      *font;
  double               x; /* of the next glyph, from the start of the baseline */
} Show;

static void
show_glyph (Show       *show,
            guint32     glyph,
            double      x_offset,
            double      y_offset,
            gboolean    invisible,
            const char *text,
            guint       length)
{
  guint code = precept_pdf_font_get_code (show->font, glyph, text, length);

  if (code == 0)
    {
      precept_pdf_file_take_error (show->writer->file,
                                   g_error_new_literal (PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_FONT,
                                                        "A font has too many different characters for one PDF file. Publish the document in several parts"));
      return;
    }
  precept_pdf_content_show_glyph (show->writer->content, code, precept_pdf_font_get_width (show->font, code),
                                  show->x + x_offset, -y_offset, invisible);
}

/* Text that nothing shows: a glyph that draws nothing stands for it, best one that takes no room either. */
static void
show_text_only (Show       *show,
                const char *text,
                guint       length)
{
  static const gunichar blanks[] = { 0x200C, 0x200D, 0x200B, 0x2060, ' ' };
  guint32               glyph = 0;
  guint                 i;

  for (i = *text == ' ' ? G_N_ELEMENTS (blanks) - 1 : 0; i < G_N_ELEMENTS (blanks); i++)
    if (precept_pdf_font_find_glyph (show->font, blanks[i], &glyph))
      break;
  /* A font without any lends its first glyph, unseen. */
  show_glyph (show, glyph, 0, 0, glyph == 0, text, length);
}

/* Whether each character of @text has just the glyph that the font has for it. */
static gboolean
is_spelled_out (Show                  *show,
                const PreceptPdfGlyph *glyphs,
                guint                  n_glyphs,
                const char            *text,
                guint                  length)
{
  const char *p = text;
  guint       i;

  for (i = 0; i < n_glyphs; i++)
    {
      guint32 glyph;

      if (p >= text + length || !precept_pdf_font_find_glyph (show->font, g_utf8_get_char (p), &glyph) || glyph != glyphs[i].glyph)
        return FALSE;
      p = g_utf8_next_char (p);
    }
  return p == text + length;
}

static void
show_plain_cluster (Show                  *show,
                    const PreceptPdfGlyph *glyphs,
                    guint                  n_glyphs,
                    const char            *text,
                    guint                  length,
                    gboolean               spelled_out)
{
  const char *p = text;
  guint       i;

  for (i = 0; i < n_glyphs; i++)
    {
      if (glyphs[i].glyph != PRECEPT_PDF_NO_GLYPH)
        {
          const char *next = spelled_out ? g_utf8_next_char (p) : text + length;

          if (p < next)
            show_glyph (show, glyphs[i].glyph, glyphs[i].x_offset_pt, glyphs[i].y_offset_pt, FALSE, p, (guint)(next - p));
          else
            show_glyph (show, glyphs[i].glyph, glyphs[i].x_offset_pt, glyphs[i].y_offset_pt, FALSE, NO_TEXT, strlen (NO_TEXT));
          p = next;
        }
      show->x += glyphs[i].advance_pt;
    }
  if (p == text && length > 0)
    show_text_only (show, text, length);
}

static void
begin_actual_text (Show       *show,
                   const char *text,
                   gsize       length)
{
  g_autoptr (GString) properties = g_string_new ("/ActualText");

  g_string_append (properties, "<FEFF");
  precept_pdf_append_utf16 (properties, text, (gssize)length);
  g_string_append_c (properties, '>');
  precept_pdf_content_begin_span (show->writer->content, "Span", properties->str);
}

/* Glyphs that show one piece of text together. Where it is more than one glyph, and not simply a glyph a character,
 * the text is told outright. */
static void
show_as_one (Show                  *show,
             const PreceptPdfGlyph *glyphs,
             guint                  n_glyphs,
             const char            *text,
             guint                  length)
{
  gboolean spelled_out = n_glyphs > 1 && is_spelled_out (show, glyphs, n_glyphs, text, length);
  gboolean told = n_glyphs > 1 && !spelled_out && length > 0;

  if (told)
    begin_actual_text (show, text, length);
  show_plain_cluster (show, glyphs, n_glyphs, text, length, spelled_out);
  if (told)
    precept_pdf_content_end_marked (show->writer->content);
}

/* The glyph that takes the most room; marks above and below it take none. */
static guint
find_base (const PreceptPdfGlyph *glyphs,
           guint                  n_glyphs)
{
  guint base = 0;
  guint i;

  for (i = 1; i < n_glyphs; i++)
    if (glyphs[i].glyph != PRECEPT_PDF_NO_GLYPH && glyphs[i].advance_pt > glyphs[base].advance_pt)
      base = i;
  return base;
}

/* Shows all glyphs but one, which say nothing. */
static void
show_others (Show                  *show,
             const PreceptPdfGlyph *glyphs,
             guint                  n_glyphs,
             guint                  base)
{
  guint i;

  begin_actual_text (show, "", 0);
  for (i = 0; i < n_glyphs; i++)
    {
      if (i != base && glyphs[i].glyph != PRECEPT_PDF_NO_GLYPH)
        show_glyph (show, glyphs[i].glyph, glyphs[i].x_offset_pt, glyphs[i].y_offset_pt, FALSE, NO_TEXT, strlen (NO_TEXT));
      show->x += glyphs[i].advance_pt;
    }
  precept_pdf_content_end_marked (show->writer->content);
}

/* Readers put characters that they find from left to right in the order of reading, one by one: text of several
 * characters in one piece would come out backwards, and a mark above the line apart. So the base tells the first
 * character, what follows it stands before it, and marks tell nothing. */
static void
show_right_to_left (Show                  *show,
                    const PreceptPdfGlyph *glyphs,
                    guint                  n_glyphs)
{
  const char *text = show->run->text + glyphs[0].text_start;
  const char *end = text + glyphs[0].text_length;
  guint       base = find_base (glyphs, n_glyphs);
  double      start_x = show->x;
  guint       i;

  for (i = 0; i < base; i++)
    show->x += glyphs[i].advance_pt;
  while (end > text && g_utf8_next_char (text) != end)
    {
      const char *start = g_utf8_prev_char (end);

      show_text_only (show, start, (guint)(end - start));
      end = start;
    }
  show_plain_cluster (show, &glyphs[base], 1, text, (guint)(end - text), FALSE);
  if (n_glyphs > 1)
    {
      show->x = start_x;
      show_others (show, glyphs, n_glyphs, base);
    }
}

static guint
get_cluster_size (const PreceptPdfRun *run,
                  guint                first)
{
  guint end = first + 1;

  while (end < run->n_glyphs && run->glyphs[end].text_length == 0)
    end++;
  return end - first;
}

static void
show_cluster (Show                  *show,
              const PreceptPdfGlyph *glyphs,
              guint                  n_glyphs)
{
  if (show->run->right_to_left)
    show_right_to_left (show, glyphs, n_glyphs);
  else
    show_as_one (show, glyphs, n_glyphs, show->run->text + glyphs[0].text_start, (guint)glyphs[0].text_length);
}

static gboolean
ends_with_space (const PreceptPdfRun *run)
{
  const PreceptPdfGlyph *last;

  if (run->n_glyphs == 0)
    return FALSE;
  last = &run->glyphs[run->right_to_left ? 0 : run->n_glyphs - 1];
  return last->text_length > 0 && run->text[last->text_start + last->text_length - 1] == ' ';
}

static void
set_state (const PreceptPdfRun *run,
           PreceptPdfTextState *state)
{
  state->size_pt = run->size_pt;
  state->x = run->x;
  state->y = run->y;
  state->angle = run->angle;
  state->slant = run->slant;
  state->bolder_pt = run->bolder ? run->size_pt * BOLDER_PART : 0;
  memcpy (state->rgb, run->rgb, sizeof state->rgb);
}

static guint
find_shape (PreceptPdfWriter *self,
            const GString    *shape)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->shape_numbers, shape->str));
  guint object;

  if (known > 0)
    return known - 1;
  object = precept_pdf_file_reserve (self->file);
  /* The box is a limit that no page reaches; what does not fit on a page is cut off by the page. */
  precept_pdf_file_add_stream (self->file, object, "/Type/XObject/Subtype/Form/BBox[-14400 -14400 14400 14400]/Resources<<>>", shape->str, shape->len);
  g_array_append_val (self->shapes, object);
  g_hash_table_insert (self->shape_numbers, g_strdup (shape->str), GUINT_TO_POINTER (self->shapes->len));
  return self->shapes->len - 1;
}

static void
draw_decoration (PreceptPdfWriter          *self,
                 const PreceptPdfRun       *run,
                 const PreceptPdfTextState *state)
{
  g_autoptr (GString) shape = g_string_new (NULL);
  hb_font_t *font = hb_font_create (run->face);
  double     x = 0;
  guint      i;

  for (i = 0; i < run->n_glyphs; i++)
    {
      const PreceptPdfGlyph *glyph = &run->glyphs[i];

      if (glyph->glyph != PRECEPT_PDF_NO_GLYPH)
        precept_pdf_content_append_shape (self->content, shape, font, glyph->glyph, state, x + glyph->x_offset_pt, -glyph->y_offset_pt);
      x += glyph->advance_pt;
    }
  hb_font_destroy (font);
  g_string_append (shape, "f\n");
  precept_pdf_content_fill_shape (self->content, find_shape (self, shape), run->rgb);
}

/**
 * precept_pdf_writer_show_run:
 * @self: a writer with a page open
 * @run: glyphs, and what they say
 *
 * Shows glyphs on one baseline.
 *
 * Whatever the glyphs look like, a reader gets back the text of @run.
 */
void
precept_pdf_writer_show_run (PreceptPdfWriter    *self,
                             const PreceptPdfRun *run)
{
  PreceptPdfTextState state = { 0 };
  Show                show = { self, run, NULL, 0 };
  guint               i;

  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);
  g_return_if_fail (run != NULL && run->face != NULL && run->size_pt > 0);

  if (precept_pdf_file_has_error (self->file) || (run->n_glyphs == 0 && !run->space_after))
    return;

  set_state (run, &state);
  if (run->decoration)
    {
      draw_decoration (self, run, &state);
      return;
    }
  state.font = find_font (self, run->face);
  show.font = g_ptr_array_index (self->fonts, state.font);

  precept_pdf_content_begin_run (self->content, &state);
  if (run->right_to_left)
    precept_pdf_content_begin_span (self->content, "ReversedChars", NULL);
  for (i = 0; i < run->n_glyphs; i += get_cluster_size (run, i))
    show_cluster (&show, &run->glyphs[i], get_cluster_size (run, i));
  if (run->space_after && !ends_with_space (run))
    show_text_only (&show, " ", 1);
  if (run->goes_on)
    show_text_only (&show, LINE_BREAK, strlen (LINE_BREAK));
  if (run->right_to_left)
    precept_pdf_content_end_marked (self->content);
}

/**
 * precept_pdf_writer_show_image:
 * @self: a writer with a page open
 * @png_or_jpeg: a picture file
 * @x: left side
 * @y: top
 * @width: of the picture on the page
 * @height: likewise
 * @error: (nullable): where to store an error
 *
 * Shows a picture. The same picture shown again is not written again.
 *
 * Fails with `PRECEPT_PDF_WRITER_ERROR_IMAGE` if the picture is damaged, or
 * of a kind that is not known. The page is then as before.
 *
 * Returns: whether the picture is shown
 */
gboolean
precept_pdf_writer_show_image (PreceptPdfWriter *self,
                               GBytes           *png_or_jpeg,
                               double            x,
                               double            y,
                               double            width,
                               double            height,
                               GError          **error)
{
  g_autofree char *digest = NULL;
  guint            known;

  g_return_val_if_fail (PRECEPT_IS_PDF_WRITER (self), FALSE);
  g_return_val_if_fail (self->page_open, FALSE);
  g_return_val_if_fail (png_or_jpeg != NULL, FALSE);

  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png_or_jpeg);
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->image_digests, digest));
  if (known == 0)
    {
      guint object = precept_pdf_file_reserve (self->file);

      if (!precept_pdf_image_write (self->file, object, png_or_jpeg, error))
        return FALSE;
      g_array_append_val (self->images, object);
      known = self->images->len;
      g_hash_table_insert (self->image_digests, g_steal_pointer (&digest), GUINT_TO_POINTER (known));
    }
  precept_pdf_content_show_image (self->content, known - 1, x, y, width, height);
  return TRUE;
}

/**
 * precept_pdf_writer_add_destination:
 * @self: a writer with a page open
 * @name: its name; of two that are the same, the first one counts
 * @x: left side of the place
 * @y: top of the place
 *
 * Names a place on the page, so that links and outlines may lead to it.
 */
void
precept_pdf_writer_add_destination (PreceptPdfWriter *self,
                                    const char       *name,
                                    double            x,
                                    double            y)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);
  g_return_if_fail (name != NULL && *name != '\0');

  precept_pdf_catalog_add_destination (self->catalog, name, x, y);
}

/**
 * precept_pdf_writer_add_link:
 * @self: a writer with a page open
 * @x: left side of the area
 * @y: top of the area
 * @width: of the area
 * @height: of the area
 * @target: "#" and the name of a destination, wherever that will be; or else a URI
 * @description: what a screen reader says
 *
 * Makes an area of the page lead somewhere. A link whose destination is never named is left out.
 */
void
precept_pdf_writer_add_link (PreceptPdfWriter *self,
                             double            x,
                             double            y,
                             double            width,
                             double            height,
                             const char       *target,
                             const char       *description)
{
  const double rectangle[] = { x, y, width, height };

  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);
  g_return_if_fail (target != NULL);

  precept_pdf_catalog_add_link (self->catalog, rectangle, target, description != NULL ? description : target);
}

/**
 * precept_pdf_writer_add_outline:
 * @self: a writer
 * @level: 1 for the outermost; one deeper than the entry before at most, or it is taken so
 * @title: its words
 * @destination: (nullable): name of the destination that it leads to
 *
 * Adds the next entry of the outline, that readers show beside the pages.
 */
void
precept_pdf_writer_add_outline (PreceptPdfWriter *self,
                                guint             level,
                                const char       *title,
                                const char       *destination)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (level > 0 && title != NULL);

  precept_pdf_catalog_add_outline (self->catalog, level, title, destination);
}

/* Writes the fonts; gives the resources that all pages share. */
static void
write_resources (PreceptPdfWriter *self,
                 guint             number)
{
  g_autoptr (GString) out = g_string_new ("<</Font<<");
  guint i;

  for (i = 0; i < self->fonts->len && !precept_pdf_file_has_error (self->file); i++)
    {
      GError *error = NULL;
      guint   font = precept_pdf_file_reserve (self->file);

      if (!precept_pdf_font_write (g_ptr_array_index (self->fonts, i), self->file, font, &error))
        precept_pdf_file_take_error (self->file, error);
      g_string_append_printf (out, "/F%u %u 0 R", i, font);
    }
  g_string_append (out, ">>/XObject<<");
  for (i = 0; i < self->images->len; i++)
    g_string_append_printf (out, "/I%u %u 0 R", i, g_array_index (self->images, guint, i));
  for (i = 0; i < self->shapes->len; i++)
    g_string_append_printf (out, "/D%u %u 0 R", i, g_array_index (self->shapes, guint, i));
  g_string_append (out, ">>>>");
  precept_pdf_file_add_object (self->file, number, out);
}

/**
 * precept_pdf_writer_finish:
 * @self: a writer with no page open, and at least one page
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes what is left.
 *
 * Fails with the first error of the stream since the beginning, or with
 * `PRECEPT_PDF_WRITER_ERROR_FONT`. What was written is then no PDF.
 *
 * Returns: whether the file is complete
 */
gboolean
precept_pdf_writer_finish (PreceptPdfWriter *self,
                           GCancellable     *cancellable,
                           GError          **error)
{
  guint resources;
  guint root;
  guint information;

  g_return_val_if_fail (PRECEPT_IS_PDF_WRITER (self), FALSE);
  g_return_val_if_fail (!self->page_open && !self->finished, FALSE);

  self->finished = TRUE;
  resources = precept_pdf_file_reserve (self->file);
  write_resources (self, resources);
  precept_pdf_catalog_write (self->catalog, resources, &root, &information);
  return precept_pdf_file_finish (self->file, root, information, cancellable, error);
}
