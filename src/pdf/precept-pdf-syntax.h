/* precept-pdf-syntax.h: how PDF spells numbers, strings and names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void precept_pdf_append_unsigned (GString *string, guint64 value);
void precept_pdf_append_reference (GString *string, guint object);
void precept_pdf_append_number (GString *string, double value, guint decimals);
/* The longest string that a file may have, in bytes (ISO 19005-3, 6.1.13). Text strings are cut to it. */
#define PRECEPT_PDF_MAX_STRING 32767

void precept_pdf_append_text (GString *string, const char *utf8, gssize length);
void precept_pdf_append_utf16_text (GString *string, const char *utf8, gssize length);
void precept_pdf_append_utf16 (GString *string, const char *utf8, gssize length);
void precept_pdf_append_bytes (GString *string, const char *bytes, gsize length);
void precept_pdf_append_name (GString *string, const char *name);
void precept_pdf_append_date (GString *string, GDateTime *date);

G_END_DECLS
