/* precept-import-html.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "precept-import-html-private.h"

/* Elements inside each other, from where on a subtree is only its text. */
#define MAX_DEPTH 200
/* Our name for what Word puts around the bullet of a paragraph; no program writes it. */
#define LABEL_ELEMENT "precept-label"

static void read_children (PreceptPasteReader *self, xmlNode *node, const PreceptPasteLook *look);

static char *
dup_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp (node, BAD_CAST name);
  char    *copy = value != NULL ? g_ascii_strdown ((const char *)value, -1) : NULL;

  xmlFree (value);
  return copy;
}

static gboolean
is_one_of (xmlNode *node, const char *const *names)
{
  return node->type == XML_ELEMENT_NODE && g_strv_contains (names, (const char *)node->name);
}

/* The value of a property in a style attribute, lower case, or NULL. */
static char *
dup_property (const char *style, const char *property)
{
  g_auto (GStrv) declarations = style != NULL ? g_strsplit (style, ";", -1) : NULL;

  for (guint i = 0; declarations != NULL && declarations[i] != NULL; i++)
    {
      char *colon = strchr (declarations[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_str_equal (g_strstrip (declarations[i]), property))
        return g_strdup (g_strstrip (colon + 1));
    }
  return NULL;
}

/* Blocks. */

static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || character == 0xa0;
}

