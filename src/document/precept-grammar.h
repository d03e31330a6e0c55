/* precept-grammar.h: what a guideline may hold, and where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The grammar of data/schema/guideline.rng, read once (thread-safe, never freed). */
typedef struct _PreceptGrammar PreceptGrammar;
PreceptGrammar                *precept_grammar_get (void);

const char *const *precept_grammar_get_elements (PreceptGrammar *self); /* all names, in the schema's order */

/* About one element name of our namespace. */
gboolean           precept_grammar_has_element (PreceptGrammar *self, const char *name);
const char        *precept_grammar_get_label (PreceptGrammar *self, const char *name);      /* "Billing codes" */
const char        *precept_grammar_get_help (PreceptGrammar *self, const char *name);       /* one sentence */
const char        *precept_grammar_get_place (PreceptGrammar *self, const char *name);      /* "part", "block", "entry", … */
gboolean           precept_grammar_has_text (PreceptGrammar *self, const char *name);       /* may hold text: inline content or a value */
const char *const *precept_grammar_get_attributes (PreceptGrammar *self, const char *name); /* in canonical order */

/* About one attribute of an element; NULL or FALSE where there is no such attribute. */
const char *precept_grammar_get_attribute_label (PreceptGrammar *self, const char *name, const char *attribute);
gboolean    precept_grammar_is_attribute_required (PreceptGrammar *self, const char *name, const char *attribute);

/* What a value may be: of @attribute, or where that is NULL of the element's own text (a date, a status).
 * Choices are NULL where the value is not one of a list. The words say "a date such as 2026-03-31". */
const char *const *precept_grammar_get_choices (PreceptGrammar *self, const char *name, const char *attribute);
const char        *precept_grammar_get_choice_label (PreceptGrammar *self,
                                                     const char     *name,
                                                     const char     *attribute,
                                                     const char     *value);
char              *precept_grammar_dup_value_words (PreceptGrammar *self, const char *name, const char *attribute);
gboolean           precept_grammar_is_value_right (PreceptGrammar *self,
                                                   const char     *name,
                                                   const char     *attribute,
                                                   const char     *value);

/* precept-grammar-tree.h has what needs a node: what may come here, what is missing, is this element right. */

G_END_DECLS
