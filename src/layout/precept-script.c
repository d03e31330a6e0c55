/* precept-script.c: what is known of the scripts of the world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-script.h"

#include <string.h>

typedef struct
{
  GUnicodeScript script;
  const char    *name;
  const char    *family;   /* of the package fonts-noto-core; NULL: it has none */
  const char    *language; /* one that is written in it; NULL: none that Pango knows */
} Script;

/* One script a row, in the order of GUnicodeScript. */
static const Script scripts[] = {
  { G_UNICODE_SCRIPT_ARABIC, "Arabic", "Noto Sans Arabic", "ar" },
  { G_UNICODE_SCRIPT_ARMENIAN, "Armenian", "Noto Sans Armenian", "hy" },
  { G_UNICODE_SCRIPT_BENGALI, "Bengali", "Noto Sans Bengali", "bn" },
  { G_UNICODE_SCRIPT_BOPOMOFO, "Bopomofo", NULL, "zh-tw" },
  { G_UNICODE_SCRIPT_CHEROKEE, "Cherokee", "Noto Sans Cherokee", "chr" },
  { G_UNICODE_SCRIPT_COPTIC, "Coptic", "Noto Sans Coptic", "cop" },
  { G_UNICODE_SCRIPT_CYRILLIC, "Cyrillic", "Noto Sans", "ru" },
  { G_UNICODE_SCRIPT_DESERET, "Deseret", "Noto Sans Deseret", NULL },
  { G_UNICODE_SCRIPT_DEVANAGARI, "Devanagari", "Noto Sans Devanagari", "hi" },
  { G_UNICODE_SCRIPT_ETHIOPIC, "Ethiopic", "Noto Sans Ethiopic", "am" },
  { G_UNICODE_SCRIPT_GEORGIAN, "Georgian", "Noto Sans Georgian", "ka" },
  { G_UNICODE_SCRIPT_GOTHIC, "Gothic", "Noto Sans Gothic", NULL },
  { G_UNICODE_SCRIPT_GREEK, "Greek", "Noto Sans", "el" },
  { G_UNICODE_SCRIPT_GUJARATI, "Gujarati", "Noto Sans Gujarati", "gu" },
  { G_UNICODE_SCRIPT_GURMUKHI, "Gurmukhi", "Noto Sans Gurmukhi", "pa" },
  { G_UNICODE_SCRIPT_HAN, "Han", NULL, "zh-cn" },
  { G_UNICODE_SCRIPT_HANGUL, "Hangul", NULL, "ko" },
  { G_UNICODE_SCRIPT_HEBREW, "Hebrew", "Noto Sans Hebrew", "he" },
  { G_UNICODE_SCRIPT_HIRAGANA, "Hiragana", NULL, "ja" },
  { G_UNICODE_SCRIPT_KANNADA, "Kannada", "Noto Sans Kannada", "kn" },
  { G_UNICODE_SCRIPT_KATAKANA, "Katakana", NULL, "ja" },
  { G_UNICODE_SCRIPT_KHMER, "Khmer", "Noto Sans Khmer", "km" },
  { G_UNICODE_SCRIPT_LAO, "Lao", "Noto Sans Lao", "lo" },
  { G_UNICODE_SCRIPT_LATIN, "Latin", "Noto Sans", "en" },
  { G_UNICODE_SCRIPT_MALAYALAM, "Malayalam", "Noto Sans Malayalam", "ml" },
  { G_UNICODE_SCRIPT_MONGOLIAN, "Mongolian", "Noto Sans Mongolian", "mn" },
  { G_UNICODE_SCRIPT_MYANMAR, "Myanmar", "Noto Sans Myanmar", "my" },
  { G_UNICODE_SCRIPT_OGHAM, "Ogham", "Noto Sans Ogham", NULL },
  { G_UNICODE_SCRIPT_OLD_ITALIC, "Old Italic", "Noto Sans Old Italic", NULL },
  { G_UNICODE_SCRIPT_ORIYA, "Odia", "Noto Sans Oriya", "or" },
  { G_UNICODE_SCRIPT_RUNIC, "Runic", "Noto Sans Runic", NULL },
  { G_UNICODE_SCRIPT_SINHALA, "Sinhala", "Noto Sans Sinhala", "si" },
  { G_UNICODE_SCRIPT_SYRIAC, "Syriac", "Noto Sans Syriac", "syr" },
  { G_UNICODE_SCRIPT_TAMIL, "Tamil", "Noto Sans Tamil", "ta" },
  { G_UNICODE_SCRIPT_TELUGU, "Telugu", "Noto Sans Telugu", "te" },
  { G_UNICODE_SCRIPT_THAANA, "Thaana", "Noto Sans Thaana", "dv" },
  { G_UNICODE_SCRIPT_THAI, "Thai", "Noto Sans Thai", "th" },
  { G_UNICODE_SCRIPT_TIBETAN, "Tibetan", "Noto Serif Tibetan", "bo" },
  { G_UNICODE_SCRIPT_CANADIAN_ABORIGINAL, "Canadian Aboriginal", "Noto Sans Canadian Aboriginal", "iu" },
  { G_UNICODE_SCRIPT_YI, "Yi", "Noto Sans Yi", NULL },
  { G_UNICODE_SCRIPT_TAGALOG, "Tagalog", "Noto Sans Tagalog", "tl" },
  { G_UNICODE_SCRIPT_HANUNOO, "Hanunoo", "Noto Sans Hanunoo", "hnn" },
  { G_UNICODE_SCRIPT_BUHID, "Buhid", "Noto Sans Buhid", "bku" },
  { G_UNICODE_SCRIPT_TAGBANWA, "Tagbanwa", "Noto Sans Tagbanwa", "tbw" },
  { G_UNICODE_SCRIPT_BRAILLE, "Braille", "Noto Sans Symbols2", NULL },
  { G_UNICODE_SCRIPT_CYPRIOT, "Cypriot", "Noto Sans Cypriot", NULL },
  { G_UNICODE_SCRIPT_LIMBU, "Limbu", "Noto Sans Limbu", NULL },
  { G_UNICODE_SCRIPT_OSMANYA, "Osmanya", "Noto Sans Osmanya", NULL },
  { G_UNICODE_SCRIPT_SHAVIAN, "Shavian", "Noto Sans Shavian", NULL },
  { G_UNICODE_SCRIPT_LINEAR_B, "Linear B", "Noto Sans Linear B", NULL },
  { G_UNICODE_SCRIPT_TAI_LE, "Tai Le", "Noto Sans Tai Le", NULL },
  { G_UNICODE_SCRIPT_UGARITIC, "Ugaritic", "Noto Sans Ugaritic", "uga" },
  { G_UNICODE_SCRIPT_NEW_TAI_LUE, "New Tai Lue", "Noto Sans New Tai Lue", NULL },
  { G_UNICODE_SCRIPT_BUGINESE, "Buginese", "Noto Sans Buginese", "bug" },
  { G_UNICODE_SCRIPT_GLAGOLITIC, "Glagolitic", "Noto Sans Glagolitic", NULL },
  { G_UNICODE_SCRIPT_TIFINAGH, "Tifinagh", "Noto Sans Tifinagh", NULL },
  { G_UNICODE_SCRIPT_SYLOTI_NAGRI, "Syloti Nagri", "Noto Sans Syloti Nagri", "syl" },
  { G_UNICODE_SCRIPT_OLD_PERSIAN, "Old Persian", "Noto Sans Old Persian", "peo" },
  { G_UNICODE_SCRIPT_KHAROSHTHI, "Kharoshthi", "Noto Sans Kharoshthi", NULL },
  { G_UNICODE_SCRIPT_BALINESE, "Balinese", "Noto Sans Balinese", NULL },
  { G_UNICODE_SCRIPT_CUNEIFORM, "Cuneiform", "Noto Sans Cuneiform", NULL },
  { G_UNICODE_SCRIPT_PHOENICIAN, "Phoenician", "Noto Sans Phoenician", NULL },
  { G_UNICODE_SCRIPT_PHAGS_PA, "Phags-pa", "Noto Sans PhagsPa", NULL },
  { G_UNICODE_SCRIPT_NKO, "N’Ko", "Noto Sans NKo", "nqo" },
  { G_UNICODE_SCRIPT_KAYAH_LI, "Kayah Li", "Noto Sans Kayah Li", NULL },
  { G_UNICODE_SCRIPT_LEPCHA, "Lepcha", "Noto Sans Lepcha", NULL },
  { G_UNICODE_SCRIPT_REJANG, "Rejang", "Noto Sans Rejang", NULL },
  { G_UNICODE_SCRIPT_SUNDANESE, "Sundanese", "Noto Sans Sundanese", NULL },
  { G_UNICODE_SCRIPT_SAURASHTRA, "Saurashtra", "Noto Sans Saurashtra", NULL },
  { G_UNICODE_SCRIPT_CHAM, "Cham", "Noto Sans Cham", NULL },
  { G_UNICODE_SCRIPT_OL_CHIKI, "Ol Chiki", "Noto Sans Ol Chiki", NULL },
  { G_UNICODE_SCRIPT_VAI, "Vai", "Noto Sans Vai", NULL },
  { G_UNICODE_SCRIPT_CARIAN, "Carian", "Noto Sans Carian", NULL },
  { G_UNICODE_SCRIPT_LYCIAN, "Lycian", "Noto Sans Lycian", NULL },
  { G_UNICODE_SCRIPT_LYDIAN, "Lydian", "Noto Sans Lydian", NULL },
  { G_UNICODE_SCRIPT_AVESTAN, "Avestan", "Noto Sans Avestan", NULL },
  { G_UNICODE_SCRIPT_BAMUM, "Bamum", "Noto Sans Bamum", NULL },
  { G_UNICODE_SCRIPT_EGYPTIAN_HIEROGLYPHS, "Egyptian Hieroglyphs", "Noto Sans Egyptian Hieroglyphs", NULL },
  { G_UNICODE_SCRIPT_IMPERIAL_ARAMAIC, "Imperial Aramaic", "Noto Sans Imperial Aramaic", NULL },
  { G_UNICODE_SCRIPT_INSCRIPTIONAL_PAHLAVI, "Inscriptional Pahlavi", "Noto Sans Inscriptional Pahlavi", NULL },
  { G_UNICODE_SCRIPT_INSCRIPTIONAL_PARTHIAN, "Inscriptional Parthian", "Noto Sans Inscriptional Parthian", NULL },
  { G_UNICODE_SCRIPT_JAVANESE, "Javanese", "Noto Sans Javanese", NULL },
  { G_UNICODE_SCRIPT_KAITHI, "Kaithi", "Noto Sans Kaithi", NULL },
  { G_UNICODE_SCRIPT_LISU, "Lisu", "Noto Sans Lisu", NULL },
  { G_UNICODE_SCRIPT_MEETEI_MAYEK, "Meetei Mayek", "Noto Sans Meetei Mayek", NULL },
  { G_UNICODE_SCRIPT_OLD_SOUTH_ARABIAN, "Old South Arabian", "Noto Sans Old South Arabian", NULL },
  { G_UNICODE_SCRIPT_OLD_TURKIC, "Old Turkic", "Noto Sans Old Turkic", NULL },
  { G_UNICODE_SCRIPT_SAMARITAN, "Samaritan", "Noto Sans Samaritan", NULL },
  { G_UNICODE_SCRIPT_TAI_THAM, "Tai Tham", "Noto Sans Tai Tham", NULL },
  { G_UNICODE_SCRIPT_TAI_VIET, "Tai Viet", "Noto Sans Tai Viet", NULL },
  { G_UNICODE_SCRIPT_BATAK, "Batak", "Noto Sans Batak", NULL },
  { G_UNICODE_SCRIPT_BRAHMI, "Brahmi", "Noto Sans Brahmi", NULL },
  { G_UNICODE_SCRIPT_MANDAIC, "Mandaic", "Noto Sans Mandaic", NULL },
  { G_UNICODE_SCRIPT_CHAKMA, "Chakma", "Noto Sans Chakma", NULL },
  { G_UNICODE_SCRIPT_MEROITIC_CURSIVE, "Meroitic Cursive", "Noto Sans Meroitic", NULL },
  { G_UNICODE_SCRIPT_MEROITIC_HIEROGLYPHS, "Meroitic Hieroglyphs", "Noto Sans Meroitic", NULL },
  { G_UNICODE_SCRIPT_MIAO, "Miao", "Noto Sans Miao", NULL },
  { G_UNICODE_SCRIPT_SHARADA, "Sharada", "Noto Sans Sharada", NULL },
  { G_UNICODE_SCRIPT_SORA_SOMPENG, "Sora Sompeng", "Noto Sans Sora Sompeng", NULL },
  { G_UNICODE_SCRIPT_TAKRI, "Takri", "Noto Sans Takri", NULL },
  { G_UNICODE_SCRIPT_BASSA_VAH, "Bassa Vah", "Noto Sans Bassa Vah", NULL },
  { G_UNICODE_SCRIPT_CAUCASIAN_ALBANIAN, "Caucasian Albanian", "Noto Sans Caucasian Albanian", NULL },
  { G_UNICODE_SCRIPT_DUPLOYAN, "Duployan", "Noto Sans Duployan", NULL },
  { G_UNICODE_SCRIPT_ELBASAN, "Elbasan", "Noto Sans Elbasan", NULL },
  { G_UNICODE_SCRIPT_GRANTHA, "Grantha", "Noto Sans Grantha", NULL },
  { G_UNICODE_SCRIPT_KHOJKI, "Khojki", "Noto Sans Khojki", NULL },
  { G_UNICODE_SCRIPT_KHUDAWADI, "Khudawadi", "Noto Sans Khudawadi", NULL },
  { G_UNICODE_SCRIPT_LINEAR_A, "Linear A", "Noto Sans Linear A", NULL },
  { G_UNICODE_SCRIPT_MAHAJANI, "Mahajani", "Noto Sans Mahajani", NULL },
  { G_UNICODE_SCRIPT_MANICHAEAN, "Manichaean", "Noto Sans Manichaean", NULL },
  { G_UNICODE_SCRIPT_MENDE_KIKAKUI, "Mende Kikakui", "Noto Sans Mende Kikakui", NULL },
  { G_UNICODE_SCRIPT_MODI, "Modi", "Noto Sans Modi", NULL },
  { G_UNICODE_SCRIPT_MRO, "Mro", "Noto Sans Mro", NULL },
  { G_UNICODE_SCRIPT_NABATAEAN, "Nabataean", "Noto Sans Nabataean", NULL },
  { G_UNICODE_SCRIPT_OLD_NORTH_ARABIAN, "Old North Arabian", "Noto Sans Old North Arabian", NULL },
  { G_UNICODE_SCRIPT_OLD_PERMIC, "Old Permic", "Noto Sans Old Permic", NULL },
  { G_UNICODE_SCRIPT_PAHAWH_HMONG, "Pahawh Hmong", "Noto Sans Pahawh Hmong", NULL },
  { G_UNICODE_SCRIPT_PALMYRENE, "Palmyrene", "Noto Sans Palmyrene", NULL },
  { G_UNICODE_SCRIPT_PAU_CIN_HAU, "Pau Cin Hau", "Noto Sans Pau Cin Hau", NULL },
  { G_UNICODE_SCRIPT_PSALTER_PAHLAVI, "Psalter Pahlavi", "Noto Sans Psalter Pahlavi", NULL },
  { G_UNICODE_SCRIPT_SIDDHAM, "Siddham", "Noto Sans Siddham", NULL },
  { G_UNICODE_SCRIPT_TIRHUTA, "Tirhuta", "Noto Sans Tirhuta", NULL },
  { G_UNICODE_SCRIPT_WARANG_CITI, "Warang Citi", "Noto Sans Warang Citi", NULL },
  { G_UNICODE_SCRIPT_AHOM, "Ahom", "Noto Serif Ahom", NULL },
  { G_UNICODE_SCRIPT_ANATOLIAN_HIEROGLYPHS, "Anatolian Hieroglyphs", "Noto Sans Anatolian Hieroglyphs", NULL },
  { G_UNICODE_SCRIPT_HATRAN, "Hatran", "Noto Sans Hatran", NULL },
  { G_UNICODE_SCRIPT_MULTANI, "Multani", "Noto Sans Multani", NULL },
  { G_UNICODE_SCRIPT_OLD_HUNGARIAN, "Old Hungarian", "Noto Sans Old Hungarian", NULL },
  { G_UNICODE_SCRIPT_SIGNWRITING, "SignWriting", "Noto Sans SignWriting", NULL },
  { G_UNICODE_SCRIPT_ADLAM, "Adlam", "Noto Sans Adlam", NULL },
  { G_UNICODE_SCRIPT_BHAIKSUKI, "Bhaiksuki", "Noto Sans Bhaiksuki", NULL },
  { G_UNICODE_SCRIPT_MARCHEN, "Marchen", "Noto Sans Marchen", NULL },
  { G_UNICODE_SCRIPT_NEWA, "Newa", "Noto Sans Newa", NULL },
  { G_UNICODE_SCRIPT_OSAGE, "Osage", "Noto Sans Osage", NULL },
  { G_UNICODE_SCRIPT_TANGUT, "Tangut", "Noto Serif Tangut", NULL },
  { G_UNICODE_SCRIPT_MASARAM_GONDI, "Masaram Gondi", "Noto Sans Masaram Gondi", NULL },
  { G_UNICODE_SCRIPT_NUSHU, "Nushu", "Noto Sans Nushu", NULL },
  { G_UNICODE_SCRIPT_SOYOMBO, "Soyombo", "Noto Sans Soyombo", NULL },
  { G_UNICODE_SCRIPT_ZANABAZAR_SQUARE, "Zanabazar Square", "Noto Sans Zanabazar Square", NULL },
  { G_UNICODE_SCRIPT_DOGRA, "Dogra", "Noto Serif Dogra", NULL },
  { G_UNICODE_SCRIPT_GUNJALA_GONDI, "Gunjala Gondi", "Noto Sans Gunjala Gondi", NULL },
  { G_UNICODE_SCRIPT_HANIFI_ROHINGYA, "Hanifi Rohingya", "Noto Sans Hanifi Rohingya", NULL },
  { G_UNICODE_SCRIPT_MAKASAR, "Makasar", NULL, NULL },
  { G_UNICODE_SCRIPT_MEDEFAIDRIN, "Medefaidrin", "Noto Sans Medefaidrin", NULL },
  { G_UNICODE_SCRIPT_OLD_SOGDIAN, "Old Sogdian", "Noto Sans Old Sogdian", NULL },
  { G_UNICODE_SCRIPT_SOGDIAN, "Sogdian", "Noto Sans Sogdian", NULL },
  { G_UNICODE_SCRIPT_ELYMAIC, "Elymaic", "Noto Sans Elymaic", NULL },
  { G_UNICODE_SCRIPT_NANDINAGARI, "Nandinagari", NULL, NULL },
  { G_UNICODE_SCRIPT_NYIAKENG_PUACHUE_HMONG, "Nyiakeng Puachue Hmong", "Noto Serif Hmong Nyiakeng", NULL },
  { G_UNICODE_SCRIPT_WANCHO, "Wancho", "Noto Sans Wancho", NULL },
  { G_UNICODE_SCRIPT_CHORASMIAN, "Chorasmian", NULL, NULL },
  { G_UNICODE_SCRIPT_DIVES_AKURU, "Dives Akuru", NULL, NULL },
  { G_UNICODE_SCRIPT_KHITAN_SMALL_SCRIPT, "Khitan Small Script", NULL, NULL },
  { G_UNICODE_SCRIPT_YEZIDI, "Yezidi", "Noto Serif Yezidi", NULL },
  { G_UNICODE_SCRIPT_CYPRO_MINOAN, "Cypro Minoan", NULL, NULL },
  { G_UNICODE_SCRIPT_OLD_UYGHUR, "Old Uyghur", NULL, NULL },
  { G_UNICODE_SCRIPT_TANGSA, "Tangsa", NULL, NULL },
  { G_UNICODE_SCRIPT_TOTO, "Toto", NULL, NULL },
  { G_UNICODE_SCRIPT_VITHKUQI, "Vithkuqi", NULL, NULL },
  { G_UNICODE_SCRIPT_KAWI, "Kawi", NULL, NULL },
  { G_UNICODE_SCRIPT_NAG_MUNDARI, "Nag Mundari", NULL, NULL },
};

