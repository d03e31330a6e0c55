/* precept-publish-html-text.c: characters and inline content in HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-binding.h"
#include "precept-publish-html-private.h"

#include <string.h>

#define LONGEST_LABEL 16 /* bytes */

/* Characters */

/* Characters that HTML does not allow in a text; XML allows some of them (HTML, 13.2.3.5, "Preprocessing the input stream"). */
static gboolean
is_forbidden (gunichar character)
{
  return (character < 0x20 && character != '\t' && character != '\n') || (character >= 0x7f && character <= 0x9f) ||
         (character >= 0xfdd0 && character <= 0xfdef) || (character & 0xfffe) == 0xfffe;
}

/* Whether a character that begins with this byte may be one of those above, or must be escaped. */
static gboolean
is_suspect (guchar byte)
{
  return byte < 0x20 || byte == '&' || byte == '<' || byte == '>' || byte == '"' || byte == 0x7f || byte == 0xc2 || byte >= 0xef;
}

static void
append_suspect (GString    *out,
                const char *character)
{
  gunichar code = g_utf8_get_char (character);

  switch (code)
    {
    case '&':
      g_string_append (out, "&amp;");
      break;
    case '<':
      g_string_append (out, "&lt;");
      break;
    case '>':
      g_string_append (out, "&gt;");
      break;
    case '"':
      g_string_append (out, "&quot;");
      break;
    case '\r':
    case 0x85:
      g_string_append_c (out, ' ');
      break;
    default:
      if (is_forbidden (code))
        g_string_append (out, "\xef\xbf\xbd");
      else
        g_string_append_unichar (out, code);
      break;
    }
}

/**
 * precept_publish_html_append_text:
 * @out: what is written
 * @text: UTF-8
 * @length: how much of it, in bytes
 *
 * Appends a text with nothing in it that is markup, between tags or in an attribute's quotes. A character that HTML
 * does not allow shows as U+FFFD.
 */
void
precept_publish_html_append_text (GString    *out,
                                  const char *text,
                                  gsize       length)
{
  const char *end = text + length;
  const char *done = text;
  const char *at = text;

  while (at < end)
    {
      if (!is_suspect ((guchar)*at))
        {
          at++;
          continue;
        }
      g_string_append_len (out, done, at - done);
      append_suspect (out, at);
      at = done = g_utf8_next_char (at);
    }
  g_string_append_len (out, done, end - done);
}

void
precept_publish_html_append_attribute (GString    *out,
                                       const char *name,
                                       const char *value)
{
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append (out, "=\"");
  precept_publish_html_append_text (out, value, strlen (value));
  g_string_append_c (out, '"');
}

/* Directions */

static gboolean
is_right_to_left (gunichar character)
{
  return (character >= 0x590 && character <= 0x8ff) || (character >= 0xfb1d && character <= 0xfdff) ||
         (character >= 0xfe70 && character <= 0xfeff) || (character >= 0x10800 && character <= 0x10fff) ||
         (character >= 0x1e800 && character <= 0x1efff) || character == 0x200f || character == 0x202b ||
         character == 0x202e || character == 0x2067;
}

static gboolean
is_of_other_direction (PreceptPublishHtml *self,
                       const char         *text)
{
  const char *at;

  for (at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character;

      /* No character from right to left begins with a lower byte. */
      if (!self->is_rtl && (guchar)*at < 0xd6)
        continue;
      character = g_utf8_get_char (at);
      if (self->is_rtl ? g_unichar_isalpha (character) && !is_right_to_left (character) : is_right_to_left (character))
        return TRUE;
    }

  return FALSE;
}

void
precept_publish_html_write_direction (PreceptPublishHtml *self,
                                      const char         *text)
{
  if (is_of_other_direction (self, text))
    g_string_append (self->out, " dir=\"auto\"");
}

/* Plain texts */

/* An element that holds a text. */
void
precept_publish_html_write_plain (PreceptPublishHtml *self,
                                  const char         *element,
                                  const char         *class_name,
                                  const char         *text)
{
  g_string_append_printf (self->out, "<%s", element);
  if (class_name != NULL)
    precept_publish_html_append_attribute (self->out, "class", class_name);
  precept_publish_html_write_direction (self, text);
  g_string_append_c (self->out, '>');
  precept_publish_html_append_text (self->out, text, strlen (text));
  g_string_append_printf (self->out, "</%s>", element);
}

