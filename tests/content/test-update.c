/* test-update.c: content after changes of its document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "content-dump.h"

#include <string.h>

static const char xml[] =
  "<guideline xmlns='urn:precept:guideline:1' id='g' xml:lang='en-US'>"
  "<metadata><title>Examplin</title><version>1</version><status>draft</status><subject id='sub' kind='drug'/></metadata>"
  "<summary id='summary'><p id='p-1'>One.</p><p id='p-2'>See <xref ref='sec'/> and <xref ref='t-2'/>.<cite ref='r-2'/></p>"
  "<list id='l' kind='number'><item id='i-1'><p id='i-1-p'>First.</p></item><item id='i-2'><p id='i-2-p'>Second.</p></item></list></summary>"
  "<definitions id='defs'><definition id='d'><term>Term</term><p id='d-p'>is a word.</p></definition></definitions>"
  "<evidence id='e'><topic id='topic'><title>Trials</title><finding id='f' cites='r-1'><p id='f-p'>It works.</p>"
  "<finding id='f-2'><p id='f-2-p'>Or not. A <term ref='d'>term</term>.</p></finding></finding></topic></evidence>"
  "<coverage id='c'><indication id='ind' determination='case-by-case-review'><title>Disease</title>"
  "<position id='pos'><p id='pos-p'>Case by case.</p></position></indication></coverage>"
  "<section id='sec'><title>Dosing</title><table id='t-1'><caption>Doses</caption><row id='row-1'><cell header='yes'><p id='c-1'>Dose</p></cell></row>"
  "<row id='row-2'><cell header='yes'><p id='c-2'>1 mg</p></cell></row></table></section>"
  "<billing-codes id='b'><code-table id='t-2' role='billing'><caption>Codes</caption><code id='code' system='HCPCS' value='J0001'>"
  "<description>A drug</description></code></code-table></billing-codes>"
  "<references id='refs'><reference id='r-1'>First.</reference><reference id='r-2'>Second.</reference></references>"
  "<history id='h'><original id='h-0' on='2020-01-01'/><revision id='h-1' kind='revised' on='2021-01-01'><p id='h-1-p'>New.</p></revision></history>"
  "</guideline>";

typedef struct
{
  PreceptDocument *document;
  PreceptContent  *content;
} Fixture;

static void
changed_cb (PreceptDocument *document,
            PreceptChange   *change,
            gpointer         data)
{
  Fixture *fixture = data;

  precept_content_update (fixture->content, change);
}

static void
set_up_xml (Fixture    *fixture,
            const char *text,
            gsize       length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;

  fixture->document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  fixture->content = precept_content_new (fixture->document);
  g_signal_connect (fixture->document, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  set_up_xml (fixture, xml, strlen (xml));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->content);
  g_assert_finalize_object (fixture->document);
}

/* What was built piece by piece is what is built at once. */
static void
assert_like_new (Fixture *fixture)
{
  g_autoptr (PreceptContent) fresh = precept_content_new (fixture->document);
  g_autofree char *expected = content_dump (fresh);
  g_autofree char *dump = content_dump (fixture->content);

  if (strcmp (dump, expected) != 0)
    {
      g_auto (GStrv) want = g_strsplit (expected, "\n", -1);
      g_auto (GStrv) have = g_strsplit (dump, "\n", -1);
      guint i = 0;

      while (want[i] != NULL && have[i] != NULL && strcmp (want[i], have[i]) == 0)
        i++;
      g_error ("line %u\n  new:     %s\n  updated: %s", i + 1, want[i], have[i]);
    }
}

static void
apply (Fixture     *fixture,
       PreceptStep *step)
{
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Test");
  g_autoptr (GError) error = NULL;

  precept_step_group_add (group, step);
  precept_document_apply (fixture->document, group, &error);
  g_assert_no_error (error);
}

/* Every block with what it showed, referenced, so that no new one can have its address. */
static void
collect_blocks (GPtrArray  *blocks,
                GHashTable *found)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      g_hash_table_add (found, precept_block_ref (block));
      collect_blocks (block->children, found);
    }
}

