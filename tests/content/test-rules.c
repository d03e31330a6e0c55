/* test-rules.c: a reader and a machine are told the same criteria, in the same words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-content.h"
#include "precept-rule-json.h"
#include "precept-words.h"

#include <json-glib/json-glib.h>
#include <string.h>

static PreceptDocument *
read_document (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PreceptDocument *document;
  gsize            length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return document;
}

/* What is printed: lines in their order, "* " before those of criteria. */

static char *
dup_without_marks (PreceptText *text)
{
  const char *string = precept_text_get_string (text);
  g_autoptr (GString) plain = g_string_new (NULL);
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (text, &n_spans);
  guint              place = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      if ((spans[i].flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) == 0)
        continue;
      g_string_append_len (plain, string + place, spans[i].start - place);
      place = spans[i].start + spans[i].length;
    }
  g_string_append (plain, string + place);

  return g_strstrip (g_string_free (g_steal_pointer (&plain), FALSE));
}

static void
add_line (GPtrArray  *lines,
          gboolean    is_criterion,
          const char *line)
{
  g_ptr_array_add (lines, g_strconcat (is_criterion ? "* " : "", line, NULL));
}

static void
print_block (GPtrArray    *lines,
             PreceptBlock *block,
             PreceptWords *words,
             gboolean      in_criteria)
{
  g_autofree char *text = block->text != NULL ? dup_without_marks (block->text) : NULL;

  if (block->kind == PRECEPT_BLOCK_LIMIT)
    {
      const char      *who = block->label != NULL ? precept_text_get_string (block->label) : NULL;
      g_autofree char *limit = precept_words_fill (words, "sentence", who != NULL ? "limit-for" : "limit-all", "amount", text, "who", who, NULL);

      add_line (lines, TRUE, limit);
      return;
    }

  if (text != NULL && *text != '\0')
    add_line (lines, in_criteria && block->kind == PRECEPT_BLOCK_PARAGRAPH, text);
  in_criteria = (in_criteria || block->is_criteria) && block->kind != PRECEPT_BLOCK_NOTE;
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    print_block (lines, g_ptr_array_index (block->children, i), words, in_criteria);
}

/* What the machine is told: the same lines, "* " before those of criteria. */

static void
add_text (GPtrArray  *lines,
          gboolean    is_criterion,
          const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    add_line (lines, is_criterion, parts[i]);
}

static void
tell_node (GPtrArray  *lines,
           JsonObject *node,
           gboolean    is_root)
{
  gboolean   joins = json_object_has_member (node, "of");
  JsonArray *children = joins ? json_object_get_array_member (node, "of") : NULL;
  JsonArray *notes = json_object_has_member (node, "notes") ? json_object_get_array_member (node, "notes") : NULL;

  /* The outermost operator is a line before the criteria. */
  add_text (lines, !(is_root && joins), json_object_get_string_member (node, "text"));
  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
    tell_node (lines, json_array_get_object_element (children, i), FALSE);
  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    add_text (lines, FALSE, json_array_get_string_element (notes, i));
}

static void
tell_tree (GPtrArray  *lines,
           JsonObject *parent,
           const char *name)
{
  if (json_object_has_member (parent, name))
    tell_node (lines, json_object_get_object_member (parent, name), TRUE);
}

static void
tell_request (GPtrArray  *lines,
              JsonObject *request)
{
  JsonArray *limits = json_object_get_array_member (request, "limits");

  tell_tree (lines, request, "criteria");
  for (guint i = 0; i < json_array_get_length (limits); i++)
    add_text (lines, TRUE, json_object_get_string_member (json_array_get_object_element (limits, i), "text"));
}

static gboolean
is_named_use (JsonObject *indication)
{
  JsonObject *applies = json_object_get_object_member (indication, "appliesTo");

  /* Its title says whom it is about. */
  return strcmp (json_object_get_string_member (applies, "text"), json_object_get_string_member (indication, "title")) == 0;
}

static GPtrArray *
tell_rules (PreceptDocument *document)
{
  GPtrArray       *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *json = precept_rule_json_new (document);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonObject *root = json_node_get_object (node);
  JsonArray  *indications = json_object_get_array_member (root, "indications");

  tell_tree (lines, root, "general");
  for (guint i = 0; i < json_array_get_length (indications); i++)
    {
      JsonObject *indication = json_array_get_object_element (indications, i);
      JsonArray  *requests = json_object_get_array_member (indication, "requests");

      add_text (lines, FALSE, json_object_get_string_member (indication, "title"));
      if (!is_named_use (indication))
        tell_tree (lines, indication, "appliesTo");
      if (json_object_has_member (indication, "position"))
        add_text (lines, FALSE, json_object_get_string_member (indication, "position"));
      for (guint j = 0; j < json_array_get_length (requests); j++)
        tell_request (lines, json_array_get_object_element (requests, j));
    }
  if (json_object_has_member (root, "allOtherUses"))
    add_text (lines, FALSE, json_object_get_string_member (json_object_get_object_member (root, "allOtherUses"), "text"));

  return lines;
}

/* Whatever the machine is told stands on the page, in the same order; and whatever stands there as a criterion, the
 * machine is told. */
static void
test_same_words (gconstpointer data)
{
  g_autoptr (PreceptDocument) document = read_document (data);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (GPtrArray) printed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) told = tell_rules (document);
  GPtrArray    *blocks = precept_content_get_blocks (content);
  PreceptWords *words = precept_words_get (precept_document_get_language (document));
  guint         place = 0;
  guint         n_criteria = 0;

  for (guint i = 0; i < blocks->len; i++)
    print_block (printed, g_ptr_array_index (blocks, i), words, FALSE);

  for (guint i = 0; i < told->len; i++)
    {
      const char *line = g_ptr_array_index (told, i);

      while (place < printed->len && strcmp (g_ptr_array_index (printed, place), line) != 0)
        {
          if (g_str_has_prefix (g_ptr_array_index (printed, place), "* "))
            g_error ("printed, but not told before “%s”: %s", line, (const char *)g_ptr_array_index (printed, place));
          place++;
        }
      if (place == printed->len)
        g_error ("told, but not printed: %s", line);
      n_criteria += g_str_has_prefix (line, "* ");
      place++;
    }
  for (; place < printed->len; place++)
    {
      if (g_str_has_prefix (g_ptr_array_index (printed, place), "* "))
        g_error ("printed, but not told: %s", (const char *)g_ptr_array_index (printed, place));
    }
  g_assert_cmpuint (n_criteria, >, 0);
}

static void
add_tests (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/precept/content/same-words/", name, NULL);

      if (g_str_has_suffix (name, ".xml") && strcmp (name, "minimal.xml") != 0)
        g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_same_words, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *golden = NULL;
  g_autofree char *samples = NULL;

  g_test_init (&argc, &argv, NULL);
  golden = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "rules", "golden", NULL);
  samples = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "samples", NULL);
  add_tests (golden);
  add_tests (samples);

  return g_test_run ();
}