/* A phrase of data/language, with texts in the place of its %s in their order. */
void
precept_publish_html_write_phrase (PreceptPublishHtml *self,
                                   const char         *phrase,
                                   const char         *first,
                                   const char         *second)
{
  const char *arguments[] = { first, second };
  guint       n_used = 0;

  while (*phrase != '\0')
    {
      gsize length = strcspn (phrase, "%");

      precept_publish_html_append_text (self->out, phrase, length);
      phrase += length;
      if (*phrase == '\0')
        break;
      if (phrase[1] == 's' && n_used < G_N_ELEMENTS (arguments) && arguments[n_used] != NULL)
        precept_publish_html_append_text (self->out, arguments[n_used], strlen (arguments[n_used]));
      else if (phrase[1] != 's')
        g_string_append_c (self->out, '%');
      n_used += phrase[1] == 's' ? 1 : 0;
      phrase += phrase[1] == 's' || phrase[1] == '%' ? 2 : 1;
    }
}

/* Inline content */

/* A number and its unit stay in one line: the spaces in these ranges are non-breaking ones. */
typedef struct
{
  PreceptPublishHtml *html;
  const char         *string;
  GArray             *bound; /* of PreceptRange, ascending; borrowed */
  guint               next_bound;
  gboolean            is_reference;
} Writer;

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  guint x = ((const PreceptRange *)a)->start;
  guint y = ((const PreceptRange *)b)->start;

  return (x > y) - (x < y);
}

/* "Table 3" stays in one line, too. */
static void
bind_labels (GArray            *bound,
             const char        *string,
             const PreceptSpan *spans,
             guint              n_spans)
{
  gboolean is_changed = FALSE;
  guint    i;

  for (i = 0; i < n_spans; i++)
    {
      PreceptRange range = { spans[i].start, spans[i].start + spans[i].length };

      if ((spans[i].flags & PRECEPT_SPAN_XREF) == 0 || !g_ascii_isdigit (string[range.end - 1]) || spans[i].length > LONGEST_LABEL)
        continue;
      g_array_append_val (bound, range);
      is_changed = TRUE;
    }
  if (is_changed)
    g_array_sort (bound, compare_ranges);
}

static gboolean
is_bound (Writer *self,
          guint   at)
{
  while (self->next_bound < self->bound->len && g_array_index (self->bound, PreceptRange, self->next_bound).end <= at)
    self->next_bound++;

  return self->next_bound < self->bound->len && g_array_index (self->bound, PreceptRange, self->next_bound).start <= at;
}

static void
write_range (Writer *self,
             guint   start,
             guint   end)
{
  GString *out = self->html->out;

  while (self->bound->len > 0 && start < end)
    {
      const char *space = memchr (self->string + start, ' ', end - start);
      guint       at;

      if (space == NULL)
        break;
      at = (guint)(space - self->string);
      precept_publish_html_append_text (out, self->string + start, at - start);
      g_string_append (out, is_bound (self, at) ? "\xc2\xa0" : " ");
      start = at + 1;
    }
  precept_publish_html_append_text (out, self->string + start, end - start);
}

static const struct
{
  PreceptSpanFlags flag;
  const char      *element;
} marks[] = {
  { PRECEPT_SPAN_STRONG, "strong" },
  { PRECEPT_SPAN_EM, "em" },
  { PRECEPT_SPAN_SUP, "sup" },
  { PRECEPT_SPAN_SUB, "sub" },
};

/* In a reference, what is emphasized is the title of a work. */
static const char *
get_element (Writer *self,
             guint   mark)
{
  return self->is_reference && marks[mark].flag == PRECEPT_SPAN_EM ? "cite" : marks[mark].element;
}

static void
write_marked (Writer            *self,
              const PreceptSpan *span)
{
  GString *out = self->html->out;
  guint    i;

  for (i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if ((span->flags & marks[i].flag) != 0)
        g_string_append_printf (out, "<%s>", get_element (self, i));
    }
  write_range (self, span->start, span->start + span->length);
  for (i = G_N_ELEMENTS (marks); i > 0; i--)
    {
      if ((span->flags & marks[i - 1].flag) != 0)
        g_string_append_printf (out, "</%s>", get_element (self, i - 1));
    }
}

/* Links */

