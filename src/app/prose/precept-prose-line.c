/* precept-prose-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-line.h"

#include "precept-place.h"
#include "precept-prose-chips.h"
#include "precept-prose-scope.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  PreceptDocument *document;
  GPtrArray       *lines; /* of PreceptProseLine */
  const char      *id;    /* nearest id so far */
} Walk;

static void walk_block (Walk *walk, PreceptBlock *block, guint depth);

void
precept_prose_line_free (PreceptProseLine *self)
{
  g_free (self->marker);
  g_free (self->id);
  g_free (self->path);
  g_clear_pointer (&self->block, precept_block_unref);
  g_clear_pointer (&self->text, precept_prose_text_free);
  g_clear_pointer (&self->stored, precept_inline_unref);
  g_free (self);
}

static PreceptProseLine *
add_line (Walk *walk, PreceptProseLineKind kind, guint depth, PreceptBlock *block, const char *path)
{
  PreceptProseLine *line = g_new0 (PreceptProseLine, 1);

  line->kind = kind;
  line->depth = depth;
  line->level = block->level;
  line->id = g_strdup (block->id != NULL ? block->id : walk->id);
  line->path = g_strdup (path);
  line->block = precept_block_ref (block);
  g_ptr_array_add (walk->lines, line);
  return line;
}

static const char *
get_bullet (guint depth)
{
  static const char *const bullets[] = { "•", "–", "◦" };

  return bullets[(depth > 0 ? depth - 1 : 0) % G_N_ELEMENTS (bullets)];
}

static void
walk_children (Walk *walk, PreceptBlock *block, guint depth, guint first)
{
  const char *outer = walk->id;

  if (block->id != NULL)
    walk->id = block->id;
  for (guint i = first; block->children != NULL && i < block->children->len; i++)
    walk_block (walk, g_ptr_array_index (block->children, i), depth);
  walk->id = outer;
}

/* What an item or a finding holds: its first paragraph has the bullet. */
static guint
walk_first_paragraph (Walk *walk, PreceptBlock *block, PreceptProseLineKind kind, guint depth, const char *marker)
{
  PreceptBlock     *first = block->children != NULL && block->children->len > 0 ? g_ptr_array_index (block->children, 0) : NULL;
  const char       *outer = walk->id;
  PreceptProseLine *line;
  gboolean          is_paragraph = first != NULL && first->kind == PRECEPT_BLOCK_PARAGRAPH;

  if (block->id != NULL)
    walk->id = block->id;
  line = add_line (walk, kind, depth, is_paragraph ? first : block, is_paragraph ? first->path : NULL);
  line->marker = g_strdup (marker);
  walk->id = outer;
  return is_paragraph ? 1 : 0;
}

static void
walk_finding (Walk *walk, PreceptBlock *block, guint depth)
{
  const char *outer = walk->id;
  guint       next = walk_first_paragraph (walk, block, PRECEPT_PROSE_LINE_FINDING, depth + 1, get_bullet (depth + 1));

  if (block->id != NULL)
    walk->id = block->id;
  for (; block->children != NULL && next < block->children->len; next++)
    {
      PreceptBlock *child = g_ptr_array_index (block->children, next);

      if (child->kind == PRECEPT_BLOCK_FINDING)
        break;
      walk_block (walk, child, depth + 1);
    }
  add_line (walk, PRECEPT_PROSE_LINE_CHIPS, depth + 1, block, NULL);
  walk->id = outer;
  walk_children (walk, block, depth + 1, next);
}

static void
walk_table (Walk *walk, PreceptBlock *block, guint depth)
{
  const char *outer = walk->id;

  if (block->label != NULL || block->text != NULL)
    add_line (walk, PRECEPT_PROSE_LINE_CAPTION, depth, block, block->text != NULL && precept_text_get_length (block->text) > 0 ? block->path : NULL);
  if (block->id != NULL)
    walk->id = block->id;
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      PreceptBlock *child = g_ptr_array_index (block->children, i);

      if (child->kind == PRECEPT_BLOCK_ROW)
        add_line (walk, child->is_header ? PRECEPT_PROSE_LINE_HEADER_ROW : PRECEPT_PROSE_LINE_ROW, depth, child, NULL);
      else
        walk_block (walk, child, depth);
    }
  walk->id = outer;
}

