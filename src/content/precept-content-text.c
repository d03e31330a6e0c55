/* precept-content-text.c: inline content as a reader sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-content-private.h"

#include <string.h>

#include "precept-address.h"
#include "precept-document-tree.h"
#include "precept-label.h"

typedef struct
{
  PreceptContentContext *context;
  PreceptText           *text;
  gboolean               identifiers; /* DOIs, PMIDs and addresses in plain text become links */
  const xmlNode         *last;        /* borrowed; the citation that ends the text, or NULL */
  const char            *last_ids;    /* to be cited together with it */
} Writer;

static void append_nodes (Writer          *writer,
                          const xmlNode   *first,
                          PreceptSpanFlags flags,
                          const char      *target);

/* The part of a reference that names it elsewhere. A bare DOI counts: some citations have no "doi:". */
static GRegex *
get_identifier_regex (void)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    {
      GRegex *compiled = g_regex_new ("\\b(?:doi:?\\s*|https?://(?:dx\\.)?doi\\.org/)?(?<doi>10\\.[0-9]{4,9}/[^\\s\"<>]+)"
                                      "|\\bPMID:?\\s*(?<pmid>[0-9]{1,9})\\b"
                                      "|\\b(?:PMCID:?\\s*)?(?<pmcid>PMC[0-9]{4,9})\\b"
                                      "|\\b(?<uri>https?://[^\\s\"<>]+)",
                                      G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);

      g_assert (compiled != NULL);
      g_once_init_leave (&regex, compiled);
    }

  return regex;
}

/* The length of an address or a DOI without the punctuation of the sentence it stands in. */
static gsize
measure_identifier (const char *start,
                    gsize       length)
{
  while (length > 0)
    {
      char last = start[length - 1];

      if (last == ')' || last == ']')
        {
          char opening = last == ')' ? '(' : '[';
          int  depth = 0;

          for (gsize i = 0; i < length; i++)
            depth += start[i] == opening ? 1 : start[i] == last ? -1
                                                                : 0;
          if (depth >= 0)
            break;
        }
      else if (strchr (".,;:'", last) == NULL)
        {
          break;
        }
      length--;
    }

  return length;
}

static char *
dup_doi_uri (const char *doi)
{
  g_autofree char *escaped = g_uri_escape_string (doi, "/:;()!$&'*+,=@", FALSE);

  return g_strconcat ("https://doi.org/", escaped, NULL);
}

static char *
dup_pmid_uri (const char *pmid)
{
  return g_strdup_printf ("https://pubmed.ncbi.nlm.nih.gov/%s/", pmid);
}

static char *
dup_pmcid_uri (const char *pmcid)
{
  g_autofree char *upper = g_ascii_strup (pmcid, -1);

  return g_strdup_printf ("https://pmc.ncbi.nlm.nih.gov/articles/%s/", upper);
}

static void
append_part (PreceptText     *text,
             const char      *start,
             gsize            length,
             PreceptSpanFlags flags,
             const char      *target)
{
  g_autofree char *part = g_strndup (start, length);

  precept_text_append (text, part, flags, target);
}

static void
append_identifiers (Writer          *writer,
                    const char      *string,
                    PreceptSpanFlags flags)
{
  g_autoptr (GMatchInfo) match = NULL;
  gsize done = 0;

  g_regex_match (get_identifier_regex (), string, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *doi = g_match_info_fetch_named (match, "doi");
      g_autofree char *pmid = g_match_info_fetch_named (match, "pmid");
      g_autofree char *pmcid = g_match_info_fetch_named (match, "pmcid");
      g_autofree char *uri = NULL;
      gsize            length;
      int              start;
      int              end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      length = measure_identifier (string + start, end - start);

      if (doi != NULL && *doi != '\0')
        {
          doi[measure_identifier (doi, strlen (doi))] = '\0';
          uri = dup_doi_uri (doi);
        }
      else if (pmid != NULL && *pmid != '\0')
        {
          uri = dup_pmid_uri (pmid);
        }
      else if (pmcid != NULL && *pmcid != '\0')
        {
          uri = dup_pmcid_uri (pmcid);
        }
      else
        {
          uri = g_strndup (string + start, length);
        }

      append_part (writer->text, string + done, start - done, flags, NULL);
      append_part (writer->text, string + start, length, flags | PRECEPT_SPAN_LINK, uri);
      done = start + length;
      g_match_info_next (match, NULL);
    }

  precept_text_append (writer->text, string + done, flags, NULL);
}

