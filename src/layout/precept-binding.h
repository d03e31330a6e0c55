/* precept-binding.h: where a line of text must not break, and where it may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-text.h"

G_BEGIN_DECLS

/* A range of bytes in a text. */
typedef struct
{
  guint start, end;
} PreceptRange;

/* Ranges in which no line may break: around a sign before a number, between a number and its unit, around a
 * non-breaking hyphen. Appends to ranges (of PreceptRange).
 *
 * With keep_compounds also after the slash or the hyphen of a compound: a drug or a gene must not be taken apart, and programs that read the text of a PDF (pdftotext for one)
 * take a hyphen at the end of a line for one of hyphenation and drop it, so that "meta-analysis" would be lost. */
void precept_binding_find (const char *text, gboolean keep_compounds, GArray *ranges);

/* Appends the ranges of addresses (URLs, DOIs): words that only break where they are wider than a line. */
void precept_binding_find_addresses (PreceptText *text, GArray *ranges);

/* Where a long address may break, in bytes from its start, ascending: after / . - _ and before %. */
GArray *precept_binding_dup_address_breaks (const char *address, gsize length);

G_END_DECLS
