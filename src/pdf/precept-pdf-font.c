/* precept-pdf-font.c: one embedded font of a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-font.h"

#include "precept-pdf-cff.h"
#include "precept-pdf-syntax.h"
#include "precept-pdf-writer.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <string.h>

#define MAX_CODES 65535
#define CACHE_SIZE 1024 /* a power of two */

/* Bits of OS/2 fsType. */
#define EMBEDDING_RESTRICTED 0x0002
#define EMBEDDING_PREVIEW 0x0004
#define EMBEDDING_EDITABLE 0x0008
#define EMBEDDING_NO_SUBSET 0x0100
#define EMBEDDING_BITMAPS_ONLY 0x0200

/* Bits of FontDescriptor Flags. */
#define FLAG_FIXED_PITCH (1 << 0)
#define FLAG_SYMBOLIC (1 << 2)
#define FLAG_ITALIC (1 << 6)

/* One glyph shown for one text. */
typedef struct
{
  guint32     glyph;
  guint       length;
  const char *text;  /* of length bytes, in texts */
  double      width; /* in thousandths of the size */
} Code;

typedef struct
{
  guint32 glyph;
  guint32 text; /* up to four bytes */
  guint   code; /* 0: the slot is empty */
} CacheSlot;

/* PreceptPdfFont:
 *
 * A composite font, subset to what was shown.
 *
 * Each distinct pair of a glyph and the text it stands for gets its own code,
 * so that the way back from codes to text (ToUnicode) is exact even where one
 * glyph serves several characters. Codes ascend in the order of first use.
 */
struct _PreceptPdfFont
{
  hb_face_t *face;
  hb_font_t *font;     /* of the face, at one unit per unit */
  double     per_unit; /* thousandths of the size in a unit of the face */

  GPtrArray    *codes;     /* of Code, owned; the first stands for .notdef */
  GHashTable   *codes_set; /* Code → its number; looked up, never iterated */
  GStringChunk *texts;
  CacheSlot     cache[CACHE_SIZE]; /* short texts, by a hash of glyph and text */
};

static guint
hash_code (gconstpointer key)
{
  const Code *code = key;
  guint       hash = code->glyph * 2654435761u;
  guint       i;

  for (i = 0; i < code->length; i++)
    hash = hash * 33 + (guchar)code->text[i];
  return hash;
}

static gboolean
equal_code (gconstpointer a,
            gconstpointer b)
{
  const Code *x = a;
  const Code *y = b;

  return x->glyph == y->glyph && x->length == y->length && memcmp (x->text, y->text, x->length) == 0;
}

static guint
add_code (PreceptPdfFont *self,
          guint32         glyph,
          const char     *text,
          guint           length)
{
  Code *code = g_new (Code, 1);
  guint number = self->codes->len;

  code->glyph = glyph;
  code->length = length;
  code->text = g_string_chunk_insert_len (self->texts, text, length);
  code->width = hb_font_get_glyph_h_advance (self->font, glyph) * self->per_unit;
  g_ptr_array_add (self->codes, code);
  g_hash_table_insert (self->codes_set, code, GUINT_TO_POINTER (number));
  return number;
}

PreceptPdfFont *
precept_pdf_font_new (hb_face_t *face)
{
  PreceptPdfFont *self = g_new0 (PreceptPdfFont, 1);

  self->face = hb_face_reference (face);
  self->font = hb_font_create (face);
  self->per_unit = 1000.0 / hb_face_get_upem (face);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->codes_set = g_hash_table_new (hash_code, equal_code);
  self->texts = g_string_chunk_new (4096);
  add_code (self, 0, "", 0);
  return self;
}