/* A number or a letter before an item: not a bullet. */
static gboolean
is_number_label (const char *label)
{
  const char *at = label;
  gboolean    number = FALSE;

  while (*at == '(' || is_space (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  number = g_ascii_isdigit (*at) || (g_ascii_isalpha (*at) && (strchr (at, '.') != NULL || strchr (at, ')') != NULL));
  return number;
}

static const char *
get_numbering (const char *label)
{
  while (*label == '(' || *label == ' ')
    label++;
  if (*label == 'i' || *label == 'v' || *label == 'x')
    return "lower-roman";
  if (*label == 'I' || *label == 'V' || *label == 'X')
    return "upper-roman";
  if (g_ascii_islower (*label))
    return "lower-alpha";
  if (g_ascii_isupper (*label))
    return "upper-alpha";
  return NULL;
}

void
precept_paste_reader_finish (PreceptPasteReader *self)
{
  if (self->has_text)
    {
      PreceptPasteBlock *block = precept_paste_block_new (self->list_level > 0 ? PRECEPT_PASTE_LOOSE_ITEM : self->heading > 0 ? PRECEPT_PASTE_HEADING
                                                                                                                              : PRECEPT_PASTE_PARAGRAPH);

      block->text = g_steal_pointer (&self->text);
      block->level = self->list_level > 0 ? self->list_level : self->heading;
      if (self->list_level > 0 && self->label != NULL && is_number_label (self->label))
        {
          block->numbered = TRUE;
          block->numbering = get_numbering (self->label);
          block->start = block->numbering == NULL ? (guint)g_ascii_strtoull (self->label + strcspn (self->label, "0123456789"), NULL, 10) : 0;
          if (block->start > 100000)
            block->start = 0;
        }
      g_ptr_array_add (self->blocks, block);
    }
  else
    g_clear_pointer (&self->text, precept_inline_unref);
  self->text = precept_inline_new ();
  self->has_text = FALSE;
}

void
precept_paste_reader_append (PreceptPasteReader *self, const char *string, gsize length, const PreceptPasteLook *look)
{
  PreceptRun run = { PRECEPT_RUN_TEXT };
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end = string + length;

  for (const char *at = string; at < end; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gboolean after_space = text->len == 0 || text->str[text->len - 1] == ' ';

      /* Programs that copy web pages write no-break spaces where there are two spaces, and at ends. */
      if (character == 0xa0)
        {
          const char *next = g_utf8_next_char (at);

          if (after_space || next >= end || is_space (g_utf8_get_char (next)))
            character = ' ';
        }
      else if (g_unichar_isspace (character))
        character = ' ';
      /* Soft hyphens and marks of no width are of the layout it came from. */
      if (character == 0xad || character == 0x200b || character == 0xfeff || character == 0xfffc || character < 0x20 || character == 0x7f)
        continue;
      if (character != ' ')
        self->has_text = TRUE;
      g_string_append_unichar (text, character);
    }
  if (text->len == 0)
    return;
  run.marks = look->marks;
  run.text = text->str;
  run.href = look->href;
  precept_inline_append (self->text, &run);
}

static void
read_text (PreceptPasteReader *self, const char *string, const PreceptPasteLook *look)
{
  const char *line = string;

  while (look->keep_lines && strchr (line, '\n') != NULL)
    {
      const char *end = strchr (line, '\n');

      precept_paste_reader_append (self, line, end - line, look);
      precept_paste_reader_finish (self);
      line = end + 1;
    }
  precept_paste_reader_append (self, line, strlen (line), look);
}

/* Reads into a list of blocks of its own. */
static void
read_into (PreceptPasteReader *self, GPtrArray *blocks, xmlNode *node, const PreceptPasteLook *look)
{
  PreceptPasteReader inner = { .blocks = blocks, .depth = self->depth, .in_cell = self->in_cell };

  inner.text = precept_inline_new ();
  read_children (&inner, node, look);
  precept_paste_reader_finish (&inner);
  precept_inline_unref (inner.text);
  g_free (inner.label);
}

/* Lists. */

static const char *
get_list_numbering (xmlNode *node)
{
  static const struct
  {
    const char *value;
    const char *numbering;
  } numberings[] = {
    { "lower-alpha", "lower-alpha" },
    { "lower-latin", "lower-alpha" },
    { "upper-alpha", "upper-alpha" },
    { "upper-latin", "upper-alpha" },
    { "lower-roman", "lower-roman" },
    { "upper-roman", "upper-roman" },
    { "a", "lower-alpha" },
    { "A", "upper-alpha" },
    { "i", "lower-roman" },
    { "I", "upper-roman" },
  };
  g_autofree char *style = dup_attribute (node, "style");
  g_autofree char *of_style = dup_property (style, "list-style-type");
  xmlChar         *type = xmlGetProp (node, BAD_CAST "type");
  const char      *numbering = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (numberings) && numbering == NULL; i++)
    {
      if (g_strcmp0 (of_style, numberings[i].value) == 0 || (of_style == NULL && g_strcmp0 ((const char *)type, numberings[i].value) == 0))
        numbering = numberings[i].numbering;
    }
  xmlFree (type);
  return numbering;
}

static PreceptPasteBlock *
get_last_item (PreceptPasteBlock *list)
{
  if (list->children->len == 0)
    g_ptr_array_add (list->children, precept_paste_block_new (PRECEPT_PASTE_ITEM));
  return g_ptr_array_index (list->children, list->children->len - 1);
}

static void
read_list (PreceptPasteReader *self, xmlNode *node, const PreceptPasteLook *look)
{
  static const char *const items[] = { "li", NULL };
  static const char *const lists[] = { "ul", "ol", "menu", "dir", NULL };
  PreceptPasteBlock       *list = precept_paste_block_new (PRECEPT_PASTE_LIST);
  g_autofree char         *start = dup_attribute (node, "start");

  list->numbered = g_str_equal ((const char *)node->name, "ol");
  list->numbering = list->numbered ? get_list_numbering (node) : NULL;
  list->start = start != NULL ? (guint)MIN (g_ascii_strtoull (start, NULL, 10), 100000) : 0;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is_one_of (child, items))
        {
          PreceptPasteBlock *item = precept_paste_block_new (PRECEPT_PASTE_ITEM);

          g_ptr_array_add (list->children, item);
          read_into (self, item->children, child, look);
        }
      else if (is_one_of (child, lists))
        {
          /* Beside the items, as some write what is below one. */
          PreceptPasteBlock *item = get_last_item (list);
          PreceptPasteReader inner = { .blocks = item->children, .depth = self->depth, .in_cell = self->in_cell };

          read_list (&inner, child, look);
        }
      else if (child->type == XML_ELEMENT_NODE || child->type == XML_TEXT_NODE)
        {
          /* Stray text is an item of its own. */
          PreceptPasteBlock *item = precept_paste_block_new (PRECEPT_PASTE_ITEM);
          xmlNode            holder = { .type = XML_ELEMENT_NODE, .name = BAD_CAST "div", .doc = node->doc };
          xmlNode           *copy = xmlCopyNode (child, 1);

          g_ptr_array_add (list->children, item);
          holder.children = holder.last = copy;
          if (copy != NULL)
            read_into (self, item->children, &holder, look);
          xmlFreeNode (copy);
        }
    }
  g_ptr_array_add (self->blocks, list);
}

