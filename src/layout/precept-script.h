/* precept-script.h: what is known of the scripts of the world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* Why a character can't be printed whatever fonts are installed. */
typedef enum
{
  PRECEPT_SCRIPT_FAULT_NONE,
  PRECEPT_SCRIPT_FAULT_CONTROL,    /* it stands for no letter */
  PRECEPT_SCRIPT_FAULT_PRIVATE,    /* each font has another one there */
  PRECEPT_SCRIPT_FAULT_UNASSIGNED, /* it is none, or none yet */
} PreceptScriptFault;

gboolean precept_script_is_east_asian (GUnicodeScript script);

/* One that is written in the script, the same on every computer. */
PangoLanguage *precept_script_get_language (GUnicodeScript script);

/* Adds the families of Noto that are made for a language, as static strings. */
void precept_script_add_families (PangoLanguage *language, GPtrArray *families);

/* The Debian package with a font for a character; NULL: none is known. */
const char *precept_script_find_package (gunichar character);

/* A character in words: "“東” (U+6771, Han)". (transfer full) */
char              *precept_script_describe (gunichar character);
PreceptScriptFault precept_script_find_fault (gunichar character);

G_END_DECLS
