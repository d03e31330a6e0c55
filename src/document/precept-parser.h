/* precept-parser.h: reads guidelines and fragments of them, whoever wrote them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

#define PRECEPT_PARSER_MAX_SIZE_BYTES (64 * 1024 * 1024)

/* Errors are of PRECEPT_DOCUMENT_ERROR. The tree is as parsed: not normalized. */
xmlDoc *precept_parser_parse (GBytes *bytes, GError **error);

/* @xml as content of @parent. The element returned holds the nodes, belongs to a document of its own, which shares
 * @parent's dictionary, and repeats the namespaces in scope. */
xmlDoc *precept_parser_parse_fragment (const char *xml, xmlNode *parent, GError **error);

/* Whether a file can hold @text: UTF-8, and XML's characters only. */
gboolean precept_parser_check_text (const char *text, GError **error);

G_END_DECLS
