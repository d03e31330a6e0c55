/* precept-import-lexer.c: lines to paragraphs, list items, tables and headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

#define MAX_DEPTH 6
#define TAB_WIDTH 4

/* Texts wrapped at a width of more than this are not wrapped, but have long paragraphs. */
#define MAX_WRAP_WIDTH 130
#define MIN_WRAP_WIDTH 50
#define MIN_WRAPPED 3

typedef struct
{
  guint    indent;
  char     style;
  gunichar glyph;
  guint    value;
} OpenList;

typedef struct
{
  GPtrArray *blocks;     /* owned; of PreceptImportBlock */
  GArray    *open;       /* owned; of OpenList, outermost first */
  guint      wrap_width; /* characters, 0: each line is a block */
  gboolean   gap;
  gboolean   page;
} Lexer;

static void
free_row (gpointer data)
{
  PreceptImportRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

PreceptImportBlock *
precept_import_block_new (PreceptImportBlockKind kind, const char *text, guint line)
{
  PreceptImportBlock *self = g_new0 (PreceptImportBlock, 1);

  self->kind = kind;
  self->text = g_strdup (text);
  self->line = line;
  self->last_line = line;
  if (kind == PRECEPT_IMPORT_TABLE)
    {
      self->rows = g_ptr_array_new_with_free_func (free_row);
      self->captions = g_ptr_array_new_with_free_func (g_free);
    }

  return self;
}

void
precept_import_block_free (PreceptImportBlock *self)
{
  g_free (self->text);
  g_free (self->marker);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->captions, g_ptr_array_unref);
  g_free (self);
}

PreceptImportRow *
precept_import_block_row (const PreceptImportBlock *table, guint i)
{
  return g_ptr_array_index (table->rows, i);
}

char *
precept_import_block_dup_captions (const PreceptImportBlock *table)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < table->captions->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (const char *)g_ptr_array_index (table->captions, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
skip_indent (const char *text, guint *indent)
{
  *indent = 0;
  for (;; text++)
    {
      if (*text == ' ')
        (*indent)++;
      else if (*text == '\t')
        *indent += TAB_WIDTH;
      else
        return text;
    }
}

/* A Roman number of the letters i, v, x and l; 0: it is none. */
static guint
read_roman (const char *text, gsize length)
{
  static const char letters[] = "ivxl";
  static const int  values[] = { 1, 5, 10, 50 };
  int               total = 0;
  int               last = 0;

  for (gsize i = length; i > 0; i--)
    {
      const char *found = strchr (letters, g_ascii_tolower (text[i - 1]));
      int         value;

      if (found == NULL)
        return 0;
      value = values[found - letters];
      total += value < last ? -value : value;
      last = value;
    }

  return (guint)MAX (total, 0);
}

/* "ill" is no number, nor is "iiii": what prints must be what stood there. */
static gboolean
is_roman (const char *text, gsize length, guint value)
{
  static const struct
  {
    guint       value;
    const char *letters;
  } parts[] = { { 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" } };
  g_autoptr (GString) right = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      for (; value >= parts[i].value; value -= parts[i].value)
        g_string_append (right, parts[i].letters);
    }

  return right->len == length && g_ascii_strncasecmp (right->str, text, length) == 0;
}

/* Reads a number at @p: "12.", "a)", "(iv)". @open_style tells a letter i from a Roman one. */
static gboolean
read_number (const char *p, char open_style, PreceptImportMarker *marker, gsize *length)
{
  gboolean bracket = *p == '(';
  gsize    n = 0;
  gboolean upper;

  p += bracket ? 1 : 0;
  while (n < 5 && g_ascii_isalnum (p[n]))
    n++;
  if (n == 0 || n > 4 || (p[n] != '.' && p[n] != ')') || (bracket && p[n] != ')'))
    return FALSE;

  marker->glyph = (gunichar)p[n] + (bracket ? 256 : 0);
  upper = g_ascii_isupper (*p);
  if (g_ascii_isdigit (*p))
    {
      if (n > 3 || strspn (p, "0123456789") != n || *p == '0')
        return FALSE;
      marker->style = '1';
      marker->value = (guint)g_ascii_strtoull (p, NULL, 10);
    }
  else
    {
      guint roman = read_roman (p, n);

      if (n > 1 && !is_roman (p, n, roman))
        return FALSE;
      if (roman > 0 && (n > 1 || open_style == (upper ? 'I' : 'i') || (open_style != (upper ? 'A' : 'a') && roman == 1)))
        {
          marker->style = upper ? 'I' : 'i';
          marker->value = roman;
        }
      else if (n == 1)
        {
          marker->style = upper ? 'A' : 'a';
          marker->value = (guint)(g_ascii_tolower (*p) - 'a') + 1;
        }
      else
        return FALSE;
    }
  *length = n + 1 + (bracket ? 1 : 0);

  return marker->value > 0;
}

/* Reads the marker of a list item at the start of @text, and fills @marker. */
gboolean
precept_import_marker_read (const char *text, char open_style, PreceptImportMarker *marker)
{
  static const gunichar bullets[] = { '-', '*', '+', 0x2022, 0x25CB, 0x25CF, 0x25A0, 0x25A1, 0x25E6, 0x25AA, 0x25AB, 0x2023, 0x2043,
                                      0x2013, 0x2014, 0x2219, 0x27A2, 0x2756, 0x2713, 0xF0B7, 0xF0A7, 0xB7, 0xA7 };
  const char           *p = skip_indent (text, &marker->indent);
  gunichar              c = g_utf8_get_char (p);
  gsize                 length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bullets) && length == 0; i++)
    if (c == bullets[i])
      {
        marker->style = '*';
        marker->glyph = c;
        marker->value = 0;
        length = (gsize)(g_utf8_next_char (p) - p);
      }
  if (length == 0 && c == 'o' && (p[1] == ' ' || p[1] == '\t') && (open_style != 0 || marker->indent > 0))
    {
      marker->style = '*';
      marker->glyph = 'o';
      marker->value = 0;
      length = 1;
    }
  if (length == 0 && !read_number (p, open_style, marker, &length))
    return FALSE;
  if (p[length] != ' ' && p[length] != '\t' && strncmp (p + length, "\302\240", 2) != 0)
    return FALSE;

  p += length;
  while (*p == ' ' || *p == '\t' || strncmp (p, "\302\240", 2) == 0)
    p += *p == '\302' ? 2 : 1;
  marker->length = (gsize)(p - text);

  return *p != '\0';
}