static GHashTable *
collect (Fixture *fixture)
{
  GHashTable *found = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)precept_block_unref, NULL);

  collect_blocks (precept_content_get_blocks (fixture->content), found);

  return found;
}

static void
add_new (GPtrArray  *blocks,
         GHashTable *before,
         GString    *ids)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (!g_hash_table_contains (before, block))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", block->id != NULL ? block->id : "-");
      add_new (block->children, before, ids);
    }
}

/* The ids of the blocks that a step made new, in order, "-" for one without. */
static void
assert_new (Fixture     *fixture,
            PreceptStep *step,
            const char  *expected)
{
  g_autoptr (GHashTable) before = collect (fixture);
  g_autoptr (GString) ids = g_string_new (NULL);

  apply (fixture, step);
  assert_like_new (fixture);
  add_new (precept_content_get_blocks (fixture->content), before, ids);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_text (Fixture      *fixture,
           gconstpointer data)
{
  assert_new (fixture, precept_step_new_set_text ("p-1", "Two."), "summary p-1");
  assert_new (fixture, precept_step_new_set_text ("f-2-p", "Neither."), "e topic f f-2 f-2-p");
  assert_new (fixture, precept_step_new_set_text ("f-p", "It does."), "e topic f f-p");
  assert_new (fixture, precept_step_new_set_text ("h-1-p", "Newer."), "h - h-1 - h-1-p");
  assert_new (fixture, precept_step_new_set_text ("r-1", "Another."), "refs r-1");
  assert_new (fixture, precept_step_new_set_text ("code/0", "Another drug"), "b t-2 code - -");
  assert_new (fixture, precept_step_new_set_text ("d/0", "Word"), "defs d");
  assert_new (fixture, precept_step_new_replace ("p-1", "<p id=\"p-1\">Three <em>times</em>.</p>"), "summary p-1");
  assert_new (fixture, precept_step_new_set_content ("p-1", "Three <em>times</em>."), "");
}

static void
test_attributes (Fixture      *fixture,
                 gconstpointer data)
{
  assert_new (fixture, precept_step_new_set_attribute ("f", "cites", "r-1 r-2"), "e topic f f-p");
  assert_new (fixture, precept_step_new_set_attribute ("f", "design", "case-series"), "e topic f");
  assert_new (fixture, precept_step_new_set_attribute ("l", "kind", "bullet"), "summary l i-1 i-2");
  assert_new (fixture, precept_step_new_set_attribute ("row-1/0", "header", NULL), "sec t-1 row-1 - row-2");
  assert_new (fixture, precept_step_new_set_attribute ("h-1", "on", "2022-01-01"), "h - h-1 - -");
  assert_new (fixture, precept_step_new_set_attribute ("e", "mandate", "yes"), "e");
}

/* What moves a number builds again just what shows it. */
static void
test_numbers (Fixture      *fixture,
              gconstpointer data)
{
  assert_new (fixture, precept_step_new_insert ("refs", 0, "<reference id=\"r-0\">Zeroth.</reference>"), "summary p-2 e topic f f-p refs r-0 r-1 r-2");
  assert_new (fixture, precept_step_new_insert ("refs", 3, "<reference id=\"r-3\">Third.</reference>"), "refs r-3");
  assert_new (fixture, precept_step_new_remove ("t-1", 0, 1), "summary p-2 sec t-1 b t-2");
  assert_new (fixture, precept_step_new_set_text ("sec/0", "Doses"), "summary p-2 sec");
  assert_new (fixture, precept_step_new_remove ("g", 6, 1), "summary p-2");
}

static void
test_structure (Fixture      *fixture,
                gconstpointer data)
{
  assert_new (fixture, precept_step_new_insert ("l", 0, "<item id=\"i-0\"><p id=\"i-0-p\">Zeroth.</p></item>"), "summary l i-0 i-0-p i-1 i-2");
  assert_new (fixture, precept_step_new_insert ("f", 0, "<p id=\"f-0\">Before.</p>"), "e topic f f-0 f-p");
  assert_new (fixture, precept_step_new_move ("p-1", "sec", 1), "summary sec");
  assert_new (fixture, precept_step_new_remove ("defs", 0, 1), "defs e topic f f-2 f-2-p");
  assert_new (fixture, precept_step_new_insert ("g", 1, "<section id=\"new\"><title>New</title></section>"), "new");
}

static void
test_front (Fixture      *fixture,
            gconstpointer data)
{
  const PreceptContentFact     *facts;
  const PreceptContentCoverage *rows;
  guint                         n;

  assert_new (fixture, precept_step_new_set_text ("g/0/0", "Another"), "");
  g_assert_cmpstr (precept_text_get_string (precept_content_get_title (fixture->content)), ==, "Another");
  assert_new (fixture, precept_step_new_set_text ("g/0/1", "2"), "");
  facts = precept_content_get_facts (fixture->content, &n);
  g_assert_cmpstr (facts[0].value, ==, "2");
  assert_new (fixture, precept_step_new_set_text ("ind/0", "Illness"), "c ind");
  rows = precept_content_get_coverage (fixture->content, &n);
  g_assert_cmpstr (rows[0].indication, ==, "Illness");
  assert_new (fixture, precept_step_new_set_attribute ("h-0", "on", "2019-01-01"), "h - h-0 - -");
  facts = precept_content_get_facts (fixture->content, &n);
  g_assert_cmpstr (facts[2].value, ==, "01/01/2019");
}

static void
test_find (Fixture      *fixture,
           gconstpointer data)
{
  PreceptBlock *block = precept_content_find (fixture->content, "f-2-p");

  g_assert_cmpint (block->kind, ==, PRECEPT_BLOCK_PARAGRAPH);
  g_assert_null (precept_content_find (fixture->content, "nowhere"));
  apply (fixture, precept_step_new_set_text ("f-2-p", "Other."));
  g_assert_true (precept_content_find (fixture->content, "f-2-p") != block);
  apply (fixture, precept_step_new_remove ("f", 1, 1));
  g_assert_null (precept_content_find (fixture->content, "f-2-p"));
  precept_document_undo (fixture->document);
  g_assert_nonnull (precept_content_find (fixture->content, "f-2-p"));
  assert_like_new (fixture);
}

static const char *const fragments[] = {
  "<p id=\"%s\">New <xref ref=\"t-2\"/><cite ref=\"r-1 r-2\"/>.</p>",
  "<list id=\"%s\" kind=\"number\"/>",
  "<item id=\"%s\"/>",
  "<finding id=\"%s\" cites=\"r-2\"/>",
  "<section id=\"%s\"><title>New</title></section>",
  "<reference id=\"%s\">New.</reference>",
  "<table id=\"%s\"><caption>New</caption></table>",
  "<row id=\"%s\"><cell/></row>",
  "<note id=\"%s\"/>",
  "<title>%s</title>",
  "<p>%s</p>",
};

static char *
dup_random_id (Fixture *fixture)
{
  g_autofree char *dump = content_dump (fixture->content);
  g_auto (GStrv) parts = g_strsplit (dump, " #", -1);
  char *id = parts[g_test_rand_int_range (1, g_strv_length (parts))];

  return g_strndup (id, strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-"));
}

static PreceptStep *
new_random_step (Fixture *fixture,
                 guint    serial)
{
  static const char *const attributes[] = { "cites", "kind", "mandate", "on", "header", "determination", "abbreviation", "ref" };
  static const char *const values[] = { "r-1", "r-2 nowhere", "number", "yes", "2024-05-06", NULL };
  g_autofree char         *id = dup_random_id (fixture);
  g_autofree char         *other = dup_random_id (fixture);
  g_autofree char         *new_id = g_strdup_printf ("new-%u", serial);
  g_autofree char         *child = g_strdup_printf ("%s/%d", id, g_test_rand_int_range (0, 3));
  g_autofree char         *fragment = NULL;

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      return precept_step_new_set_text (id, new_id);
    case 1:
      return precept_step_new_set_text (child, new_id);
    case 2:
    case 3:
      fragment = g_strdup (fragments[g_test_rand_int_range (0, G_N_ELEMENTS (fragments))]);
      {
        g_auto (GStrv) halves = g_strsplit (fragment, "%s", 2);
        g_autofree char *filled = g_strjoin (new_id, halves[0], halves[1], NULL);

        return precept_step_new_insert (id, g_test_rand_int_range (0, 3), filled);
      }
    case 4:
      return precept_step_new_remove (id, g_test_rand_int_range (0, 3), 1);
    case 5:
      return precept_step_new_move (id, other, g_test_rand_int_range (0, 3));
    case 6:
      return precept_step_new_set_attribute (id, attributes[g_test_rand_int_range (0, G_N_ELEMENTS (attributes))],
                                             values[g_test_rand_int_range (0, G_N_ELEMENTS (values))]);
    default:
      return precept_step_new_set_content (id, "Text and <em>more</em><mandate/>.");
    }
}

/* Whatever happens to a document, valid afterwards or not, its content is what a new one would be. */
static void
run_random (const char *text,
            gsize       length,
            guint       n_steps)
{
  Fixture fixture = { NULL };
  guint   n_applied = 0;
  guint   n_undone = 0;

  set_up_xml (&fixture, text, length);
  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Random");

      if (g_test_rand_int_range (0, 6) == 0 && precept_document_can_undo (fixture.document))
        {
          g_free (precept_document_undo (fixture.document));
          assert_like_new (&fixture);
          n_undone++;
          continue;
        }

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        precept_step_group_add (group, new_random_step (&fixture, i * 4 + n));
      /* Many can't be applied, and change nothing then. */
      if (precept_document_apply (fixture.document, group, NULL))
        n_applied++;
      assert_like_new (&fixture);
    }
  g_test_message ("%u groups applied, %u undone", n_applied, n_undone);
  g_assert_cmpuint (n_applied, >, n_steps / 20);

  while (precept_document_can_undo (fixture.document))
    g_free (precept_document_undo (fixture.document));
  assert_like_new (&fixture);
  tear_down (&fixture, NULL);
}

