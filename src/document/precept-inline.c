/* precept-inline.c: the text of one block with its marks, apart from the tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-inline.h"

#include "precept-canonical.h"
#include "precept-inline-tree.h"
#include "precept-tree-private.h"
#include "precept-xml-private.h"

#include <string.h>

/**
 * PreceptInline:
 *
 * Inline content as a row of runs, each with all its marks.
 *
 * The tree nests marks, in an order that means nothing; here nothing is nested, so that
 * text can be cut anywhere. What has no place in this model (an em with attributes of
 * its own, a link in a link, a comment, something foreign) is an opaque run, which keeps
 * its XML as it is. So nothing is lost on the way here and back.
 */
struct _PreceptInline
{
  gatomicrefcount ref_count;

  GPtrArray *runs; /* owned PreceptRun; no empty text; no two texts side by side that look alike */
};

G_DEFINE_BOXED_TYPE (PreceptInline, precept_inline, precept_inline_ref, precept_inline_unref)

/* What can be around a run, the outermost first where several begin and end together. */
typedef enum
{
  WRAPPER_LINK,
  WRAPPER_TERM,
  WRAPPER_STRONG,
  WRAPPER_EM,
  WRAPPER_SUP,
  WRAPPER_SUB,
  N_WRAPPERS
} Wrapper;

static const struct
{
  const char  *name;
  PreceptMarks mark;
} wrappers[N_WRAPPERS] = {
  [WRAPPER_LINK] = { "link", PRECEPT_MARK_NONE },
  [WRAPPER_TERM] = { "term", PRECEPT_MARK_NONE },
  [WRAPPER_STRONG] = { "strong", PRECEPT_MARK_STRONG },
  [WRAPPER_EM] = { "em", PRECEPT_MARK_EM },
  [WRAPPER_SUP] = { "sup", PRECEPT_MARK_SUP },
  [WRAPPER_SUB] = { "sub", PRECEPT_MARK_SUB },
};

static void
free_run (PreceptRun *run)
{
  g_free (run->text);
  g_free (run->href);
  g_free (run->ref);
  g_free (run);
}

static gboolean
looks_alike (const PreceptRun *a,
             const PreceptRun *b)
{
  return a->kind == b->kind && a->marks == b->marks && g_strcmp0 (a->href, b->href) == 0 && g_strcmp0 (a->ref, b->ref) == 0;
}

PreceptInline *
precept_inline_new (void)
{
  PreceptInline *self = g_new0 (PreceptInline, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify)free_run);

  return self;
}

PreceptInline *
precept_inline_ref (PreceptInline *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
precept_inline_unref (PreceptInline *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->runs);
  g_free (self);
}

/**
 * precept_inline_append:
 * @self: inline content that is not shared yet
 * @run: what comes at the end; copied
 *
 * Adds a run. A text that looks like the one before it becomes part of that one.
 */
void
precept_inline_append (PreceptInline    *self,
                       const PreceptRun *run)
{
  PreceptRun *last;
  PreceptRun *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (run != NULL);
  g_return_if_fail (run->text != NULL || (run->kind != PRECEPT_RUN_TEXT && run->kind != PRECEPT_RUN_OPAQUE));

  if (run->kind == PRECEPT_RUN_TEXT && *run->text == '\0')
    return;

  last = self->runs->len > 0 ? g_ptr_array_index (self->runs, self->runs->len - 1) : NULL;
  if (run->kind == PRECEPT_RUN_TEXT && last != NULL && looks_alike (last, run))
    {
      char *joined = g_strconcat (last->text, run->text, NULL);

      g_free (last->text);
      last->text = joined;
      return;
    }

  copy = g_new0 (PreceptRun, 1);
  copy->kind = run->kind;
  copy->marks = run->marks;
  copy->text = g_strdup (run->text);
  copy->href = g_strdup (run->href);
  copy->ref = g_strdup (run->ref);
  g_ptr_array_add (self->runs, copy);
}

guint
precept_inline_get_n_runs (PreceptInline *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->runs->len;
}

const PreceptRun *
precept_inline_get_run (PreceptInline *self,
                        guint          index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->runs->len, NULL);

  return g_ptr_array_index (self->runs, index);
}

