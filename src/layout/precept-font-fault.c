/* precept-font-fault.c: why no page can be printed with a font
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-font-fault.h"

#include <hb-ot.h>

/* Bits of OS/2 fsType. */
#define EMBEDDING_RESTRICTED 0x0002
#define EMBEDDING_PREVIEW 0x0004
#define EMBEDDING_EDITABLE 0x0008
#define EMBEDDING_NO_SUBSET 0x0100
#define EMBEDDING_BITMAPS_ONLY 0x0200

static gboolean
has_table (hb_face_t  *face,
           const char *tag)
{
  hb_blob_t *table = hb_face_reference_table (face, hb_tag_from_string (tag, 4));
  gboolean   found = hb_blob_get_length (table) > 0;

  hb_blob_destroy (table);
  return found;
}

static gboolean
may_embed (hb_face_t *face)
{
  hb_blob_t    *table = hb_face_reference_table (face, HB_TAG ('O', 'S', '/', '2'));
  guint         length;
  const guint8 *data = (const guint8 *)hb_blob_get_data (table, &length);
  guint         rights = length >= 10 ? (guint)(data[8] << 8 | data[9]) : 0;

  hb_blob_destroy (table);
  /* The most permissive of the first bits holds. */
  return ((rights & EMBEDDING_RESTRICTED) == 0 || (rights & (EMBEDDING_PREVIEW | EMBEDDING_EDITABLE)) != 0) &&
         (rights & (EMBEDDING_NO_SUBSET | EMBEDDING_BITMAPS_ONLY)) == 0;
}

static const char *
find_face_fault (hb_face_t *face)
{
  if (face == NULL || hb_face_get_glyph_count (face) == 0)
    return "its file can't be read";
  if (!has_table (face, "glyf") && !has_table (face, "CFF "))
    return "it has no outlines of the kinds that a PDF file can hold, TrueType or CFF";
  if (!may_embed (face))
    return "its licence bits forbid to embed it in a file";

  return NULL;
}

const char *
precept_font_fault_find (PangoFont *font)
{
  hb_font_t *hb_font = pango_font_get_hb_font (font);

  return find_face_fault (hb_font != NULL ? hb_font_get_face (hb_font) : NULL);
}

const char *
precept_font_fault_find_in_pattern (FcPattern *pattern)
{
  FcBool      is_coloured;
  FcChar8    *file = NULL;
  int         index = 0;
  hb_blob_t  *blob;
  hb_face_t  *face;
  const char *fault;

  if (FcPatternGetBool (pattern, FC_COLOR, 0, &is_coloured) == FcResultMatch && is_coloured)
    return "its characters are coloured pictures, which have no outlines";
  if (FcPatternGetString (pattern, FC_FILE, 0, &file) != FcResultMatch)
    return NULL;
  FcPatternGetInteger (pattern, FC_INDEX, 0, &index);
  blob = hb_blob_create_from_file ((const char *)file);
  face = hb_face_create (blob, (guint)index & 0xffff);
  fault = find_face_fault (face);
  hb_face_destroy (face);
  hb_blob_destroy (blob);
  return fault;
}