static void
walk_definition (Walk *walk, PreceptBlock *block, guint depth)
{
  g_autofree char *name = block->path != NULL ? precept_document_dup_element_name (walk->document, block->path) : NULL;
  g_autofree char *path = NULL;

  if (g_strcmp0 (name, "definition") == 0)
    path = precept_document_dup_child_path (walk->document, block->path, "term");
  else if (g_strcmp0 (name, "term") == 0)
    path = g_strdup (block->path);
  else if (block->id != NULL)
    path = precept_document_dup_child_path (walk->document, block->id, "term");
  add_line (walk, PRECEPT_PROSE_LINE_TERM, depth, block, path);
  walk_children (walk, block, depth + 1, 0);
}

static void
walk_block (Walk *walk, PreceptBlock *block, guint depth)
{
  switch (block->kind)
    {
    case PRECEPT_BLOCK_SECTION:
    case PRECEPT_BLOCK_DISCLAIMER:
      add_line (walk, walk->lines->len == 0 ? PRECEPT_PROSE_LINE_TITLE : PRECEPT_PROSE_LINE_HEADING, depth, block, block->path);
      if (walk->lines->len == 1 && precept_prose_chips_are_counted (block))
        add_line (walk, PRECEPT_PROSE_LINE_COUNTS, depth, block, NULL);
      walk_children (walk, block, depth, 0);
      break;
    case PRECEPT_BLOCK_INDICATION:
      add_line (walk, PRECEPT_PROSE_LINE_HEADING, depth, block, block->path);
      if (block->label != NULL)
        add_line (walk, PRECEPT_PROSE_LINE_CHIPS, depth, block, NULL);
      walk_children (walk, block, depth, 0);
      break;
    case PRECEPT_BLOCK_TOPIC:
      add_line (walk, PRECEPT_PROSE_LINE_TOPIC, depth, block, block->path);
      walk_children (walk, block, depth, 0);
      break;
    case PRECEPT_BLOCK_REQUEST:
    case PRECEPT_BLOCK_LIMITS:
      add_line (walk, PRECEPT_PROSE_LINE_TOPIC, depth, block, NULL);
      walk_children (walk, block, depth, 0);
      break;
    case PRECEPT_BLOCK_LIMIT:
      {
        PreceptProseLine *line = add_line (walk, PRECEPT_PROSE_LINE_ITEM, depth + 1, block, NULL);

        line->marker = g_strdup (block->label != NULL ? precept_text_get_string (block->label) : get_bullet (depth + 1));
      }
      break;
    case PRECEPT_BLOCK_NOTICE:
      add_line (walk, PRECEPT_PROSE_LINE_NOTE, depth, block, NULL);
      break;
    case PRECEPT_BLOCK_LIST:
      walk_children (walk, block, depth, 0);
      break;
    case PRECEPT_BLOCK_ITEM:
      {
        const char *marker = block->label != NULL ? precept_text_get_string (block->label) : get_bullet (depth + 1);
        guint       next = walk_first_paragraph (walk, block, PRECEPT_PROSE_LINE_ITEM, depth + 1, marker);

        walk_children (walk, block, depth + 1, next);
      }
      break;
    case PRECEPT_BLOCK_FINDING:
      walk_finding (walk, block, depth);
      break;
    case PRECEPT_BLOCK_DEFINITION:
      walk_definition (walk, block, depth);
      break;
    case PRECEPT_BLOCK_NOTE:
      {
        guint first = walk->lines->len;

        walk_children (walk, block, depth + 1, 0);
        for (guint i = first; i < walk->lines->len; i++)
          {
            PreceptProseLine *line = g_ptr_array_index (walk->lines, i);

            if (line->kind == PRECEPT_PROSE_LINE_PARAGRAPH)
              line->kind = PRECEPT_PROSE_LINE_NOTE;
          }
      }
      break;
    case PRECEPT_BLOCK_TABLE:
      walk_table (walk, block, depth);
      break;
    case PRECEPT_BLOCK_FIGURE:
      add_line (walk, PRECEPT_PROSE_LINE_FIGURE, depth, block, NULL);
      break;
    case PRECEPT_BLOCK_REFERENCE:
      {
        PreceptProseLine *line = add_line (walk, PRECEPT_PROSE_LINE_REFERENCE, depth + 1, block, block->path);

        if (block->label != NULL)
          line->marker = g_strconcat (precept_text_get_string (block->label), ".", NULL);
        add_line (walk, PRECEPT_PROSE_LINE_CHIPS, depth + 1, block, NULL);
      }
      break;
    case PRECEPT_BLOCK_ROW:
    case PRECEPT_BLOCK_CELL:
      walk_children (walk, block, depth, 0);
      break;
    case PRECEPT_BLOCK_PARAGRAPH:
    default:
      add_line (walk, PRECEPT_PROSE_LINE_PARAGRAPH, depth, block, block->path);
      walk_children (walk, block, depth, 0);
      break;
    }
}