/* Tables. */

static guint
get_span (xmlNode *cell, const char *name)
{
  g_autofree char *value = dup_attribute (cell, name);
  guint64          span = value != NULL ? g_ascii_strtoull (value, NULL, 10) : 1;

  return span >= 1 && span <= 1000 ? (guint)span : 1;
}

/* Words in a table that are in no cell get a row. */
static void
read_stray (PreceptPasteReader *self, PreceptPasteBlock *table, xmlNode *node, const PreceptPasteLook *look)
{
  PreceptPasteBlock *row = precept_paste_block_new (PRECEPT_PASTE_ROW);
  PreceptPasteBlock *cell = precept_paste_block_new (PRECEPT_PASTE_CELL);
  xmlNode            holder = { .type = XML_ELEMENT_NODE, .name = BAD_CAST "div", .doc = node->doc };
  xmlNode           *copy = xmlCopyNode (node, 1);

  holder.children = holder.last = copy;
  g_ptr_array_add (row->children, cell);
  if (copy != NULL)
    read_into (self, cell->children, &holder, look);
  xmlFreeNode (copy);
  if (cell->children->len > 0)
    g_ptr_array_add (table->children, row);
  else
    precept_paste_block_free (row);
}

/* A caption is a single text, whatever was in it. */
static void
flatten (PreceptPasteBlock *table, GPtrArray *blocks)
{
  PreceptRun space = { PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, (char *)" ", NULL, NULL };

  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptPasteBlock *block = g_ptr_array_index (blocks, i);

      if (table->text == NULL)
        table->text = precept_inline_new ();
      else
        precept_inline_append (table->text, &space);
      for (guint j = 0; block->text != NULL && j < precept_inline_get_n_runs (block->text); j++)
        precept_inline_append (table->text, precept_inline_get_run (block->text, j));
      flatten (table, block->children);
    }
}

static void
read_rows (PreceptPasteReader *self, PreceptPasteBlock *table, xmlNode *node, gboolean head, const PreceptPasteLook *look)
{
  static const char *const groups[] = { "thead", "tbody", "tfoot", NULL };
  static const char *const rows[] = { "tr", NULL };
  static const char *const cells[] = { "td", "th", NULL };
  static const char *const columns[] = { "col", "colgroup", NULL };
  static const char *const captions[] = { "caption", NULL };

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is_one_of (child, groups))
        read_rows (self, table, child, g_str_equal ((const char *)child->name, "thead"), look);
      else if (is_one_of (child, rows))
        {
          PreceptPasteBlock *row = precept_paste_block_new (PRECEPT_PASTE_ROW);

          for (xmlNode *cell = child->children; cell != NULL; cell = cell->next)
            {
              PreceptPasteBlock *made;

              if (!is_one_of (cell, cells))
                {
                  read_stray (self, table, cell, look);
                  continue;
                }
              made = precept_paste_block_new (PRECEPT_PASTE_CELL);
              made->columns = get_span (cell, "colspan");
              made->rows = get_span (cell, "rowspan");
              made->header = head || g_str_equal ((const char *)cell->name, "th");
              read_into (self, made->children, cell, look);
              g_ptr_array_add (row->children, made);
            }
          g_ptr_array_add (table->children, row);
        }
      else if (is_one_of (child, captions))
        {
          PreceptPasteReader inner = { .blocks = NULL, .depth = self->depth };
          g_autoptr (GPtrArray) blocks = precept_paste_blocks_new ();

          inner.blocks = blocks;
          read_into (&inner, blocks, child, look);
          flatten (table, blocks);
        }
      else if (!is_one_of (child, columns))
        read_stray (self, table, child, look);
    }
}

