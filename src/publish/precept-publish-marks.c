/* precept-publish-marks.c: the marks of a page in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-marks.h"

#include "precept-publish-font.h"
#include "precept-publish-structure.h"
#include "precept-publish.h"

#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"

/* PreceptPublishMarks:
 *
 * Draws marks by a PDF writer.
 *
 * Marks come in reading order; those of one text share their sequence, by which the structure knows what they are.
 */
struct _PreceptPublishMarks
{
  PreceptPdfWriter        *writer;    /* owned */
  PreceptPublishStructure *structure; /* owned */
  GHashTable              *fonts;     /* PangoFont, a reference held → PreceptPublishFont; looked up, never iterated */
  GHashTable              *instances; /* as precept_publish_font_new_instances() */
  PangoFont               *last;      /* of fonts; that of the mark before */
  PreceptPublishFont      *last_font; /* of fonts */
  GArray                  *glyphs;    /* of PreceptPdfGlyph, of the mark at hand */
  GString                 *text;      /* of the mark at hand */
};

PreceptPublishMarks *
precept_publish_marks_new (PreceptPdfWriter       *writer,
                           const PreceptStructure *structure)
{
  PreceptPublishMarks *self = g_new0 (PreceptPublishMarks, 1);

  self->writer = g_object_ref (writer);
  self->structure = precept_publish_structure_new (writer, structure);
  self->fonts = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->instances = precept_publish_font_new_instances ();
  self->glyphs = g_array_new (FALSE, TRUE, sizeof (PreceptPdfGlyph));
  self->text = g_string_new (NULL);
  return self;
}