/* Fonts for Chinese, Japanese and Korean draw one character in the manner of their country. */
static const struct
{
  const char *language; /* a prefix */
  const char *family;
} east_asian[] = {
  { "ja", "Noto Sans CJK JP" },
  { "ko", "Noto Sans CJK KR" },
  { "zh-hk", "Noto Sans CJK HK" },
  { "zh-mo", "Noto Sans CJK HK" },
  { "zh-tw", "Noto Sans CJK TC" },
  { "zh-hant", "Noto Sans CJK TC" },
  { "zh", "Noto Sans CJK SC" },
};

static const Script *
find_script (GUnicodeScript script)
{
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      if (scripts[i].script == script)
        return &scripts[i];
    }

  return NULL;
}

gboolean
precept_script_is_east_asian (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA ||
         script == G_UNICODE_SCRIPT_HANGUL || script == G_UNICODE_SCRIPT_BOPOMOFO;
}

PangoLanguage *
precept_script_get_language (GUnicodeScript script)
{
  const Script *found = find_script (script);

  /* Pango's word for "none": it takes it as it is. */
  return pango_language_from_string (found != NULL && found->language != NULL ? found->language : "xx");
}

void
precept_script_add_families (PangoLanguage *language,
                             GPtrArray     *families)
{
  const char        *tag = pango_language_to_string (language);
  const PangoScript *written;
  int                n;

  for (guint i = 0; i < G_N_ELEMENTS (east_asian); i++)
    {
      if (g_str_has_prefix (tag, east_asian[i].language))
        {
          g_ptr_array_add (families, (gpointer)east_asian[i].family);
          return;
        }
    }

  written = pango_language_get_scripts (language, &n);
  for (int i = 0; i < n; i++)
    {
      const Script *script = find_script ((GUnicodeScript)written[i]);

      if (script != NULL && script->family != NULL)
        g_ptr_array_add (families, (gpointer)script->family);
    }
}