static void
read_table (PreceptPasteReader *self, xmlNode *node, const PreceptPasteLook *look)
{
  PreceptPasteBlock *table = precept_paste_block_new (PRECEPT_PASTE_TABLE);
  gboolean           outer_in_cell = self->in_cell;

  self->in_cell = TRUE;
  read_rows (self, table, node, FALSE, look);
  self->in_cell = outer_in_cell;
  /* A single cell is a frame around text. */
  if (self->in_cell || table->children->len == 0 || (table->children->len == 1 && ((PreceptPasteBlock *)g_ptr_array_index (table->children, 0))->children->len == 1))
    {
      if (table->text != NULL)
        {
          PreceptPasteBlock *caption = precept_paste_block_new (PRECEPT_PASTE_PARAGRAPH);

          caption->text = g_steal_pointer (&table->text);
          g_ptr_array_add (self->blocks, caption);
        }
      for (guint i = 0; i < table->children->len; i++)
        {
          PreceptPasteBlock *row = g_ptr_array_index (table->children, i);

          for (guint j = 0; j < row->children->len; j++)
            {
              PreceptPasteBlock *cell = g_ptr_array_index (row->children, j);

              for (guint k = 0; k < cell->children->len; k++)
                g_ptr_array_add (self->blocks, cell->children->pdata[k]);
              g_ptr_array_set_free_func (cell->children, NULL);
              g_ptr_array_set_size (cell->children, 0);
            }
        }
      precept_paste_block_free (table);
      return;
    }
  g_ptr_array_add (self->blocks, table);
}

/* Elements. */

static void
set_mark (PreceptPasteLook *look, PreceptMarks mark, gboolean on)
{
  look->marks = on ? look->marks | mark : look->marks & ~mark;
}

static void
read_style (xmlNode *node, const char *style, PreceptPasteLook *look)
{
  static const struct
  {
    const char  *element;
    PreceptMarks mark;
  } marks[] = {
    { "b", PRECEPT_MARK_STRONG },
    { "strong", PRECEPT_MARK_STRONG },
    { "i", PRECEPT_MARK_EM },
    { "em", PRECEPT_MARK_EM },
    { "cite", PRECEPT_MARK_EM },
    { "var", PRECEPT_MARK_EM },
    { "dfn", PRECEPT_MARK_EM },
    { "sup", PRECEPT_MARK_SUP },
    { "sub", PRECEPT_MARK_SUB },
  };
  g_autofree char *weight = dup_property (style, "font-weight");
  g_autofree char *slant = dup_property (style, "font-style");
  g_autofree char *align = dup_property (style, "vertical-align");

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (g_str_equal ((const char *)node->name, marks[i].element))
        set_mark (look, marks[i].mark, TRUE);
    }
  if (weight != NULL)
    set_mark (look, PRECEPT_MARK_STRONG, g_str_has_prefix (weight, "bold") || g_ascii_strtoull (weight, NULL, 10) >= 600);
  if (slant != NULL)
    set_mark (look, PRECEPT_MARK_EM, g_str_has_prefix (slant, "italic") || g_str_has_prefix (slant, "oblique"));
  if (g_strcmp0 (align, "super") == 0)
    set_mark (look, PRECEPT_MARK_SUP, TRUE);
  else if (g_strcmp0 (align, "sub") == 0)
    set_mark (look, PRECEPT_MARK_SUB, TRUE);
  /* What is both would be neither. */
  if ((look->marks & PRECEPT_MARK_SUP) && (look->marks & PRECEPT_MARK_SUB))
    set_mark (look, PRECEPT_MARK_SUB, FALSE);
}

static gboolean
is_hidden (const char *style)
{
  g_autofree char *display = dup_property (style, "display");
  g_autofree char *hide = dup_property (style, "mso-hide");

  return g_strcmp0 (display, "none") == 0 || g_strcmp0 (hide, "all") == 0;
}

/* "mso-list:l0 level2 lfo1": the level, or 0. */
static guint
get_word_level (const char *style)
{
  g_autofree char *list = dup_property (style, "mso-list");
  const char      *level = list != NULL ? strstr (list, "level") : NULL;
  guint            value = level != NULL ? (guint)g_ascii_strtoull (level + strlen ("level"), NULL, 10) : 0;

  return MIN (value, 9);
}

