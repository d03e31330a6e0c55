/* precept-grammar-words.h: what is wrong with an element, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-grammar-content.h"

G_BEGIN_DECLS

/* All (transfer full), without a full stop. */
char *precept_words_missing (PreceptGrammar            *grammar,
                             PreceptGrammarElement     *element,
                             const char               **names,
                             guint                      n_names,
                             const PreceptContentFault *fault);
char *precept_words_fault (PreceptGrammar            *grammar,
                           PreceptGrammarElement     *element,
                           const char               **names,
                           const PreceptContentFault *fault);
char *precept_words_text (PreceptGrammar *grammar, PreceptGrammarElement *element, const char *quoted_text);
char *precept_words_missing_attribute (PreceptGrammarElement *element, PreceptGrammarAttribute *attribute);

G_END_DECLS