static gboolean
is_emoji (gunichar character)
{
  return character >= 0x1F000 && character <= 0x1FAFF;
}

const char *
precept_script_find_package (gunichar character)
{
  GUnicodeScript script = g_unichar_get_script (character);
  const Script  *found = find_script (script);

  if (precept_script_is_east_asian (script) || (character >= 0x3000 && character <= 0x33FF) || (character >= 0xFE30 && character <= 0xFE4F) ||
      (character >= 0xFF00 && character <= 0xFFEF))
    return "fonts-noto-cjk";
  if (is_emoji (character))
    return "fonts-symbola";
  if (found == NULL || found->family != NULL)
    return "fonts-noto-core";

  return NULL;
}

/* What the names of characters that draw nothing stand for. */
static const char *
find_control_name (gunichar character)
{
  switch (character)
    {
    case 0x85:
      return "next line";
    case 0xAD:
      return "soft hyphen";
    case 0x2028:
      return "line separator";
    case 0x2029:
      return "paragraph separator";
    case 0xFEFF:
      return "byte order mark";
    default:
      return NULL;
    }
}

/* A sentence's worth: "“東” (U+6771, Han)", "U+F0B7 (private use)". */
char *
precept_script_describe (gunichar character)
{
  const Script *script = find_script (g_unichar_get_script (character));
  const char   *kind = find_control_name (character);
  char          shown[8] = { 0 };

  if (kind == NULL)
    {
      switch (g_unichar_type (character))
        {
        case G_UNICODE_CONTROL:
          kind = "control character";
          break;
        case G_UNICODE_PRIVATE_USE:
          kind = "private use";
          break;
        case G_UNICODE_UNASSIGNED:
          kind = "not assigned";
          break;
        case G_UNICODE_FORMAT:
          kind = "format character";
          break;
        default:
          break;
        }
    }
  if (kind != NULL)
    return g_strdup_printf ("U+%04X (%s)", character, kind);

  if (is_emoji (character))
    kind = "emoji or pictograph";
  else if (script != NULL)
    kind = script->name;
  else if (g_unichar_ismark (character))
    kind = "combining mark";
  else
    kind = "symbol";
  g_unichar_to_utf8 (character, shown);
  /* A mark is shown on the circle that stands for any letter. */
  return g_strdup_printf ("“%s%s” (U+%04X, %s)", g_unichar_ismark (character) ? "\xe2\x97\x8c" : "", shown, character, kind);
}

PreceptScriptFault
precept_script_find_fault (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
      return PRECEPT_SCRIPT_FAULT_CONTROL;
    case G_UNICODE_PRIVATE_USE:
      return PRECEPT_SCRIPT_FAULT_PRIVATE;
    case G_UNICODE_UNASSIGNED:
      return PRECEPT_SCRIPT_FAULT_UNASSIGNED;
    default:
      return PRECEPT_SCRIPT_FAULT_NONE;
    }
}