static gboolean
is_label (xmlNode *node, const char *style)
{
  g_autofree char *list = dup_property (style, "mso-list");

  return g_str_equal ((const char *)node->name, LABEL_ELEMENT) || g_strcmp0 (list, "ignore") == 0;
}

static void
read_block (PreceptPasteReader *self, xmlNode *node, const char *style, const PreceptPasteLook *look)
{
  static const char *const items[] = { "li", "dd", "dt", NULL };
  g_autofree char *class = dup_attribute (node, "class");
  guint       outer_heading = self->heading;
  guint       outer_level = self->list_level;
  guint       level = get_word_level (style);
  const char *name = (const char *)node->name;

  precept_paste_reader_finish (self);
  if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0')
    self->heading = name[1] - '0';
  else if (g_strcmp0 (class, "msotitle") == 0)
    self->heading = 1;
  if (level > 0 && !is_one_of (node, items))
    {
      self->list_level = level;
      /* A heading with a number is a heading. */
      if (self->heading > 0)
        self->list_level = 0;
      g_clear_pointer (&self->label, g_free);
    }
  read_children (self, node, look);
  precept_paste_reader_finish (self);
  self->heading = outer_heading;
  self->list_level = outer_level;
}

static void
read_element (PreceptPasteReader *self, xmlNode *node, const PreceptPasteLook *outer_look)
{
  static const char *const unseen[] = { "head", "style", "script", "title", "meta", "link", "xml", "noscript", "template", "object", "col", "colgroup", "input", "select", "option", "w:sdtpr", NULL };
  static const char *const blocks[] = { "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "address", "article", "aside", "section", "header", "footer", "main", "nav", "figure", "figcaption", "dl", "dt", "dd", "li", "form", "fieldset", "legend", "hr", "center", "details", "summary", "caption", "tr", "tbody", "thead", "tfoot", NULL };
  static const char *const lists[] = { "ul", "ol", "menu", "dir", NULL };
  PreceptPasteLook         look = *outer_look;
  const char              *name = (const char *)node->name;
  g_autofree char         *style = dup_attribute (node, "style");
  xmlChar                 *href = NULL;

  if (is_one_of (node, unseen) || is_hidden (style))
    return;
  if (is_label (node, style) && self->list_level + self->heading > 0)
    {
      xmlChar *content = xmlNodeGetContent (node);

      if (self->label == NULL)
        self->label = g_strdup ((const char *)content);
      xmlFree (content);
      return;
    }
  read_style (node, style, &look);
  if (g_str_equal (name, "br"))
    {
      g_autofree char *role = dup_attribute (node, "role");

      /* A viewer of PDFs ends its lines so: the sentence goes on. */
      if (g_strcmp0 (role, "presentation") == 0 || self->heading > 0)
        precept_paste_reader_append (self, " ", 1, &look);
      else
        precept_paste_reader_finish (self);
      return;
    }
  if (g_str_equal (name, "a"))
    {
      href = xmlGetProp (node, BAD_CAST "href");
      if (href != NULL && (g_str_has_prefix ((const char *)href, "http://") || g_str_has_prefix ((const char *)href, "https://") || g_str_has_prefix ((const char *)href, "mailto:")) &&
          strpbrk ((const char *)href, " \t\r\n") == NULL)
        look.href = (char *)href;
    }
  if (g_str_equal (name, "pre") || g_str_equal (name, "textarea"))
    look.keep_lines = TRUE;
  if (is_one_of (node, lists))
    {
      precept_paste_reader_finish (self);
      read_list (self, node, &look);
    }
  else if (g_str_equal (name, "table"))
    {
      precept_paste_reader_finish (self);
      read_table (self, node, &look);
    }
  else if (is_one_of (node, blocks))
    read_block (self, node, style, &look);
  else
    {
      /* Cells that lost their table: with a space between. */
      if (g_str_equal (name, "td") || g_str_equal (name, "th"))
        precept_paste_reader_append (self, " ", 1, &look);
      read_children (self, node, &look);
    }
  xmlFree (href);
}

static void
read_children (PreceptPasteReader *self, xmlNode *node, const PreceptPasteLook *look)
{
  if (self->depth >= MAX_DEPTH)
    {
      xmlChar *content = xmlNodeGetContent (node);

      if (content != NULL)
        read_text (self, (const char *)content, look);
      xmlFree (content);
      return;
    }
  self->depth++;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content != NULL)
        read_text (self, (const char *)child->content, look);
      else if (child->type == XML_ELEMENT_NODE)
        read_element (self, child, look);
    }
  self->depth--;
}

