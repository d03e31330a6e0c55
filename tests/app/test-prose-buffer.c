/* test-prose-buffer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-edit-evidence.h"
#include "precept-prose-buffer.h"
#include "precept-prose-chips.h"
#include "precept-prose-clip.h"
#include "precept-prose-kind.h"

#include <string.h>

#define NB "\302\240"

static const char guideline[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\" xml:lang=\"en-US\">\n"
  "<metadata>\n<title>Testing</title>\n<status>draft</status>\n"
  "<subject id=\"s\" kind=\"drug\"><generic>testing</generic></subject>\n</metadata>\n"
  "<summary id=\"summary\">\n"
  "<p id=\"p1\">The first paragraph has <em>slanted</em> words, a citation<cite ref=\"r1 r2\"/> and a mark<mandate/>.</p>\n"
  "<!-- a comment between -->\n"
  "<p id=\"p2\">The second refers to <xref ref=\"t1\"/> and <link href=\"https://example.org/\">elsewhere</link>.</p>\n"
  "<list id=\"l1\" kind=\"bullet\">\n"
  "<item id=\"i1\"><p id=\"i1p\">First item</p></item>\n"
  "<item id=\"i2\"><p id=\"i2p\">Second item</p></item>\n"
  "<item id=\"i3\"><p id=\"i3p\">Third item<!--hidden--> goes on</p></item>\n"
  "</list>\n"
  "<p id=\"p3\">The third paragraph.</p>\n"
  "</summary>\n"
  "<evidence id=\"evidence\">\n"
  "<topic id=\"t1\"><title>Trials</title>\n"
  "<finding id=\"f1\" cites=\"r1\" participants=\"12\"><p id=\"f1p\">A finding that cites one.</p>"
  "<finding id=\"f2\"><p id=\"f2p\">A finding below it.</p></finding></finding>\n"
  "<finding id=\"f3\" cites=\"r2\"><p id=\"f3p\">Another finding.</p></finding>\n"
  "</topic>\n"
  "</evidence>\n"
  "<references id=\"references\">\n"
  "<reference id=\"r1\" doi=\"10.1000/one\">One A. A title. <em>Journal</em>. 2001;1:1-2.</reference>\n"
  "<reference id=\"r2\">Two B. Another title. 2002.</reference>\n"
  "</references>\n"
  "<section id=\"dosing\" mandate=\"yes\"><title>Dosing</title>\n"
  "<p id=\"d1\">The dose is given by <em>mouth</em>.</p>\n"
  "<note id=\"n1\"><p id=\"n1p\">Not with food.</p><p id=\"n2p\">Nor with milk<cite ref=\"r1\"/>.</p></note>\n"
  "<section id=\"adults\"><title>Adults</title><p id=\"d2\">Two tablets.</p>"
  "<list id=\"l2\" kind=\"number\" numbering=\"lower-alpha\"><item id=\"i4\"><p id=\"i4p\">In the morning</p><p id=\"i4q\">and at noon</p></item>"
  "<item id=\"i5\"><p id=\"i5p\">In the evening</p></item></list></section>\n"
  "<section id=\"children\"><title>Children</title><p id=\"d3\">One tablet.</p>\n"
  "<section id=\"infants\" mandate=\"yes\"><title>Infants</title><p id=\"d4\">None.</p></section></section>\n"
  "</section>\n"
  "</guideline>\n";

typedef struct
{
  PreceptDocument    *document;
  PreceptSession     *session;
  PreceptProseBuffer *buffer;
  GBytes             *original;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer part)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (guideline, strlen (guideline));
  g_autoptr (GError) error = NULL;

  fixture->document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  fixture->original = precept_document_serialize (fixture->document);
  fixture->session = precept_session_new (fixture->document);
  fixture->buffer = precept_prose_buffer_new (fixture->session, part);
}

static void
tear_down (Fixture *fixture, gconstpointer part)
{
  precept_session_close (fixture->session);
  /* GTK 4.8 leaks a reference to the buffer with each selection. */
  g_object_run_dispose (G_OBJECT (fixture->buffer));
  g_object_unref (fixture->buffer);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->document);
  g_bytes_unref (fixture->original);
}