void
precept_publish_marks_free (PreceptPublishMarks *self)
{
  precept_publish_structure_free (self->structure);
  g_object_unref (self->writer);
  g_hash_table_unref (self->fonts);
  g_hash_table_unref (self->instances);
  g_array_unref (self->glyphs);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static const PreceptPublishFont *
find_font (PreceptPublishMarks *self,
           PangoFont           *pango_font,
           GError             **error)
{
  PreceptPublishFont *font;

  if (pango_font == self->last)
    return self->last_font;
  font = g_hash_table_lookup (self->fonts, pango_font);
  if (font == NULL)
    {
      PreceptPublishFont read;

      if (!precept_publish_font_read (pango_font, self->instances, &read, error))
        return NULL;
      font = g_memdup2 (&read, sizeof read);
      g_hash_table_insert (self->fonts, g_object_ref (pango_font), font);
    }
  self->last = pango_font;
  self->last_font = font;
  return font;
}

/* Characters that tell a layout where lines may or must end. They are no part of what is read, and would split words in a search. */
static gboolean
is_line_control (const char *text,
                 int         length)
{
  gunichar c;

  if (length == 0 || g_utf8_next_char (text) != text + length)
    return FALSE;
  c = g_utf8_get_char (text);
  return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x2028 || c == 0x2029 || c == '\n' || c == '\r';
}

/* Bytes of the run's text that a cluster shows. */
static int
get_cluster_length (const PreceptMark *mark,
                    int                first,
                    int                n_glyphs)
{
  const int *clusters = mark->run.glyphs->log_clusters;
  int        end = mark->run.length;
  int        i;

  /* Clusters ascend from left to right, or descend. */
  if (mark->run.right_to_left)
    {
      if (first > 0)
        end = clusters[first - 1];
    }
  else
    for (i = first + 1; i < n_glyphs; i++)
      if (clusters[i] != clusters[first])
        {
          end = clusters[i];
          break;
        }
  return MAX (end - clusters[first], 0);
}

/* The text of a cluster as it is read: where the layout binds words, it is a space still. */
static void
set_text (PreceptPublishMarks *self,
          const PreceptMark   *mark,
          PreceptPdfGlyph     *glyph,
          int                  start,
          int                  length)
{
  const char *text = mark->run.text + start;

  if (length == (int)strlen (NO_BREAK_SPACE) && memcmp (text, NO_BREAK_SPACE, (gsize)length) == 0)
    {
      text = " ";
      length = 1;
    }
  glyph->text_start = (int)self->text->len;
  glyph->text_length = length;
  g_string_append_len (self->text, text, length);
}

static void
add_glyph (PreceptPublishMarks  *self,
           const PreceptMark    *mark,
           int                   index,
           const PangoGlyphInfo *info)
{
  const PangoGlyphString *glyphs = mark->run.glyphs;
  PreceptPdfGlyph         glyph = { 0 };
  int                     start = glyphs->log_clusters[index];
  gboolean                begins = index == 0 || glyphs->log_clusters[index - 1] != start;
  gboolean                drawn = info->glyph != PANGO_GLYPH_EMPTY && (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
  int                     length = begins ? get_cluster_length (mark, index, glyphs->num_glyphs) : 0;

  glyph.glyph = drawn ? info->glyph : PRECEPT_PDF_NO_GLYPH;
  glyph.advance_pt = (double)info->geometry.width / PANGO_SCALE;
  glyph.x_offset_pt = (double)info->geometry.x_offset / PANGO_SCALE;
  glyph.y_offset_pt = (double)info->geometry.y_offset / PANGO_SCALE;
  if (!drawn && self->glyphs->len > 0 && (length == 0 || is_line_control (mark->run.text + start, length)))
    {
      g_array_index (self->glyphs, PreceptPdfGlyph, self->glyphs->len - 1).advance_pt += glyph.advance_pt;
      return;
    }
  if (begins && !is_line_control (mark->run.text + start, length))
    set_text (self, mark, &glyph, start, length);
  g_array_append_val (self->glyphs, glyph);
}

/* Whether a line ends behind a hyphen of @mark: what follows of the same text stands on another baseline. */
static gboolean
goes_on (const PreceptMark *mark,
         const PreceptMark *end)
{
  const PreceptMark *next;

  if (mark->run.length == 0 || mark->run.text[mark->run.length - 1] != '-' || mark->run.right_to_left || mark->role == PRECEPT_ROLE_ARTIFACT)
    return FALSE;
  for (next = mark + 1; next < end && next->sequence == mark->sequence; next++)
    if (next->kind == PRECEPT_PAGE_MARK_GLYPHS)
      /* A superscript is near, the next line is not. */
      return next->y > mark->y + next->height / 2 && next->x <= mark->x;
  return FALSE;
}

/* Only decoration is turned, such as the word across a page that says that it is a draft. Between lines of text
 * it would be taken for a part of them. */
static gboolean
is_decoration (const PreceptMark *mark)
{
  return mark->role == PRECEPT_ROLE_ARTIFACT && (mark->angle < 0 || mark->angle > 0);
}

static gboolean
draw_glyphs (PreceptPublishMarks *self,
             const PreceptMark   *mark,
             const PreceptMark   *end,
             GError             **error)
{
  const PreceptPublishFont *font = find_font (self, mark->run.font, error);
  PreceptPdfRun             run = { 0 };
  int                       i;

  if (font == NULL)
    return FALSE;

  g_array_set_size (self->glyphs, 0);
  g_string_truncate (self->text, 0);
  for (i = 0; i < mark->run.glyphs->num_glyphs; i++)
    add_glyph (self, mark, i, &mark->run.glyphs->glyphs[i]);

  run.face = font->face;
  run.size_pt = font->size_pt;
  run.slant = font->slant;
  run.bolder = font->bolder;
  run.x = mark->x;
  run.y = mark->y;
  run.angle = mark->angle;
  run.rgb[0] = mark->color.red;
  run.rgb[1] = mark->color.green;
  run.rgb[2] = mark->color.blue;
  run.glyphs = (const PreceptPdfGlyph *)(void *)self->glyphs->data;
  run.n_glyphs = self->glyphs->len;
  run.text = self->text->str;
  run.right_to_left = mark->run.right_to_left;
  run.space_after = mark->run.space_after;
  run.goes_on = goes_on (mark, end);
  run.decoration = is_decoration (mark);
  precept_pdf_writer_show_run (self->writer, &run);
  return TRUE;
}

static gboolean
draw_image (PreceptPublishMarks *self,
            const PreceptMark   *mark,
            GError             **error)
{
  g_autoptr (GError) own_error = NULL;

  guint element = precept_publish_structure_get_element (self->structure, mark);

  if (element != 0)
    precept_pdf_writer_set_bounds (self->writer, element, mark->x, mark->y, mark->width, mark->height);
  if (precept_pdf_writer_show_image (self->writer, mark->image.data, mark->x, mark->y, mark->width, mark->height, &own_error))
    return TRUE;
  g_set_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_PICTURE,
               "The figure %s%s%s can't be published: %s",
               mark->block_id != NULL ? "“" : "", mark->block_id != NULL ? mark->block_id : "", mark->block_id != NULL ? "”" : "",
               own_error->message);
  return FALSE;
}

/* The line lies within the box. */
static void
draw_box (PreceptPublishMarks *self,
          const PreceptMark   *mark,
          const double         rgb[3])
{
  double line_width = mark->box.line_width;

  precept_pdf_writer_stroke_rectangle (self->writer, mark->x + line_width / 2, mark->y + line_width / 2, mark->width - line_width,
                                       mark->height - line_width, mark->box.radius, line_width, rgb);
}

static gboolean
draw_mark (PreceptPublishMarks *self,
           const PreceptMark   *mark,
           const PreceptMark   *end,
           GError             **error)
{
  const double rgb[] = { mark->color.red, mark->color.green, mark->color.blue };

  switch (mark->kind)
    {
    case PRECEPT_PAGE_MARK_GLYPHS:
      return draw_glyphs (self, mark, end, error);
    case PRECEPT_PAGE_MARK_FILL:
      precept_pdf_writer_fill_rectangle (self->writer, mark->x, mark->y, mark->width, mark->height, rgb);
      return TRUE;
    case PRECEPT_PAGE_MARK_BOX:
      draw_box (self, mark, rgb);
      return TRUE;
    case PRECEPT_PAGE_MARK_IMAGE:
      return draw_image (self, mark, error);
    case PRECEPT_PAGE_MARK_LINK:
      precept_pdf_writer_add_link (self->writer, mark->x, mark->y, mark->width, mark->height, mark->link.target, mark->link.description,
                                   precept_publish_structure_get_link (self->structure, mark));
      return TRUE;
    case PRECEPT_PAGE_MARK_DESTINATION:
      precept_pdf_writer_add_destination (self->writer, mark->destination.name, mark->x, mark->y);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

/**
 * precept_publish_marks_draw:
 * @self: marks
 * @marks: (array length=n_marks): those of one page, in drawing order
 * @n_marks: how many
 * @error: (nullable): where to store an error
 *
 * Draws on the open page of the writer.
 *
 * Fails with `PRECEPT_PUBLISH_ERROR_FONT` or `PRECEPT_PUBLISH_ERROR_PICTURE`
 * if a mark can't be drawn; the file is then of no use.
 *
 * Returns: whether all marks were drawn
 */
gboolean
precept_publish_marks_draw (PreceptPublishMarks *self,
                            const PreceptMark   *marks,
                            guint                n_marks,
                            GError             **error)
{
  guint i;

  for (i = 0; i < n_marks; i++)
    {
      if (marks[i].kind != PRECEPT_PAGE_MARK_LINK && marks[i].kind != PRECEPT_PAGE_MARK_DESTINATION)
        precept_publish_structure_enter (self->structure, &marks[i]);
      if (!draw_mark (self, &marks[i], marks + n_marks, error))
        return FALSE;
    }
  precept_publish_structure_leave (self->structure);
  return TRUE;
}
