/* precept-words.h: the words that a guideline prints in its own language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of data/language for one xml:lang, read once (thread-safe, never freed). What a language lacks is
 * taken from the language without its region, then from English. */
typedef struct _PreceptWords PreceptWords;
PreceptWords                *precept_words_get (const char *language);

const char *precept_words_lookup (PreceptWords *self, const char *group, const char *key); /* NULL: no such words */
const char *precept_words_name (PreceptWords *self, const char *group, const char *value); /* @value where there are none */
GStrv       precept_words_dup_keys (PreceptWords *self, const char *group);                /* sorted by their words */
char       *precept_words_fill (PreceptWords *self, const char *group, const char *key, ...) G_GNUC_NULL_TERMINATED;
char       *precept_words_join (PreceptWords *self, const char *key, const char *const *items); /* "a, b or c" */
char       *precept_words_format_date (PreceptWords *self, const char *iso);                    /* as it is where it is no date */

G_END_DECLS