void
precept_pdf_font_free (PreceptPdfFont *self)
{
  hb_font_destroy (self->font);
  hb_face_destroy (self->face);
  g_hash_table_unref (self->codes_set);
  g_ptr_array_unref (self->codes);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/**
 * precept_pdf_font_is_of_face:
 * @self: a font
 * @face: a face
 *
 * Tells whether @face is the same font file, perhaps opened another time.
 */
gboolean
precept_pdf_font_is_of_face (PreceptPdfFont *self,
                             hb_face_t      *face)
{
  hb_blob_t *own;
  hb_blob_t *other;
  gboolean   same;

  if (face == self->face)
    return TRUE;
  if (hb_face_get_index (face) != hb_face_get_index (self->face) || hb_face_get_glyph_count (face) != hb_face_get_glyph_count (self->face))
    return FALSE;
  own = hb_face_reference_blob (self->face);
  other = hb_face_reference_blob (face);
  same = hb_blob_get_length (own) > 0 && hb_blob_get_length (own) == hb_blob_get_length (other) &&
         memcmp (hb_blob_get_data (own, NULL), hb_blob_get_data (other, NULL), hb_blob_get_length (own)) == 0;
  hb_blob_destroy (own);
  hb_blob_destroy (other);
  return same;
}

/**
 * precept_pdf_font_get_code:
 * @self: a font
 * @glyph: a glyph of its face
 * @text: (array length=length): the text that it stands for
 * @length: bytes of it, at least 1
 *
 * Gives the code that shows @glyph and means @text.
 *
 * Returns: 1 to 65535; 0 if there are no codes left
 */
guint
precept_pdf_font_get_code (PreceptPdfFont *self,
                           guint32         glyph,
                           const char     *text,
                           guint           length)
{
  const Code key = { glyph, length, text, 0 };
  CacheSlot *slot = NULL;
  guint32    short_text = 0;
  guint      code;

  g_assert (length > 0);

  if (length <= sizeof short_text)
    {
      memcpy (&short_text, text, length);
      slot = &self->cache[(glyph * 31 + short_text + short_text / 251) % CACHE_SIZE];
      if (slot->code != 0 && slot->glyph == glyph && slot->text == short_text)
        return slot->code;
    }
  code = GPOINTER_TO_UINT (g_hash_table_lookup (self->codes_set, &key));
  if (code == 0)
    {
      if (self->codes->len > MAX_CODES)
        return 0;
      code = add_code (self, glyph, text, length);
    }
  if (slot != NULL)
    {
      slot->glyph = glyph;
      slot->text = short_text;
      slot->code = code;
    }
  return code;
}

static const Code *
get_code (PreceptPdfFont *self,
          guint           number)
{
  return g_ptr_array_index (self->codes, number);
}

/**
 * precept_pdf_font_get_width:
 * @self: a font
 * @code: one of its codes
 *
 * Gives how far the glyph of @code advances, in thousandths of the size.
 */
double
precept_pdf_font_get_width (PreceptPdfFont *self,
                            guint           code)
{
  return get_code (self, code)->width;
}

gboolean
precept_pdf_font_find_glyph (PreceptPdfFont *self,
                             gunichar        character,
                             guint32        *glyph)
{
  return hb_font_get_nominal_glyph (self->font, character, glyph);
}

/* The glyph of a character that draws nothing; some fonts draw a sign for it, which only editors are meant to show. */
gboolean
precept_pdf_font_find_blank (PreceptPdfFont *self,
                             gunichar        character,
                             guint32        *glyph)
{
  hb_glyph_extents_t extents;

  if (hb_font_get_nominal_glyph (self->font, character, glyph) &&
      (!hb_font_get_glyph_extents (self->font, *glyph, &extents) || (extents.width == 0 && extents.height == 0)))
    return TRUE;
  *glyph = 0;
  return FALSE;
}

/* With what is put before it, short enough for a name (ISO 19005-3, 6.1.13). */
static char *
dup_name (PreceptPdfFont *self)
{
  char  name[100] = "";
  guint size = sizeof name;
  guint i;
  guint n = 0;

  hb_ot_name_get_utf8 (self->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
  for (i = 0; name[i] != '\0'; i++)
    if (g_ascii_isalnum (name[i]) || name[i] == '-' || name[i] == '_')
      name[n++] = name[i];
  name[n] = '\0';
  return g_strdup (n > 0 ? name : "Font");
}

/* Where the maker of a font forbids to embed it, a published file may not. */
static gboolean
check_embedding (PreceptPdfFont *self,
                 const char     *name,
                 GError        **error)
{
  hb_blob_t    *table = hb_face_reference_table (self->face, HB_TAG ('O', 'S', '/', '2'));
  guint         length;
  const guint8 *data = (const guint8 *)hb_blob_get_data (table, &length);
  guint         rights = length >= 10 ? (guint)(data[8] << 8 | data[9]) : 0;
  gboolean      allowed;

  /* The most permissive of the first bits holds. */
  allowed = ((rights & EMBEDDING_RESTRICTED) == 0 || (rights & (EMBEDDING_PREVIEW | EMBEDDING_EDITABLE)) != 0) &&
            (rights & (EMBEDDING_NO_SUBSET | EMBEDDING_BITMAPS_ONLY)) == 0;
  hb_blob_destroy (table);
  if (!allowed)
    g_set_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_FONT,
                 "The font %s may not be embedded in a file: its licence bits forbid it. Choose another font in the page style", name);
  return allowed;
}

/* All that a PDF reader needs is outlines and widths; everything else is said by the PDF's own objects. */
static void
drop_tables (hb_subset_input_t *input)
{
  static const char *const names[] = {
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "morx", "kerx", "mort", "feat", "trak",
    "name", "OS/2", "cmap", "post", "gasp", "DSIG", "FFTM", "hdmx", "VDMX", "LTSH", "PCLT", "meta", "vhea", "vmtx", "VORG",
    "STAT", "fvar", "gvar", "avar", "cvar", "HVAR", "VVAR", "MVAR",
    "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "EBDT", "EBLC", "EBSC", "sbix",
    "TSI0", "TSI1", "TSI2", "TSI3", "TSI5"
  };
  hb_set_t *tables = hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  guint     i;

  for (i = 0; i < G_N_ELEMENTS (names); i++)
    hb_set_add (tables, hb_tag_from_string (names[i], -1));
}

typedef struct
{
  hb_face_t *face;    /* the subset */
  guint16   *glyphs;  /* the subset's glyph of each code */
  hb_blob_t *program; /* what is embedded */
  gboolean   is_cff;
  guint16   *cids; /* CFF: the CID of each glyph of the subset; NULL: its index */
} Subset;

static void
clear_subset (Subset *subset)
{
  g_clear_pointer (&subset->face, hb_face_destroy);
  g_clear_pointer (&subset->glyphs, g_free);
  g_clear_pointer (&subset->program, hb_blob_destroy);
  g_clear_pointer (&subset->cids, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subset, clear_subset)

static gboolean
execute_subset (PreceptPdfFont *self,
                Subset         *subset)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  hb_subset_plan_t  *plan;
  guint              i;

  if (input == NULL)
    return FALSE;
  for (i = 0; i < self->codes->len; i++)
    hb_set_add (hb_subset_input_glyph_set (input), get_code (self, i)->glyph);
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
  drop_tables (input);
  plan = hb_subset_plan_create_or_fail (self->face, input);
  hb_subset_input_destroy (input);
  if (plan == NULL)
    return FALSE;

  subset->face = hb_subset_plan_execute_or_fail (plan);
  if (subset->face != NULL)
    {
      const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping (plan);

      subset->glyphs = g_new (guint16, self->codes->len);
      for (i = 0; i < self->codes->len; i++)
        subset->glyphs[i] = (guint16)hb_map_get (map, get_code (self, i)->glyph);
    }
  hb_subset_plan_destroy (plan);
  return subset->face != NULL;
}

static gboolean
make_subset (PreceptPdfFont *self,
             const char     *name,
             Subset         *subset,
             GError        **error)
{
  hb_blob_t *cff;
  gboolean   done = execute_subset (self, subset);

  if (done)
    {
      cff = hb_face_reference_table (subset->face, HB_TAG ('C', 'F', 'F', ' '));
      subset->is_cff = hb_blob_get_length (cff) > 0;
      if (subset->is_cff)
        {
          subset->program = cff;
          done = precept_pdf_cff_get_cids ((const guint8 *)hb_blob_get_data (cff, NULL), hb_blob_get_length (cff),
                                           MAX (hb_face_get_glyph_count (subset->face), 1), &subset->cids);
        }
      else
        {
          hb_blob_t *outlines = hb_face_reference_table (subset->face, HB_TAG ('l', 'o', 'c', 'a'));

          subset->program = hb_face_reference_blob (subset->face);
          done = hb_blob_get_length (outlines) > 0;
          hb_blob_destroy (outlines);
          hb_blob_destroy (cff);
        }
    }
  if (!done)
    g_set_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_FONT,
                 "The font %s could not be embedded: it is damaged, or has no TrueType or CFF outlines. Choose another font in the page style", name);
  return done;
}

