/* html-words.h: the words of a published file, and those that it should have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"

#include <libxml/tree.h>

/* Of char *, in the order of the file: as a reader meets them, with the numbers that the browser writes. What only
 * HTML has is left out: the link past the contents, and those from references back. */
GPtrArray *html_words_read (const xmlNode *html);

/* Of char *, as the printed page has them. */
GPtrArray *html_words_expect (PreceptContent *content);
