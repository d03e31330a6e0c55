/* precept-check-context.c: a guideline as the house rules read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-grammar.h"

#include <string.h>

#define MAX_PLACE_WORDS 40 /* characters of a title or a paragraph in a place */

static void
index_element (PreceptCheckContext *self,
               xmlNode             *node)
{
  const char *name = (const char *)node->name;
  GPtrArray  *peers = g_hash_table_lookup (self->by_name, name);
  char       *id = precept_node_dup_attribute (node, "id");

  if (peers == NULL)
    {
      peers = g_ptr_array_new ();
      g_hash_table_insert (self->by_name, (gpointer)g_intern_string (name), peers);
    }
  g_ptr_array_add (peers, node);
  g_ptr_array_add (self->elements, node);

  if (id == NULL || *id == '\0')
    g_free (id);
  else if (g_hash_table_contains (self->by_id, id))
    {
      g_ptr_array_add (self->repeated, node);
      g_free (id);
    }
  else
    {
      g_hash_table_insert (self->by_id, id, node);
    }
}

/* The next node in document order that may be ours; foreign content is passed over. */
static xmlNode *
next_node (xmlNode *node,
           xmlNode *root)
{
  if (precept_node_is_ours (node) && node->children != NULL)
    return node->children;
  while (node != root && node->next == NULL)
    node = node->parent;

  return node == root ? NULL : node->next;
}

/* As a reader sees them: tables of codes and tables with a caption count together. */
static void
number_element (PreceptCheckContext *self,
                xmlNode             *node,
                guint               *n_references,
                guint               *n_tables)
{
  guint number = 0;

  if (precept_node_is (node, "reference"))
    number = ++*n_references;
  else if (precept_node_is (node, "code-table") ||
           (precept_node_is (node, "table") && precept_node_child (node, "caption") != NULL))
    number = ++*n_tables;

  if (number > 0)
    g_hash_table_insert (self->numbers, node, GUINT_TO_POINTER (number));
}

/**
 * precept_check_context_new:
 * @document: a guideline
 * @today: (nullable): the date to judge deadlines by, or %NULL to judge none
 *
 * Reads a guideline once for all rules. The tree must not change while the
 * context lives.
 *
 * Returns: (transfer full): a context
 */
PreceptCheckContext *
precept_check_context_new (PreceptDocument *document,
                           const GDate     *today)
{
  PreceptCheckContext *self = g_new0 (PreceptCheckContext, 1);
  guint                n_references = 0;
  guint                n_tables = 0;

  self->document = document;
  self->root = precept_document_get_root (document);
  self->today = today;
  self->elements = g_ptr_array_new ();
  self->repeated = g_ptr_array_new ();
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->numbers = g_hash_table_new (NULL, NULL);
  self->diagnostics = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_diagnostic_unref);

  for (xmlNode *node = self->root; node != NULL; node = next_node (node, self->root))
    if (precept_node_is_ours (node))
      {
        index_element (self, node);
        number_element (self, node, &n_references, &n_tables);
      }

  return self;
}

void
precept_check_context_free (PreceptCheckContext *self)
{
  g_ptr_array_unref (self->elements);
  g_ptr_array_unref (self->repeated);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->diagnostics);
  g_clear_pointer (&self->vignettes, precept_vignette_run_free);
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->rules, precept_rules_unref);
  g_free (self);
}

GPtrArray *
precept_check_context_get_elements (PreceptCheckContext *self,
                                    const char          *name)
{
  GPtrArray *peers = g_hash_table_lookup (self->by_name, name);

  if (peers == NULL)
    {
      peers = g_ptr_array_new ();
      g_hash_table_insert (self->by_name, (gpointer)g_intern_string (name), peers);
    }

  return peers;
}

xmlNode *
precept_check_context_find (PreceptCheckContext *self,
                            const char          *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

guint
precept_check_context_get_number (PreceptCheckContext *self,
                                  const xmlNode       *node)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, node));
}