static PreceptImportBlock *
last_block (Lexer *self)
{
  return self->blocks->len > 0 ? g_ptr_array_index (self->blocks, self->blocks->len - 1) : NULL;
}

static PreceptImportBlock *
add_block (Lexer *self, PreceptImportBlockKind kind, const char *text, guint line)
{
  PreceptImportBlock *block = precept_import_block_new (kind, text, line);

  block->gap = self->gap;
  block->page = self->page;
  self->gap = FALSE;
  self->page = FALSE;
  g_ptr_array_add (self->blocks, block);

  return block;
}

static OpenList *
find_open (Lexer *self, char style, guint indent)
{
  for (guint i = self->open->len; i > 0; i--)
    {
      OpenList *open = &g_array_index (self->open, OpenList, i - 1);

      if (open->style == style && open->indent <= indent + 1)
        return open;
    }

  return NULL;
}

/* Whether a number goes on with an open list, or may begin one: “5. March” in running text does neither. */
static gboolean
accepts_marker (Lexer *self, const PreceptImportMarker *marker)
{
  OpenList *open;

  if (marker->style == '*' || marker->value == 1)
    return TRUE;
  for (guint i = self->open->len; i > 0; i--)
    {
      open = &g_array_index (self->open, OpenList, i - 1);
      if (open->style == marker->style && open->glyph == marker->glyph && open->value + 1 == marker->value)
        return TRUE;
    }

  return FALSE;
}

/* Whether a letter is a Roman number after all: in a list of letters, "i." may begin a list within an item. */
static gboolean
accepts_roman (Lexer *self, const char *text, PreceptImportMarker *marker)
{
  PreceptImportMarker roman = *marker;
  const char         *letter = text + strspn (text, " \t(");

  if (g_ascii_tolower (marker->style) != 'a')
    return FALSE;
  roman.style = marker->style == 'A' ? 'I' : 'i';
  roman.value = read_roman (letter, 1);
  if (roman.value == 0 || !accepts_marker (self, &roman))
    return FALSE;
  *marker = roman;

  return TRUE;
}

