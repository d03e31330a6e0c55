/* precept-code-format.h: how the codes of each billing system are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *precept_code_format_get_name (const char *system); /* "CPT codes"; NULL: an unknown system */
const char *precept_code_format_get_description (const char *system);
gboolean    precept_code_format_matches (const char *system, const char *code);

/* What the author most likely meant, or NULL; @reason (borrowed) says what is wrong with @code. */
char *precept_code_format_suggest (const char *system, const char *code, const char **reason);

/* The one other system whose format @code has, or NULL. */
const char *precept_code_format_find_system (const char *system, const char *code);

/* What two ways of writing one code have in common: "g12.21" and "G1221". */
char *precept_code_format_normalize (const char *system, const char *code);

G_END_DECLS
