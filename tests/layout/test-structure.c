/* test-structure.c: what the parts of pages are to one another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {
  [PRECEPT_NODE_DOCUMENT] = "document",
  [PRECEPT_NODE_SECTION] = "section",
  [PRECEPT_NODE_HEADING] = "heading",
  [PRECEPT_NODE_PARAGRAPH] = "paragraph",
  [PRECEPT_NODE_LIST] = "list",
  [PRECEPT_NODE_LIST_ITEM] = "item",
  [PRECEPT_NODE_LABEL] = "label",
  [PRECEPT_NODE_BODY] = "body",
  [PRECEPT_NODE_TABLE] = "table",
  [PRECEPT_NODE_CAPTION] = "caption",
  [PRECEPT_NODE_TABLE_HEAD] = "head",
  [PRECEPT_NODE_TABLE_BODY] = "rows",
  [PRECEPT_NODE_ROW] = "row",
  [PRECEPT_NODE_HEADER_CELL] = "header",
  [PRECEPT_NODE_CELL] = "cell",
  [PRECEPT_NODE_DIVISION] = "division",
  [PRECEPT_NODE_FIGURE] = "figure",
  [PRECEPT_NODE_CONTENTS] = "contents",
  [PRECEPT_NODE_CONTENTS_ITEM] = "entry",
  [PRECEPT_NODE_REFERENCE] = "reference",
};

/* Texts of nodes, from the marks of all pages. (transfer full) */
static GPtrArray *
collect_texts (PreceptLayout          *layout,
               const PreceptStructure *structure,
               guint                   n_nodes)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_free);

  g_ptr_array_set_size (texts, (int)n_nodes);
  for (guint p = 0; p < precept_layout_get_n_pages (layout); p++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, p), &n_marks);

      for (guint i = 0; i < n_marks; i++)
        {
          guint            node;
          g_autofree char *text = NULL;
          g_autofree char *before = NULL;

          if (marks[i].role == PRECEPT_ROLE_ARTIFACT || (marks[i].kind != PRECEPT_PAGE_MARK_GLYPHS && marks[i].kind != PRECEPT_PAGE_MARK_IMAGE))
            continue;
          node = precept_structure_find (structure, marks[i].sequence);
          g_assert_cmpuint (node, >, 0);
          g_assert_cmpuint (node, <, n_nodes);
          text = marks[i].kind == PRECEPT_PAGE_MARK_IMAGE ? g_strdup ("(picture)")
                                                          : g_strndup (marks[i].run.text, (gsize)marks[i].run.length);
          before = g_ptr_array_index (texts, node);
          g_ptr_array_index (texts, node) = g_strconcat (before != NULL ? before : "", text,
                                                         marks[i].kind == PRECEPT_PAGE_MARK_GLYPHS && marks[i].run.space_after ? " " : "", NULL);
        }
    }

  return texts;
}

static void
dump_node (GString                    *dump,
           const PreceptStructureNode *nodes,
           guint                       n_nodes,
           guint                       index,
           guint                       depth,
           GPtrArray                  *texts)
{
  const PreceptStructureNode *node = &nodes[index];
  const char                 *text = g_ptr_array_index (texts, index);

  for (guint i = 0; i < depth; i++)
    g_string_append (dump, "  ");
  g_string_append (dump, names[node->kind]);
  if (node->kind == PRECEPT_NODE_HEADING)
    g_string_append_printf (dump, " %u", node->level);
  if (node->kind == PRECEPT_NODE_LIST && node->numbering != PRECEPT_NUMBERING_NONE)
    g_string_append (dump, node->numbering == PRECEPT_NUMBERING_BULLET ? ", bullets" : ", numbered");
  if (node->is_column_header)
    g_string_append (dump, " of column");
  if (node->is_row_header)
    g_string_append (dump, " of row");
  if (node->column_span > 1)
    g_string_append_printf (dump, ", %u columns", node->column_span);
  if (node->row_span > 1)
    g_string_append_printf (dump, ", %u rows", node->row_span);
  if (node->alternative != NULL)
    g_string_append_printf (dump, " “%s”", node->alternative);
  if (text != NULL)
    g_string_append_printf (dump, ": %s", text);
  g_string_append_c (dump, '\n');
  for (guint i = index + 1; i < n_nodes; i++)
    {
      if (nodes[i].parent == index)
        dump_node (dump, nodes, n_nodes, i, depth + 1, texts);
    }
}

static PreceptLayout *
lay_out_file (const char *path)
{
  g_autofree char *xml = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  document = fixture_parse (xml);
  return fixture_lay_out (document, PRECEPT_PAPER_LETTER);
}