gboolean
precept_publish_html_write_target (PreceptPublishHtml *self,
                                   const char         *id)
{
  if (id == NULL || g_hash_table_lookup (self->owners, id) == NULL)
    return FALSE;

  g_string_append (self->out, " href=\"#");
  g_string_append_uri_escaped (self->out, id, NULL, TRUE);
  g_string_append_c (self->out, '"');
  return TRUE;
}

/* An address as an attribute may hold it: white space and other characters that no address has are escaped. */
static void
write_address (GString    *out,
               const char *address)
{
  g_autoptr (GString) escaped = g_string_new (NULL);
  const char *at;

  for (at = address; *at != '\0'; at++)
    {
      if ((guchar)*at <= 0x20 || *at == 0x7f || strchr ("\"<>\\^`{|}", *at) != NULL)
        g_string_append_printf (escaped, "%%%02X", (guchar)*at);
      else
        g_string_append_c (escaped, *at);
    }
  precept_publish_html_append_attribute (out, "href", escaped->str);
}

/* "<a …>" for what a span leads to. FALSE: nowhere. */
static gboolean
open_link (Writer            *self,
           const PreceptSpan *span)
{
  GString *out = self->html->out;
  gsize    length = out->len;

  if (span->target == NULL)
    return FALSE;

  g_string_append (out, "<a");
  if ((span->flags & PRECEPT_SPAN_TERM) != 0)
    g_string_append (out, " class=\"term\"");
  if (span->target[0] != '#')
    {
      write_address (out, span->target);
    }
  else if (!precept_publish_html_write_target (self->html, span->target + 1))
    {
      g_string_truncate (out, length);
      return FALSE;
    }
  g_string_append_c (out, '>');
  return TRUE;
}

static gboolean
is_same_link (const PreceptSpan *span,
              const PreceptSpan *next)
{
  return span->target != NULL && g_strcmp0 (span->target, next->target) == 0 && span->start + span->length == next->start &&
         ((span->flags ^ next->flags) & (PRECEPT_SPAN_TERM | PRECEPT_SPAN_XREF | PRECEPT_SPAN_LINK)) == 0;
}

/* Citations */

static void
write_citation (Writer            *self,
                const PreceptSpan *span)
{
  PreceptPublishHtml          *html = self->html;
  PreceptPublishHtmlCitations *citations = NULL;
  g_autofree char             *number = g_strndup (self->string + span->start, span->length);
  gsize                        length = html->out->len;

  if (span->target != NULL && span->target[0] == '#')
    citations = g_hash_table_lookup (html->citations, span->target + 1);
  g_string_append (html->out, "<a");
  if (citations == NULL || !precept_publish_html_write_target (html, span->target + 1))
    {
      g_string_truncate (html->out, length);
      write_range (self, span->start, span->start + span->length);
      return;
    }

  g_string_append (html->out, " id=\"");
  precept_publish_html_append_text (html->out, span->target + 1, strlen (span->target + 1));
  g_string_append_printf (html->out, ".%u\" aria-label=\"", ++citations->n_written);
  precept_publish_html_write_phrase (html, precept_content_get_word (html->content, "reference-n"), number, NULL);
  g_string_append (html->out, "\">");
  write_range (self, span->start, span->start + span->length);
  g_string_append (html->out, "</a>");
}

/* Citations that touch, as one superscript. Returns how many spans that were. */
static guint
write_citations (Writer            *self,
                 const PreceptSpan *spans,
                 guint              n_spans)
{
  guint i;

  g_string_append (self->html->out, "<sup class=\"citation\">");
  for (i = 0; i < n_spans; i++)
    {
      if ((spans[i].flags & PRECEPT_SPAN_CITE) == 0 || (i > 0 && spans[i].start != spans[i - 1].start + spans[i - 1].length))
        break;
      write_citation (self, &spans[i]);
    }
  g_string_append (self->html->out, "</sup>");
  return i;
}

static void
write_mandate (Writer            *self,
               const PreceptSpan *span)
{
  gboolean is_link;

  g_string_append (self->html->out, "<sup class=\"mandate\">");
  is_link = open_link (self, span);
  write_range (self, span->start, span->start + span->length);
  g_string_append (self->html->out, is_link ? "</a></sup>" : "</sup>");
}

/* Spans with one target, as one link. Returns how many they were. */
static guint
write_linked (Writer            *self,
              const PreceptSpan *spans,
              guint              n_spans)
{
  gboolean is_link = open_link (self, &spans[0]);
  guint    i = 0;

  do
    write_marked (self, &spans[i++]);
  while (is_link && i < n_spans && is_same_link (&spans[i - 1], &spans[i]));
  if (is_link)
    g_string_append (self->html->out, "</a>");
  return i;
}

