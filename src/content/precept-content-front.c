/* precept-content-front.c: what the first page says of the guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-content-private.h"

#include <string.h>

#include "precept-document-tree.h"

static void
clear_fact (gpointer data)
{
  PreceptContentFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact->path);
}

static void
clear_coverage (gpointer data)
{
  PreceptContentCoverage *row = data;

  g_free (row->indication);
  g_free (row->determination);
  g_free (row->target);
}

void
precept_content_front_init (PreceptContentFront *self)
{
  self->facts = g_array_new (FALSE, TRUE, sizeof (PreceptContentFact));
  g_array_set_clear_func (self->facts, clear_fact);
  self->coverage = g_array_new (FALSE, TRUE, sizeof (PreceptContentCoverage));
  g_array_set_clear_func (self->coverage, clear_coverage);
}

void
precept_content_front_clear (PreceptContentFront *self)
{
  g_clear_pointer (&self->title, precept_text_unref);
  g_clear_pointer (&self->publisher, g_free);
  g_clear_pointer (&self->policy_number, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->keywords, g_free);
  g_clear_pointer (&self->facts, g_array_unref);
  g_clear_pointer (&self->coverage, g_array_unref);
}

/* Title */

/* The generic name in the parentheses that end the title: the length of the title before it, or 0. */
static gsize
find_generic (const char    *title,
              const xmlNode *metadata)
{
  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *generic = precept_node_is (child, "subject") ? precept_node_dup_child_text (child, "generic") : NULL;
      g_autofree char *ending = generic != NULL ? g_strdup_printf (" (%s)", generic) : NULL;
      gsize            length = strlen (title);

      if (ending != NULL && length > strlen (ending) &&
          g_ascii_strcasecmp (title + length - strlen (ending), ending) == 0)
        return length - strlen (ending);
    }

  return 0;
}

/* Appends what @from has between two offsets, with more flags on all of it. */
static void
append_range (PreceptText     *to,
              PreceptText     *from,
              gsize            start,
              gsize            end,
              PreceptSpanFlags flags)
{
  const char        *string = precept_text_get_string (from);
  const PreceptSpan *spans;
  guint              n_spans;

  spans = precept_text_get_spans (from, &n_spans);
  for (guint i = 0; i <= n_spans; i++)
    {
      gsize            next = i < n_spans ? CLAMP (spans[i].start, start, end) : end;
      g_autofree char *plain = g_strndup (string + start, next - start);

      precept_text_append (to, plain, flags, NULL);
      start = next;
      if (i < n_spans && spans[i].start + spans[i].length > start && start < end)
        {
          gsize            stop = MIN (spans[i].start + spans[i].length, end);
          g_autofree char *marked = g_strndup (string + start, stop - start);

          precept_text_append (to, marked, flags | spans[i].flags, spans[i].target);
          start = stop;
        }
    }
}

static PreceptText *
build_title (PreceptContentContext *context,
             const xmlNode         *metadata)
{
  const xmlNode *element = metadata != NULL ? precept_node_child (metadata, "title") : NULL;
  g_autoptr (PreceptText) title = precept_content_build_inline (context, element);
  PreceptText *result = precept_text_new (NULL);
  gsize        length = precept_text_get_length (title);
  gsize        generic;

  if (metadata == NULL)
    return result;

  generic = find_generic (precept_text_get_string (title), metadata);
  append_range (result, title, 0, generic > 0 ? generic : length, PRECEPT_SPAN_STRONG);
  if (generic > 0)
    {
      append_range (result, title, generic, length, 0);
    }
  else
    {
      /* A title that is just the brand gets the generic name of its one subject. */
      const xmlNode   *subject = precept_node_child (metadata, "subject");
      g_autofree char *name = precept_node_dup_child_text (subject, "generic");
      g_autofree char *brand = precept_node_dup_child_text (subject, "brand");

      if (name != NULL && brand != NULL && g_ascii_strcasecmp (precept_text_get_string (title), brand) == 0)
        {
          g_autofree char *rest = g_strdup_printf (" (%s)", name);

          precept_text_append (result, rest, 0, NULL);
        }
    }

  return result;
}