static void
assert_in_step (Fixture *fixture, const char *after)
{
  g_autofree char *difference = NULL;

  if (!precept_prose_buffer_check (fixture->buffer, &difference))
    g_error ("After %s: %s", after, difference);
}

static void
assert_original (Fixture *fixture)
{
  g_autoptr (GBytes) now = precept_document_serialize (fixture->document);

  g_assert_cmpmem (g_bytes_get_data (now, NULL), g_bytes_get_size (now), g_bytes_get_data (fixture->original, NULL), g_bytes_get_size (fixture->original));
}

static void
undo_all (Fixture *fixture)
{
  guint n_undone = 0;

  while (precept_document_can_undo (fixture->document))
    {
      precept_session_undo (fixture->session);
      assert_in_step (fixture, "undo");
      g_assert_cmpuint (++n_undone, <, 100000);
    }
  assert_original (fixture);
}

static void
place (Fixture *fixture, const char *path, int offset)
{
  g_assert_true (precept_prose_buffer_place_caret (fixture->buffer, path, offset));
}

/* Something that is done to a finding or a topic as a whole. */
static void
do_random_evidence_edit (Fixture *fixture, guint line)
{
  PreceptProseLine *at = precept_prose_buffer_get_line (fixture->buffer, line);
  g_autofree char  *finding = precept_prose_buffer_dup_finding (fixture->buffer, line);
  g_autofree char  *topic = g_strdup (at->block->kind == PRECEPT_BLOCK_TOPIC ? at->block->id : NULL);
  g_autofree char  *new_id = NULL;
  PreceptStepGroup *edit = NULL;
  GError           *error = NULL;
  PreceptRun        run = { PRECEPT_RUN_CITE, PRECEPT_MARK_NONE, NULL, NULL, (char *)"r1" };

  precept_prose_buffer_set_active (fixture->buffer, finding);
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      if (finding != NULL)
        edit = precept_edit_shift_finding (fixture->document, finding, g_test_rand_bit (), &error);
      else if (topic != NULL)
        edit = precept_edit_shift_topic (fixture->document, topic, g_test_rand_bit (), &error);
      break;
    case 1:
      if (finding != NULL)
        edit = precept_edit_toggle_citation (fixture->document, finding, g_test_rand_bit () ? "r1" : "r2", &error);
      break;
    case 2:
      if (finding != NULL)
        edit = precept_edit_set_fact (fixture->document, finding, "duration", g_test_rand_bit () ? "3 weeks" : NULL, &error);
      break;
    case 3:
      edit = precept_edit_add_study (fixture->document, at->path != NULL ? at->path : at->id, "r2", "cohort-study", NULL, &new_id, &error);
      break;
    case 4:
      if (at->path != NULL)
        edit = precept_edit_make_topic (fixture->document, at->path, &new_id, &error);
      break;
    case 5:
    default:
      precept_prose_buffer_insert_run (fixture->buffer, &run, "Cite");
      return;
    }
  precept_prose_buffer_apply (fixture->buffer, edit, error, NULL, 0);
}

/* As a text view does it. */
static void
type (Fixture *fixture, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (fixture->buffer);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
      gtk_text_buffer_insert_interactive_at_cursor (buffer, at, g_utf8_next_char (at) - at, TRUE);
      gtk_text_buffer_end_user_action (buffer);
    }
}

static void
backspace (Fixture *fixture)
{
  GtkTextIter caret;

  if (precept_prose_buffer_backspace (fixture->buffer))
    return;
  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (fixture->buffer), &caret, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (fixture->buffer)));
  gtk_text_buffer_backspace (GTK_TEXT_BUFFER (fixture->buffer), &caret, TRUE, TRUE);
}

static char *
dup_text (Fixture *fixture, const char *path)
{
  return precept_document_dup_text (fixture->document, path);
}

