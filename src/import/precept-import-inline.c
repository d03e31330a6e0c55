/* precept-import-inline.c: the marks inside a line to inline content
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

/* Marks nest this deep; what is deeper stays as it is written. */
#define MAX_NESTING 8

/* A mark that has not closed after this many bytes was none: this keeps hostile lines from costing their square. */
#define MAX_REACH 4000

typedef struct
{
  GHashTable *tables; /* borrowed, nullable; numbers of tables that “Table 1” may point to */
  xmlNode    *parent; /* where text goes */
  GString    *text;   /* owned; not yet in the tree */
  guint       nesting;
  gboolean    in_link;
} Inline;

static void parse_range (Inline *self, const char *start, const char *end);

static void
flush_text (Inline *self)
{
  if (self->text->len > 0)
    xmlAddChild (self->parent, xmlNewDocTextLen (self->parent->doc, BAD_CAST self->text->str, (int)self->text->len));
  g_string_truncate (self->text, 0);
}

static xmlNode *
open_element (Inline *self, const char *name)
{
  xmlNode *node;

  flush_text (self);
  node = xmlNewDocNode (self->parent->doc, self->parent->ns, BAD_CAST name, NULL);
  xmlAddChild (self->parent, node);

  return node;
}

/* Whether @name is already open around the place: a mark inside its like changes nothing. */
static gboolean
is_inside (Inline *self, const char *name)
{
  for (xmlNode *node = self->parent; node != NULL; node = node->parent)
    if (node->type == XML_ELEMENT_NODE && g_str_equal ((const char *)node->name, name))
      return TRUE;

  return FALSE;
}

static void
parse_marked (Inline *self, const char *name, const char *start, const char *end)
{
  if (is_inside (self, name))
    {
      parse_range (self, start, end);
      return;
    }

  self->parent = open_element (self, name);
  self->nesting++;
  parse_range (self, start, end);
  flush_text (self);
  self->nesting--;
  if (self->parent->children == NULL)
    {
      xmlNode *empty = self->parent;

      self->parent = empty->parent;
      xmlUnlinkNode (empty);
      xmlFreeNode (empty);
    }
  else
    self->parent = self->parent->parent;
}

static const char *
limit (const char *start, const char *end)
{
  return end - start > MAX_REACH ? start + MAX_REACH : end;
}

/* The next @what that no backslash escapes. */
static const char *
find_close (const char *start, const char *end, const char *what)
{
  gsize length = strlen (what);

  end = limit (start, end);
  for (const char *p = start; p + length <= end; p++)
    {
      if (*p == '\\' && p + 1 < end)
        p++;
      else if (strncmp (p, what, length) == 0)
        return p;
    }

  return NULL;
}

/* The bracket that closes the one before @start. */
static const char *
find_bracket (const char *start, const char *end, char opening, char closing)
{
  guint depth = 1;

  end = limit (start, end);
  for (const char *p = start; p < end; p++)
    {
      if (*p == '\\' && p + 1 < end)
        p++;
      else if (*p == opening)
        depth++;
      else if (*p == closing && --depth == 0)
        return p;
    }

  return NULL;
}

static gboolean
is_word_before (const char *line, const char *p)
{
  return p > line && g_unichar_isalnum (g_utf8_get_char (g_utf8_find_prev_char (line, p)));
}

static gboolean
is_word_at (const char *p, const char *end)
{
  return p < end && g_unichar_isalnum (g_utf8_get_char (p));
}

static gboolean
is_space_at (const char *p, const char *end)
{
  return p >= end || g_unichar_isspace (g_utf8_get_char (p));
}