static gboolean
ends_in_cite (PreceptText *text)
{
  const PreceptSpan *spans;
  guint              n_spans;

  spans = precept_text_get_spans (text, &n_spans);

  return n_spans > 0 && (spans[n_spans - 1].flags & PRECEPT_SPAN_CITE) != 0 &&
         spans[n_spans - 1].start + spans[n_spans - 1].length == precept_text_get_length (text);
}

typedef struct
{
  guint       number; /* 0: no such reference */
  const char *id;
} Citation;

static int
compare_citations (gconstpointer a,
                   gconstpointer b)
{
  guint number_a = ((const Citation *)a)->number;
  guint number_b = ((const Citation *)b)->number;

  /* What leads nowhere comes last. */
  if (number_a == 0 || number_b == 0)
    return (number_a == 0) - (number_b == 0);

  return (number_a > number_b) - (number_a < number_b);
}

static void
append_citation (PreceptContentContext *self,
                 PreceptText           *text,
                 const Citation        *citation)
{
  g_autofree char *number = NULL;
  g_autofree char *target = NULL;

  if (citation->number == 0)
    {
      precept_text_append (text, precept_words_lookup (self->words, "text", "unresolved"), PRECEPT_SPAN_CITE, NULL);
      return;
    }

  number = g_strdup_printf ("%u", citation->number);
  target = g_strconcat ("#", citation->id, NULL);
  precept_text_append (text, number, PRECEPT_SPAN_CITE, target);
}

/**
 * precept_content_append_cites:
 * @self: the context
 * @text: where to append
 * @ids: (nullable): ids of references, a space between
 *
 * Appends citation numbers, ascending and each once; three or more in a row as
 * "1–3". A reference that does not exist shows as "?".
 */
void
precept_content_append_cites (PreceptContentContext *self,
                              PreceptText           *text,
                              const char            *ids)
{
  g_auto (GStrv) words = g_strsplit_set (ids != NULL ? ids : "", " \t\r\n", -1);
  g_autoptr (GArray) citations = g_array_new (FALSE, FALSE, sizeof (Citation));
  guint i = 0;

  for (guint j = 0; words[j] != NULL; j++)
    {
      Citation citation = { 0, words[j] };
      xmlNode *node;

      if (*words[j] == '\0')
        continue;

      node = precept_document_find (self->document, words[j]);
      if (precept_node_is (node, "reference"))
        citation.number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, words[j]));
      g_hash_table_insert (self->used_numbers, g_strdup (words[j]), GUINT_TO_POINTER (citation.number));
      g_array_append_val (citations, citation);
    }
  g_array_sort (citations, compare_citations);

  while (i < citations->len)
    {
      const Citation *first = &g_array_index (citations, Citation, i);
      const Citation *last = first;
      guint           n_in_row = 1;

      for (i++; i < citations->len; i++)
        {
          const Citation *next = &g_array_index (citations, Citation, i);

          if (next->number == last->number && last->number > 0)
            continue;
          if (next->number != last->number + 1 || last->number == 0)
            break;
          last = next;
          n_in_row++;
        }

      if (ends_in_cite (text))
        precept_text_append (text, ",", PRECEPT_SPAN_CITE, NULL);
      append_citation (self, text, first);
      if (n_in_row > 1)
        {
          precept_text_append (text, n_in_row > 2 ? "–" : ",", PRECEPT_SPAN_CITE, NULL);
          append_citation (self, text, last);
        }
    }
}

void
precept_content_append_mandate (PreceptContentContext *self,
                                PreceptText           *text)
{
  precept_text_append (text, precept_words_lookup (self->words, "text", "mandate"), PRECEPT_SPAN_MANDATE, self->mandate_target);
}

/* Remembers that the nearest element with an id around @node prints @label for @id. */
static void
use_label (PreceptContentContext *self,
           const xmlNode         *node,
           const char            *id,
           const char            *label)
{
  PreceptContentLabel *used = g_hash_table_lookup (self->used_labels, id);
  char                *owner = NULL;

  if (used == NULL)
    {
      used = g_new0 (PreceptContentLabel, 1);
      used->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->used_labels, g_strdup (id), used);
    }
  g_free (used->label);
  used->label = g_strdup (label);

  for (; owner == NULL && node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    owner = precept_node_dup_attribute (node, "id");
  if (owner != NULL)
    g_hash_table_add (used->owners, owner);
}