/* The depth of an item, by its indentation, and where a text has lost that, by its kind of marker. */
static guint
open_item (Lexer *self, const PreceptImportMarker *marker)
{
  OpenList entry = { marker->indent, marker->style, marker->glyph, marker->value };
  gboolean gap = self->gap;
  guint    keep;

  while (self->open->len > 0 && g_array_index (self->open, OpenList, self->open->len - 1).indent > marker->indent)
    g_array_set_size (self->open, self->open->len - 1);

  for (keep = self->open->len; keep > 0; keep--)
    {
      OpenList *open = &g_array_index (self->open, OpenList, keep - 1);

      if (open->indent < marker->indent)
        {
          keep = 0;
          break;
        }
      if (open->style == marker->style && open->glyph == marker->glyph &&
          (marker->style == '*' || marker->value == open->value + 1 || marker->value == 1))
        break;
    }
  if (keep > 0)
    {
      g_array_set_size (self->open, keep);
      g_array_index (self->open, OpenList, keep - 1).value = marker->value;
    }
  else
    {
      /* Numbers after a blank line do not belong to the bullet above it. */
      if (gap && marker->style != '*' && self->open->len > 0 &&
          g_array_index (self->open, OpenList, self->open->len - 1).style == '*' &&
          g_array_index (self->open, OpenList, self->open->len - 1).indent == marker->indent)
        g_array_set_size (self->open, self->open->len - 1);
      /* Nor does a new list below a paragraph at the margin belong to what stands above that. */
      if (marker->value == 1 && marker->indent == 0 && last_block (self) != NULL && last_block (self)->kind == PRECEPT_IMPORT_PARAGRAPH &&
          last_block (self)->depth == 0)
        g_array_set_size (self->open, 0);
      g_array_append_val (self->open, entry);
    }

  return MIN (self->open->len - 1, MAX_DEPTH - 1);
}

static void
add_item (Lexer *self, const PreceptImportMarker *marker, const char *text, guint line)
{
  guint               depth = open_item (self, marker);
  PreceptImportBlock *block = add_block (self, PRECEPT_IMPORT_ITEM, text + marker->length, line);

  block->depth = depth;
  block->numbered = marker->style != '*';
  block->value = marker->value;
  block->style = marker->style;
  block->marker = g_strstrip (g_strndup (text, marker->length));
}

static gboolean
is_rule (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("-=_*~ \t", *p) == NULL)
        return FALSE;
      n += g_ascii_isspace (*p) ? 0 : 1;
    }

  return n >= 3;
}

/* "# Heading" to its level, 0: none. */
static guint
read_hashes (const char *text, const char **rest)
{
  guint indent;
  guint n = 0;

  text = skip_indent (text, &indent);
  while (text[n] == '#')
    n++;
  if (n == 0 || n > 6 || (text[n] != ' ' && text[n] != '\t'))
    return 0;
  *rest = text + n;
  while (**rest == ' ' || **rest == '\t')
    (*rest)++;

  return **rest != '\0' ? n : 0;
}

/* A line that is one link to a place in its own page, "[Summary](#summary)", was a heading there. */
static gboolean
is_anchor_heading (const char *text)
{
  const char *middle;

  if (*text != '[' || !g_str_has_suffix (text, ")"))
    return FALSE;
  middle = strstr (text, "](#");

  return middle != NULL && strchr (middle, ')') == text + strlen (text) - 1 && strstr (middle + 1, "](") == NULL;
}

static gboolean
is_pipe_rule (const char *text)
{
  return strspn (text, "|-: \t") == strlen (text) && strchr (text, '-') != NULL;
}

/* The cells of a row: tabs between them, or pipes around them. NULL: the line is no row. */
static GStrv
read_row (const char *text)
{
  guint       indent;
  const char *start = skip_indent (text, &indent);
  g_auto (GStrv) cells = NULL;
  g_autofree char *inner = NULL;

  if (*start == '|' && strlen (start) > 2 && g_str_has_suffix (start, "|"))
    {
      inner = g_strndup (start + 1, strlen (start) - 2);
      cells = g_strsplit (inner, "|", -1);
    }
  else if (strchr (start, '\t') != NULL)
    cells = g_strsplit (text, "\t", -1);
  if (cells == NULL)
    return NULL;
  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);

  return g_steal_pointer (&cells);
}

/* A line below a row that begins with a tab goes on with a later cell of it. */
static GStrv
read_rest_of_row (Lexer *self, const char *text)
{
  PreceptImportBlock *last = last_block (self);
  GStrv               cells;

  if (*text != '\t' || last == NULL || last->kind != PRECEPT_IMPORT_TABLE || self->gap || self->page)
    return NULL;
  cells = g_strsplit (text, "\t", -1);
  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);

  return cells;
}

static void
add_row (Lexer *self, GStrv cells, guint line)
{
  PreceptImportBlock *table = last_block (self);
  PreceptImportRow   *row = g_new0 (PreceptImportRow, 1);

  if (table == NULL || table->kind != PRECEPT_IMPORT_TABLE || self->gap || self->page)
    table = add_block (self, PRECEPT_IMPORT_TABLE, NULL, line);
  row->cells = cells;
  row->line = line;
  table->last_line = line;
  g_ptr_array_add (table->rows, row);
  g_array_set_size (self->open, 0);
}

