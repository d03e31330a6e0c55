/* test-palette.c: what the palette finds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-palette-item.h"

static GPtrArray *
make_items (void)
{
  static const struct
  {
    PreceptPaletteKind kind;
    const char        *title;
  } all[] = {
    { PRECEPT_PALETTE_PART, "Evidence" },
    { PRECEPT_PALETTE_HEADING, "Safety of the drug" },
    { PRECEPT_PALETTE_DEFINITION, "Sjögren syndrome (SS)" },
    { PRECEPT_PALETTE_CODE, "J0001  Injection, made up, 1 mg" },
    { PRECEPT_PALETTE_REFERENCE, "12  Writer A, Author B. The safety of made-up drugs in a very long title. Journal. 2020." },
    { PRECEPT_PALETTE_COMMAND, "Save as" },
  };
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_ptr_array_add (items, precept_palette_item_new (all[i].kind, all[i].title, "", "part", "id"));
  return items;
}

static void
test_find (void)
{
  static const struct
  {
    const char *query;
    const char *first; /* how the first found begins; NULL: nothing is found */
    guint       n_found;
  } cases[] = {
    { "", "Evidence", 6 },
    { "evi", "Evidence", 1 },
    { "SAFETY", "Safety", 2 },
    { "drug safety", "Safety", 2 },
    { "author safety", "12", 1 },
    { "sjogren", "Sjögren", 1 },
    { "j0001", "J0001", 1 },
    { "12", "12", 1 },
    { "evdnc", "Evidence", 1 },
    { "save as", "Save as", 1 },
    { "nowhere", NULL, 0 },
    { "safety nowhere", NULL, 0 },
  };
  g_autoptr (GPtrArray) items = make_items ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = precept_palette_items_find (items, cases[i].query, 100);

      g_test_message ("“%s”", cases[i].query);
      g_assert_cmpuint (found->len, ==, cases[i].n_found);
      if (cases[i].first != NULL)
        g_assert_true (g_str_has_prefix (precept_palette_item_get_title (g_ptr_array_index (found, 0)), cases[i].first));
    }
}

static void
test_guideline (void)
{
  static const char xml[] =
    "<guideline xmlns='urn:precept:guideline:1' id='g'><metadata><title>T</title><status>draft</status><subject id='s' kind='drug'/></metadata>"
    "<summary id='sum'><p id='p1'>Words</p></summary>"
    "<definitions id='defs'><definition id='d1'><term abbreviation='AE'>Adverse event</term><p id='p2'>Harm.</p></definition></definitions>"
    "<billing-codes id='codes'><code-table id='t1' role='billing'><caption>Codes</caption>"
    "<code id='c1' system='HCPCS' value='J0001'><description>Injection</description></code></code-table></billing-codes>"
    "<references id='refs'><reference id='r1'>Writer A. A title.</reference></references></guideline>";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, sizeof xml - 1);
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, &error);
  g_autoptr (PreceptContent) content = NULL;
  g_autoptr (GPtrArray) items = NULL;
  static const char *const wanted[] = { "adverse", "d1", "j0001", "c1", "writer", "r1", "summary", NULL };

  g_assert_no_error (error);
  content = precept_content_new (document);
  items = precept_palette_items_new (content);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i += 2)
    {
      g_autoptr (GPtrArray) found = precept_palette_items_find (items, wanted[i], 1);

      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpstr (precept_palette_item_get_target (g_ptr_array_index (found, 0)), ==, wanted[i + 1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/palette/find", test_find);
  g_test_add_func ("/precept/palette/guideline", test_guideline);
  return g_test_run ();
}