PreceptRules *
precept_check_context_get_rules (PreceptCheckContext *self)
{
  if (self->rules == NULL)
    self->rules = precept_rules_new (self->document);

  return self->rules;
}

const PreceptFinding *
precept_check_context_get_findings (PreceptCheckContext *self,
                                    guint               *n_findings)
{
  if (self->findings == NULL)
    self->findings = precept_analysis_find (self->document, precept_check_context_get_rules (self));
  *n_findings = self->findings->len;

  return (const PreceptFinding *)self->findings->data;
}

PreceptVignetteRun *
precept_check_context_get_vignettes (PreceptCheckContext *self)
{
  if (self->vignettes == NULL)
    self->vignettes = precept_vignette_run_new (self->document);

  return self->vignettes;
}

gboolean
precept_check_share_subject (const char *subjects,
                             const char *others)
{
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) second = NULL;

  if (subjects == NULL || others == NULL)
    return TRUE;

  first = g_strsplit_set (subjects, " \t\r\n", -1);
  second = g_strsplit_set (others, " \t\r\n", -1);
  for (guint i = 0; first[i] != NULL; i++)
    if (*first[i] != '\0' && g_strv_contains ((const char *const *)second, first[i]))
      return TRUE;

  return FALSE;
}

const char *
precept_check_get_determination_label (const char *determination)
{
  const char *label = precept_grammar_get_choice_label (precept_grammar_get (), "code-table", "determination", determination);

  return label != NULL ? label : determination;
}

static char *
shorten (char *text) /* (transfer full) */
{
  char *cut, *space;

  if (g_utf8_strlen (text, -1) <= MAX_PLACE_WORDS)
    return text;

  cut = g_utf8_substring (text, 0, MAX_PLACE_WORDS);
  g_free (text);
  space = strrchr (cut, ' ');
  if (space != NULL)
    *space = '\0';
  text = g_strconcat (cut, "…", NULL);
  g_free (cut);

  return text;
}

static char *
dup_child_words (const xmlNode *node,
                 const char    *name)
{
  char *text = precept_node_dup_child_text (node, name);

  return text != NULL ? shorten (text) : NULL;
}

static char *
dup_label (const xmlNode *node)
{
  const char *label = precept_grammar_get_label (precept_grammar_get (), (const char *)node->name);

  return g_strdup (label != NULL ? label : (const char *)node->name);
}

static gboolean
is_prose (const xmlNode *node)
{
  return precept_node_is (node, "p") || precept_node_is (node, "item") || precept_node_is (node, "finding") ||
         precept_node_is (node, "cell");
}

static gboolean
is_inline (const xmlNode *node)
{
  static const char *const names[] = { "em", "strong", "sup", "sub", "link", "cite", "xref", "mandate", NULL };

  return g_strv_contains (names, (const char *)node->name) ||
         (precept_node_is (node, "term") && !precept_node_is (node->parent, "definition"));
}

/* What a person calls one element among its peers; NULL where it needs no
 * words, because its parent's say enough. */
static char *
dup_step (PreceptCheckContext *self,
          const xmlNode       *node,
          gboolean             is_last)
{
  guint number = precept_check_context_get_number (self, node);
  char *words = NULL;

  if (precept_node_is (node, "reference"))
    return g_strdup_printf ("%u", number);
  if (number > 0)
    return g_strdup_printf ("Table %u", number);

  if (precept_node_is (node, "code"))
    words = precept_node_dup_attribute (node, "value");
  else if (precept_node_is (node, "original") || precept_node_is (node, "revision"))
    words = precept_node_dup_attribute (node, "on");
  else if (precept_node_is (node, "definition"))
    words = dup_child_words (node, "term");
  else if (!precept_node_is (node, "metadata"))
    words = dup_child_words (node, "title");
  if (words != NULL && *words != '\0')
    return words;
  g_free (words);

  if (is_prose (node))
    {
      g_autofree char *text = is_last ? shorten (precept_node_dup_text (node)) : NULL;

      return text != NULL && *text != '\0' ? g_strdup_printf ("“%s”", text) : NULL;
    }
  if (is_last || node->parent == self->root)
    return dup_label (node);

  return NULL;
}