/* The schemes that a reader can follow; anything else stays text. */
static gboolean
has_link_scheme (const char *start, gsize length)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize n = strlen (schemes[i]);

      if (length > n && g_ascii_strncasecmp (start, schemes[i], n) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_href (const char *start, gsize length)
{
  if (!has_link_scheme (start, length))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((guchar)start[i] <= 0x20 || strchr ("<>\"{}|\\^`", start[i]) != NULL)
      return FALSE;

  return TRUE;
}

static void
append_link (Inline *self, const char *href, gsize length)
{
  g_autofree char *address = g_strndup (href, length);
  xmlNode         *link;

  if (self->in_link)
    {
      g_string_append (self->text, address);
      return;
    }
  link = open_element (self, "link");
  xmlSetProp (link, BAD_CAST "href", BAD_CAST address);
  xmlAddChild (link, xmlNewDocText (link->doc, BAD_CAST address));
}

/* An address in running text. Its end is not the full stop of the sentence, nor a bracket that it did not open. */
static gsize
measure_address (const char *start, const char *end)
{
  const char *p = start;
  int         open = 0;

  while (p < end && (guchar)*p > 0x20 && strchr ("<>\"{}|\\^`", *p) == NULL)
    {
      open += *p == '(' ? 1 : *p == ')' ? -1
                                        : 0;
      if (open < 0)
        break;
      p++;
    }
  while (p > start && strchr (".,;:!?'*_", p[-1]) != NULL)
    p--;

  return (gsize)(p - start);
}

static gboolean
equals_range (const char *start, const char *end, const char *text)
{
  return (gsize)(end - start) == strlen (text) && strncmp (start, text, strlen (text)) == 0;
}

static gboolean
is_mandate (const char *start, const char *end)
{
  return equals_range (start, end, "[s]") || equals_range (start, end, "\\[s\\]");
}

/* ^{…}, ^[s], _{…}; returns where the mark ends, or NULL. */
static const char *
parse_script (Inline *self, const char *p, const char *end)
{
  const char *close;

  if (p[0] == '^' && end - p >= 4 && strncmp (p, "^[s]", 4) == 0)
    {
      open_element (self, "mandate");
      return p + 4;
    }
  if (end - p < 3 || p[1] != '{')
    return NULL;
  close = find_bracket (p + 2, end, '{', '}');
  if (close == NULL || close == p + 2)
    return NULL;
  if (p[0] == '^' && is_mandate (p + 2, close))
    open_element (self, "mandate");
  else if (is_inside (self, "sup") || is_inside (self, "sub"))
    return NULL;
  else
    parse_marked (self, p[0] == '^' ? "sup" : "sub", p + 2, close);

  return close + 1;
}

/* *em*, **strong**, _em_, __strong__. */
static const char *
parse_emphasis (Inline *self, const char *line, const char *p, const char *end)
{
  char        mark[3] = { *p, '\0', '\0' };
  gsize       length = 1;
  const char *close;

  if (p + 1 < end && p[1] == *p)
    {
      mark[1] = *p;
      length = 2;
    }
  if (is_space_at (p + length, end) || (*p == '_' && is_word_before (line, p)))
    return NULL;
  close = find_close (p + length, end, mark);
  while (close != NULL)
    {
      const char *after = close + length;
      gboolean    run = (after < end && *after == *p) || close[-1] == *p;

      if (!run && close > p + length && !g_ascii_isspace (close[-1]) && (*p == '*' || !is_word_at (after, end)))
        break;
      while (after < end && *after == *p)
        after++;
      close = find_close (after, end, mark);
    }
  if (close == NULL)
    return NULL;
  parse_marked (self, length == 2 ? "strong" : "em", p + length, close);

  return close + length;
}

/* <i>…</i> and the like, <br>, <https://…>. */
static const char *
parse_tag (Inline *self, const char *p, const char *end)
{
  static const struct
  {
    const char *tag;
    const char *name;
  } tags[] = {
    { "i", "em" },
    { "em", "em" },
    { "b", "strong" },
    { "strong", "strong" },
    { "sup", "sup" },
    { "sub", "sub" },
    { "u", NULL },
  };
  const char *close = find_close (p + 1, limit (p, end), ">");

  if (close == NULL)
    return NULL;
  if (equals_range (p, close + 1, "<br>") || equals_range (p, close + 1, "<br/>") || equals_range (p, close + 1, "<br />"))
    {
      g_string_append_c (self->text, ' ');
      return close + 1;
    }
  if (is_href (p + 1, (gsize)(close - p - 1)))
    {
      append_link (self, p + 1, (gsize)(close - p - 1));
      return close + 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *open_tag = g_strdup_printf ("<%s>", tags[i].tag);
      g_autofree char *close_tag = g_strdup_printf ("</%s>", tags[i].tag);
      const char      *finish;

      if (!equals_range (p, close + 1, open_tag))
        continue;
      finish = find_close (close + 1, end, close_tag);
      if (finish == NULL)
        return NULL;
      if (tags[i].name == NULL)
        parse_range (self, close + 1, finish);
      else
        parse_marked (self, tags[i].name, close + 1, finish);
      return finish + strlen (close_tag);
    }

  return NULL;
}

/* [text](address). A place inside the source's own pages means nothing here: its words stay, the link goes. */
static const char *
parse_link (Inline *self, const char *p, const char *end)
{
  const char *close = find_bracket (p + 1, end, '[', ']');
  const char *finish;
  gsize       length;
  xmlNode    *before = self->parent;

  if (close == NULL || close + 1 >= end || close[1] != '(')
    return NULL;
  finish = find_bracket (close + 2, end, '(', ')');
  if (finish == NULL)
    return NULL;
  length = (gsize)(finish - close - 2);
  if (length > 0 && close[2] == '#')
    {
      self->nesting++;
      parse_range (self, p + 1, close);
      self->nesting--;
      return finish + 1;
    }
  if (!is_href (close + 2, length) || close == p + 1 || self->in_link)
    return NULL;

  self->parent = open_element (self, "link");
  {
    g_autofree char *address = g_strndup (close + 2, length);

    xmlSetProp (self->parent, BAD_CAST "href", BAD_CAST address);
  }
  self->in_link = TRUE;
  self->nesting++;
  parse_range (self, p + 1, close);
  flush_text (self);
  self->nesting--;
  self->in_link = FALSE;
  self->parent = before;

  return finish + 1;
}

static const char *
parse_entity (Inline *self, const char *p, const char *end)
{
  static const struct
  {
    const char *entity;
    gunichar    c;
  } entities[] = {
    { "&amp;", '&' },
    { "&lt;", '<' },
    { "&gt;", '>' },
    { "&quot;", '"' },
    { "&nbsp;", 0xA0 },
    { "&#39;", '\'' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      gsize length = strlen (entities[i].entity);

      if ((gsize)(end - p) >= length && strncmp (p, entities[i].entity, length) == 0)
        {
          g_string_append_unichar (self->text, entities[i].c);
          return p + length;
        }
    }

  return NULL;
}

/* “Table 1”, where there is one: its number is counted on the page, so that it stays right. */
static const char *
parse_table_reference (Inline *self, const char *line, const char *p, const char *end)
{
  const char      *digits = p + strlen ("Table ");
  const char      *q = digits;
  guint64          number = 0;
  xmlNode         *node;
  g_autofree char *id = NULL;

  if (self->tables == NULL || end - p < 7 || strncmp (p, "Table ", 6) != 0 || is_word_before (line, p) || self->in_link)
    return NULL;
  while (q < end && q - digits < 4 && g_ascii_isdigit (*q))
    number = number * 10 + (guint64)(*q++ - '0');
  if (q == digits || *digits == '0' || is_word_at (q, end) || (q + 1 < end && strchr (".-", *q) != NULL && is_word_at (q + 1, end)) ||
      !g_hash_table_contains (self->tables, GUINT_TO_POINTER ((guint)number)))
    return NULL;
  id = g_strdup_printf ("table-%u", (guint)number);
  node = open_element (self, "xref");
  xmlSetProp (node, BAD_CAST "ref", BAD_CAST id);

  return q;
}

static const char *
parse_mark (Inline *self, const char *line, const char *p, const char *end)
{
  switch (*p)
    {
    case '\\':
      if (p + 1 < end && strchr ("\\`*_{}[]()#+-.!<>^~|\"$&'/:;=?@%,", p[1]) != NULL)
        {
          g_string_append_c (self->text, p[1]);
          return p + 2;
        }
      return NULL;
    case '^':
    case '_':
      {
        const char *after = parse_script (self, p, end);

        return after != NULL || *p == '^' ? after : parse_emphasis (self, line, p, end);
      }
    case '*':
      return parse_emphasis (self, line, p, end);
    case '<':
      return parse_tag (self, p, end);
    case '[':
      return parse_link (self, p, end);
    case '&':
      return parse_entity (self, p, end);
    case 'T':
      return parse_table_reference (self, line, p, end);
    case 'h':
    case 'H':
      if (!self->in_link && !is_word_before (line, p) && has_link_scheme (p, (gsize)(end - p)))
        {
          gsize length = measure_address (p, end);

          if (is_href (p, length))
            {
              append_link (self, p, length);
              return p + length;
            }
        }
      return NULL;
    default:
      return NULL;
    }
}

static void
parse_range (Inline *self, const char *start, const char *end)
{
  const char *p = start;

  while (p < end)
    {
      const char *after = NULL;

      if (self->nesting < MAX_NESTING && strchr ("\\^_*<[&ThH", *p) != NULL)
        after = parse_mark (self, start, p, end);
      if (after == NULL)
        {
          after = g_utf8_next_char (p);
          if (*p == '\t' || *p == '\n')
            g_string_append_c (self->text, ' ');
          else
            g_string_append_len (self->text, p, MIN (after, end) - p);
        }
      p = after;
    }
}

typedef struct
{
  gboolean space;     /* the text so far is empty or ends in a space */
  xmlNode *last_text; /* borrowed; the text that ends in it */
} Spaces;

/* White space collapses to one space, as a document keeps it. U+00A0 is no white space. */
static void
collapse_spaces (xmlNode *parent, Spaces *spaces)
{
  for (xmlNode *node = parent->children; node != NULL; node = node->next)
    {
      if (node->type == XML_TEXT_NODE)
        {
          g_autoptr (GString) out = g_string_new (NULL);

          for (const char *p = (const char *)node->content; *p != '\0'; p++)
            {
              gboolean space = strchr (" \t\n\r", *p) != NULL;

              if (!space)
                g_string_append_c (out, *p);
              else if (!spaces->space)
                g_string_append_c (out, ' ');
              spaces->space = space;
            }
          xmlNodeSetContent (node, BAD_CAST out->str);
          if (out->len > 0)
            spaces->last_text = node;
        }
      else if (node->children != NULL)
        collapse_spaces (node, spaces);
      else
        {
          spaces->space = FALSE;
          spaces->last_text = NULL;
        }
    }
}

static void
trim_end (Spaces *spaces)
{
  if (spaces->space && spaces->last_text != NULL)
    {
      g_autofree char *cut = g_strdup ((const char *)spaces->last_text->content);

      cut[strlen (cut) - 1] = '\0';
      xmlNodeSetContent (spaces->last_text, BAD_CAST cut);
    }
}

/* Elements and texts that have become empty go, so that no empty mark is left. */
static void
prune_empty (xmlNode *parent)
{
  xmlNode *next;

  for (xmlNode *node = parent->children; node != NULL; node = next)
    {
      gboolean holder = node->type == XML_ELEMENT_NODE && !g_str_equal ((const char *)node->name, "mandate") &&
                        !g_str_equal ((const char *)node->name, "xref");

      next = node->next;
      if (holder)
        prune_empty (node);
      if ((holder && node->children == NULL) ||
          (node->type == XML_TEXT_NODE && (node->content == NULL || node->content[0] == '\0')))
        {
          xmlUnlinkNode (node);
          xmlFreeNode (node);
        }
    }
}

/* Adds the inline content of @raw to @parent, which is empty. @tables, if any, has the numbers of tables to refer to. */
void
precept_import_append_inline (xmlNode *parent, const char *raw, GHashTable *tables)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Inline self = { tables, parent, text, 0, FALSE };
  Spaces spaces = { TRUE, NULL };

  parse_range (&self, raw, raw + strlen (raw));
  flush_text (&self);
  collapse_spaces (parent, &spaces);
  trim_end (&spaces);
  prune_empty (parent);
}

/* The words of @raw without its marks. */
char *
precept_import_dup_plain (const char *raw)
{
  xmlDoc  *doc = xmlNewDoc (BAD_CAST "1.0");
  xmlNode *node = xmlNewDocNode (doc, NULL, BAD_CAST "p", NULL);
  xmlChar *content;
  char    *plain;

  xmlDocSetRootElement (doc, node);
  precept_import_append_inline (node, raw, NULL);
  content = xmlNodeGetContent (node);
  plain = g_strdup (content != NULL ? (const char *)content : "");
  xmlFree (content);
  xmlFreeDoc (doc);

  return plain;
}