static void
append_xref (Writer          *writer,
             const xmlNode   *node,
             PreceptSpanFlags flags)
{
  PreceptContentContext *self = writer->context;
  const char            *unresolved = precept_words_lookup (self->words, "text", "unresolved");
  g_autofree char       *id = precept_node_dup_attribute (node, "ref");
  g_autofree char       *label = id != NULL ? precept_label_new (self->document, self->numbers, id) : NULL;
  g_autofree char       *target = label != NULL ? g_strconcat ("#", id, NULL) : NULL;

  if (id != NULL)
    use_label (self, node, id, label != NULL ? label : unresolved);
  precept_text_append (writer->text, label != NULL ? label : unresolved, flags | PRECEPT_SPAN_XREF, target);
}

/* Citations that touch are one list of numbers: the first one says it for all. */
static void
append_cite (Writer        *writer,
             const xmlNode *first)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  if (precept_node_is (first->prev, "cite"))
    return;

  for (const xmlNode *node = first; precept_node_is (node, "cite"); node = node->next)
    {
      g_autofree char *value = precept_node_dup_attribute (node, "ref");

      g_string_append_printf (ids, " %s", value != NULL ? value : "");
      if (node == writer->last && writer->last_ids != NULL)
        g_string_append_printf (ids, " %s", writer->last_ids);
    }

  precept_content_append_cites (writer->context, writer->text, ids->str);
}

static const struct
{
  const char      *name;
  PreceptSpanFlags flags;
} marks[] = {
  { "em", PRECEPT_SPAN_EM },
  { "strong", PRECEPT_SPAN_STRONG },
  { "sup", PRECEPT_SPAN_SUP },
  { "sub", PRECEPT_SPAN_SUB },
};

static void
append_element (Writer          *writer,
                const xmlNode   *node,
                PreceptSpanFlags flags,
                const char      *target)
{
  g_autofree char *value = NULL;
  g_autofree char *own_target = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (precept_node_is (node, marks[i].name))
        {
          append_nodes (writer, node->children, flags | marks[i].flags, target);
          return;
        }
    }

  if (precept_node_is (node, "link"))
    {
      value = precept_node_dup_attribute (node, "href");
      if (value != NULL && precept_address_is_followed (value))
        append_nodes (writer, node->children, flags | PRECEPT_SPAN_LINK, value);
      else
        append_nodes (writer, node->children, flags, target);
    }
  else if (precept_node_is (node, "term"))
    {
      value = precept_node_dup_attribute (node, "ref");
      if (value != NULL)
        {
          gboolean exists = precept_document_has_id (writer->context->document, value);

          g_hash_table_insert (writer->context->used_terms, g_strdup (value), GINT_TO_POINTER (exists));
          own_target = exists ? g_strconcat ("#", value, NULL) : NULL;
        }
      append_nodes (writer, node->children, flags | PRECEPT_SPAN_TERM, own_target);
    }
  else if (precept_node_is (node, "cite"))
    {
      append_cite (writer, node);
    }
  else if (precept_node_is (node, "xref"))
    {
      append_xref (writer, node, flags);
    }
  else if (precept_node_is (node, "mandate"))
    {
      precept_content_append_mandate (writer->context, writer->text);
    }
  else if (precept_node_is (node, (const char *)node->name))
    {
      /* Not of our grammar, but of our namespace: an error, and still not lost. */
      append_nodes (writer, node->children, flags, target);
    }
}

static void
append_nodes (Writer          *writer,
              const xmlNode   *first,
              PreceptSpanFlags flags,
              const char      *target)
{
  for (const xmlNode *node = first; node != NULL; node = node->next)
    {
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        {
          const char *string = (const char *)node->content;

          if (string == NULL)
            continue;
          if (writer->identifiers && target == NULL)
            append_identifiers (writer, string, flags);
          else
            precept_text_append (writer->text, string, flags, target);
        }
      else if (node->type == XML_ELEMENT_NODE)
        {
          append_element (writer, node, flags, target);
        }
    }
}

/**
 * precept_content_build_inline:
 * @self: the context
 * @element: (nullable): an element that holds text
 *
 * Returns: (transfer full): its text
 */
PreceptText *
precept_content_build_inline (PreceptContentContext *self,
                              const xmlNode         *element)
{
  PreceptText *text = precept_text_new (NULL);
  Writer       writer = { self, text, FALSE };

  if (element != NULL)
    append_nodes (&writer, element->children, 0, NULL);

  return text;
}

/**
 * precept_content_build_cited_inline:
 * @self: the context
 * @element: an element that holds text
 * @ids: (nullable): references that are cited at its end
 *
 * Returns: (transfer full): its text, then the citations, as one list with those
 *   that end the text themselves
 */
PreceptText *
precept_content_build_cited_inline (PreceptContentContext *self,
                                    const xmlNode         *element,
                                    const char            *ids)
{
  PreceptText *text = precept_text_new (NULL);
  Writer       writer = { self, text, FALSE, NULL, ids };

  if (precept_node_is (element->last, "cite"))
    writer.last = element->last;
  append_nodes (&writer, element->children, 0, NULL);
  if (writer.last == NULL)
    precept_content_append_cites (self, text, ids);

  return text;
}