/**
 * precept_check_dup_place:
 * @self: a context
 * @node: a node of its guideline
 *
 * Says where something is, as a reader would: by headings, numbers and first words.
 *
 * Returns: (transfer full): words such as "References › 13"
 */
char *
precept_check_dup_place (PreceptCheckContext *self,
                         const xmlNode       *node)
{
  GString *place = g_string_new (NULL);
  gboolean is_last = TRUE;

  /* Of what stands in a line of text, the text is the place. */
  while (is_inline (node) && node->parent != NULL)
    node = node->parent;
  for (const xmlNode *at = node; at != NULL && at != self->root; at = at->parent)
    {
      g_autofree char *words = NULL;

      if (!precept_node_is_ours (at))
        continue;
      words = dup_step (self, at, is_last);
      if (words == NULL)
        continue;
      if (place->len > 0)
        g_string_prepend (place, " › ");
      g_string_prepend (place, words);
      is_last = FALSE;
    }
  if (place->len == 0)
    g_string_append (place, "Guideline");

  return g_string_free (place, FALSE);
}

/* The nearest element with an id, which a click on the diagnostic leads to. */
static char *
dup_nearest_id (const xmlNode *node)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      char *id = precept_node_dup_attribute (node, "id");

      if (id != NULL && *id != '\0')
        return id;
      g_free (id);
    }

  return NULL;
}

static PreceptDiagnostic *
add_diagnostic (PreceptCheckContext    *self,
                const PreceptCheckRule *rule,
                PreceptSeverity         severity,
                const xmlNode          *node,
                const char             *message)
{
  PreceptDiagnostic *diagnostic = precept_diagnostic_new (rule->id, severity, "%s", message);
  g_autofree char   *id = dup_nearest_id (node);
  g_autofree char   *path = precept_document_dup_path (self->document, node);
  g_autofree char   *place = precept_check_dup_place (self, node);
  long               line = xmlGetLineNo (node);

  precept_diagnostic_set_place (diagnostic, id, path, CLAMP (line, 0, G_MAXINT), place);
  g_ptr_array_add (self->diagnostics, diagnostic);

  return diagnostic;
}

PreceptDiagnostic *
precept_check_context_report (PreceptCheckContext    *self,
                              const PreceptCheckRule *rule,
                              const xmlNode          *node,
                              const char             *format,
                              ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return add_diagnostic (self, rule, rule->severity, node, message);
}

PreceptDiagnostic *
precept_check_context_report_as (PreceptCheckContext    *self,
                                 const PreceptCheckRule *rule,
                                 PreceptSeverity         severity,
                                 const xmlNode          *node,
                                 const char             *format,
                                 ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return add_diagnostic (self, rule, severity, node, message);
}

void
precept_check_fix_attribute (PreceptCheckContext *self,
                             PreceptDiagnostic   *diagnostic,
                             const xmlNode       *node,
                             const char          *attribute,
                             const char          *value,
                             const char          *label)
{
  g_autofree char  *path = precept_document_dup_path (self->document, node);
  PreceptStepGroup *fix = precept_step_group_new (label);

  precept_step_group_add (fix, precept_step_new_set_attribute (path, attribute, value));
  precept_diagnostic_set_fix (diagnostic, fix);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar)*text >= 0x80)
      return FALSE;

  return TRUE;
}

char *
precept_check_normalize_words (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autofree char *folded = NULL;
  GString         *words = g_string_sized_new (strlen (text));
  gboolean         gap = FALSE;

  if (is_ascii (text))
    {
      folded = g_ascii_strdown (text, -1);
    }
  else
    {
      decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
      folded = g_utf8_casefold (decomposed != NULL ? decomposed : text, -1);
    }

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (!g_unichar_isalnum (c))
        {
          gap = words->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (words, ' ');
      gap = FALSE;
      g_string_append_unichar (words, c);
    }

  return g_string_free (words, FALSE);
}