static void
test_typing (Fixture *fixture, gconstpointer part)
{
  g_autofree char *text = NULL;
  g_autofree char *undone = NULL;

  assert_in_step (fixture, "opening");
  place (fixture, "p3", 9);
  type (fixture, " new and long");
  text = dup_text (fixture, "p3");
  g_assert_cmpstr (text, ==, "The third new and long paragraph.");
  assert_in_step (fixture, "typing");

  /* An undo takes a word or a few back, not a letter, and not all. */
  precept_session_undo (fixture->session);
  undone = dup_text (fixture, "p3");
  g_assert_cmpstr (undone, ==, "The third new and paragraph.");
  undo_all (fixture);
}

static void
test_atoms (Fixture *fixture, gconstpointer part)
{
  g_autofree char *text = NULL;
  g_autofree char *before = dup_text (fixture, "p1");
  int              line = precept_prose_buffer_find_line (fixture->buffer, "p1");
  g_autofree char *display = precept_prose_text_dup_display (precept_prose_buffer_get_line (fixture->buffer, line)->text);
  const char      *cite = strstr (display, "citation") + strlen ("citation");

  /* Backspace after a citation removes it whole. */
  place (fixture, "p1", g_utf8_pointer_to_offset (display, cite) + 3);
  backspace (fixture);
  assert_in_step (fixture, "removing a citation");
  g_assert_false (precept_document_get_modified (fixture->document) == FALSE);
  text = dup_text (fixture, "p1");
  g_assert_cmpstr (text, ==, before); /* a citation has no text of its own */
  undo_all (fixture);
}

static void
test_structure (Fixture *fixture, gconstpointer part)
{
  guint            n_lines = precept_prose_buffer_get_n_lines (fixture->buffer);
  g_autofree char *text = NULL;

  place (fixture, "p3", 9);
  type (fixture, "\n");
  assert_in_step (fixture, "splitting a paragraph");
  g_assert_cmpuint (precept_prose_buffer_get_n_lines (fixture->buffer), ==, n_lines + 1);
  type (fixture, "Own ");
  backspace (fixture);
  backspace (fixture);
  backspace (fixture);
  backspace (fixture);
  backspace (fixture);
  assert_in_step (fixture, "joining it again");
  g_assert_cmpuint (precept_prose_buffer_get_n_lines (fixture->buffer), ==, n_lines);
  text = dup_text (fixture, "p3");
  g_assert_cmpstr (text, ==, "The thirdparagraph.");

  place (fixture, "i2p", 0);
  g_assert_true (precept_prose_buffer_indent (fixture->buffer, FALSE));
  assert_in_step (fixture, "indenting an item");
  g_assert_cmpuint (precept_prose_buffer_get_line (fixture->buffer, precept_prose_buffer_find_line (fixture->buffer, "i2p"))->depth, ==, 2);
  g_assert_true (precept_prose_buffer_indent (fixture->buffer, TRUE));
  assert_in_step (fixture, "and back");
  g_assert_false (precept_prose_buffer_indent (fixture->buffer, TRUE) && FALSE);
  assert_in_step (fixture, "out of the list");
  undo_all (fixture);
}

static void
test_findings (Fixture *fixture, gconstpointer part)
{
  g_autofree char *cites = NULL;

  place (fixture, "f1p", 9);
  type (fixture, "\n");
  assert_in_step (fixture, "splitting a finding");
  cites = precept_document_dup_attribute (fixture->document, "f1", "cites");
  g_assert_cmpstr (cites, ==, "r1"); /* stays with the first half */
  place (fixture, "f3p", 0);
  g_assert_true (precept_prose_buffer_indent (fixture->buffer, FALSE));
  assert_in_step (fixture, "indenting a finding");
  place (fixture, "f2p", 0);
  backspace (fixture);
  assert_in_step (fixture, "Backspace at the start of a nested finding");
  undo_all (fixture);
}