/* Appends one node: text, or an inline element. */
void
precept_content_append_inline (PreceptContentContext *self,
                               PreceptText           *text,
                               const xmlNode         *node)
{
  Writer writer = { self, text, FALSE };

  if (node->type == XML_ELEMENT_NODE)
    append_element (&writer, node, 0, NULL);
  else if (node->content != NULL)
    precept_text_append (text, (const char *)node->content, 0, NULL);
}

gboolean
precept_content_is_inline (const xmlNode *node)
{
  static const char *const names[] = { "em", "strong", "sup", "sub", "link", "cite", "term", "xref", "mandate", NULL };

  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
    return !xmlIsBlankNode (node);

  return precept_content_element_is (node, names);
}

static gboolean
contains_caseless (const char *haystack,
                   const char *needle)
{
  g_autofree char *folded_haystack = g_utf8_casefold (haystack, -1);
  g_autofree char *folded_needle = g_utf8_casefold (needle, -1);

  return strstr (folded_haystack, folded_needle) != NULL;
}

/* What is known about a reference but not said in its text goes after it; the DOI last. */
static void
append_missing_identifier (PreceptText *text,
                           const char  *prefix,
                           const char  *value,
                           const char  *stop,
                           char        *uri)
{
  g_autofree char *target = uri;
  g_autofree char *shown = NULL;

  if (value == NULL || *value == '\0' || contains_caseless (precept_text_get_string (text), value))
    return;

  if (precept_text_get_length (text) > 0)
    precept_text_append (text, " ", 0, NULL);
  shown = g_strconcat (prefix, value, NULL);
  precept_text_append (text, shown, PRECEPT_SPAN_LINK, target);
  precept_text_append (text, stop, 0, NULL);
}

/**
 * precept_content_build_reference_text:
 * @self: the context
 * @reference: a reference
 *
 * Returns: (transfer full): the citation, in which DOIs, PMIDs, PMCIDs and
 *   addresses are links; then what only its attributes say, the DOI last
 */
PreceptText *
precept_content_build_reference_text (PreceptContentContext *self,
                                      const xmlNode         *reference)
{
  PreceptText     *text = precept_text_new (NULL);
  Writer           writer = { self, text, TRUE };
  g_autofree char *doi = precept_node_dup_attribute (reference, "doi");
  g_autofree char *pmid = precept_node_dup_attribute (reference, "pmid");
  g_autofree char *pmcid = precept_node_dup_attribute (reference, "pmcid");
  g_autofree char *accessed = precept_node_dup_attribute (reference, "accessed");

  append_nodes (&writer, reference->children, 0, NULL);

  if (accessed != NULL && !contains_caseless (precept_text_get_string (text), "accessed"))
    {
      g_autofree char *date = precept_words_format_date (self->words, accessed);
      g_autofree char *sentence = precept_words_fill (self->words, "text", "accessed", "date", date, NULL);

      precept_text_append (text, " ", 0, NULL);
      precept_text_append (text, sentence, 0, NULL);
    }
  append_missing_identifier (text, "PMID: ", pmid, ".", pmid != NULL ? dup_pmid_uri (pmid) : NULL);
  append_missing_identifier (text, "PMCID: ", pmcid, ".", pmcid != NULL ? dup_pmcid_uri (pmcid) : NULL);
  append_missing_identifier (text, "doi:", doi, "", doi != NULL ? dup_doi_uri (doi) : NULL);

  return text;
}

/**
 * precept_content_dup_plain:
 * @self: the context
 * @element: (nullable): an element that holds text
 *
 * Returns: (transfer full): its text without citations and mandate marks, as a
 *   heading is named elsewhere
 */
char *
precept_content_dup_plain (PreceptContentContext *self,
                           const xmlNode         *element)
{
  g_autoptr (PreceptText) text = precept_content_build_inline (self, element);
  g_autoptr (GString) plain = g_string_new (NULL);
  const char        *string = precept_text_get_string (text);
  const PreceptSpan *spans;
  guint              n_spans;
  gsize              done = 0;

  spans = precept_text_get_spans (text, &n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      if ((spans[i].flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) == 0)
        continue;
      g_string_append_len (plain, string + done, spans[i].start - done);
      done = spans[i].start + spans[i].length;
    }
  g_string_append (plain, string + done);

  return g_strstrip (g_string_free (g_steal_pointer (&plain), FALSE));
}
