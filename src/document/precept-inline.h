/* precept-inline.h: the text of one block with its marks, apart from the tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_MARK_NONE = 0,
  PRECEPT_MARK_EM = 1 << 0,
  PRECEPT_MARK_STRONG = 1 << 1,
  PRECEPT_MARK_SUP = 1 << 2,
  PRECEPT_MARK_SUB = 1 << 3,
} PreceptMarks;

typedef enum
{
  PRECEPT_RUN_TEXT,    /* characters, perhaps inside a link or a defined term */
  PRECEPT_RUN_CITE,    /* citation; prints as superscript numbers */
  PRECEPT_RUN_XREF,    /* cross-reference; prints as "Table 1", "reference 12" */
  PRECEPT_RUN_MANDATE, /* [s] */
  PRECEPT_RUN_OPAQUE,  /* comments, processing instructions, foreign or unknown elements: kept as they are */
} PreceptRunKind;

typedef struct
{
  PreceptRunKind kind;
  PreceptMarks   marks;
  char          *text; /* TEXT: characters; OPAQUE: XML; else NULL */
  char          *href; /* inside a link: where to; else NULL */
  char          *ref;  /* TEXT in a term, CITE (one id or more, a space between), XREF: ids; else NULL */
} PreceptRun;

/* Boxed, ref-counted, immutable once shared. Adjacent text runs that look alike are one run. */
typedef struct _PreceptInline PreceptInline;
#define PRECEPT_TYPE_INLINE (precept_inline_get_type ())
GType          precept_inline_get_type (void);
PreceptInline *precept_inline_new (void);
PreceptInline *precept_inline_ref (PreceptInline *self);
void           precept_inline_unref (PreceptInline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptInline, precept_inline_unref)

void              precept_inline_append (PreceptInline *self, const PreceptRun *run); /* copies */
guint             precept_inline_get_n_runs (PreceptInline *self);
const PreceptRun *precept_inline_get_run (PreceptInline *self, guint index);
gboolean          precept_inline_equal (PreceptInline *a, PreceptInline *b);
char             *precept_inline_to_xml (PreceptInline *self);   /* a fragment, for a step */
gboolean          precept_inline_is_empty (PreceptInline *self); /* nothing, or only white space */
/* With white space as the tree keeps it: single spaces, none at the ends. What was set comes back like this. */
PreceptInline *precept_inline_collapse (PreceptInline *self);                             /* (transfer full) */
PreceptInline *precept_document_dup_inline (PreceptDocument *document, const char *path); /* NULL: nothing there */
/* precept_inline_new_from_node (const xmlNode *) is in precept-inline-tree.h */

G_END_DECLS