/* "ABCDEF+Lato-Bold", where the letters are a digest of what is embedded and what it means. */
static char *
dup_subset_name (PreceptPdfFont *self,
                 const char     *name,
                 hb_blob_t      *program)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  guint       length;
  const char *data = hb_blob_get_data (program, &length);
  guint8      digest[16];
  gsize       size = sizeof digest;
  char        tag[7] = "";
  guint       i;

  g_checksum_update (checksum, (const guchar *)data, length);
  for (i = 0; i < self->codes->len; i++)
    g_checksum_update (checksum, (const guchar *)get_code (self, i)->text, get_code (self, i)->length);
  g_checksum_get_digest (checksum, digest, &size);
  for (i = 0; i < 6; i++)
    tag[i] = (char)('A' + digest[i] % 26);
  return g_strdup_printf ("%s+%s", tag, name);
}

static void
append_descriptor (PreceptPdfFont *self,
                   GString        *out,
                   const char     *name,
                   guint           program,
                   gboolean        is_cff)
{
  hb_blob_t        *head = hb_face_reference_table (self->face, HB_TAG ('h', 'e', 'a', 'd'));
  guint             length;
  const guint8     *data = (const guint8 *)hb_blob_get_data (head, &length);
  hb_font_extents_t extents = { 0 };
  hb_position_t     cap_height = 0;
  double            slant = hb_style_get_value (self->font, HB_STYLE_TAG_SLANT_ANGLE);
  double            weight = hb_style_get_value (self->font, HB_STYLE_TAG_WEIGHT);
  guint             flags = FLAG_SYMBOLIC | (fabs (slant) > 0.1 ? FLAG_ITALIC : 0);
  guint             i;

  hb_font_get_h_extents (self->font, &extents);
  if (!hb_ot_metrics_get_position (self->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap_height) || cap_height == 0)
    cap_height = extents.ascender;
  g_string_append (out, "<</Type/FontDescriptor/FontName");
  precept_pdf_append_name (out, name);
  g_string_append_printf (out, "/Flags %u/FontBBox[", flags);
  for (i = 0; i < 4; i++)
    {
      gint16 value = length >= 44 ? (gint16)(data[36 + 2 * i] << 8 | data[37 + 2 * i]) : 0;

      if (i > 0)
        g_string_append_c (out, ' ');
      precept_pdf_append_number (out, i < 2 ? floor (value * self->per_unit) : ceil (value * self->per_unit), 0);
    }
  g_string_append (out, "]/ItalicAngle ");
  precept_pdf_append_number (out, slant, 1);
  g_string_append (out, "/Ascent ");
  precept_pdf_append_number (out, extents.ascender * self->per_unit, 0);
  g_string_append (out, "/Descent ");
  precept_pdf_append_number (out, extents.descender * self->per_unit, 0);
  g_string_append (out, "/CapHeight ");
  precept_pdf_append_number (out, cap_height * self->per_unit, 0);
  /* No font says its stem; this is the usual estimate from the weight. */
  g_string_append (out, "/StemV ");
  precept_pdf_append_number (out, 50 + weight * weight / (65 * 65), 0);
  g_string_append_printf (out, "/%s %u 0 R>>", is_cff ? "FontFile3" : "FontFile2", program);
  hb_blob_destroy (head);
}

