/* precept-publish-html.c: a guideline as an HTML file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-file.h"
#include "precept-publish-date.h"
#include "precept-publish-html-private.h"
#include "precept-publish.h"

#include <string.h>

/* One file holds all: it asks for nothing from elsewhere and runs nothing. It reads the content, as the layout does, and
 * says the same words in the same order. Its syntax is that of HTML and of XML at once, so that any of the two can be
 * read from it. */

#define MOST_DESCRIPTION 300 /* characters; search engines show less */

/* What is written */

static void
free_citations (gpointer data)
{
  PreceptPublishHtmlCitations *citations = data;

  g_array_unref (citations->places);
  g_free (citations);
}

static void
clear_html (PreceptPublishHtml *self)
{
  g_string_free (self->out, TRUE);
  g_hash_table_unref (self->owners);
  g_hash_table_unref (self->references);
  g_hash_table_unref (self->citations);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PreceptPublishHtml, clear_html)

/* An id as the grammar has it. What a faulty guideline has instead is not written: it could be one of our own. */
static gboolean
is_id (const char *id)
{
  gsize i;

  for (i = 0; id[i] != '\0'; i++)
    {
      if (!g_ascii_islower (id[i]) && (i == 0 || (!g_ascii_isdigit (id[i]) && id[i] != '-')))
        return FALSE;
    }

  return i > 0;
}

/* Finds the blocks that links may lead to, before the first link is written. */
static void
collect_ids (PreceptPublishHtml *self,
             GPtrArray          *blocks)
{
  guint i;

  for (i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->id != NULL && is_id (block->id) && g_hash_table_lookup (self->owners, block->id) == NULL)
        {
          g_hash_table_insert (self->owners, block->id, block);
          if (block->kind == PRECEPT_BLOCK_REFERENCE)
            {
              PreceptPublishHtmlCitations *citations = g_new0 (PreceptPublishHtmlCitations, 1);

              citations->places = g_array_new (FALSE, FALSE, sizeof (PreceptPublishHtmlPlace));
              g_hash_table_insert (self->citations, block->id, citations);
              if (block->label != NULL)
                g_hash_table_insert (self->references, (char *)precept_text_get_string (block->label), block->id);
            }
        }
      collect_ids (self, block->children);
    }
}

static void
collect_citations (PreceptPublishHtml *self,
                   GPtrArray          *blocks)
{
  guint i;

  for (i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      /* The text of a block comes before what the block holds. */
      precept_publish_html_count_citations (self, block->label);
      precept_publish_html_count_citations (self, block->text);
      collect_citations (self, block->children);
    }
}

/* Disclaimers are written first. */
static void
collect_all_citations (PreceptPublishHtml *self)
{
  GPtrArray *blocks = precept_content_get_blocks (self->content);
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  guint i;

  precept_publish_html_count_citations (self, precept_content_get_title (self->content));
  for (i = 0; i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      g_ptr_array_add (block->kind == PRECEPT_BLOCK_DISCLAIMER ? first : rest, block);
    }
  collect_citations (self, first);
  collect_citations (self, rest);
}

static gboolean
is_right_to_left (const char *language)
{
  static const char *const languages[] = { "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi", NULL };
  g_auto (GStrv) subtags = g_strsplit (language, "-", 3);

  if (subtags[0] == NULL)
    return FALSE;
  if (subtags[1] != NULL && strlen (subtags[1]) == 4)
    return g_ascii_strcasecmp (subtags[1], "Arab") == 0 || g_ascii_strcasecmp (subtags[1], "Hebr") == 0;

  return g_strv_contains (languages, subtags[0]);
}

/* Head */

static void
write_meta (PreceptPublishHtml *self,
            const char         *name,
            const char         *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append_printf (self->out, "<meta name=\"%s\"", name);
  precept_publish_html_append_attribute (self->out, "content", value);
  g_string_append (self->out, "/>\n");
}

static void
append_sentence (GString    *out,
                 const char *sentence)
{
  if (sentence == NULL || *sentence == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, ". ");
  g_string_append (out, sentence);
}

/* What it is, and what is covered, for those who find it in a list. */
static char *
dup_description (PreceptContent *content)
{
  g_autoptr (GString) description = g_string_new (NULL);
  g_autofree char              *identity = precept_content_dup_identity (content);
  g_autofree char              *effect = precept_content_dup_effect (content);
  guint                         n_rows;
  const PreceptContentCoverage *rows = precept_content_get_coverage (content, &n_rows);
  guint                         i;

  append_sentence (description, precept_content_get_kind (content));
  append_sentence (description, identity);
  append_sentence (description, effect);
  for (i = 0; i < n_rows; i++)
    {
      g_autofree char *row = g_strconcat (rows[i].indication, ": ", rows[i].determination, NULL);

      if (g_utf8_strlen (description->str, -1) + g_utf8_strlen (row, -1) > MOST_DESCRIPTION)
        break;
      append_sentence (description, row);
    }
  g_string_append_c (description, '.');
  return g_string_free (g_steal_pointer (&description), FALSE);
}

