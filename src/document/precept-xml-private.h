/* precept-xml-private.h: libxml2's types for g_autoptr, and what is XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

static inline void
precept_xml_free (gpointer data)
{
  if (data != NULL)
    xmlFree (data);
}

typedef xmlChar PreceptXmlString;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptXmlString, precept_xml_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlNode, xmlFreeNode)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlParserCtxt, xmlFreeParserCtxt)

/* White space as XML 1.0 means it: U+00A0 is none. */
static inline gboolean
precept_xml_is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline gboolean
precept_xml_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  while (precept_xml_is_space (*text))
    text++;

  return *text == '\0';
}

/* XML 1.0's Char: what a file can hold. */
static inline gboolean
precept_xml_is_char (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' ||
         (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

static inline gboolean
precept_xml_is_text (const xmlNode *node)
{
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

G_END_DECLS
