/* test-pictures.c: a published file shows what the pages show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "pdf-kit.h"
#include "picture-kit.h"
#include "precept-publish.h"

#include <glib/gstdio.h>
#include <string.h>

/* What two ways to draw the same thing may make of a dot, of 255, and of a small square on average. */
#define MOST_OF_DOT 100
#define MOST_OF_SQUARE 16

typedef struct
{
  PreceptDocument *document;
  PreceptContent  *content;
  PreceptLayout   *layout;
  PictureFile     *file;
} Guideline;

static void
clear_guideline (Guideline *self)
{
  g_clear_pointer (&self->file, picture_file_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->content);
  g_clear_object (&self->document);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Guideline, clear_guideline)

static void
publish (Guideline   *self,
         const char  *path,
         PreceptPaper paper)
{
  g_autoptr (PreceptStyle) plain = precept_style_new_default ();
  g_autoptr (PreceptStyle) style = precept_style_new_with_paper (plain, paper);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = NULL;
  gsize            length;
  g_autofree char *folder = g_dir_make_tmp ("precept-pictures-XXXXXX", NULL);
  g_autofree char *output = g_build_filename (folder, "out.pdf", NULL);

  g_assert_true (g_file_get_contents (path, &xml, &length, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&xml), length);
  self->document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  self->content = precept_content_new (self->document);
  self->layout = precept_layout_new (style, &error);
  g_assert_no_error (error);
  precept_layout_set_content (self->layout, self->content);
  file = g_file_new_for_path (output);
  precept_publish_layout_pdf (self->document, self->content, self->layout, file, NULL, &error);
  g_assert_no_error (error);
  pdf = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  kit_keep (pdf);
  self->file = picture_file_open (pdf);
  g_assert_cmpint (picture_file_get_n_pages (self->file), ==, (int)precept_layout_get_n_pages (self->layout));
  g_remove (output);
  g_rmdir (folder);
}

/* Where to look at pictures that differ. */
static void
keep_pictures (const char      *path,
               PreceptPaper     paper,
               guint            page,
               cairo_surface_t *ours,
               cairo_surface_t *theirs)
{
  g_autofree char *name = g_path_get_basename (path);
  const char      *folder = g_getenv ("PRECEPT_PICTURE_FOLDER");
  g_autofree char *our_path = NULL;
  g_autofree char *their_path = NULL;

  if (folder == NULL)
    return;
  our_path = g_strdup_printf ("%s/%s-%s-%u-ours.png", folder, name, paper == PRECEPT_PAPER_A4 ? "a4" : "letter", page + 1);
  their_path = g_strdup_printf ("%s/%s-%s-%u-theirs.png", folder, name, paper == PRECEPT_PAPER_A4 ? "a4" : "letter", page + 1);
  cairo_surface_write_to_png (ours, our_path);
  cairo_surface_write_to_png (theirs, their_path);
}

static gboolean
differs (const PictureDifference *difference)
{
  return difference->dot > MOST_OF_DOT || difference->square > MOST_OF_SQUARE;
}

static void
report (guint                    page,
        const PictureDifference *difference)
{
  g_test_message ("page %u: a dot at %.1f, %.1f differs by %d, a square at %.1f, %.1f by %d", page + 1,
                  difference->x, difference->y, difference->dot, difference->square_x, difference->square_y, difference->square);
}

/* Every page of a guideline, on both papers. */
static void
test_guideline (gconstpointer data)
{
  static const PreceptPaper papers[] = { PRECEPT_PAPER_LETTER, PRECEPT_PAPER_A4 };

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_auto (Guideline) guideline = { NULL };

      publish (&guideline, data, papers[i]);
      for (guint page = 0; page < precept_layout_get_n_pages (guideline.layout); page++)
        {
          PreceptPage      *shown = precept_layout_get_page (guideline.layout, page);
          cairo_surface_t  *ours = picture_draw (shown);
          cairo_surface_t  *theirs = picture_file_draw (guideline.file, (int)page);
          PictureDifference difference;

          picture_compare (shown, ours, theirs, &difference);
          report (page, &difference);
          if (differs (&difference))
            {
              keep_pictures (data, papers[i], page, ours, theirs);
              g_test_fail ();
            }
          cairo_surface_destroy (ours);
          cairo_surface_destroy (theirs);
        }
    }
}

/* Faults that the comparison must see: each is put into one mark of a page, on which it then differs from the file. */
typedef gboolean (*Fault) (PreceptMark *mark);

static gboolean
move_glyph (PreceptMark *mark)
{
  PangoGlyphInfo *glyph;

  if (mark->kind != PRECEPT_PAGE_MARK_GLYPHS || mark->run.length < 20 || mark->role != PRECEPT_ROLE_TEXT)
    return FALSE;
  glyph = &mark->run.glyphs->glyphs[mark->run.glyphs->num_glyphs / 2];
  glyph->geometry.x_offset += (int)(0.5 * 72 / 100 * PANGO_SCALE); /* half a dot */
  return TRUE;
}