static char *
dump_file (const char *path)
{
  g_autoptr (PreceptLayout) layout = lay_out_file (path);
  const PreceptStructure     *structure = precept_layout_get_structure (layout);
  guint                       n_nodes;
  const PreceptStructureNode *nodes = precept_structure_get_nodes (structure, &n_nodes);
  g_autoptr (GPtrArray) texts = collect_texts (layout, structure, n_nodes);
  GString *dump = g_string_new (NULL);

  dump_node (dump, nodes, n_nodes, 0, 0, texts);
  return g_string_free (dump, FALSE);
}

/* structure/NAME.xml must dump as structure/NAME.expected; called with a file, this program prints its dump. */
static void
test_golden (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".xml"));
  g_autofree char *expected_path = g_strconcat (base, ".expected", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *dump = dump_file (path);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (expected_path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);
}

static gboolean
may_hold (PreceptNodeKind parent,
          PreceptNodeKind child)
{
  switch (parent)
    {
    case PRECEPT_NODE_LIST:
      return child == PRECEPT_NODE_LIST_ITEM;
    case PRECEPT_NODE_LIST_ITEM:
      return child == PRECEPT_NODE_LABEL || child == PRECEPT_NODE_BODY;
    case PRECEPT_NODE_TABLE:
      return child == PRECEPT_NODE_CAPTION || child == PRECEPT_NODE_TABLE_HEAD || child == PRECEPT_NODE_TABLE_BODY || child == PRECEPT_NODE_ROW;
    case PRECEPT_NODE_TABLE_HEAD:
    case PRECEPT_NODE_TABLE_BODY:
      return child == PRECEPT_NODE_ROW;
    case PRECEPT_NODE_ROW:
      return child == PRECEPT_NODE_HEADER_CELL || child == PRECEPT_NODE_CELL;
    case PRECEPT_NODE_CONTENTS:
      return child == PRECEPT_NODE_CONTENTS || child == PRECEPT_NODE_CONTENTS_ITEM;
    case PRECEPT_NODE_HEADING:
    case PRECEPT_NODE_PARAGRAPH:
    case PRECEPT_NODE_LABEL:
    case PRECEPT_NODE_CAPTION:
    case PRECEPT_NODE_FIGURE:
      return FALSE;
    case PRECEPT_NODE_DOCUMENT:
    case PRECEPT_NODE_SECTION:
    case PRECEPT_NODE_BODY:
    case PRECEPT_NODE_HEADER_CELL:
    case PRECEPT_NODE_CELL:
    case PRECEPT_NODE_DIVISION:
    case PRECEPT_NODE_CONTENTS_ITEM:
    case PRECEPT_NODE_REFERENCE:
    default:
      return child != PRECEPT_NODE_LIST_ITEM && child != PRECEPT_NODE_LABEL && child != PRECEPT_NODE_CAPTION &&
             child != PRECEPT_NODE_ROW && child != PRECEPT_NODE_CELL && child != PRECEPT_NODE_HEADER_CELL;
    }
}

/* Each row of a table covers each column once. Where some cells are headers, each other cell has one, above or before it. */
static void
check_table (const PreceptStructureNode *nodes,
             guint                       n_nodes,
             guint                       table)
{
  guint    covered[256] = { 0 };
  gboolean has_column_header[256] = { FALSE };
  gboolean is_row_header[256] = { FALSE }; /* what covers the column */
  guint    n_headers = 0;
  guint    n_orphans = 0;
  guint    n_columns = 0;
  guint    column = 0;
  guint    row = 0;

  for (guint i = table + 1; i <= n_nodes; i++)
    {
      gboolean has_header = FALSE;
      gboolean is_cell = i < n_nodes && (nodes[i].kind == PRECEPT_NODE_CELL || nodes[i].kind == PRECEPT_NODE_HEADER_CELL) && nodes[i].parent == row && row != 0;

      if (!is_cell && row != 0 && (i == n_nodes || nodes[i].kind == PRECEPT_NODE_ROW || nodes[i].parent < table))
        {
          while (column < G_N_ELEMENTS (covered) && covered[column] > 0)
            column++;
          if (n_columns == 0)
            n_columns = column;
          g_assert_cmpuint (column, ==, n_columns);
          for (guint j = 0; j < n_columns; j++)
            covered[j]--;
        }
      if (i == n_nodes || nodes[i].parent < table)
        break;
      if (nodes[i].kind == PRECEPT_NODE_ROW)
        {
          row = i;
          column = 0;
        }
      if (!is_cell)
        continue;
      while (covered[column] > 0)
        column++;
      for (guint j = 0; j < column; j++)
        has_header |= is_row_header[j];
      for (guint j = 0; j < nodes[i].column_span; j++)
        {
          g_assert_cmpuint (column, <, G_N_ELEMENTS (covered));
          g_assert_cmpuint (covered[column], ==, 0);
          has_header |= has_column_header[column];
          has_column_header[column] |= nodes[i].is_column_header;
          is_row_header[column] = nodes[i].is_row_header;
          covered[column++] = nodes[i].row_span;
        }
      n_headers += nodes[i].kind == PRECEPT_NODE_HEADER_CELL;
      n_orphans += nodes[i].kind == PRECEPT_NODE_CELL && !has_header;
    }
  g_assert_true (n_headers == 0 || n_orphans == 0);
  for (guint j = 0; j < n_columns; j++)
    g_assert_cmpuint (covered[j], ==, 0);
}

