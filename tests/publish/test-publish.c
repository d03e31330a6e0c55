/* test-publish.c: published files hold what the pages hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "generate-guideline.h"
#include "pdf-kit.h"
#include "precept-file.h"
#include "precept-publish-marks.h"
#include "precept-publish.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_PAGES 12

/* A folder of its own for each test, and a guideline. */
typedef struct
{
  PreceptDocument *document;
  PreceptStyle    *style;
  char            *folder;
  GFile           *file;
} Fixture;

static PreceptDocument *
load (const char *xml)
{
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return document;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *xml = generate_guideline (N_PAGES);
  g_autofree char *path = NULL;

  g_unsetenv ("SOURCE_DATE_EPOCH");
  fixture->document = load (xml);
  fixture->style = precept_style_new_default ();
  fixture->folder = g_dir_make_tmp ("precept-publish-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "out.pdf", NULL);
  fixture->file = g_file_new_for_path (path);
}

/* Nothing may be left in the folder but what the test itself knows of. */
static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_false (g_str_has_prefix (name, "."));
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_clear_object (&fixture->document);
  g_clear_pointer (&fixture->style, precept_style_unref);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_object (&fixture->file);
}

static GBytes *
publish (Fixture *fixture)
{
  g_autoptr (GPtrArray) diagnostics = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  precept_publish_pdf (fixture->document, fixture->style, fixture->file, &diagnostics, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 0);
  bytes = g_file_load_bytes (fixture->file, NULL, NULL, &error);
  g_assert_no_error (error);
  kit_keep (bytes);
  return bytes;
}

static PreceptLayout *
lay_out (Fixture *fixture)
{
  g_autoptr (PreceptContent) content = precept_content_new (fixture->document);
  g_autoptr (GError) error = NULL;
  PreceptLayout *layout = precept_layout_new (fixture->style, &error);

  g_assert_no_error (error);
  precept_layout_set_content (layout, content);
  return layout;
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xA0 || c == 0x200B || c == 0x2060 || c == 0xAD;
}

static void
append_visible (GString    *out,
                const char *text,
                gsize       length)
{
  const char *p;

  for (p = text; p < text + length; p = g_utf8_next_char (p))
    if (!is_space (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
}

/* All characters of all pages, in the order of the marks. */
static char *
dup_marks_text (PreceptLayout *layout)
{
  GString *out = g_string_new (NULL);
  guint    page;

  for (page = 0; page < precept_layout_get_n_pages (layout); page++)
    {
      guint              n, i;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, page), &n);

      for (i = 0; i < n; i++)
        if (marks[i].kind == PRECEPT_PAGE_MARK_GLYPHS && marks[i].angle <= 0)
          append_visible (out, marks[i].run.text, (gsize)marks[i].run.length);
    }
  return g_string_free (out, FALSE);
}

/* Every character comes back, in the order of reading. */
static void
test_characters (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GBytes) pdf = publish (fixture);
  g_autoptr (PreceptLayout) layout = lay_out (fixture);
  g_autofree char *expected = dup_marks_text (layout);
  g_autofree char *extracted = kit_run (pdf, "pdftotext", "-raw", "-enc", "UTF-8", "FILE", "-", NULL);
  GString         *visible = g_string_new (NULL);

  append_visible (visible, extracted, strlen (extracted));
  g_assert_cmpstr (visible->str, ==, expected);
  g_string_free (visible, TRUE);
  kit_check (pdf);
}

static GHashTable *
count_words (const char *text)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString    *word = g_string_new (NULL);
  const char *p;

  for (p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* Lines may end within what has no space: behind a hyphen, before a citation. */
      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (word, c);
      else if (word->len > 0)
        {
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, word->str));

          g_hash_table_replace (counts, g_strdup (word->str), GUINT_TO_POINTER (count + 1));
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }
  g_string_free (word, TRUE);
  return counts;
}

/* Every word that a page says is in the text of the PDF as often, whatever the order that a reader finds. */
static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GBytes) pdf = publish (fixture);
  g_autoptr (PreceptLayout) layout = lay_out (fixture);
  GString         *all = g_string_new (NULL);
  g_autofree char *extracted = kit_extract_text (pdf);
  g_autoptr (GHashTable) expected = NULL;
  g_autoptr (GHashTable) found = count_words (extracted);
  GHashTableIter iter;
  gpointer       word, count;
  guint          n_missing = 0;
  guint          page;

  for (page = 0; page < precept_layout_get_n_pages (layout); page++)
    {
      g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, page));

      g_string_append_printf (all, "%s\n", text);
    }
  expected = count_words (all->str);
  g_assert_cmpuint (g_hash_table_size (expected), >, 100);
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &word, &count))
    if (GPOINTER_TO_UINT (g_hash_table_lookup (found, word)) < GPOINTER_TO_UINT (count))
      {
        g_test_message ("“%s” is there %u times, not %u", (char *)word, GPOINTER_TO_UINT (g_hash_table_lookup (found, word)), GPOINTER_TO_UINT (count));
        n_missing++;
      }
  g_assert_cmpuint (n_missing, ==, 0);
  g_string_free (all, TRUE);
}