/**
 * precept_prose_lines_new:
 * @document: the guideline
 * @part: a block of the outermost level
 *
 * Makes the lines of a part, in order, without their text.
 *
 * Returns: (transfer full) (element-type PreceptProseLine): at least one line
 */
GPtrArray *
precept_prose_lines_new (PreceptDocument *document, PreceptBlock *part)
{
  Walk walk = { document, g_ptr_array_new_with_free_func ((GDestroyNotify)precept_prose_line_free), part->id };

  walk_block (&walk, part, 0);
  if (walk.lines->len == 0)
    add_line (&walk, PRECEPT_PROSE_LINE_PARAGRAPH, 0, part, NULL);
  return walk.lines;
}

/**
 * precept_prose_lines_new_embedded:
 * @document: the guideline
 * @block: a reference, a definition, a row of the history, or any block
 *
 * Makes the lines of what one block says, for an editor of just that: the text of a reference, the meaning of a definition
 * without those within it, the note of a revision.
 *
 * Returns: (transfer full) (element-type PreceptProseLine): at least one line
 */
GPtrArray *
precept_prose_lines_new_embedded (PreceptDocument *document, PreceptBlock *block)
{
  Walk walk = { document, g_ptr_array_new_with_free_func ((GDestroyNotify)precept_prose_line_free), block->id };

  if (block->kind == PRECEPT_BLOCK_REFERENCE)
    add_line (&walk, PRECEPT_PROSE_LINE_PARAGRAPH, 0, block, block->path);
  else if (block->kind == PRECEPT_BLOCK_ROW && block->children != NULL && block->children->len > 0)
    walk_children (&walk, g_ptr_array_index (block->children, block->children->len - 1), 0, 0);
  else
    {
      for (guint i = 0; block->children != NULL && i < block->children->len; i++)
        {
          PreceptBlock *child = g_ptr_array_index (block->children, i);

          if (child->kind != PRECEPT_BLOCK_DEFINITION)
            walk_block (&walk, child, 0);
        }
    }
  if (walk.lines->len == 0)
    add_line (&walk, PRECEPT_PROSE_LINE_PARAGRAPH, 0, block, NULL);
  for (guint i = 0; i < walk.lines->len; i++)
    ((PreceptProseLine *)g_ptr_array_index (walk.lines, i))->embedded = TRUE;
  return walk.lines;
}

static void
load_chips (PreceptProseLine *self, PreceptDocument *document, PreceptContent *content)
{
  static const struct
  {
    const char *attribute;
    const char *label;
  } identifiers[] = {
    { "doi", "DOI " },
    { "pmid", "PMID " },
    { "pmcid", "" },
    { "accessed", N_ ("Accessed ") },
  };

  if (self->block->kind == PRECEPT_BLOCK_FINDING)
    precept_prose_chips_load_finding (self, document, content);
  else if (self->block->kind == PRECEPT_BLOCK_REFERENCE)
    {
      for (guint i = 0; self->block->id != NULL && i < G_N_ELEMENTS (identifiers); i++)
        {
          g_autofree char *value = precept_document_dup_attribute (document, self->block->id, identifiers[i].attribute);
          g_autofree char *chip = NULL;

          if (value == NULL)
            continue;
          chip = g_strconcat (*identifiers[i].label != '\0' ? _ (identifiers[i].label) : "", value, NULL);
          precept_prose_chips_append (self->text, "fact", NULL, NULL, chip);
        }
      if (precept_prose_text_get_length (self->text) == 0)
        precept_prose_chips_append (self->text, "missing", NULL, NULL, _ ("No identifier"));
    }
  else if (self->block->label != NULL)
    precept_prose_chips_append (self->text, "fact", NULL, NULL, precept_text_get_string (self->block->label));
}

