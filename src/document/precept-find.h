/* precept-find.h: words of a guideline, found and replaced
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_FIND_NONE = 0,
  PRECEPT_FIND_MATCH_CASE = 1 << 0,
  PRECEPT_FIND_WHOLE_WORDS = 1 << 1,
} PreceptFindFlags;

/* One place. Offsets are characters of the text of the element, where all that is no text (a citation, a comment)
 * counts as one. */
typedef struct
{
  char *path;    /* of the element that holds the text */
  char *id;      /* nearest id; NULL: none */
  char *part_id; /* of the part, or of the metadata's (NULL) */
  char *text;    /* of the element, for showing; U+FFFC where something else stands */
  int   start;
  int   end;
} PreceptMatch;

void precept_match_free (PreceptMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptMatch, precept_match_free)

/* In document order, at most @most. @part_id: only in that part; NULL: everywhere; "": only in the metadata.
 * (transfer full) (element-type PreceptMatch) */
GPtrArray *precept_find (PreceptDocument *document, const char *words, PreceptFindFlags flags, const char *part_id, guint most);

/* All of @matches (of the document as it is) at once. Marks, links and citations stay. */
PreceptStepGroup *precept_find_replace (PreceptDocument *document, GPtrArray *matches, const char *with, GError **error);

/* A part of a text replaced; what is put in looks as the first character that goes. (transfer full) */
PreceptInline *precept_inline_replace_text (PreceptInline *self, int start, int end, const char *with);

G_END_DECLS