/* Facts */

static void
add_fact (PreceptContentFront   *self,
          PreceptContentContext *context,
          const char            *key,
          char                  *value,
          const xmlNode         *source,
          gboolean               wide)
{
  PreceptContentFact fact = { NULL };

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }

  fact.label = g_strdup (precept_words_name (context->words, "facts", key));
  fact.value = value;
  fact.path = source != NULL ? precept_document_dup_path (context->document, source) : NULL;
  fact.wide = wide;
  g_array_append_val (self->facts, fact);
}

static void
add_text_fact (PreceptContentFront   *self,
               PreceptContentContext *context,
               const xmlNode         *metadata,
               const char            *key)
{
  const xmlNode *element = precept_node_child (metadata, key);

  if (element != NULL)
    add_fact (self, context, key, precept_node_dup_text (element), element, FALSE);
}

static void
add_date_fact (PreceptContentFront   *self,
               PreceptContentContext *context,
               const xmlNode         *metadata,
               const char            *key)
{
  const xmlNode   *element = precept_node_child (metadata, key);
  g_autofree char *iso = element != NULL ? precept_node_dup_text (element) : NULL;

  if (iso != NULL)
    add_fact (self, context, key, precept_words_format_date (context->words, iso), element, FALSE);
}

/* All values of elements with this name (or of their attribute), each once, by their names in print. "": none. */
static char *
dup_list (PreceptContentContext *context,
          const xmlNode         *metadata,
          const char            *name,
          const char            *attribute,
          const char            *words)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *value = NULL;
      const char      *shown;

      if (!precept_node_is (child, name))
        continue;
      value = attribute != NULL ? precept_node_dup_attribute (child, attribute) : precept_node_dup_text (child);
      if (value == NULL || *value == '\0')
        continue;
      shown = words != NULL ? precept_words_name (context->words, words, value) : value;
      if (!g_ptr_array_find_with_equal_func (values, shown, g_str_equal, NULL))
        g_ptr_array_add (values, g_strdup (shown));
    }
  g_ptr_array_add (values, NULL);

  return g_strjoinv (", ", (char **)values->pdata);
}

static void
add_related_facts (PreceptContentFront   *self,
                   PreceptContentContext *context,
                   const xmlNode         *metadata)
{
  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *kind = NULL;

      if (!precept_node_is (child, "related"))
        continue;
      kind = precept_node_dup_attribute (child, "kind");
      add_fact (self, context, kind != NULL ? kind : "see-also", precept_node_dup_text (child), child, TRUE);
    }
}

static void
add_status (PreceptContentFront   *self,
            PreceptContentContext *context,
            const xmlNode         *metadata)
{
  const xmlNode   *element = precept_node_child (metadata, "status");
  g_autofree char *status = element != NULL ? precept_node_dup_text (element) : g_strdup ("draft");

  /* Approved is what the approvals say, never the word alone; until there are any, it is a draft. */
  if (strcmp (status, "approved") == 0)
    status = (g_free (status), g_strdup ("draft"));
  add_fact (self, context, "status", g_strdup (precept_words_name (context->words, "status", status)), element, FALSE);
}