static void
test_chips (Fixture *fixture, gconstpointer part)
{
  int               index = precept_prose_buffer_find_line (fixture->buffer, "f1/chips");
  PreceptProseLine *line;
  g_autofree char  *shown = NULL;
  g_autofree char  *offers = NULL;
  g_autofree char  *cites = NULL;
  g_autofree char  *participants = NULL;
  GtkTextIter       start, end;
  int               first, second;

  g_assert_cmpint (index, >, 0);
  line = precept_prose_buffer_get_line (fixture->buffer, index);
  shown = precept_prose_text_dup_display (line->text);
  g_assert_cmpstr (shown, ==, NB "n" NB "=" NB "12" NB "   " NB "1" NB NB "One" NB "2001" NB);
  first = precept_prose_chips_step (line, -1, TRUE);
  second = precept_prose_chips_step (line, first, TRUE);
  g_assert_cmpint (first, ==, 0);
  g_assert_cmpint (second, ==, 11);
  g_assert_cmpint (precept_prose_chips_step (line, second, TRUE), ==, -1);
  g_assert_cmpint (precept_prose_chips_step (line, second, FALSE), ==, first);

  /* The finding with the caret offers more; only that one. */
  precept_prose_buffer_set_active (fixture->buffer, "f1");
  assert_in_step (fixture, "activating");
  offers = precept_prose_text_dup_display (precept_prose_buffer_get_line (fixture->buffer, index)->text);
  g_assert_nonnull (strstr (offers, "+" NB "Fact"));
  type (fixture, "x");
  assert_in_step (fixture, "typing in the title");
  precept_prose_buffer_set_active (fixture->buffer, NULL);
  assert_in_step (fixture, "deactivating");

  /* A selection over the citation removes it, and nothing else. */
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (fixture->buffer), &start, index, second);
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (fixture->buffer), &end, index, second + 3);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (fixture->buffer), &start, &end);
  gtk_text_buffer_delete_selection (GTK_TEXT_BUFFER (fixture->buffer), TRUE, TRUE);
  assert_in_step (fixture, "removing a citation");
  cites = precept_document_dup_attribute (fixture->document, "f1", "cites");
  g_assert_null (cites);
  participants = precept_document_dup_attribute (fixture->document, "f1", "participants");
  g_assert_cmpstr (participants, ==, "12");
  undo_all (fixture);
}

static void
test_runs (Fixture *fixture, gconstpointer part)
{
  PreceptRun       cite = { PRECEPT_RUN_CITE, PRECEPT_MARK_NONE, NULL, NULL, (char *)"r2" };
  g_autofree char *xml = NULL;
  g_autoptr (PreceptInline) text = NULL;
  int index;

  place (fixture, "p3", 9);
  g_assert_true (precept_prose_buffer_insert_run (fixture->buffer, &cite, "Cite"));
  assert_in_step (fixture, "citing");
  index = precept_prose_buffer_find_line (fixture->buffer, "p3");
  g_assert_true (precept_prose_buffer_set_target (fixture->buffer, index, 0, 3, "https://example.org/", NULL, "Link"));
  assert_in_step (fixture, "linking");
  g_assert_true (precept_prose_buffer_set_target (fixture->buffer, index, 11, 20, NULL, "d1", "Term"));
  assert_in_step (fixture, "marking a term");
  text = precept_document_dup_inline (fixture->document, "p3");
  xml = precept_inline_to_xml (text);
  g_assert_cmpstr (xml, ==, "<link href=\"https://example.org/\">The</link> third<cite ref=\"r2\"/> <term ref=\"d1\">paragraph</term>.");
  cite.ref = (char *)"r1 r2";
  g_assert_true (precept_prose_buffer_replace_run (fixture->buffer, index, 9, &cite, "Cite"));
  assert_in_step (fixture, "citing one more");
  g_assert_true (precept_prose_buffer_replace_run (fixture->buffer, index, 9, NULL, "Cite"));
  g_assert_true (precept_prose_buffer_set_target (fixture->buffer, index, 0, 3, NULL, NULL, "Link"));
  assert_in_step (fixture, "removing both");
  g_assert_cmpstr (precept_document_get_undo_label (fixture->document), ==, "Link");
  undo_all (fixture);
}

