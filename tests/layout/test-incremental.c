/* test-incremental.c: a layout that followed every edit is as one made anew
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

static void
changed_cb (PreceptDocument *document,
            PreceptChange   *change,
            PreceptContent  *content)
{
  precept_content_update (content, change);
}

/* The id of a paragraph, drawn from the marks of a random page; NULL: that page has none. */
static const char *
pick_paragraph (PreceptLayout *layout,
                GRand         *random)
{
  guint              page = (guint)g_rand_int_range (random, 0, (gint32)precept_layout_get_n_pages (layout));
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, page), &n_marks);
  guint              first = (guint)g_rand_int_range (random, 0, (gint32)n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      const PreceptMark *mark = &marks[(first + i) % n_marks];

      if (mark->block_id != NULL && g_str_has_prefix (mark->block_id, "p-"))
        return mark->block_id;
    }
  return NULL;
}

static void
edit (PreceptDocument *document,
      const char      *id,
      GRand           *random)
{
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Edit");
  g_autofree char *words = fixture_generate_words (random, (guint)g_rand_int_range (random, 1, 120));
  g_autoptr (GError) error = NULL;

  switch (g_rand_int_range (random, 0, 7))
    {
    case 4:
    case 5:
      {
        guint            number = g_rand_int (random);
        g_autofree char *xml = g_strdup_printf ("<section id=\"new-%u\"><title>%s</title><table id=\"table-new-%u\"><caption>More</caption>"
                                                "<row id=\"row-new-%u\"><cell id=\"cell-new-%u\"><p id=\"p-new-%u\">%s</p></cell></row></table></section>",
                                                number, words, number, number, number, number, words);

        /* Before all other sections: all that follows gets other numbers. */
        precept_step_group_add (group, precept_step_new_insert ("test", 4, xml));
        break;
      }
    case 6:
      precept_step_group_add (group, precept_step_new_remove ("test", 4, 1));
      break;
    case 0:
      {
        g_autofree char *xml = g_strdup_printf ("<em>%s</em> and more<cite ref=\"reference-%d\"/>", words, g_rand_int_range (random, 1, 21));

        precept_step_group_add (group, precept_step_new_set_content (id, xml));
        break;
      }
    case 1:
      {
        g_autofree char *xml = g_strdup_printf ("<p id=\"%s\">%s</p>", id, words);

        precept_step_group_add (group, precept_step_new_replace (id, xml));
        break;
      }
    default:
      precept_step_group_add (group, precept_step_new_set_text (id, words));
      break;
    }
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
}

static void
compare_layouts (PreceptLayout   *layout,
                 PreceptDocument *document)
{
  g_autoptr (PreceptLayout) anew = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
  guint n_pages = precept_layout_get_n_pages (anew);

  g_assert_cmpuint (precept_layout_get_n_pages (layout), ==, n_pages);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *followed = fixture_dump_page (precept_layout_get_page (layout, i));
      g_autofree char *fresh = fixture_dump_page (precept_layout_get_page (anew, i));

      g_assert_cmpstr (followed, ==, fresh);
    }
}

static void
test_edits (gconstpointer data)
{
  guint32          seed = GPOINTER_TO_UINT (data);
  GRand           *random = g_rand_new_with_seed (seed);
  g_autofree char *xml = fixture_generate (seed, 4);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptLayout) layout = precept_layout_new (style, &error);

  g_assert_no_error (error);
  g_signal_connect (document, "changed", G_CALLBACK (changed_cb), content);
  precept_layout_set_content (layout, content);
  for (guint i = 0; i < 16; i++)
    {
      const char *id = pick_paragraph (layout, random);

      if (i % 6 == 5)
        g_free (precept_document_undo (document));
      else if (id != NULL)
        edit (document, id, random);
      g_assert_no_error (error);
      precept_layout_set_content (layout, content);
      if (i % 4 == 3)
        compare_layouts (layout, document);
    }
  g_rand_free (random);
}

/* A page stays as it was when the layout has gone on, or is gone. */
static void
test_page_outlives (void)
{
  g_autofree char *xml = fixture_generate (9, 3);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  PreceptLayout *layout = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
  g_autoptr (PreceptPage) page = precept_layout_dup_page (layout, 1);
  g_autofree char *before = fixture_dump_page (page);
  g_autofree char *after = NULL;

  g_assert_finalize_object (layout);
  after = fixture_dump_page (page);
  g_assert_cmpstr (before, ==, after);
}

/* Marks that are asked for when the content has gone on already are those of the content as it was set. */
static void
test_late_page (void)
{
  g_autofree char *xml = fixture_generate (11, 3);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (PreceptLayout) layout = precept_layout_new (style, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Edit");

  precept_layout_set_content (layout, content);
  precept_step_group_add (group, precept_step_new_remove ("section-300", 1, 1));
  precept_document_apply (document, group, NULL);
  precept_content_update (content, NULL);
  for (guint i = 0; i < precept_layout_get_n_pages (layout); i++)
    g_assert_nonnull (precept_layout_get_page (layout, i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/precept/layout/incremental/edits/%u", seed);

      g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_edits);
    }
  g_test_add_func ("/precept/layout/incremental/page-outlives", test_page_outlives);
  g_test_add_func ("/precept/layout/incremental/late-page", test_late_page);

  return g_test_run ();
}