/**
 * precept_publish_html_write_text:
 * @self: what is written
 * @text: (nullable): a text
 * @is_reference: whether it is an entry of the references
 *
 * Writes inline content: emphasis, links, citations with an id each.
 */
void
precept_publish_html_write_text (PreceptPublishHtml *self,
                                 PreceptText        *text,
                                 gboolean            is_reference)
{
  g_autoptr (GArray) bound = NULL;
  Writer             writer = { self, NULL, NULL, 0, is_reference };
  guint              n_spans = 0;
  const PreceptSpan *spans;
  guint              done = 0;
  guint              i = 0;

  if (text == NULL)
    return;

  writer.string = precept_text_get_string (text);
  writer.bound = bound = g_array_new (FALSE, FALSE, sizeof (PreceptRange));
  precept_binding_find (writer.string, FALSE, bound);
  spans = precept_text_get_spans (text, &n_spans);
  bind_labels (bound, writer.string, spans, n_spans);
  while (i < n_spans)
    {
      guint first = i;

      write_range (&writer, done, spans[i].start);
      if ((spans[i].flags & PRECEPT_SPAN_CITE) != 0)
        {
          i += write_citations (&writer, &spans[i], n_spans - i);
        }
      else if ((spans[i].flags & PRECEPT_SPAN_MANDATE) != 0)
        {
          write_mandate (&writer, &spans[i++]);
        }
      else
        {
          i += write_linked (&writer, &spans[i], n_spans - i);
        }
      g_assert (i > first);
      done = spans[i - 1].start + spans[i - 1].length;
    }
  write_range (&writer, done, (guint)precept_text_get_length (text));
}

static void
add_place (PreceptPublishHtml *self,
           const char         *id,
           const char         *reference,
           guint               number)
{
  PreceptPublishHtmlCitations *citations = g_hash_table_lookup (self->citations, id);
  PreceptPublishHtmlPlace      place = { reference, number };

  if (citations != NULL)
    g_array_append_val (citations->places, place);
}

/* The references between the two that "1–3" names are cited there too. */
static void
add_places_between (PreceptPublishHtml *self,
                    const char         *string,
                    const PreceptSpan  *first,
                    const PreceptSpan  *last)
{
  PreceptPublishHtmlCitations *citations = g_hash_table_lookup (self->citations, first->target + 1);
  guint64                      from = g_ascii_strtoull (string + first->start, NULL, 10);
  guint64                      to = g_ascii_strtoull (string + last->start, NULL, 10);
  guint64                      number;

  for (number = from + 1; citations != NULL && number < to; number++)
    {
      g_autofree char *label = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
      const char      *id = g_hash_table_lookup (self->references, label);

      /* Numbers that no reference has come from a faulty text. */
      if (id == NULL)
        return;
      add_place (self, id, first->target + 1, citations->n_links);
    }
}

/**
 * precept_publish_html_count_citations:
 * @self: what will be written
 * @text: (nullable): a text
 *
 * Remembers for each reference where @text cites it, so that it can lead back there.
 */
void
precept_publish_html_count_citations (PreceptPublishHtml *self,
                                      PreceptText        *text)
{
  guint              n_spans = 0;
  const PreceptSpan *spans = text != NULL ? precept_text_get_spans (text, &n_spans) : NULL;
  const char        *string = text != NULL ? precept_text_get_string (text) : NULL;
  guint              i;

  for (i = 0; i < n_spans; i++)
    {
      PreceptPublishHtmlCitations *citations;

      if ((spans[i].flags & PRECEPT_SPAN_CITE) == 0 || spans[i].target == NULL || spans[i].target[0] != '#')
        continue;
      citations = g_hash_table_lookup (self->citations, spans[i].target + 1);
      if (citations == NULL)
        continue;
      citations->n_links++;
      if (i >= 2 && spans[i - 1].target == NULL && (spans[i - 1].flags & PRECEPT_SPAN_CITE) != 0 &&
          spans[i - 2].target != NULL && spans[i - 2].target[0] == '#' && strncmp (string + spans[i - 1].start, "–", strlen ("–")) == 0)
        add_places_between (self, string, &spans[i - 2], &spans[i]);
      add_place (self, spans[i].target + 1, spans[i].target + 1, citations->n_links);
    }
}