static gboolean
says (Fixture    *fixture,
      const char *words)
{
  g_autofree char *dump = content_dump (fixture->content);

  return strstr (dump, words) != NULL;
}

/* The notice of the holder of CPT comes and goes with the codes, and has the year that the guideline says. */
static void
test_notice (Fixture      *fixture,
             gconstpointer data)
{
  g_assert_false (says (fixture, "notice"));
  apply (fixture, precept_step_new_set_attribute ("code", "system", "CPT"));
  g_assert_true (says (fixture, "notice <2021>: CPT © 2021 American"));
  assert_like_new (fixture);
  apply (fixture, precept_step_new_set_attribute ("h-1", "on", "2022-01-01"));
  g_assert_true (says (fixture, "CPT © 2022 American"));
  assert_like_new (fixture);
  apply (fixture, precept_step_new_insert ("g/0", 3, "<effective>2026-05-01</effective>"));
  g_assert_true (says (fixture, "CPT © 2026 American"));
  assert_like_new (fixture);
  apply (fixture, precept_step_new_set_attribute ("code", "system", "HCPCS"));
  g_assert_false (says (fixture, "notice"));
  assert_like_new (fixture);
  apply (fixture, precept_step_new_set_attribute ("code", "only-with", "62322"));
  g_assert_true (says (fixture, "CPT © 2026 American"));
  assert_like_new (fixture);
}

static void
test_random (void)
{
  run_random (xml, strlen (xml), 400);
}

static void
test_random_criteria (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "content", "golden", "criteria.xml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  run_random (text, length, 400);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/precept/content/update/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/precept/content/update/attributes", Fixture, NULL, set_up, test_attributes, tear_down);
  g_test_add ("/precept/content/update/numbers", Fixture, NULL, set_up, test_numbers, tear_down);
  g_test_add ("/precept/content/update/structure", Fixture, NULL, set_up, test_structure, tear_down);
  g_test_add ("/precept/content/update/front", Fixture, NULL, set_up, test_front, tear_down);
  g_test_add ("/precept/content/update/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/precept/content/update/notice", Fixture, NULL, set_up, test_notice, tear_down);
  g_test_add_func ("/precept/content/update/random", test_random);
  g_test_add_func ("/precept/content/update/random-criteria", test_random_criteria);

  return g_test_run ();
}