static void
build_facts (PreceptContentFront   *self,
             PreceptContentContext *context,
             const xmlNode         *root,
             const xmlNode         *metadata)
{
  const xmlNode   *history = precept_node_child (root, "history");
  const xmlNode   *original = history != NULL ? precept_node_child (history, "original") : NULL;
  g_autofree char *on = original != NULL ? precept_node_dup_attribute (original, "on") : NULL;

  if (metadata != NULL)
    {
      add_text_fact (self, context, metadata, "policy-number");
      add_text_fact (self, context, metadata, "version");
      add_status (self, context, metadata);
    }
  if (on != NULL)
    add_fact (self, context, "original", precept_words_format_date (context->words, on), original, FALSE);
  if (metadata == NULL)
    return;

  add_date_fact (self, context, metadata, "effective");
  add_date_fact (self, context, metadata, "last-review");
  add_date_fact (self, context, metadata, "next-review");
  add_fact (self, context, "subject", dup_list (context, metadata, "subject", "kind", "subject"), NULL, FALSE);
  add_fact (self, context, "lines-of-business", dup_list (context, metadata, "line-of-business", NULL, "line-of-business"), NULL, TRUE);
  add_fact (self, context, "plan-types", dup_list (context, metadata, "plan-type", NULL, NULL), NULL, TRUE);
  add_fact (self, context, "states", dup_list (context, metadata, "state", NULL, NULL), NULL, TRUE);
  /* The owner and the keywords are for the plan's own staff; a page shows neither. */
  add_related_facts (self, context, metadata);
}

/* Coverage */

static void
add_coverage (PreceptContentFront   *self,
              PreceptContentContext *context,
              const xmlNode         *element,
              char                  *name)
{
  PreceptContentCoverage row = { NULL };
  g_autofree char       *determination = precept_node_dup_attribute (element, "determination");

  row.indication = name;
  row.determination = g_strdup (determination != NULL ? precept_words_name (context->words, "determination", determination) : "");
  row.target = precept_node_dup_attribute (element, "id");
  g_array_append_val (self->coverage, row);
}

static void
add_indications (PreceptContentFront   *self,
                 PreceptContentContext *context,
                 const xmlNode         *parent)
{
  for (const xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      const xmlNode *title = precept_node_child (child, "title");

      if (precept_node_is (child, "group"))
        add_indications (self, context, child);
      else if (precept_node_is (child, "indication"))
        add_coverage (self, context, child,
                      title != NULL ? precept_content_dup_plain (context, title)
                                    : g_strdup (precept_words_name (context->words, "headings", "indication")));
    }
}

/**
 * precept_content_front_build:
 * @self: the first page
 * @context: the context
 *
 * Builds everything of it from the document. The title stays the same pointer
 * if it says the same.
 */
void
precept_content_front_build (PreceptContentFront   *self,
                             PreceptContentContext *context)
{
  const xmlNode *root = precept_document_get_root (context->document);
  const xmlNode *metadata = precept_node_child (root, "metadata");
  const xmlNode *coverage = precept_node_child (root, "coverage");
  const xmlNode *other = coverage != NULL ? precept_node_child (coverage, "all-other-uses") : NULL;
  g_autoptr (PreceptText) title = build_title (context, metadata);
  g_autofree char *status = NULL;

  if (!precept_text_equal (title, self->title))
    {
      g_clear_pointer (&self->title, precept_text_unref);
      self->title = g_steal_pointer (&title);
    }
  g_free (self->publisher);
  self->publisher = precept_node_dup_child_text (metadata, "publisher");
  g_free (self->policy_number);
  self->policy_number = precept_node_dup_child_text (metadata, "policy-number");
  g_free (self->version);
  self->version = precept_node_dup_child_text (metadata, "version");
  status = precept_node_dup_child_text (metadata, "status");
  self->is_retired = g_strcmp0 (status, "retired") == 0;
  g_free (self->keywords);
  self->keywords = metadata != NULL ? dup_list (context, metadata, "keyword", NULL, NULL) : NULL;

  g_array_set_size (self->facts, 0);
  build_facts (self, context, root, metadata);

  g_array_set_size (self->coverage, 0);
  if (coverage != NULL)
    add_indications (self, context, coverage);
  if (other != NULL)
    add_coverage (self, context, other, g_strdup (precept_words_name (context->words, "headings", "all-other-uses")));
}