/* Word's conditions become elements or nothing: no parser of HTML knows them. */
static char *
replace_conditions (const char *html)
{
  GString    *out = g_string_sized_new (strlen (html));
  const char *at = html;

  while (*at != '\0')
    {
      const char *open = strstr (at, "<!");
      const char *end = NULL;
      gboolean    comment;

      if (open == NULL)
        {
          g_string_append (out, at);
          break;
        }
      g_string_append_len (out, at, open - at);
      comment = g_str_has_prefix (open, "<!--");
      if (comment && !g_str_has_prefix (open, "<!--[if !supportlists]-->") && !g_str_has_prefix (open, "<!--[if !supportLists]-->") &&
          !g_str_has_prefix (open, "<!--[endif]-->"))
        {
          end = strstr (open + 4, "-->");
          at = end != NULL ? end + 3 : open + strlen (open);
          continue;
        }
      if (!comment && open[2] != '[')
        {
          /* A document type, or a stray mark. */
          g_string_append (out, "<!");
          at = open + 2;
          continue;
        }
      end = strchr (open, '>');
      if (end == NULL)
        {
          g_string_append (out, open);
          break;
        }
      if (strstr (open, "!supportLists]") != NULL && strstr (open, "!supportLists]") < end)
        g_string_append (out, "<" LABEL_ELEMENT ">");
      else if (strstr (open, "[endif]") != NULL && strstr (open, "[endif]") < end && g_strrstr (out->str, "<" LABEL_ELEMENT ">") > g_strrstr (out->str, "</" LABEL_ELEMENT ">"))
        g_string_append (out, "</" LABEL_ELEMENT ">");
      at = end + 1;
    }
  return g_string_free (out, FALSE);
}

/* Old programs give UTF-16, and some a few lines of their own before the text. */
static char *
dup_utf8 (const char *html, gssize length)
{
  gsize            size = length < 0 ? strlen (html) : (gsize)length;
  g_autofree char *converted = NULL;
  const char      *text;

  if (size >= 2 && ((html[0] == '\xff' && html[1] == '\xfe') || (html[0] == '\xfe' && html[1] == '\xff')))
    converted = g_convert (html, size, "UTF-8", "UTF-16", NULL, NULL, NULL);
  if (converted == NULL)
    converted = g_utf8_make_valid (html, size > 0 && html[size - 1] == '\0' ? (gssize)size - 1 : (gssize)size);
  text = converted;
  if (g_str_has_prefix (text, "Version:") && strchr (text, '<') != NULL)
    text = strchr (text, '<');
  return replace_conditions (text);
}

/**
 * precept_import_html:
 * @html: what a program put on the clipboard as HTML
 * @length: its length in bytes, or -1
 *
 * Reads paragraphs, headings, lists, tables, links and the marks of text. All other looks are dropped, no word is.
 * The bullets and numbers that Word writes into the text become those of lists.
 *
 * Returns: (transfer full): a fragment
 */
char *
precept_import_html (const char *html, gssize length)
{
  g_autofree char *text = dup_utf8 (html, length);
  g_autoptr (GPtrArray) blocks = precept_paste_blocks_new ();
  PreceptPasteReader reader = { .blocks = blocks };
  PreceptPasteLook   look = { PRECEPT_MARK_NONE, NULL, FALSE };
  htmlDocPtr         tree = htmlReadMemory (text, (int)MIN (strlen (text), G_MAXINT), NULL, "UTF-8",
                                            HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
  xmlNode           *root = tree != NULL ? xmlDocGetRootElement (tree) : NULL;

  reader.text = precept_inline_new ();
  if (root != NULL)
    {
      read_children (&reader, root, &look);
      precept_paste_reader_finish (&reader);
    }
  precept_inline_unref (reader.text);
  g_free (reader.label);
  xmlFreeDoc (tree);
  return precept_paste_blocks_to_xml (blocks);
}
