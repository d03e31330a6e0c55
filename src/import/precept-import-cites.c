/* precept-import-cites.c: raised numbers to citations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-import-private.h"

#include <string.h>

#define MAX_CITED 100

static guint
count_references (const xmlNode *root)
{
  guint n = 0;

  for (const xmlNode *part = root->children; part != NULL; part = part->next)
    if (precept_node_is (part, "references"))
      for (const xmlNode *node = part->children; node != NULL; node = node->next)
        n += precept_node_is (node, "reference") ? 1 : 0;

  return n;
}

/* "1,3-5" to "ref-1 ref-3 ref-4 ref-5"; NULL: the numbers are not those of references. */
static char *
read_numbers (const char *text, guint n_references)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  const char *p = text;
  guint       n = 0;

  while (*p != '\0')
    {
      char   *end;
      guint64 first;
      guint64 last;

      if (!g_ascii_isdigit (*p))
        return NULL;
      first = last = g_ascii_strtoull (p, &end, 10);
      p = end;
      if (*p == '-' || strncmp (p, "\342\200\223", 3) == 0)
        {
          p += *p == '-' ? 1 : 3;
          if (!g_ascii_isdigit (*p))
            return NULL;
          last = g_ascii_strtoull (p, &end, 10);
          p = end;
        }
      if (first < 1 || last < first || last > n_references)
        return NULL;
      for (guint64 number = first; number <= last; number++)
        {
          if (++n > MAX_CITED)
            return NULL;
          g_string_append_printf (ids, "%sref-%u", ids->len > 0 ? " " : "", (guint)number);
        }
      if (*p != '\0' && *p != ',' && *p != ';')
        return NULL;
      if (*p != '\0')
        p++;
      p += strspn (p, " ");
    }

  return ids->len > 0 ? g_string_free (g_steal_pointer (&ids), FALSE) : NULL;
}

/* Raised numbers after a digit, a unit or a symbol are powers: 10³, kg/m². After a word or a full stop they cite. */
static gboolean
follows_word (const xmlNode *sup)
{
  const xmlNode *before = sup->prev;
  const char    *text;
  const char    *p;
  guint          n_letters = 0;

  if (before == NULL)
    return FALSE;
  if (before->type == XML_ELEMENT_NODE)
    return precept_node_is (before, "em") || precept_node_is (before, "strong") || precept_node_is (before, "link");
  if (before->type != XML_TEXT_NODE || before->content == NULL || before->content[0] == '\0')
    return FALSE;
  text = (const char *)before->content;
  p = text + strlen (text);
  if (strchr (".,;:)]\"'%", p[-1]) != NULL)
    return TRUE;
  while (p > text)
    {
      p = g_utf8_find_prev_char (text, p);
      if (g_utf8_get_char (p) == 0x201D || g_utf8_get_char (p) == 0x2019)
        return n_letters == 0;
      if (!g_unichar_isalpha (g_utf8_get_char (p)))
        return n_letters >= 3 && *p != '/';
      n_letters++;
    }

  return n_letters >= 3;
}

static void
mark_in (xmlNode *parent, guint n_references)
{
  static const char *const without[] = { "metadata", "references", "title", "caption", "term", NULL };
  xmlNode                 *next;

  if (g_strv_contains (without, (const char *)parent->name))
    return;
  for (xmlNode *node = parent->children; node != NULL; node = next)
    {
      g_autofree char *ids = NULL;

      next = node->next;
      if (node->type != XML_ELEMENT_NODE)
        continue;
      if (!precept_node_is (node, "sup"))
        {
          mark_in (node, n_references);
          continue;
        }
      if (node->children == NULL || node->children->next != NULL || node->children->type != XML_TEXT_NODE || !follows_word (node))
        continue;
      ids = read_numbers ((const char *)node->children->content, n_references);
      if (ids != NULL)
        {
          xmlNode *cite = xmlNewDocNode (node->doc, node->ns, BAD_CAST "cite", NULL);

          precept_import_set (cite, "ref", ids);
          xmlReplaceNode (node, cite);
          xmlFreeNode (node);
        }
    }
}

/* Makes citations of the raised numbers below @root that are numbers of its references. */
void
precept_import_mark_cites (xmlNode *root)
{
  guint n_references = count_references (root);

  if (n_references > 0)
    mark_in (root, n_references);
}