static gboolean
starts_lower (const char *text)
{
  return g_unichar_islower (g_utf8_get_char (text));
}

static gboolean
ends_sentence (const char *text)
{
  gsize n = strlen (text);

  return n > 0 && strchr (".!?:;", text[n - 1]) != NULL;
}

/* Whether a plain line directly below a block is the rest of that block's text. */
static gboolean
continues (Lexer *self, const PreceptImportBlock *block, const char *previous, const char *text)
{
  const char *word_end = text + strcspn (text, " \t");
  glong       width = g_utf8_strlen (previous, -1);

  if (block == NULL || (block->kind != PRECEPT_IMPORT_PARAGRAPH && block->kind != PRECEPT_IMPORT_ITEM) || self->gap || self->page)
    return FALSE;
  if (starts_lower (text) && !ends_sentence (block->text))
    return TRUE;
  if (self->wrap_width == 0 || width < MIN_WRAP_WIDTH)
    return FALSE;

  return (guint)(width + 1 + g_utf8_strlen (text, word_end - text)) > self->wrap_width;
}

static void
append_text (PreceptImportBlock *block, const char *text, guint line)
{
  gsize    length = strlen (block->text);
  gboolean hyphen = length > 1 && block->text[length - 1] == '-' && g_ascii_isalpha (block->text[length - 2]) && starts_lower (text);
  char    *joined = g_strconcat (block->text, hyphen ? "" : " ", text, NULL);

  g_free (block->text);
  block->text = joined;
  block->last_line = line;
}

/* Whether a line stands alone however close its neighbours are. */
static gboolean
is_known_heading (const char *text)
{
  g_autofree char  *key = NULL;
  gboolean          exact = FALSE;
  PreceptImportPart part;

  if (strlen (text) > 160 || !precept_import_heading_has_shape (text))
    return FALSE;
  key = precept_import_heading_key (text);
  part = precept_import_heading_part (key, &exact);

  return part != PRECEPT_IMPORT_PART_UNKNOWN && exact;
}

static void
add_heading (Lexer *self, const char *text, guint level, guint line)
{
  PreceptImportBlock *block = add_block (self, PRECEPT_IMPORT_HEADING, text, line);

  block->level = level;
  g_array_set_size (self->open, 0);
}

/* "AND" on a line of its own between items ends no list. */
static gboolean
is_between_items (Lexer *self, const char *text)
{
  PreceptImportBlock      *last = last_block (self);
  PreceptImportConjunction conjunction;

  return self->open->len > 0 && last != NULL && (last->kind == PRECEPT_IMPORT_ITEM || last->depth > 0) && strlen (text) < 20 &&
         precept_import_is_conjunction (text, &conjunction);
}

static void
add_plain (Lexer *self, const char *text, guint indent, const char *previous, guint line)
{
  PreceptImportBlock *block = last_block (self);
  gboolean            known = is_known_heading (text);

  if (!known && continues (self, block, previous, text))
    {
      append_text (block, text, line);
      return;
    }
  if (known)
    {
      add_heading (self, text, 0, line);
      return;
    }
  if (is_between_items (self, text))
    {
      block = add_block (self, PRECEPT_IMPORT_PARAGRAPH, text, line);
      block->depth = MIN (self->open->len, MAX_DEPTH);
      return;
    }

  if (indent == 0 || self->open->len == 0 || indent <= g_array_index (self->open, OpenList, 0).indent)
    {
      /* Numbers may go on after a paragraph between; bullets begin anew. */
      block = add_block (self, PRECEPT_IMPORT_PARAGRAPH, text, line);
      while (self->open->len > 1)
        g_array_set_size (self->open, self->open->len - 1);
      if (self->open->len == 1 && g_array_index (self->open, OpenList, 0).style == '*')
        g_array_set_size (self->open, 0);
      return;
    }

  while (self->open->len > 1 && g_array_index (self->open, OpenList, self->open->len - 1).indent >= indent)
    g_array_set_size (self->open, self->open->len - 1);
  block = add_block (self, PRECEPT_IMPORT_PARAGRAPH, text, line);
  block->depth = MIN (self->open->len, MAX_DEPTH);
}

