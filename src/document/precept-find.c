/* precept-find.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-find.h"

#include <string.h>

#include "precept-grammar.h"
#include "precept-inline-tree.h"
#include "precept-step-splice.h"
#include "precept-tree-private.h"

#define ATOM "\357\277\274" /* U+FFFC */

/*
 * Only the text of elements is searched, never an attribute: ids, references to them and codes
 * can't be changed by a replacement. Elements whose text is a value of a fixed form (a date, a
 * status) are left out, since most words in them would be wrong.
 */

void
precept_match_free (PreceptMatch *self)
{
  g_free (self->path);
  g_free (self->id);
  g_free (self->part_id);
  g_free (self->text);
  g_free (self);
}

/* Folding one character at a time keeps offsets. */
static gunichar
fold (gunichar character, PreceptFindFlags flags)
{
  if (character == 0x00a0 || character == 0x202f)
    return ' ';
  if (character == 0x2019)
    return '\'';
  return flags & PRECEPT_FIND_MATCH_CASE ? character : g_unichar_tolower (character);
}

static gboolean
is_word (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character) || character == '_';
}

typedef struct
{
  PreceptDocument *document; /* borrowed */
  gunichar        *needle;   /* owned; folded */
  glong            length;
  PreceptFindFlags flags;
  guint            most;
  const char      *part_id; /* borrowed; of the part being searched, NULL: metadata */
  GPtrArray       *matches; /* of PreceptMatch */
} Search;

static gboolean
is_match (Search *search, const gunichar *text, glong length, glong at)
{
  for (glong i = 0; i < search->length; i++)
    {
      if (fold (text[at + i], search->flags) != search->needle[i])
        return FALSE;
    }
  if (!(search->flags & PRECEPT_FIND_WHOLE_WORDS))
    return TRUE;
  if (at > 0 && is_word (text[at - 1]) && is_word (text[at]))
    return FALSE;
  return at + search->length >= length || !is_word (text[at + search->length]) || !is_word (text[at + search->length - 1]);
}

static char *
dup_string (PreceptInline *content)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < precept_inline_get_n_runs (content); i++)
    {
      const PreceptRun *run = precept_inline_get_run (content, i);

      g_string_append (text, run->kind == PRECEPT_RUN_TEXT ? run->text : ATOM);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_nearest_id (xmlNode *node)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      if (precept_node_get_id (node) != NULL)
        return g_strdup (precept_node_get_id (node));
    }
  return NULL;
}

static void
search_text (Search *search, xmlNode *element)
{
  g_autoptr (PreceptInline) content = precept_inline_new_from_node (element);
  g_autofree char     *string = dup_string (content);
  g_autofree gunichar *text = NULL;
  glong                length = 0;

  text = g_utf8_to_ucs4_fast (string, -1, &length);
  for (glong at = 0; at + search->length <= length && search->matches->len < search->most; at++)
    {
      PreceptMatch *match;

      if (!is_match (search, text, length, at))
        continue;
      match = g_new0 (PreceptMatch, 1);
      match->path = precept_document_dup_path (search->document, element);
      match->id = dup_nearest_id (element);
      match->part_id = g_strdup (search->part_id);
      match->text = g_strdup (string);
      match->start = at;
      match->end = at + search->length;
      g_ptr_array_add (search->matches, match);
      at = match->end - 1;
    }
}

/* Words of any kind may stand there. */
static gboolean
is_free_text (xmlNode *element)
{
  const char *name = (const char *)element->name;

  return !g_str_equal (name, "data") && precept_grammar_get_choices (precept_grammar_get (), name, NULL) == NULL &&
         precept_grammar_is_value_right (precept_grammar_get (), name, NULL, "any words, of any kind");
}