static gboolean
raise_line (PreceptMark *mark)
{
  if (mark->kind != PRECEPT_PAGE_MARK_GLYPHS || mark->run.length < 20 || mark->role != PRECEPT_ROLE_TEXT)
    return FALSE;
  mark->y -= 0.5 * 72 / 100;
  return TRUE;
}

static gboolean
drop_rule (PreceptMark *mark)
{
  if (mark->kind != PRECEPT_PAGE_MARK_FILL || mark->height > 1)
    return FALSE;
  mark->width = 0;
  return TRUE;
}

static gboolean
blacken (PreceptMark *mark)
{
  /* Small text in the accent, on white. */
  if (mark->kind != PRECEPT_PAGE_MARK_GLYPHS || mark->color.blue < mark->color.red + 0.1)
    return FALSE;
  mark->color.red = mark->color.green = mark->color.blue = 0;
  return TRUE;
}

static gboolean
drop_box (PreceptMark *mark)
{
  if (mark->kind != PRECEPT_PAGE_MARK_BOX)
    return FALSE;
  mark->box.line_width = 0;
  return TRUE;
}

/* What a reader of its text would not notice. */
static gboolean
reverse (PreceptMark *mark)
{
  PangoGlyphString *glyphs;

  if (mark->kind != PRECEPT_PAGE_MARK_GLYPHS || !mark->run.right_to_left || mark->run.length < 12)
    return FALSE;
  glyphs = mark->run.glyphs;
  for (int i = 0; i < glyphs->num_glyphs / 2; i++)
    {
      PangoGlyphInfo glyph = glyphs->glyphs[i];

      glyphs->glyphs[i] = glyphs->glyphs[glyphs->num_glyphs - 1 - i];
      glyphs->glyphs[glyphs->num_glyphs - 1 - i] = glyph;
    }
  return TRUE;
}

static gboolean
drop_figure (PreceptMark *mark)
{
  if (mark->kind != PRECEPT_PAGE_MARK_IMAGE)
    return FALSE;
  mark->kind = PRECEPT_PAGE_MARK_DESTINATION;
  mark->destination.name = "none";
  return TRUE;
}

static void
assert_seen (const char *name,
             Fault       fault)
{
  g_autofree char *path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), name, NULL);
  g_auto (Guideline) guideline = { NULL };
  gboolean found = FALSE;

  publish (&guideline, path, PRECEPT_PAPER_LETTER);
  for (guint number = 1; number < precept_layout_get_n_pages (guideline.layout) && !found; number++)
    {
      PreceptPage      *page = precept_layout_get_page (guideline.layout, number);
      guint             n_marks;
      PreceptMark      *marks = (PreceptMark *)precept_page_get_marks (page, &n_marks);
      PictureDifference difference;

      for (guint i = 0; i < n_marks && !found; i++)
        found = fault (&marks[i]);
      if (found)
        {
          cairo_surface_t *ours = picture_draw (page);
          cairo_surface_t *theirs = picture_file_draw (guideline.file, (int)number);

          picture_compare (page, ours, theirs, &difference);
          report (number, &difference);
          g_assert_true (differs (&difference));
          cairo_surface_destroy (ours);
          cairo_surface_destroy (theirs);
        }
    }
  g_assert_true (found);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *name, *sample;
    Fault       fault;
  } faults[] = {
    { "a glyph half a dot to the right", "tests/publish/samples/scripts.xml", move_glyph },
    { "a line half a dot higher", "tests/publish/samples/scripts.xml", raise_line },
    { "a rule that is missing", "tests/publish/samples/tables.xml", drop_rule },
    { "another colour", "tests/publish/samples/scripts.xml", blacken },
    { "Arabic the other way round", "tests/publish/samples/scripts.xml", reverse },
    { "a figure that is missing", "tests/publish/samples/figures.xml", drop_figure },
    { "a box that is missing", "data/samples/qalsody.xml", drop_box },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i].name);
      assert_seen (faults[i].sample, faults[i].fault);
    }
}

static void
add_tests (const char *parts)
{
  g_autofree char *path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), parts, NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/precept/publish/pictures/", name, NULL);

      if (g_str_has_suffix (name, ".xml"))
        g_test_add_data_func_full (test, g_build_filename (path, name, NULL), test_guideline, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *fonts = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests/layout/fonts-more.conf", NULL);

  g_setenv ("FONTCONFIG_FILE", fonts, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/publish/pictures/faults", test_faults);
  add_tests ("data/samples");
  add_tests ("tests/publish/samples");
  return g_test_run ();
}