static void
test_paste (Fixture *fixture, gconstpointer part)
{
  guint            n_lines = precept_prose_buffer_get_n_lines (fixture->buffer);
  g_autofree char *first = NULL;

  place (fixture, "p3", 20);
  gtk_text_buffer_insert_interactive_at_cursor (GTK_TEXT_BUFFER (fixture->buffer), " one\r\ntwo\n\n\tthree\001 four\342\200\251five", -1, TRUE);
  assert_in_step (fixture, "pasting lines");
  g_assert_cmpuint (precept_prose_buffer_get_n_lines (fixture->buffer), ==, n_lines + 3);
  first = dup_text (fixture, "p3");
  g_assert_cmpstr (first, ==, "The third paragraph. one");
  precept_session_undo (fixture->session);
  assert_in_step (fixture, "undoing the paste");
  assert_original (fixture); /* one undo */
}

static void
select_range (Fixture *fixture, guint first, int from, guint last, int to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (fixture->buffer), &start, first, from);
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (fixture->buffer), &end, last, to);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (fixture->buffer), &end, &start);
}

static int
random_offset (Fixture *fixture, guint line)
{
  return g_test_rand_int_range (0, precept_prose_text_get_length (precept_prose_buffer_get_line (fixture->buffer, line)->text) + 1);
}

static void
paste_random (Fixture *fixture)
{
  static const char *const fragments[] = {
    "<p>one</p>", "<p>one</p><p>two</p>", "<list kind=\"bullet\"><item><p>a</p><list kind=\"number\"><item><p>b</p></item></list></item><item><p>c</p></item></list>",
    "<title level=\"1\">Head</title><p>under</p><title level=\"3\">Deep</title><p>below</p><title level=\"2\">Beside</title>",
    "<p>before</p><table><caption>C</caption><row><cell><p>x</p></cell><cell/></row></table>", "<note><p>n</p></note><p>after</p>",
    "<finding cites=\"r1\"><p>found</p><finding><p>more</p></finding></finding><finding><p>last</p></finding>", "<table><row><cell><p>only</p></cell></row></table>"
  };

  precept_prose_buffer_insert_fragment (fixture->buffer, fragments[g_test_rand_int_range (0, G_N_ELEMENTS (fragments))], g_test_rand_bit ());
  assert_in_step (fixture, "pasting blocks");
}