static void
search_element (Search *search, xmlNode *element)
{
  if (search->matches->len >= search->most || !precept_node_is_ours (element) || precept_node_is (element, "review") || precept_node_is (element, "approvals"))
    return;
  if (precept_node_may_hold_text (element))
    {
      if (is_free_text (element))
        search_text (search, element);
      return;
    }
  for (xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    search_element (search, child);
}

/**
 * precept_find:
 * @document: a document
 * @words: what is looked for
 * @flags: how
 * @part_id: (nullable): of the only part to search; "" for the metadata, %NULL for everything
 * @most: how many places to find at most
 *
 * Finds words in all texts of a guideline: prose, findings, definitions, criteria, descriptions of codes, references,
 * titles. Emphasis and links do not part them, citations do. A space finds a space that does not break, too.
 *
 * Returns: (transfer full) (element-type PreceptMatch): the places, in the order of the document
 */
GPtrArray *
precept_find (PreceptDocument *document, const char *words, PreceptFindFlags flags, const char *part_id, guint most)
{
  Search search = { document, NULL, 0, flags, most, NULL, g_ptr_array_new_with_free_func ((GDestroyNotify)precept_match_free) };

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (words != NULL, NULL);

  search.needle = g_utf8_to_ucs4_fast (words, -1, &search.length);
  for (glong i = 0; i < search.length; i++)
    search.needle[i] = fold (search.needle[i], flags);
  for (xmlNode *part = precept_node_first_element (precept_document_get_root (document)); part != NULL && search.length > 0; part = precept_node_next_element (part))
    {
      const char *id = precept_node_is (part, "metadata") ? NULL : precept_node_get_id (part);

      search.part_id = id;
      if (part_id == NULL || g_strcmp0 (part_id, id != NULL ? id : "") == 0)
        search_element (&search, part);
    }
  g_free (search.needle);
  return search.matches;
}

/* Replacing. */

static void
append_piece (PreceptInline *to, const PreceptRun *run, const char *from, const char *until)
{
  g_autofree char *text = g_strndup (from, until - from);
  PreceptRun       piece = *run;

  piece.text = text;
  precept_inline_append (to, &piece);
}

/**
 * precept_inline_replace_text:
 * @self: a text
 * @start: the first character that goes
 * @end: the first after it that stays
 * @with: what comes there
 *
 * Replaces a part of a text. What is no text counts as one character, and always stays. What is put in has the marks of
 * the first character that goes; it is in its link or term only if all that goes is.
 *
 * Returns: (transfer full): the new text
 */
PreceptInline *
precept_inline_replace_text (PreceptInline *self, int start, int end, const char *with)
{
  PreceptInline *result = precept_inline_new ();
  gboolean       is_done = FALSE;
  int            offset = 0;

  g_return_val_if_fail (start <= end, result);

  for (guint i = 0; i < precept_inline_get_n_runs (self); i++)
    {
      const PreceptRun *run = precept_inline_get_run (self, i);
      int               length = run->kind == PRECEPT_RUN_TEXT ? (int)g_utf8_strlen (run->text, -1) : 1;
      const char       *from, *until;

      if (run->kind != PRECEPT_RUN_TEXT || offset + length <= start || offset >= end)
        {
          precept_inline_append (result, run);
          offset += length;
          continue;
        }
      from = g_utf8_offset_to_pointer (run->text, MAX (start - offset, 0));
      until = g_utf8_offset_to_pointer (run->text, MIN (end - offset, length));
      append_piece (result, run, run->text, from);
      if (!is_done)
        {
          PreceptRun put = *run;

          put.text = (char *)with;
          if (end > offset + length)
            {
              put.href = NULL;
              put.ref = NULL;
            }
          precept_inline_append (result, &put);
          is_done = TRUE;
        }
      append_piece (result, run, until, run->text + strlen (run->text));
      offset += length;
    }
  if (!is_done && start == end)
    {
      PreceptRun put = { PRECEPT_RUN_TEXT };

      put.text = (char *)with;
      precept_inline_append (result, &put);
    }
  return result;
}

static int
compare_from_end (gconstpointer a, gconstpointer b)
{
  const PreceptMatch *const *first = a, *const *second = b;

  return (*second)->start - (*first)->start;
}

/* All in one element, the last first, so that offsets stay right. */
static PreceptInline *
replace_in_element (PreceptDocument *document, GPtrArray *matches, const char *with)
{
  PreceptMatch  *any = g_ptr_array_index (matches, 0);
  PreceptInline *content = precept_document_dup_inline (document, any->path);

  g_ptr_array_sort (matches, compare_from_end);
  for (guint i = 0; content != NULL && i < matches->len; i++)
    {
      PreceptMatch  *match = g_ptr_array_index (matches, i);
      PreceptInline *next = precept_inline_replace_text (content, match->start, match->end, with);

      precept_inline_unref (content);
      content = next;
    }
  return content;
}

/**
 * precept_find_replace:
 * @document: a document
 * @matches: (element-type PreceptMatch): as precept_find() found them; nothing has changed since
 * @with: what comes in their place
 * @error: (nullable): where to store an error
 *
 * Plans to replace them all, as one undo. What has marks keeps them; links, citations and ids stay as they are.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_find_replace (PreceptDocument *document, GPtrArray *matches, const char *with, GError **error)
{
  g_autoptr (PreceptStepGroup) group = precept_step_group_new (matches->len > 1 ? "Replace all" : "Replace");
  g_autoptr (GHashTable) by_path = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (with != NULL, NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      PreceptMatch *match = g_ptr_array_index (matches, i);
      GPtrArray    *here = g_hash_table_lookup (by_path, match->path);

      if (here == NULL)
        {
          here = g_ptr_array_new ();
          g_hash_table_insert (by_path, match->path, here);
          g_ptr_array_add (paths, match->path);
        }
      g_ptr_array_add (here, match);
    }
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (PreceptInline) content = replace_in_element (document, g_hash_table_lookup (by_path, path), with);
      g_autofree char *xml = NULL;

      if (content == NULL)
        {
          precept_step_fail (error, "The text has changed since it was searched. Search again.");
          return NULL;
        }
      xml = precept_inline_to_xml (content);
      precept_step_group_add (group, precept_step_new_set_content (path, xml));
    }
  if (paths->len == 0)
    {
      precept_step_fail (error, "There is nothing to replace.");
      return NULL;
    }
  return g_steal_pointer (&group);
}