static void
append_block_text (GString *string, PreceptBlock *block)
{
  if (block->text != NULL)
    {
      if (string->len > 0 && string->str[string->len - 1] != '\t')
        g_string_append_c (string, ' ');
      g_string_append (string, precept_text_get_string (block->text));
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    append_block_text (string, g_ptr_array_index (block->children, i));
}

static char *
dup_row_text (PreceptBlock *row)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      if (i > 0)
        g_string_append_c (string, '\t');
      append_block_text (string, g_ptr_array_index (row->children, i));
    }
  return g_string_free (string, FALSE);
}

/* What stands for an atom: the number of a reference, the name of a table. */
char *
precept_prose_line_dup_atom (const PreceptRun *run, gpointer content)
{
  GString *shown;

  if (run->kind == PRECEPT_RUN_MANDATE)
    return g_strdup ("[s]");
  if (run->kind == PRECEPT_RUN_OPAQUE)
    return g_strdup (g_str_has_prefix (run->text, "<!--") ? "✎" : "◇");
  shown = g_string_new (NULL);
  if (run->ref != NULL)
    {
      g_auto (GStrv) ids = g_strsplit_set (run->ref, " \t\n", -1);

      for (guint i = 0; ids[i] != NULL; i++)
        {
          PreceptBlock *target = *ids[i] != '\0' ? precept_content_find (content, ids[i]) : NULL;
          const char   *name = "?";

          if (*ids[i] == '\0')
            continue;
          if (target != NULL && target->label != NULL && (target->kind == PRECEPT_BLOCK_TABLE || target->kind == PRECEPT_BLOCK_REFERENCE || target->kind == PRECEPT_BLOCK_DEFINITION))
            name = precept_text_get_string (target->label);
          else if (target != NULL && target->text != NULL)
            name = precept_text_get_string (target->text);
          if (shown->len > 0)
            g_string_append_c (shown, ',');
          g_string_append (shown, name);
        }
    }
  for (gsize i = 0; i < shown->len; i++)
    {
      if (shown->str[i] == '\n' || shown->str[i] == '\r')
        shown->str[i] = ' ';
    }
  return g_string_free (shown, FALSE);
}

static void
load_read_only (PreceptProseLine *self)
{
  g_autofree char *string = NULL;

  switch (self->kind)
    {
    case PRECEPT_PROSE_LINE_ROW:
    case PRECEPT_PROSE_LINE_HEADER_ROW:
      string = dup_row_text (self->block);
      break;
    case PRECEPT_PROSE_LINE_FIGURE:
      /* Translators: stands for a picture in the text; its alternative text or caption follows. */
      string = g_strdup_printf (_ ("Figure: %s"), self->block->text != NULL ? precept_text_get_string (self->block->text) : self->block->alternative != NULL ? self->block->alternative
                                                                                                                                                             : "");
      break;
    case PRECEPT_PROSE_LINE_CAPTION:
      string = g_strjoin (" ", self->block->label != NULL ? precept_text_get_string (self->block->label) : "", self->block->text != NULL ? precept_text_get_string (self->block->text) : NULL, NULL);
      break;
    default:
      string = g_strdup (self->block->text != NULL ? precept_text_get_string (self->block->text) : "");
    }
  g_strdelimit (string, "\n\r", ' ');
  precept_prose_text_append_decoration (self->text, string);
}

/**
 * precept_prose_line_load:
 * @self: a line
 * @document: the guideline
 * @content: its content, which knows the numbers of references
 *
 * Reads the text of a line from the document.
 */
