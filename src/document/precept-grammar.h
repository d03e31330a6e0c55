/* precept-grammar.h: what a guideline may hold, and where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The grammar of data/schema/guideline.rng, read once (thread-safe, never freed). */
typedef struct _PreceptGrammar PreceptGrammar;
PreceptGrammar *precept_grammar_get (void);

/* About one element name of our namespace. */
gboolean           precept_grammar_has_element (PreceptGrammar *self, const char *name);
const char        *precept_grammar_get_label (PreceptGrammar *self, const char *name); /* "Billing codes" */
const char        *precept_grammar_get_help (PreceptGrammar *self, const char *name);  /* one sentence */
gboolean           precept_grammar_has_text (PreceptGrammar *self, const char *name);  /* may hold text: inline content */
const char *const *precept_grammar_get_attributes (PreceptGrammar *self, const char *name); /* in canonical order */

/* precept-grammar-tree.h has what needs a node: what may come here, what is missing, is this element right. */

G_END_DECLS