static void
write_head (PreceptPublishHtml *self,
            GDateTime          *date)
{
  const char      *language = precept_content_get_language (self->content);
  const char      *publisher = precept_content_get_publisher (self->content);
  g_autofree char *title = precept_text_dup_plain (precept_content_get_title (self->content));
  g_autofree char *description = dup_description (self->content);
  g_autofree char *day = date != NULL ? g_date_time_format_iso8601 (date) : NULL;
  g_autofree char *whole_title = NULL;

  whole_title = g_strjoin (" · ", *title != '\0' ? title : precept_content_get_kind (self->content), publisher, NULL);
  g_string_append (self->out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"");
  precept_publish_html_append_attribute (self->out, "lang", language);
  precept_publish_html_append_attribute (self->out, "xml:lang", language);
  if (self->is_rtl)
    g_string_append (self->out, " dir=\"rtl\"");
  g_string_append (self->out, ">\n<head>\n<meta charset=\"UTF-8\"/>\n");
  precept_publish_html_write_plain (self, "title", NULL, whole_title);
  g_string_append_c (self->out, '\n');
  write_meta (self, "viewport", "width=device-width, initial-scale=1");
  write_meta (self, "description", description);
  write_meta (self, "author", publisher);
  write_meta (self, "keywords", precept_content_get_keywords (self->content));
  write_meta (self, "dcterms.modified", day);
  write_meta (self, "generator", "Precept");
  write_meta (self, "color-scheme", "light dark");
  precept_publish_html_write_style (self);
  g_string_append (self->out, "</head>\n");
}

/* Body */

static gboolean
write_body (PreceptPublishHtml *self,
            GCancellable       *cancellable,
            GError            **error)
{
  GPtrArray *blocks = precept_content_get_blocks (self->content);

  g_string_append (self->out, "<body>\n<a class=\"skip\" href=\"#Content\">");
  precept_publish_html_write_phrase (self, precept_content_get_word (self->content, "skip-to-content"), NULL, NULL);
  g_string_append (self->out, "</a>\n");
  precept_publish_html_write_header (self);
  precept_publish_html_write_contents (self);
  g_string_append (self->out, "<main id=\"Content\">\n");
  precept_publish_html_write_small_print (self);
  precept_publish_html_write_blocks (self, blocks);
  precept_publish_html_write_end_notice (self);
  g_string_append (self->out, "</main>\n");
  precept_publish_html_write_footer (self);
  g_string_append (self->out, "</body>\n</html>\n");
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * precept_publish_content_html:
 * @document: a guideline
 * @content: its content
 * @style: its colours, fonts and paper
 * @file: where to write
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes @content as an HTML file that stands alone.
 *
 * Fails with `PRECEPT_PUBLISH_ERROR_DATE` if the environment sets a wrong date, or with an error of the file.
 *
 * Returns: whether @file is the new one; if not, it is as it was
 */
gboolean
precept_publish_content_html (PreceptDocument *document,
                              PreceptContent  *content,
                              PreceptStyle    *style,
                              GFile           *file,
                              GCancellable    *cancellable,
                              GError         **error)
{
  g_auto (PreceptPublishHtml) self = { content, style };
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (PRECEPT_IS_CONTENT (content), FALSE);
  g_return_val_if_fail (style != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  self.out = g_string_sized_new (1 << 16);
  self.owners = g_hash_table_new (g_str_hash, g_str_equal);
  self.references = g_hash_table_new (g_str_hash, g_str_equal);
  self.citations = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_citations);
  self.depth = 1; /* the title */
  self.is_rtl = is_right_to_left (precept_content_get_language (content));

  if (!precept_publish_find_date (document, &date, error))
    return FALSE;
  collect_ids (&self, precept_content_get_blocks (content));
  collect_all_citations (&self);
  write_head (&self, date);
  if (!write_body (&self, cancellable, error))
    return FALSE;
  bytes = g_bytes_new (self.out->str, self.out->len);
  return precept_file_replace (file, bytes, error);
}

/**
 * precept_publish_html:
 * @document: a guideline
 * @style: its colours, fonts and paper
 * @file: where to write
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes @document as an HTML file that stands alone. Fails as [func@publish_content_html].
 *
 * Returns: whether @file is the new one; if not, it is as it was
 */
gboolean
precept_publish_html (PreceptDocument *document,
                      PreceptStyle    *style,
                      GFile           *file,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autoptr (PreceptContent) content = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);

  content = precept_content_new (document);
  return precept_publish_content_html (document, content, style, file, cancellable, error);
}