static void
do_random_edit (Fixture *fixture)
{
  static const char *const texts[] = { "x", " ", "word ", "é", "two words", "\n", "a\nb\nc", "<&\"", "  ", "\t", "العربية" };
  guint                    n_lines = precept_prose_buffer_get_n_lines (fixture->buffer);
  guint                    line = g_test_rand_int_range (0, n_lines);
  guint                    n_below = g_test_rand_int_range (0, 4);
  guint                    other = MIN (line + n_below, n_lines - 1);
  int                      offset = random_offset (fixture, line);

  select_range (fixture, line, offset, line, offset);
  switch (g_test_rand_int_range (0, 19))
    {
    case 15:
      select_range (fixture, line, offset, other, random_offset (fixture, other));
      paste_random (fixture);
      break;
    case 16:
      {
        g_autofree char *copy = NULL;
        gboolean         cut = g_test_rand_bit ();

        select_range (fixture, line, offset, other, random_offset (fixture, other));
        copy = precept_prose_buffer_dup_fragment (fixture->buffer);
        if (cut)
          gtk_text_buffer_delete_selection (GTK_TEXT_BUFFER (fixture->buffer), TRUE, TRUE);
        assert_in_step (fixture, "cutting");
        n_lines = precept_prose_buffer_get_n_lines (fixture->buffer);
        line = g_test_rand_int_range (0, n_lines);
        offset = random_offset (fixture, line);
        select_range (fixture, line, offset, line, offset);
        if (copy != NULL)
          precept_prose_buffer_insert_fragment (fixture->buffer, copy, cut);
        assert_in_step (fixture, "pasting what was copied");
      }
      break;
    case 12:
    case 13:
      select_range (fixture, line, offset, other, random_offset (fixture, other));
      precept_prose_buffer_set_kind (fixture->buffer, g_test_rand_int_range (PRECEPT_PROSE_KIND_PARAGRAPH, PRECEPT_PROSE_KIND_NOTE + 1));
      assert_in_step (fixture, "changing the kind");
      break;
    case 14:
      select_range (fixture, line, offset, other, random_offset (fixture, other));
      precept_prose_buffer_toggle_kind (fixture->buffer, g_test_rand_bit () ? PRECEPT_PROSE_KIND_BULLET : PRECEPT_PROSE_KIND_NUMBER);
      assert_in_step (fixture, "bullets or numbers");
      break;
    case 0:
    case 1:
    case 2:
    case 3:
      type (fixture, texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
      assert_in_step (fixture, "typing");
      break;
    case 4:
      gtk_text_buffer_insert_interactive_at_cursor (GTK_TEXT_BUFFER (fixture->buffer), texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], -1, TRUE);
      assert_in_step (fixture, "pasting");
      break;
    case 5:
      backspace (fixture);
      assert_in_step (fixture, "Backspace");
      break;
    case 6:
      select_range (fixture, line, 0, line, 0);
      backspace (fixture);
      assert_in_step (fixture, "Backspace at the start of a line");
      break;
    case 7:
      select_range (fixture, line, offset, line, random_offset (fixture, line));
      gtk_text_buffer_delete_selection (GTK_TEXT_BUFFER (fixture->buffer), TRUE, TRUE);
      assert_in_step (fixture, "deleting in a line");
      break;
    case 8:
      select_range (fixture, line, offset, other, random_offset (fixture, other));
      gtk_text_buffer_delete_selection (GTK_TEXT_BUFFER (fixture->buffer), TRUE, TRUE);
      assert_in_step (fixture, "deleting over lines");
      break;
    case 9:
      precept_prose_buffer_indent (fixture->buffer, g_test_rand_bit ());
      assert_in_step (fixture, "indenting");
      break;
    case 10:
      select_range (fixture, line, offset, other, random_offset (fixture, other));
      precept_prose_buffer_toggle_marks (fixture->buffer, 1 << g_test_rand_int_range (0, 4));
      assert_in_step (fixture, "marking");
      break;
    case 17:
    case 18:
      do_random_evidence_edit (fixture, line);
      assert_in_step (fixture, "an edit of evidence");
      break;
    case 11:
    default:
      if (g_test_rand_bit ())
        precept_session_undo (fixture->session);
      else
        precept_session_redo (fixture->session);
      assert_in_step (fixture, "undo or redo");
      break;
    }
}

static void
test_random (Fixture *fixture, gconstpointer part)
{
  g_test_summary ("However one edits, the text shows the document, and undo brings back the bytes");

  for (guint round = 0; round < 8; round++)
    {
      for (guint i = 0; i < 60; i++)
        do_random_edit (fixture);
      undo_all (fixture);
    }
}

static PreceptProseLine *
get_line_of (Fixture *fixture, const char *path)
{
  int index = precept_prose_buffer_find_line (fixture->buffer, path);

  g_assert_cmpint (index, >=, 0);
  return precept_prose_buffer_get_line (fixture->buffer, index);
}