static void
test_same_bytes (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GBytes) first = publish (fixture);
  g_autoptr (GBytes) second = publish (fixture);

  g_assert_true (g_bytes_equal (first, second));
}

/* How many threads shaped the text does not show, not even in which fonts are embedded. */
static void
test_threads (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *xml = generate_guideline (40);
  g_autoptr (PreceptDocument) document = load (xml);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) expected = NULL;

  for (guint n_threads = 1; n_threads <= 3; n_threads++)
    {
      g_autoptr (PreceptLayout) layout = precept_layout_new (fixture->style, &error);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_no_error (error);
      precept_layout_set_n_threads (layout, n_threads);
      precept_layout_set_content (layout, content);
      precept_publish_layout_pdf (document, content, layout, fixture->file, NULL, &error);
      g_assert_no_error (error);
      bytes = g_file_load_bytes (fixture->file, NULL, NULL, &error);
      g_assert_no_error (error);
      if (expected == NULL)
        expected = g_bytes_ref (bytes);
      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

static void
test_date (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GBytes) of_document = publish (fixture);
  g_autoptr (GBytes) of_build = NULL;
  g_autofree char *document_date = kit_run (of_document, "pdfinfo", "-isodates", "FILE", NULL);
  g_autofree char *build_date = NULL;

  g_assert_nonnull (strstr (document_date, "CreationDate:    2026-06-10T00:00:00Z"));
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  of_build = publish (fixture);
  build_date = kit_run (of_build, "pdfinfo", "-isodates", "FILE", NULL);
  g_assert_nonnull (strstr (build_date, "CreationDate:    1970-01-02T00:00:00Z"));
  g_unsetenv ("SOURCE_DATE_EPOCH");
}

/* What a page doesn't show, but a search may ask for. */
static void
test_keywords (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *information = NULL;
  g_autofree char *metadata = NULL;
  g_autofree char *text = NULL;

  g_clear_object (&fixture->document);
  fixture->document = load ("<guideline xmlns='" PRECEPT_NAMESPACE "' id='g'><metadata><title>T</title><status>draft</status>"
                            "<subject id='s' kind='drug'/><owner>Unseen committee</owner>"
                            "<keyword>quokka</keyword><keyword>&lt;b&gt; &amp; ü</keyword></metadata></guideline>");
  pdf = publish (fixture);
  information = kit_run (pdf, "pdfinfo", "FILE", NULL);
  metadata = kit_run (pdf, "pdfinfo", "-meta", "FILE", NULL);
  text = kit_extract_text (pdf);
  g_assert_nonnull (strstr (information, "Keywords:        quokka, <b> & ü\n"));
  g_assert_nonnull (strstr (metadata, "<pdf:Keywords>quokka, &lt;b&gt; &amp; ü</pdf:Keywords>"));
  g_assert_null (strstr (text, "quokka"));
  g_assert_null (strstr (text, "Unseen"));
}

/* Each link inside leads somewhere, and the outline has the headings. */
static void
test_links (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GBytes) pdf = publish (fixture);
  g_autofree char *plain = kit_dup_plain (pdf);
  g_autofree char *destinations = kit_run (pdf, "pdfinfo", "-dests", "FILE", NULL);
  const char      *link;
  guint            n_links = 0;

  for (link = plain; (link = strstr (link, "\n  /Dest (")) != NULL; link++)
    {
      const char      *name = link + strlen ("\n  /Dest (");
      g_autofree char *quoted = g_strdup_printf ("\"%.*s\"", (int)strcspn (name, ")"), name);

      g_assert_nonnull (strstr (destinations, quoted));
      n_links++;
    }
  g_assert_cmpuint (n_links, >, 20);
  g_assert_nonnull (strstr (plain, "/PageMode /UseOutlines"));
  g_assert_nonnull (strstr (plain, "/Title (Topic 1, "));
  g_assert_nonnull (strstr (plain, "/URI (https://doi.org/10.5555/sample.1)"));
}

