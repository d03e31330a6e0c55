/* precept-grammar-content.h: a list of children held against a content model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-grammar-private.h"
#include "precept-grammar-tree.h"

G_BEGIN_DECLS

typedef struct
{
  PreceptProblemKind kind;    /* MISSING, UNEXPECTED, REPEATED or MISPLACED */
  const char        *name;    /* borrowed; the missing child (NULL: no single one would do), or the one at fault */
  guint              index;   /* of the child at fault, or before which something is missing */
  guint              target;  /* MISPLACED: of the child before which it would fit */
  const char        *after;   /* borrowed; MISPLACED: the child behind which it belongs; NULL: it belongs before the target */
  gboolean           repeats; /* MISSING: there may be more of it, so it is “at least one” */
} PreceptContentFault;

guint      precept_content_read (PreceptGrammar        *grammar,
                                 PreceptGrammarElement *element,
                                 const char           **names,
                                 guint                  n_names,
                                 GArray                *faults);
GPtrArray *precept_content_list_alternatives (PreceptGrammar        *grammar,
                                              PreceptGrammarElement *element,
                                              const char           **names,
                                              guint                  n_names,
                                              const char            *next);

G_END_DECLS