static void
test_kinds (Fixture *fixture, gconstpointer part)
{
  PreceptProseBuffer *buffer = fixture->buffer;
  guint               n_lines = precept_prose_buffer_get_n_lines (buffer);
  g_autofree char    *numbering = NULL;

  g_test_summary ("A selection of several lines becomes what is chosen, and one undo takes it back");

  select_range (fixture, 1, 2, 3, 4);
  g_assert_cmpint (precept_prose_buffer_get_kind (buffer), ==, PRECEPT_PROSE_KIND_NONE);
  g_assert_true (precept_prose_buffer_toggle_kind (buffer, PRECEPT_PROSE_KIND_BULLET));
  assert_in_step (fixture, "making bullets");
  g_assert_cmpint (get_line_of (fixture, "d1")->kind, ==, PRECEPT_PROSE_LINE_ITEM);
  g_assert_cmpint (get_line_of (fixture, "n2p")->kind, ==, PRECEPT_PROSE_LINE_ITEM);
  g_assert_cmpuint (precept_prose_buffer_get_n_lines (buffer), ==, n_lines);
  g_assert_cmpint (precept_prose_buffer_get_kind (buffer), ==, PRECEPT_PROSE_KIND_BULLET); /* still selected */
  g_assert_true (precept_prose_buffer_toggle_kind (buffer, PRECEPT_PROSE_KIND_BULLET));
  g_assert_cmpint (precept_prose_buffer_get_kind (buffer), ==, PRECEPT_PROSE_KIND_PARAGRAPH);
  precept_session_undo (fixture->session);
  precept_session_undo (fixture->session);
  assert_original (fixture);

  /* A title can't be anything else, and a paragraph of this part can be all. */
  select_range (fixture, 0, 0, 0, 0);
  g_assert_false (precept_prose_buffer_can_be (buffer, PRECEPT_PROSE_KIND_PARAGRAPH));
  place (fixture, "i4p", 0);
  g_assert_true (precept_prose_buffer_can_be (buffer, PRECEPT_PROSE_KIND_HEADING));
  g_assert_true (precept_prose_buffer_set_kind (buffer, PRECEPT_PROSE_KIND_BULLET));
  numbering = precept_document_dup_attribute (fixture->document, "l2", "numbering");
  g_assert_null (numbering);
  g_assert_true (precept_prose_buffer_set_kind (buffer, PRECEPT_PROSE_KIND_HEADING));
  assert_in_step (fixture, "making a heading of an item");
  g_assert_cmpint (get_line_of (fixture, "i4p/0")->kind, ==, PRECEPT_PROSE_LINE_HEADING);

  /* Backspace at its start, Tab and Enter. */
  backspace (fixture);
  g_assert_cmpint (get_line_of (fixture, "i4p")->kind, ==, PRECEPT_PROSE_LINE_PARAGRAPH);
  assert_in_step (fixture, "Backspace at the start of a heading");
  place (fixture, "infants/0", 7);
  g_assert_true (precept_prose_buffer_indent (buffer, TRUE));
  assert_in_step (fixture, "a heading one level out");
  g_assert_cmpuint (get_line_of (fixture, "infants/0")->level, ==, get_line_of (fixture, "children/0")->level);
  type (fixture, "\nFor them");
  assert_in_step (fixture, "Enter after a heading");
  place (fixture, "i5p", 0);
  type (fixture, "\n");
  place (fixture, "i5p", 0);
  g_assert_true (precept_prose_buffer_indent (buffer, FALSE));
  undo_all (fixture);

  /* Enter in an empty item leaves the list. */
  place (fixture, "i5p", 14);
  type (fixture, "\n\nOut of it");
  assert_in_step (fixture, "leaving a list");
  g_assert_cmpint (precept_prose_buffer_get_kind (buffer), ==, PRECEPT_PROSE_KIND_PARAGRAPH);
  undo_all (fixture);
}

static guint
get_caret_line (Fixture *fixture)
{
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (fixture->buffer), &caret, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (fixture->buffer)));
  return gtk_text_iter_get_line (&caret);
}