static void
check_structure (PreceptLayout *layout)
{
  const PreceptStructure     *structure = precept_layout_get_structure (layout);
  guint                       n_nodes;
  const PreceptStructureNode *nodes = precept_structure_get_nodes (structure, &n_nodes);
  g_autoptr (GPtrArray) texts = collect_texts (layout, structure, n_nodes);
  guint level = 0;

  g_assert_cmpuint (nodes[0].kind, ==, PRECEPT_NODE_DOCUMENT);
  for (guint i = 1; i < n_nodes; i++)
    {
      g_assert_cmpuint (nodes[i].parent, <, i);
      if (!may_hold (nodes[nodes[i].parent].kind, nodes[i].kind))
        g_error ("A %s holds a %s", names[nodes[nodes[i].parent].kind], names[nodes[i].kind]);
      if (nodes[i].kind == PRECEPT_NODE_HEADING)
        {
          g_assert_cmpuint (nodes[i].level, >, 0);
          g_assert_cmpuint (nodes[i].level, <=, level + 1);
          level = nodes[i].level;
        }
      if (nodes[i].kind == PRECEPT_NODE_TABLE)
        check_table (nodes, n_nodes, i);
      if (nodes[i].kind == PRECEPT_NODE_FIGURE)
        g_assert_cmpstr (nodes[i].alternative, !=, "");
    }
}

static void
test_invented (void)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *xml = fixture_generate ((guint32)g_test_rand_int (), 2 + i);
      g_autoptr (PreceptDocument) document = fixture_parse (xml);
      g_autoptr (PreceptLayout) layout = fixture_lay_out (document, PRECEPT_PAPER_A4);

      check_structure (layout);
    }
}

/* Rows and cells as they come when nobody counts. */
static char *
invent_table (GRand *random)
{
  GString *xml = g_string_new ("<section id=\"s\"><title>T</title><table id=\"t\">");
  int      n_rows = g_rand_int_range (random, 1, 8);

  if (g_rand_boolean (random))
    g_string_append (xml, "<caption>Words</caption>");
  for (int i = 0; i < n_rows; i++)
    {
      int n_cells = g_rand_int_range (random, 1, 6);
      int least_header = i == 0 && g_rand_boolean (random) ? 3 : g_rand_int_range (random, 0, 3);

      g_string_append_printf (xml, "<row id=\"r%d\">", i);
      for (int j = 0; j < n_cells; j++)
        {
          g_string_append_printf (xml, "<cell id=\"c%d-%d\" colspan=\"%d\" rowspan=\"%d\"%s>", i, j, g_rand_int_range (random, 1, 4), g_rand_int_range (random, 1, 4),
                                  g_rand_int_range (random, 0, 3) < least_header ? " header=\"yes\"" : "");
          if (g_rand_boolean (random))
            g_string_append_printf (xml, "<p id=\"p%d-%d\">word</p>", i, j);
          g_string_append (xml, "</cell>");
        }
      g_string_append (xml, "</row>");
    }
  g_string_append (xml, "</table></section>");
  return g_string_free (xml, FALSE);
}

static void
test_tables (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32)g_test_rand_int ());

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *parts = invent_table (random);
      g_autofree char *xml = fixture_wrap (parts);
      g_autoptr (PreceptDocument) document = fixture_parse (xml);
      g_autoptr (PreceptLayout) layout = fixture_lay_out (document, PRECEPT_PAPER_LETTER);

      check_structure (layout);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "layout", "structure", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint       n_files = 0;

  if (argc == 2 && argv[1][0] != '-')
    {
      g_autofree char *dump = dump_file (argv[1]);

      fputs (dump, stdout);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/precept/structure/golden/", name, NULL);

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_golden, g_free);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);
  g_test_add_func ("/precept/structure/invented", test_invented);
  g_test_add_func ("/precept/structure/tables", test_tables);

  return g_test_run ();
}
