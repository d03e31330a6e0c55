/* precept-pdf-run.c: shows glyphs so that a reader gets their text back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-font.h"
#include "precept-pdf-syntax.h"
#include "precept-pdf-writer-private.h"

#include <string.h>

/* FreeType's FT_GlyphSlot_Embolden grows an outline by this part of the size. */
#define BOLDER_PART (1.0 / 24)

/* What a glyph means that shows no text of its own: nothing, and no break between words either. */
#define NO_TEXT "\xE2\x81\xA0" /* U+2060 WORD JOINER */

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

/* Bytes of text that one code may stand for. More is told outright. */
#define MAX_CODE_TEXT 128

/* What showing one run needs. */
typedef struct
{
  PreceptPdfWriter    *writer;
  const PreceptPdfRun *run;
  PreceptPdfFont      *font;
  double               x;    /* of the next glyph, from the start of the baseline */
  gboolean             told; /* the text of the glyphs at hand is told outright */
} Show;

/* The first glyph of a font stands for all that it lacks, and may not be referred to (ISO 19005-3, 6.2.11.8). */
static gboolean
is_drawn (const PreceptPdfGlyph *glyph)
{
  return glyph->glyph != PRECEPT_PDF_NO_GLYPH && glyph->glyph != 0;
}

/* ISO 19005-3, 6.2.11.7.2: these may not be what a code means. */
static gboolean
is_forbidden (gunichar c)
{
  return c == 0 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

static gboolean
is_private (gunichar c)
{
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

static gboolean
has_character (const char *text,
               guint       length,
               gboolean (*test) (gunichar c))
{
  const char *p;

  for (p = text; p < text + length; p = g_utf8_next_char (p))
    if (test (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* @text with what is forbidden in it replaced by what says as little. */
static char *
dup_permitted (const char *text,
               guint       length)
{
  GString    *out = g_string_new (NULL);
  const char *p;

  for (p = text; p < text + length; p = g_utf8_next_char (p))
    {
      if (is_forbidden (g_utf8_get_char (p)))
        g_string_append (out, NO_TEXT);
      else
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (out, FALSE);
}

static void
begin_actual_text (Show       *show,
                   const char *text,
                   guint       length)
{
  g_autofree char *permitted = dup_permitted (text, length);
  g_autoptr (GString) properties = g_string_new ("/ActualText");

  precept_pdf_append_utf16_text (properties, permitted, -1);
  precept_pdf_content_begin_span (show->writer->content, "Span", properties->str);
  show->told = TRUE;
}

static void
end_actual_text (Show *show)
{
  precept_pdf_content_end_marked (show->writer->content);
  show->told = FALSE;
}

static void
show_code (Show       *show,
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

static void
show_glyph (Show       *show,
            guint32     glyph,
            double      x_offset,
            double      y_offset,
            gboolean    invisible,
            const char *text,
            guint       length)
{
  /* Most texts are a letter. */
  gboolean         suspicious = length > 1 || *text == '\0';
  g_autofree char *permitted = suspicious && has_character (text, length, is_forbidden) ? dup_permitted (text, length) : NULL;
  gboolean private;

  if (permitted != NULL)
    {
      text = permitted;
      length = (guint)strlen (permitted);
    }
  /* What only some know the meaning of is told outright (ISO 19005-3, 6.2.11.7.3). */
  private = suspicious && !show->told && has_character (text, length, is_private);
  if (private)
    begin_actual_text (show, text, length);
  show_code (show, glyph, x_offset, y_offset, invisible, text, length);
  if (private)
    end_actual_text (show);
}

/* Any glyph that draws something: one of the run, or else the first that the font may lend. */
static guint32
find_lent_glyph (Show *show)
{
  guint i;

  for (i = 0; i < show->run->n_glyphs; i++)
    if (is_drawn (&show->run->glyphs[i]))
      return show->run->glyphs[i].glyph;
  return hb_face_get_glyph_count (show->run->face) > 1 ? 1 : 0;
}

/* Text that nothing shows: a glyph that draws nothing stands for it, best one that takes no room either. */
static void
show_text_only (Show       *show,
                const char *text,
                guint       length)
{
  static const gunichar blanks[] = { 0x200C, 0x200D, 0x200B, 0x2060, ' ' };
  guint32               glyph = 0;
  guint32               lent = 0;
  guint                 i;

  for (i = *text == ' ' ? G_N_ELEMENTS (blanks) - 1 : 0; i < G_N_ELEMENTS (blanks); i++)
    if (precept_pdf_font_find_blank (show->font, blanks[i], &glyph))
      break;
  /* A font without any lends another glyph, unseen. */
  if (glyph == 0)
    lent = find_lent_glyph (show);
  if (glyph != 0 || lent != 0)
    show_glyph (show, glyph != 0 ? glyph : lent, 0, 0, glyph == 0, text, length);
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
  double      start_x = show->x;
  guint       i;

  for (i = 0; i < n_glyphs; i++)
    {
      if (is_drawn (&glyphs[i]))
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
    {
      double end_x = show->x;

      show->x = start_x;
      show_text_only (show, text, length);
      show->x = end_x;
    }
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
  gboolean too_long = !spelled_out && length > MAX_CODE_TEXT;
  gboolean told = too_long || (n_glyphs > 1 && !spelled_out && length > 0);

  if (told)
    begin_actual_text (show, text, length);
  if (too_long)
    length = (guint)(g_utf8_next_char (text) - text);
  show_plain_cluster (show, glyphs, n_glyphs, text, length, spelled_out);
  if (told)
    end_actual_text (show);
}

/* The glyph that takes the most room; marks above and below it take none. */
static guint
find_base (const PreceptPdfGlyph *glyphs,
           guint                  n_glyphs)
{
  guint base = 0;
  guint i;

  for (i = 1; i < n_glyphs; i++)
    if (is_drawn (&glyphs[i]) && glyphs[i].advance_pt > glyphs[base].advance_pt)
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
      if (i != base && is_drawn (&glyphs[i]))
        show_glyph (show, glyphs[i].glyph, glyphs[i].x_offset_pt, glyphs[i].y_offset_pt, FALSE, NO_TEXT, strlen (NO_TEXT));
      show->x += glyphs[i].advance_pt;
    }
  end_actual_text (show);
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
  /* FreeType's outlines grow to the right and upwards, a stroke on both sides. */
  state->x += state->bolder_pt / 2;
  state->y -= state->bolder_pt / 2;
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
  /* The box is as large as a page can be. */
  precept_pdf_file_add_stream (self->file, object, "/Type/XObject/Subtype/Form/BBox[0 0 14400 14400]/Resources<<>>", shape->str, shape->len);
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

      if (is_drawn (glyph))
        precept_pdf_content_append_shape (self->content, shape, font, glyph->glyph, state, x + glyph->x_offset_pt, -glyph->y_offset_pt);
      x += glyph->advance_pt;
    }
  hb_font_destroy (font);
  g_string_append (shape, "f\n");
  precept_pdf_writer_mark (self, TRUE);
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
  Show                show = { self, run, NULL, 0, FALSE };
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

  precept_pdf_writer_mark (self, FALSE);
  precept_pdf_content_begin_run (self->content, &state);
  if (run->right_to_left)
    /* With a list of properties, if an empty one: some readers look for the element behind it only then. */
    precept_pdf_content_begin_span (self->content, "ReversedChars", "");
  for (i = 0; i < run->n_glyphs; i += get_cluster_size (run, i))
    show_cluster (&show, &run->glyphs[i], get_cluster_size (run, i));
  if (run->space_after && !ends_with_space (run))
    show_text_only (&show, " ", 1);
  if (run->goes_on)
    show_text_only (&show, LINE_BREAK, strlen (LINE_BREAK));
  if (run->right_to_left)
    precept_pdf_content_end_marked (self->content);
}
