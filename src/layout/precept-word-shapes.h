/* precept-word-shapes.h: words as they are shaped, each once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-fonts.h"
#include "precept-key-table.h"

G_BEGIN_DECLS

/* What a stretch of text between two spaces looks like, with the space before it. The space after it, if there is one,
 * belongs to the next word: it is in the key, since the last letter may be kerned with it. */
typedef struct
{
  PreceptKey        key;
  int               width;       /* of all glyphs, in Pango units */
  int               space_width; /* of the space that it begins with; 0: none */
  guint             n_glyphs;
  PangoGlyphString *glyphs;   /* owned; NULL: the word is simple (see PreceptRun) */
  guint32           packed[]; /* if it is simple: glyph << 16 | advance */
} PreceptWord;

/* Words of one font, script and language. */
typedef struct _PreceptWordFont PreceptWordFont;

typedef struct _PreceptWordShapes PreceptWordShapes;

PreceptWordShapes *precept_word_shapes_new (PreceptFonts *fonts, const char *features);
void               precept_word_shapes_free (PreceptWordShapes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptWordShapes, precept_word_shapes_free)

/* Forgets all words if they have become many. Words and fonts are valid until then. */
void precept_word_shapes_trim (PreceptWordShapes *self);

/* NULL: the words of this font can't be shaped one by one. */
PreceptWordFont *precept_word_shapes_find_font (PreceptWordShapes *self, PangoFont *font, GUnicodeScript script, PangoLanguage *language);
PangoFont       *precept_word_font_get_font (PreceptWordFont *self);

/* The word in the bytes of a text: a space perhaps, letters, and a space perhaps. NULL: it depends on its neighbours. */
const PreceptWord *precept_word_shapes_shape (PreceptWordShapes *self, PreceptWordFont *font, const char *text, guint length);

/* How many bytes of its key a word shows. */
guint precept_word_get_length (const PreceptWord *self);

G_END_DECLS