static void
test_blocks (Fixture *fixture, gconstpointer part)
{
  PreceptProseBuffer *buffer = fixture->buffer;
  g_autofree char    *copy = NULL;
  g_autofree char    *html = NULL;
  g_autofree char    *text = NULL;
  g_autofree char    *again = NULL;
  int                 index;

  g_test_summary ("What is copied keeps its citations and gets new ids; what is cut keeps its own");

  index = precept_prose_buffer_find_line (buffer, "p1");
  select_range (fixture, index, 0, index + 2, 5);
  copy = precept_prose_buffer_dup_fragment (buffer);
  html = precept_prose_buffer_dup_html (buffer);
  g_assert_nonnull (strstr (copy, "<cite ref=\"r1 r2\"/>"));
  g_assert_nonnull (strstr (copy, "<item><p id=\"i1p\">First</p></item>"));
  g_assert_nonnull (strstr (html, "<i>slanted</i>"));
  g_assert_nonnull (strstr (html, "<sup>1,2</sup>"));
  g_assert_nonnull (strstr (html, "<ul><li><p>First</p>"));
  place (fixture, "p3", 4);
  g_assert_true (precept_prose_buffer_insert_fragment (buffer, copy, FALSE));
  assert_in_step (fixture, "pasting a copy");
  type (fixture, "!");
  text = dup_text (fixture, "p3");
  g_assert_cmpstr (text, ==, "The The first paragraph has slanted words, a citation and a mark.");
  again = dup_text (fixture, "i1p");
  g_assert_cmpstr (again, ==, "First item");
  undo_all (fixture);

  /* The last item of a list becomes a paragraph after it, and a table after that has the caret. */
  place (fixture, "i3p", 100);
  type (fixture, "\nOut");
  g_assert_true (precept_prose_buffer_toggle_kind (buffer, PRECEPT_PROSE_KIND_BULLET));
  assert_in_step (fixture, "an item out of a list");
  g_assert_cmpuint (precept_prose_buffer_get_line (buffer, get_caret_line (fixture))->depth, ==, 0);
  g_assert_true (precept_prose_buffer_insert_fragment (buffer, "<table><row><cell><p>x</p></cell></row></table>", FALSE));
  g_assert_cmpint (precept_prose_buffer_get_line (buffer, get_caret_line (fixture))->kind, ==, PRECEPT_PROSE_LINE_ROW);
  undo_all (fixture);

  /* One undo for all of a paste. */
  place (fixture, "i2p", 11);
  g_assert_true (precept_prose_buffer_insert_fragment (buffer, "<p>, then</p><p>an item</p><table><row><cell><p>x</p></cell></row></table>", FALSE));
  assert_in_step (fixture, "pasting into a list");
  precept_session_undo (fixture->session);
  assert_original (fixture);
}

static void
ignore_messages (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_STATE_HOME", g_get_tmp_dir (), TRUE);
  /* A refused edit is said to the log. */
  g_log_set_handler ("precept-app", G_LOG_LEVEL_MESSAGE, ignore_messages, NULL);
  g_test_add ("/precept/prose-buffer/typing", Fixture, "summary", set_up, test_typing, tear_down);
  g_test_add ("/precept/prose-buffer/atoms", Fixture, "summary", set_up, test_atoms, tear_down);
  g_test_add ("/precept/prose-buffer/structure", Fixture, "summary", set_up, test_structure, tear_down);
  g_test_add ("/precept/prose-buffer/findings", Fixture, "evidence", set_up, test_findings, tear_down);
  g_test_add ("/precept/prose-buffer/chips", Fixture, "evidence", set_up, test_chips, tear_down);
  g_test_add ("/precept/prose-buffer/runs", Fixture, "summary", set_up, test_runs, tear_down);
  g_test_add ("/precept/prose-buffer/paste", Fixture, "summary", set_up, test_paste, tear_down);
  g_test_add ("/precept/prose-buffer/blocks", Fixture, "summary", set_up, test_blocks, tear_down);
  g_test_add ("/precept/prose-buffer/kinds", Fixture, "dosing", set_up, test_kinds, tear_down);
  g_test_add ("/precept/prose-buffer/random-section", Fixture, "dosing", set_up, test_random, tear_down);
  g_test_add ("/precept/prose-buffer/random-summary", Fixture, "summary", set_up, test_random, tear_down);
  g_test_add ("/precept/prose-buffer/random-evidence", Fixture, "evidence", set_up, test_random, tear_down);
  g_test_add ("/precept/prose-buffer/random-references", Fixture, "references", set_up, test_random, tear_down);
  return g_test_run ();
}