/* "1. Background" is a heading with its number, unless a list is open that it goes on with. */
static gboolean
is_numbered_heading (Lexer *self, const char *text, const PreceptImportMarker *marker)
{
  OpenList *open = find_open (self, marker->style, marker->indent);

  if (marker->style == '*' || marker->indent > 3 || (open != NULL && !self->gap && marker->value != 1))
    return FALSE;

  return is_known_heading (text + marker->length);
}

static void
take_line (Lexer *self, const PreceptImportLine *line, const char *previous)
{
  guint               indent;
  const char         *start = skip_indent (line->text, &indent);
  const char         *rest = NULL;
  guint               level = read_hashes (line->text, &rest);
  PreceptImportMarker marker = { 0 };
  char                open_style = 0;
  gboolean            is_item;
  GStrv               cells;

  if (self->open->len > 0)
    open_style = g_array_index (self->open, OpenList, self->open->len - 1).style;
  is_item = precept_import_marker_read (line->text, open_style, &marker);

  /* At the margin the letter o is a bullet only between others: it may begin a sentence of another language. */
  if (is_item && marker.glyph == 'o' && indent == 0 && (last_block (self) == NULL || last_block (self)->kind != PRECEPT_IMPORT_ITEM))
    is_item = FALSE;

  if (level > 0)
    add_heading (self, rest, level, line->number);
  else if (is_anchor_heading (start))
    {
      g_autofree char *text = g_strndup (start + 1, (gsize)(strstr (start, "](#") - start - 1));

      add_heading (self, text, 0, line->number);
    }
  else if (is_rule (line->text))
    self->gap = TRUE;
  else if (is_item && is_numbered_heading (self, line->text, &marker))
    add_heading (self, start, 0, line->number);
  else if (is_item && (accepts_marker (self, &marker) || accepts_roman (self, line->text, &marker)))
    add_item (self, &marker, line->text, line->number);
  else if (is_pipe_rule (start) && *start == '|')
    return;
  else if (is_item && strchr (line->text + marker.length, '\t') == NULL && strchr (start, '\t') != NULL)
    {
      /* A number that goes on with no list here, "III.", and a tab: Word puts it before the words, and it makes no table. */
      g_autofree char *number = g_strstrip (g_strndup (line->text, marker.length));
      g_autofree char *text = g_strconcat (number, " ", line->text + marker.length, NULL);

      add_plain (self, text, indent, previous, line->number);
    }
  else if ((cells = read_row (line->text)) != NULL || (cells = read_rest_of_row (self, line->text)) != NULL)
    add_row (self, cells, line->number);
  else
    add_plain (self, start, indent, previous, line->number);
}

/* Whether a line is running text that may go on with the line above it. */
static gboolean
is_running (const PreceptImportLine *line)
{
  PreceptImportMarker marker;

  return !precept_import_line_is_blank (line) && !line->page_before && strchr (line->text, '\t') == NULL && line->text[0] != '#' &&
         line->text[0] != '|' && !precept_import_marker_read (line->text, 0, &marker);
}

/* The width at which the lines of the text were wrapped, 0: they were not. What tells is lines that end within a sentence. */
static guint
measure_wrap (GPtrArray *lines)
{
  guint width = 0;
  guint n_open = 0;
  guint n_long = 0;

  for (guint i = 0; i + 1 < lines->len; i++)
    {
      PreceptImportLine *line = g_ptr_array_index (lines, i);
      guint              length = (guint)g_utf8_strlen (line->text, -1);

      n_long += length > MAX_WRAP_WIDTH ? 1 : 0;
      if (length < MIN_WRAP_WIDTH || length > MAX_WRAP_WIDTH || strchr (line->text, '\t') != NULL ||
          !is_running (g_ptr_array_index (lines, i + 1)))
        continue;
      width = MAX (width, length);
      n_open += ends_sentence (line->text) ? 0 : 1;
    }

  return n_open >= MIN_WRAPPED && n_long * 10 <= n_open ? width : 0;
}

/* Sorts @lines into blocks. Returns an array of PreceptImportBlock. */
GPtrArray *
precept_import_lex (GPtrArray *lines)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (OpenList));
  Lexer       self = { NULL, open, measure_wrap (lines), TRUE, FALSE };
  const char *previous = "";

  self.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_import_block_free);
  for (guint i = 0; i < lines->len; i++)
    {
      PreceptImportLine *line = g_ptr_array_index (lines, i);

      self.page |= line->page_before;
      self.gap |= line->page_before;
      if (precept_import_line_is_blank (line))
        self.gap = TRUE;
      else
        take_line (&self, line, previous);
      previous = line->text;
    }

  return self.blocks;
}