gboolean
precept_inline_equal (PreceptInline *a,
                      PreceptInline *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->runs->len != b->runs->len)
    return FALSE;

  for (guint i = 0; i < a->runs->len; i++)
    {
      const PreceptRun *run_a = g_ptr_array_index (a->runs, i);
      const PreceptRun *run_b = g_ptr_array_index (b->runs, i);

      if (!looks_alike (run_a, run_b) || g_strcmp0 (run_a->text, run_b->text) != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * precept_inline_is_empty:
 * @self: inline content
 *
 * Returns: whether there is nothing but white space in it
 */
gboolean
precept_inline_is_empty (PreceptInline *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const PreceptRun *run = g_ptr_array_index (self->runs, i);

      if (run->kind != PRECEPT_RUN_TEXT || !precept_xml_is_blank (run->text))
        return FALSE;
    }

  return TRUE;
}

/* A comment or a processing instruction prints nothing, so spaces on both sides of it are side by side. */
static gboolean
is_invisible (const PreceptRun *run)
{
  return run->kind == PRECEPT_RUN_OPAQUE && (g_str_has_prefix (run->text, "<!--") || g_str_has_prefix (run->text, "<?"));
}

/**
 * precept_inline_collapse:
 * @self: inline content
 *
 * Brings white space into the form in which a document keeps it: runs of it become one
 * space, and there is none at the ends.
 *
 * Returns: (transfer full): what comes back after @self has been set
 */
PreceptInline *
precept_inline_collapse (PreceptInline *self)
{
  PreceptInline *result;
  gboolean       after_space = TRUE;
  int            last_space = -1;

  g_return_val_if_fail (self != NULL, NULL);

  result = precept_inline_new ();
  for (guint i = 0; i < self->runs->len; i++)
    {
      const PreceptRun *run = g_ptr_array_index (self->runs, i);
      PreceptRun        copy = *run;
      g_autoptr (GString) text = NULL;

      if (run->kind != PRECEPT_RUN_TEXT)
        {
          if (!is_invisible (run))
            {
              after_space = FALSE;
              last_space = -1;
            }
          precept_inline_append (result, run);
          continue;
        }

      text = g_string_sized_new (strlen (run->text));
      for (const char *p = run->text; *p != '\0'; p++)
        {
          gboolean is_space = precept_xml_is_space (*p);

          if (!is_space)
            g_string_append_c (text, *p);
          else if (!after_space)
            g_string_append_c (text, ' ');
          after_space = is_space;
        }
      if (text->len == 0)
        continue;

      copy.text = text->str;
      precept_inline_append (result, &copy);
      last_space = after_space ? (int)result->runs->len - 1 : -1;
    }

  if (last_space >= 0)
    {
      PreceptRun *run = g_ptr_array_index (result->runs, last_space);

      run->text[strlen (run->text) - 1] = '\0';
      if (*run->text == '\0')
        g_ptr_array_remove_index (result->runs, last_space);
    }

  return result;
}

static gboolean
has_wrapper (const PreceptRun *run,
             Wrapper           wrapper)
{
  switch ((int)wrapper)
    {
    case WRAPPER_LINK:
      return run->href != NULL;
    case WRAPPER_TERM:
      return run->kind == PRECEPT_RUN_TEXT && run->ref != NULL;
    default:
      return (run->marks & wrappers[wrapper].mark) != 0;
    }
}

static gboolean
shares_wrapper (const PreceptRun *a,
                const PreceptRun *b,
                Wrapper           wrapper)
{
  if (!has_wrapper (a, wrapper) || !has_wrapper (b, wrapper))
    return FALSE;
  if (wrapper == WRAPPER_LINK)
    return strcmp (a->href, b->href) == 0;
  if (wrapper == WRAPPER_TERM)
    return strcmp (a->ref, b->ref) == 0;

  return TRUE;
}

static void
append_attribute (GString    *out,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;

  escaped = precept_canonical_escape_attribute (value);
  g_string_append_printf (out, " %s=\"%s\"", name, escaped);
}

static void
open_wrapper (const PreceptRun *run,
              Wrapper           wrapper,
              GString          *out)
{
  g_string_append_printf (out, "<%s", wrappers[wrapper].name);
  if (wrapper == WRAPPER_LINK)
    append_attribute (out, "href", run->href);
  else if (wrapper == WRAPPER_TERM)
    append_attribute (out, "ref", run->ref);
  g_string_append_c (out, '>');
}

static void
write_run (const PreceptRun *run,
           GString          *out)
{
  g_autofree char *escaped = NULL;

  switch (run->kind)
    {
    case PRECEPT_RUN_TEXT:
      escaped = precept_canonical_escape (run->text);
      g_string_append (out, escaped);
      break;
    case PRECEPT_RUN_CITE:
      g_string_append (out, "<cite");
      append_attribute (out, "ref", run->ref);
      g_string_append (out, "/>");
      break;
    case PRECEPT_RUN_XREF:
      g_string_append (out, "<xref");
      append_attribute (out, "ref", run->ref);
      g_string_append (out, "/>");
      break;
    case PRECEPT_RUN_MANDATE:
      g_string_append (out, "<mandate/>");
      break;
    case PRECEPT_RUN_OPAQUE:
      g_string_append (out, run->text);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* How many runs from @first on are inside the same @wrapper. */
static guint
measure_wrapper (PreceptInline *self,
                 guint          first,
                 Wrapper        wrapper)
{
  guint i = first;

  while (i < self->runs->len &&
         shares_wrapper (g_ptr_array_index (self->runs, first), g_ptr_array_index (self->runs, i), wrapper))
    i++;

  return i - first;
}

static guint
close_wrappers (PreceptInline *self,
                guint          index,
                const Wrapper *open,
                guint          n_open,
                GString       *out)
{
  const PreceptRun *before = index > 0 ? g_ptr_array_index (self->runs, index - 1) : NULL;
  const PreceptRun *run = index < self->runs->len ? g_ptr_array_index (self->runs, index) : NULL;
  guint             n_kept = 0;

  while (n_kept < n_open && run != NULL && shares_wrapper (before, run, open[n_kept]))
    n_kept++;

  for (; n_open > n_kept; n_open--)
    g_string_append_printf (out, "</%s>", wrappers[open[n_open - 1]].name);

  return n_kept;
}

static guint
open_wrappers (PreceptInline *self,
               guint          index,
               Wrapper       *open,
               guint          n_open,
               GString       *out)
{
  const PreceptRun *run = g_ptr_array_index (self->runs, index);
  gboolean          is_open[N_WRAPPERS] = { FALSE };

  for (guint i = 0; i < n_open; i++)
    is_open[open[i]] = TRUE;

  /* What lasts longest goes outermost, so that it need not be closed in between. */
  for (;;)
    {
      guint best_length = 0;
      int   best = -1;

      for (int wrapper = 0; wrapper < N_WRAPPERS; wrapper++)
        {
          guint length;

          if (is_open[wrapper] || !has_wrapper (run, wrapper))
            continue;
          length = measure_wrapper (self, index, wrapper);
          if (length > best_length)
            {
              best_length = length;
              best = wrapper;
            }
        }
      if (best < 0)
        return n_open;

      open_wrapper (run, best, out);
      is_open[best] = TRUE;
      open[n_open++] = best;
    }
}

/**
 * precept_inline_to_xml:
 * @self: inline content
 *
 * Writes it as XML, with white space collapsed: else marks that hold nothing but
 * spaces would stay behind empty.
 *
 * Returns: (transfer full): XML for a step that sets it as content
 */
char *
precept_inline_to_xml (PreceptInline *self)
{
  g_autoptr (PreceptInline) collapsed = NULL;
  GString *out;
  Wrapper  open[N_WRAPPERS];
  guint    n_open = 0;

  g_return_val_if_fail (self != NULL, NULL);

  collapsed = precept_inline_collapse (self);
  out = g_string_new (NULL);
  for (guint i = 0; i < collapsed->runs->len; i++)
    {
      n_open = close_wrappers (collapsed, i, open, n_open, out);
      n_open = open_wrappers (collapsed, i, open, n_open, out);
      write_run (g_ptr_array_index (collapsed->runs, i), out);
    }
  close_wrappers (collapsed, collapsed->runs->len, open, n_open, out);

  return g_string_free (out, FALSE);
}

static guint
count_attributes (const xmlNode *node)
{
  guint count = 0;

  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    count++;

  return count;
}

/* Whether @node is <name attribute="…"> and nothing more; NULL: no attribute at all. */
static gboolean
is_plain (const xmlNode *node,
          const char    *name,
          const char    *attribute,
          char         **value)
{
  if (!precept_node_is (node, name) || node->nsDef != NULL || count_attributes (node) != (attribute != NULL ? 1 : 0))
    return FALSE;

  if (attribute == NULL)
    return TRUE;

  *value = precept_node_dup_attribute (node, attribute);

  return *value != NULL;
}

static void read_children (PreceptInline *self, const xmlNode *element, const PreceptRun *around);

static void
append_opaque (PreceptInline    *self,
               const xmlNode    *node,
               const PreceptRun *around)
{
  g_autofree char *xml = precept_canonical_dup_nodes (node, 1);
  PreceptRun       run = *around;

  run.kind = PRECEPT_RUN_OPAQUE;
  run.text = xml;
  /* A term around it could not be told from what is in it. */
  run.ref = NULL;
  precept_inline_append (self, &run);
}

/* An element without content of its own, such as a citation. */
static gboolean
read_object (PreceptInline    *self,
             const xmlNode    *node,
             const PreceptRun *around)
{
  g_autofree char *ref = NULL;
  PreceptRun       run = *around;

  if (node->children != NULL)
    return FALSE;

  if (is_plain (node, "cite", "ref", &ref))
    run.kind = PRECEPT_RUN_CITE;
  else if (is_plain (node, "xref", "ref", &ref))
    run.kind = PRECEPT_RUN_XREF;
  else if (is_plain (node, "mandate", NULL, NULL))
    run.kind = PRECEPT_RUN_MANDATE;
  else
    return FALSE;

  run.ref = ref;
  precept_inline_append (self, &run);

  return TRUE;
}

static gboolean
holds_only_text (const xmlNode *element)
{
  for (const xmlNode *child = element->children; child != NULL; child = child->next)
    {
      if (precept_xml_is_text (child))
        continue;
      if (!precept_node_is_ours (child) || child->children == NULL || !holds_only_text (child))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_wrapper (PreceptInline    *self,
              const xmlNode    *node,
              const PreceptRun *around)
{
  g_autofree char *value = NULL;
  PreceptRun       run = *around;

  if (node->children == NULL)
    return FALSE;

  for (int i = WRAPPER_STRONG; i < N_WRAPPERS; i++)
    {
      if (is_plain (node, wrappers[i].name, NULL, NULL) && (around->marks & wrappers[i].mark) == 0)
        {
          run.marks |= wrappers[i].mark;
          read_children (self, node, &run);
          return TRUE;
        }
    }

  if (around->href == NULL && is_plain (node, "link", "href", &value))
    {
      run.href = value;
      read_children (self, node, &run);
      return TRUE;
    }

  if (around->ref == NULL && holds_only_text (node) && is_plain (node, "term", "ref", &value))
    {
      run.ref = value;
      read_children (self, node, &run);
      return TRUE;
    }

  return FALSE;
}

static void
read_children (PreceptInline    *self,
               const xmlNode    *element,
               const PreceptRun *around)
{
  for (const xmlNode *node = element->children; node != NULL; node = node->next)
    {
      if (precept_xml_is_text (node))
        {
          PreceptRun run = *around;

          run.kind = PRECEPT_RUN_TEXT;
          run.text = (char *)node->content;
          if (run.text != NULL)
            precept_inline_append (self, &run);
        }
      else if (node->type != XML_ELEMENT_NODE || (!read_object (self, node, around) && !read_wrapper (self, node, around)))
        {
          append_opaque (self, node, around);
        }
    }
}

/**
 * precept_inline_new_from_node:
 * @element: an element
 *
 * Returns: (transfer full): the content of @element
 */
PreceptInline *
precept_inline_new_from_node (const xmlNode *element)
{
  PreceptInline *self;
  PreceptRun     around = { PRECEPT_RUN_TEXT };

  g_return_val_if_fail (element != NULL, NULL);

  self = precept_inline_new ();
  if (element->type == XML_ELEMENT_NODE)
    read_children (self, element, &around);

  return self;
}

/**
 * precept_document_dup_inline:
 * @document: a document
 * @path: path of an element that holds text
 *
 * Returns: (transfer full) (nullable): its content, or %NULL where there is no element
 */
PreceptInline *
precept_document_dup_inline (PreceptDocument *document,
                             const char      *path)
{
  xmlNode *node = precept_document_find_path (document, path);

  return node != NULL && node->type == XML_ELEMENT_NODE ? precept_inline_new_from_node (node) : NULL;
}