void
precept_prose_line_load (PreceptProseLine *self, PreceptDocument *document, PreceptContent *content)
{
  if (self->text != NULL)
    return;
  if (self->path != NULL)
    self->stored = precept_document_dup_inline (document, self->path);
  if (self->stored != NULL)
    {
      self->text = precept_prose_text_new_from_inline (self->stored, precept_prose_line_dup_atom, content);
      if (self->kind == PRECEPT_PROSE_LINE_TITLE || self->kind == PRECEPT_PROSE_LINE_HEADING || self->kind == PRECEPT_PROSE_LINE_TOPIC)
        {
          g_autofree char *mandate = self->id != NULL ? precept_document_dup_attribute (document, self->id, "mandate") : NULL;

          if (g_strcmp0 (mandate, "yes") == 0)
            precept_prose_text_append_decoration (self->text, " [s]");
        }
      if (self->kind == PRECEPT_PROSE_LINE_CAPTION && self->block->label != NULL)
        {
          g_autofree char *label = g_strdup_printf (" (%s)", precept_text_get_string (self->block->label));

          precept_prose_text_append_decoration (self->text, label);
        }
      if (self->kind == PRECEPT_PROSE_LINE_TERM)
        {
          g_autofree char *abbreviation = precept_document_dup_attribute (document, self->path, "abbreviation");
          g_autofree char *shown = abbreviation != NULL ? g_strdup_printf (" (%s)", abbreviation) : NULL;

          if (shown != NULL)
            precept_prose_text_append_decoration (self->text, shown);
        }
      return;
    }
  g_clear_pointer (&self->path, g_free);
  self->text = precept_prose_text_new ();
  if (self->kind == PRECEPT_PROSE_LINE_COUNTS)
    precept_prose_chips_load_counts (self);
  else if (self->kind == PRECEPT_PROSE_LINE_CHIPS)
    load_chips (self, document, content);
  else
    load_read_only (self);
}

/**
 * precept_prose_line_has_same_place:
 * @a: a line
 * @b: another
 *
 * Tells whether two lines stand for the same place of the document and look alike, apart from their text.
 */
gboolean
precept_prose_line_has_same_place (PreceptProseLine *a, PreceptProseLine *b)
{
  return a->kind == b->kind && a->depth == b->depth && a->level == b->level && g_strcmp0 (a->marker, b->marker) == 0 &&
         g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->path, b->path) == 0;
}

/**
 * precept_prose_dup_part_key:
 * @part: a block of the outermost level
 * @index: its position
 *
 * Returns: (transfer full): what names the part: its id, or its position where it has none
 */
char *
precept_prose_dup_part_key (PreceptBlock *part, guint index)
{
  return part->id != NULL ? g_strdup (part->id) : g_strdup_printf ("#%u", index);
}

PreceptBlock *
precept_prose_find_part (PreceptContent *content, const char *key)
{
  GPtrArray *parts = precept_content_get_blocks (content);

  if (key != NULL && *key == '@')
    return precept_content_find (content, key + 1);
  for (guint i = 0; i < parts->len; i++)
    {
      PreceptBlock    *part = g_ptr_array_index (parts, i);
      g_autofree char *part_key = precept_prose_dup_part_key (part, i);

      if (g_strcmp0 (part_key, key) == 0)
        return part;
    }
  return NULL;
}

PreceptBlock *
precept_prose_dup_shown (PreceptDocument *document, PreceptContent *content, const char *key)
{
  PreceptBlock *part;

  if (precept_prose_scope_is_key (key))
    return precept_prose_scope_dup_block (document, content, key);
  part = precept_prose_find_part (content, key);
  return part != NULL ? precept_block_ref (part) : NULL;
}

static gboolean
holds_id (PreceptBlock *block, const char *id, gsize length)
{
  if (block->id != NULL && strncmp (block->id, id, length) == 0 && block->id[length] == '\0')
    return TRUE;
  if (block->path != NULL && strncmp (block->path, id, length) == 0 && (block->path[length] == '\0' || block->path[length] == '/'))
    return TRUE;
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      if (holds_id (g_ptr_array_index (block->children, i), id, length))
        return TRUE;
    }
  return FALSE;
}

/**
 * precept_prose_dup_part_key_of:
 * @content: a content
 * @path: a path of the document, or an id
 *
 * Returns: (transfer full) (nullable): names the part that shows the place
 */
char *
precept_prose_dup_part_key_of (PreceptContent *content, const char *path)
{
  GPtrArray *parts = precept_content_get_blocks (content);
  gsize      length = strcspn (path, "/");

  if (length == 0)
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    {
      if (holds_id (g_ptr_array_index (parts, i), path, length))
        return precept_prose_dup_part_key (g_ptr_array_index (parts, i), i);
    }
  return NULL;
}