static gboolean
is_same_picture (cairo_surface_t *a,
                 cairo_surface_t *b)
{
  int width = cairo_image_surface_get_width (a);
  int height = cairo_image_surface_get_height (a);

  if (width != cairo_image_surface_get_width (b) || height != cairo_image_surface_get_height (b))
    return FALSE;
  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *)(const void *)(cairo_image_surface_get_data (a) + y * cairo_image_surface_get_stride (a));
      const guint32 *other = (const guint32 *)(const void *)(cairo_image_surface_get_data (b) + y * cairo_image_surface_get_stride (b));

      for (int x = 0; x < width; x++)
        if ((row[x] & 0xffffff) != (other[x] & 0xffffff))
          return FALSE;
    }
  return TRUE;
}

/* Pictures are the pages, drawn exactly on white. That the PDF shows the same is a test of its own: test-pictures.c. */
static void
test_pictures (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (PreceptLayout) layout = lay_out (fixture);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GError) error = NULL;

  precept_publish_pngs (fixture->document, fixture->style, folder, 2, NULL, &error);
  g_assert_no_error (error);
  for (guint page = 0; page < precept_layout_get_n_pages (layout); page += 5)
    {
      g_autofree char *path = g_strdup_printf ("%s/page-%03u.png", fixture->folder, page + 1);
      cairo_surface_t *published = cairo_image_surface_create_from_png (path);
      cairo_surface_t *drawn = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1224, 1584);
      cairo_t         *cr = cairo_create (drawn);

      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      cairo_scale (cr, 2, 2);
      precept_page_draw_exact (precept_layout_get_page (layout, page), cr);
      cairo_destroy (cr);
      cairo_surface_flush (drawn);
      g_assert_true (is_same_picture (published, drawn));
      cairo_surface_destroy (published);
      cairo_surface_destroy (drawn);
    }
}

/* Where publishing fails, the older file is as it was, and nothing is left beside it. */
static void
test_failure (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *path = g_file_get_path (fixture->file);

  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  g_setenv ("SOURCE_DATE_EPOCH", "yesterday", TRUE);
  g_assert_false (precept_publish_pdf (fixture->document, fixture->style, fixture->file, NULL, NULL, &error));
  g_assert_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_DATE);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "older");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (precept_publish_pdf (fixture->document, fixture->style, fixture->file, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

static void
test_no_folder (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "out.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_false (precept_publish_pdf (fixture->document, fixture->style, file, NULL, NULL, &error));
  g_assert_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_assert_false (precept_publish_rules (fixture->document, folder, NULL, &error));
  g_assert_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "it is a folder"));
}

/* A link to the file stays one, and the file keeps its mode. */
static void
test_replace (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_file_get_path (fixture->file);
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.json", NULL);
  g_autoptr (GFile) link = g_file_new_for_path (link_path);
  g_autoptr (GFileInfo) information = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  GStatBuf         status;

  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_true (g_file_make_symbolic_link (link, "out.pdf", NULL, NULL));
  precept_publish_rules (fixture->document, link, NULL, &error);
  g_assert_no_error (error);
  information = g_file_query_info (link, G_FILE_ATTRIBUTE_STANDARD_IS_SYMLINK, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  g_assert_true (g_file_info_get_is_symlink (information));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
  g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
  g_assert_true (g_str_has_prefix (json, "{"));
  g_assert_true (g_str_has_suffix (json, "}\n"));
}

/* A figure that can't be published is named by its block. */
static void
test_broken_figure (Fixture      *fixture,
                    gconstpointer data)
{
  PreceptMark mark = { .kind = PRECEPT_PAGE_MARK_IMAGE, .role = PRECEPT_ROLE_FIGURE, .block_id = "figure-7" };
  g_autoptr (GBytes) image = g_bytes_new_static ("GIF89a", 6);
  g_autoptr (PreceptPublishMarks) marks = NULL;
  g_autoptr (GError) error = NULL;
  Kit kit;

  mark.image.data = image;
  mark.width = mark.height = 20;
  kit_init (&kit);
  precept_pdf_writer_begin_page (kit.writer, 100, 100);
  marks = precept_publish_marks_new (kit.writer, NULL);
  g_assert_false (precept_publish_marks_draw (marks, &mark, 1, &error));
  g_assert_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_PICTURE);
  g_assert_nonnull (strstr (error->message, "“figure-7”"));
  g_clear_pointer (&marks, precept_publish_marks_free);
  kit_clear (&kit);
}

#define ADD(name, function) g_test_add ("/precept/publish/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("characters", test_characters);
  ADD ("words", test_words);
  ADD ("same-bytes", test_same_bytes);
  ADD ("threads", test_threads);
  ADD ("date", test_date);
  ADD ("keywords", test_keywords);
  ADD ("links", test_links);
  ADD ("pictures", test_pictures);
  ADD ("failure", test_failure);
  ADD ("cancelled", test_cancelled);
  ADD ("no-folder", test_no_folder);
  ADD ("replace", test_replace);
  ADD ("broken-figure", test_broken_figure);
  return g_test_run ();
}