static void
append_truetype_widths (PreceptPdfFont *self,
                        GString        *out)
{
  guint i;

  g_string_append (out, "/DW 0/W[0[");
  for (i = 0; i < self->codes->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      precept_pdf_append_number (out, get_code (self, i)->width, 2);
    }
  g_string_append (out, "]]");
}

static guint
get_cid (const Subset *subset,
         guint         code)
{
  guint glyph = subset->glyphs[code];

  return subset->cids != NULL ? subset->cids[glyph] : glyph;
}

static int
compare_cids (gconstpointer a,
              gconstpointer b)
{
  const guint *x = a;
  const guint *y = b;

  return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* Several codes may share a CID, and they need not ascend. */
static void
append_cff_widths (PreceptPdfFont *self,
                   const Subset   *subset,
                   GString        *out)
{
  guint             n = self->codes->len;
  g_autofree guint *pairs = g_new (guint, 2 * (gsize)n); /* a CID, and a code of it */
  guint             i;

  for (i = 0; i < n; i++)
    {
      pairs[2 * i] = get_cid (subset, i);
      pairs[2 * i + 1] = i;
    }
  qsort (pairs, n, 2 * sizeof *pairs, compare_cids);
  g_string_append (out, "/DW 0/W[");
  for (i = 0; i < n; i++)
    {
      if (i > 0 && pairs[2 * i] == pairs[2 * i - 2])
        continue;
      g_string_append_printf (out, "%u[", pairs[2 * i]);
      precept_pdf_append_number (out, get_code (self, pairs[2 * i + 1])->width, 2);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
}

static void
append_map_head (GString    *out,
                 const char *ordering,
                 const char *name,
                 guint       type)
{
  g_string_append_printf (out,
                          "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                          "/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 0>>def\n"
                          "/CMapName/%s def\n/CMapType %u def\n"
                          "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
                          ordering, name, type);
}

static void
append_map_tail (GString *out)
{
  g_string_append (out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

/* The text of every code. A block may have at most 100 entries. */
static void
write_to_unicode (PreceptPdfFont *self,
                  PreceptPdfFile *file,
                  guint           number)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = self->codes->len;
  guint i;

  append_map_head (out, "UCS", "Adobe-Identity-UCS", 2);
  for (i = 1; i < n; i++)
    {
      if (i % 100 == 1)
        g_string_append_printf (out, "%u beginbfchar\n", MIN (100, n - i));
      g_string_append_printf (out, "<%04X><", i);
      precept_pdf_append_utf16 (out, get_code (self, i)->text, get_code (self, i)->length);
      g_string_append (out, ">\n");
      if (i % 100 == 0 || i == n - 1)
        g_string_append (out, "endbfchar\n");
    }
  append_map_tail (out);
  precept_pdf_file_add_stream (file, number, "", out->str, out->len);
}

/* CFF fonts can't map CIDs to glyphs, so that their codes are mapped to CIDs. */
static void
write_encoding (PreceptPdfFont *self,
                const Subset   *subset,
                const char     *font_name,
                PreceptPdfFile *file,
                guint           number)
{
  g_autoptr (GString) out = g_string_new (NULL);
  /* Readers may know a map again by its name. */
  g_autofree char *name = g_strdup_printf ("Precept-%.6s", font_name);
  g_autofree char *entries = g_strdup_printf ("/Type/CMap/CMapName/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", name);
  guint            n = self->codes->len;
  guint            i;

  append_map_head (out, "Identity", name, 1);
  for (i = 0; i < n; i++)
    {
      if (i % 100 == 0)
        g_string_append_printf (out, "%u begincidchar\n", MIN (100, n - i));
      g_string_append_printf (out, "<%04X> %u\n", i, get_cid (subset, i));
      if (i % 100 == 99 || i == n - 1)
        g_string_append (out, "endcidchar\n");
    }
  append_map_tail (out);
  precept_pdf_file_add_stream (file, number, entries, out->str, out->len);
}

static void
write_glyph_map (PreceptPdfFont *self,
                 const Subset   *subset,
                 PreceptPdfFile *file,
                 guint           number)
{
  g_autoptr (GByteArray) map = g_byte_array_new ();
  guint i;

  for (i = 0; i < self->codes->len; i++)
    {
      guint8 bytes[2] = { (guint8)(subset->glyphs[i] >> 8), (guint8)subset->glyphs[i] };

      g_byte_array_append (map, bytes, sizeof bytes);
    }
  precept_pdf_file_add_stream (file, number, "", map->data, map->len);
}

static void
write_program (const Subset   *subset,
               PreceptPdfFile *file,
               guint           number)
{
  guint            length;
  const char      *data = hb_blob_get_data (subset->program, &length);
  g_autofree char *entries = subset->is_cff ? g_strdup ("/Subtype/CIDFontType0C") : g_strdup_printf ("/Length1 %u", length);

  precept_pdf_file_add_stream (file, number, entries, data, length);
}

static void
write_objects (PreceptPdfFont *self,
               const Subset   *subset,
               const char     *name,
               PreceptPdfFile *file,
               guint           number)
{
  guint program = precept_pdf_file_reserve (file);
  guint descriptor = precept_pdf_file_reserve (file);
  guint descendant = precept_pdf_file_reserve (file);
  guint map = precept_pdf_file_reserve (file); /* glyphs of CIDs, or CIDs of codes */
  guint to_unicode = precept_pdf_file_reserve (file);
  g_autoptr (GString) out = g_string_new (NULL);

  write_program (subset, file, program);
  append_descriptor (self, out, name, program, subset->is_cff);
  precept_pdf_file_add_object (file, descriptor, out);

  g_string_assign (out, "<</Type/Font/Subtype/");
  g_string_append (out, subset->is_cff ? "CIDFontType0/BaseFont" : "CIDFontType2/BaseFont");
  precept_pdf_append_name (out, name);
  g_string_append_printf (out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R", descriptor);
  if (subset->is_cff)
    {
      write_encoding (self, subset, name, file, map);
      append_cff_widths (self, subset, out);
    }
  else
    {
      write_glyph_map (self, subset, file, map);
      g_string_append_printf (out, "/CIDToGIDMap %u 0 R", map);
      append_truetype_widths (self, out);
    }
  g_string_append (out, ">>");
  precept_pdf_file_add_object (file, descendant, out);

  write_to_unicode (self, file, to_unicode);
  g_string_assign (out, "<</Type/Font/Subtype/Type0/BaseFont");
  precept_pdf_append_name (out, name);
  if (subset->is_cff)
    g_string_append_printf (out, "/Encoding %u 0 R", map);
  else
    g_string_append (out, "/Encoding/Identity-H");
  g_string_append_printf (out, "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>", descendant, to_unicode);
  precept_pdf_file_add_object (file, number, out);
}

/**
 * precept_pdf_font_write:
 * @self: a font
 * @file: where to write
 * @number: the reserved number of the font object
 * @error: (nullable): where to store an error
 *
 * Embeds the glyphs of all codes given so far.
 *
 * Fails with `PRECEPT_PDF_WRITER_ERROR_FONT` if the font may not be embedded, or can't be.
 *
 * Returns: whether the font was written
 */
gboolean
precept_pdf_font_write (PreceptPdfFont *self,
                        PreceptPdfFile *file,
                        guint           number,
                        GError        **error)
{
  g_autofree char *plain_name = dup_name (self);
  g_autofree char *name = NULL;
  g_auto (Subset) subset = { NULL };

  if (!check_embedding (self, plain_name, error) || !make_subset (self, plain_name, &subset, error))
    return FALSE;
  name = dup_subset_name (self, plain_name, subset.program);
  write_objects (self, &subset, name, file, number);
  return TRUE;
}
