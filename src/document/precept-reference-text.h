/* precept-reference-text.h: references as people paste them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one citation says. */
typedef struct
{
  char *text; /* without what is below; may be "" */
  char *doi;  /* NULL: none; so the others */
  char *pmid;
  char *pmcid;
  char *accessed; /* yyyy-mm-dd */
} PreceptReferenceText;

PreceptReferenceText *precept_reference_text_new (const char *citation); /* of one citation */
void                  precept_reference_text_free (PreceptReferenceText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptReferenceText, precept_reference_text_free)

/* One citation, several lines of them, a numbered list, or nothing but identifiers. (element-type PreceptReferenceText) */
GPtrArray *precept_reference_text_parse (const char *pasted);

G_END_DECLS
