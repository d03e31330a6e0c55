/* precept-code-format.c: how the codes of each billing system are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"
#include "config.h"

#include "precept-code-format.h"

#include <string.h>

/* Only the form is judged here: whether a code exists, and on which date, is
 * for the catalogue of code sets. So a category (T38.0X, G12.2) is well-formed. */

typedef struct
{
  const char *id;   /* as in code/@system */
  const char *name; /* of its codes, for a person */
  const char *description;
  gboolean    is_distinctive; /* a code of its form in another system was put there by mistake */
  gboolean (*matches) (const char *code);
} CodeFormat;

/* Whether @code is @pattern, where 9 stands for any digit, A for any capital
 * letter and X for either; anything else stands for itself. */
static gboolean
has_shape (const char *code, const char *pattern)
{
  for (; *code != '\0' && *pattern != '\0'; code++, pattern++)
    {
      gboolean same;

      switch (*pattern)
        {
        case '9':
          same = g_ascii_isdigit (*code);
          break;

        case 'A':
          same = g_ascii_isupper (*code);
          break;

        case 'X':
          same = g_ascii_isdigit (*code) || g_ascii_isupper (*code);
          break;

        default:
          same = *code == *pattern;
        }
      if (!same)
        return FALSE;
    }

  return *code == '\0' && *pattern == '\0';
}

/* Category I is five digits; the last letter tells category II (F), category III
 * (T), proprietary laboratory analyses (U) and administrative MAAA codes (M). */
static gboolean
matches_cpt (const char *code)
{
  return has_shape (code, "99999") || (has_shape (code, "9999A") && strchr ("FMTU", code[4]) != NULL);
}

/* No code begins with F, I, N or O: what does is an ICD-10-CM code without its dot. */
static gboolean
matches_hcpcs (const char *code)
{
  return has_shape (code, "A9999") && strchr ("ABCDEGHJKLMPQRSTUV", code[0]) != NULL;
}

/* A letter, a digit, a digit or A or B (C4A, C7B, O9A, Z3A); then a dot and one
 * to four characters. An X among them only holds a place, so the seventh and
 * last is never X. Codes with U (U07.1) are for provisional use. */
static gboolean
matches_icd_10_cm (const char *code)
{
  gsize length = strlen (code);

  if (length < 3 || !has_shape ((char[]){ code[0], code[1], code[2], '\0' }, "A9X"))
    return FALSE;
  if (g_ascii_isupper (code[2]) && code[2] != 'A' && code[2] != 'B')
    return FALSE;
  if (length == 3)
    return TRUE;

  return code[3] == '.' &&
         (has_shape (code + 4, "X") || has_shape (code + 4, "XX") || has_shape (code + 4, "XXX") ||
          (has_shape (code + 4, "XXXX") && code[7] != 'X'));
}

/* The first character is one of the sections. */
static gboolean
matches_icd_10_pcs (const char *code)
{
  return has_shape (code, "XXXXXXX") && strpbrk (code, "IO") == NULL && strchr ("0123456789BCDFGHX", code[0]) != NULL;
}

/* Eleven digits as payers write them, or the ten of the label with its hyphens;
 * ten digits without hyphens may be read in three ways, so they are refused. */
static gboolean
matches_ndc (const char *code)
{
  return has_shape (code, "99999-9999-99") || has_shape (code, "99999999999") ||
         has_shape (code, "9999-9999-99") || has_shape (code, "99999-999-99") || has_shape (code, "99999-9999-9");
}

static gboolean
matches_revenue (const char *code)
{
  return has_shape (code, "9999") && strcmp (code, "0000") != 0;
}

static const CodeFormat formats[] = {
  { "CPT", "CPT codes", "five digits, or four digits and F, M, T or U (62322, 0001U)", TRUE, matches_cpt },
  { "HCPCS", "HCPCS Level II codes", "a letter from A to V and four digits (J1304)", TRUE, matches_hcpcs },
  { "ICD-10-CM", "ICD-10-CM codes", "a letter, two characters, a dot and up to four more (G12.21, U07.1, T38.0X5A)", TRUE, matches_icd_10_cm },
  { "ICD-10-PCS", "ICD-10-PCS codes", "seven digits and letters, never I or O (3E0R3GC)", TRUE, matches_icd_10_pcs },
  { "NDC", "NDCs", "labeler, product and package: 5-4-2 digits, or 4-4-2, 5-3-2 or 5-4-1 as on the label", TRUE, matches_ndc },
  /* Any code that lost a digit looks like a revenue code. */
  { "REV", "revenue codes", "four digits (0636)", FALSE, matches_revenue },
};

static const CodeFormat *
find_format (const char *system)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].id, system) == 0)
      return &formats[i];

  return NULL;
}

/**
 * precept_code_format_get_name:
 * @system: a code system, as in the guideline
 *
 * Returns: (transfer none) (nullable): what its codes are called, "CPT codes"; %NULL where the system is not known
 */
const char *
precept_code_format_get_name (const char *system)
{
  const CodeFormat *format = find_format (system);

  return format != NULL ? format->name : NULL;
}

/**
 * precept_code_format_get_description:
 * @system: a code system, as in the guideline
 *
 * Returns: (transfer none) (nullable): the form of its codes, as the end of a sentence; %NULL where the system is not
 *   known
 */
const char *
precept_code_format_get_description (const char *system)
{
  const CodeFormat *format = find_format (system);

  return format != NULL ? format->description : NULL;
}

/**
 * precept_code_format_matches:
 * @system: a code system, as in the guideline
 * @code: a code
 *
 * Tells whether a code is well-formed.
 *
 * Returns: whether @code has the form of its system's codes, or the system is
 *   not known
 */
gboolean
precept_code_format_matches (const char *system,
                             const char *code)
{
  const CodeFormat *format = find_format (system);

  g_return_val_if_fail (code != NULL, FALSE);

  return format == NULL || format->matches (code);
}

/* Slips that people and text extraction make. Each takes the code as it is so
 * far, and returns it mended, or NULL where the slip is not there. */

static char *
mend_spaces (const char *code)
{
  GString *mended = g_string_new (NULL);

  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c))
        g_string_append_unichar (mended, c);
    }
  if (strcmp (mended->str, code) != 0)
    return g_string_free (mended, FALSE);

  g_string_free (mended, TRUE);
  return NULL;
}

static char *
mend_dashes (const char *code)
{
  GString *mended = g_string_new (NULL);

  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* Hyphen, non-breaking hyphen, figure dash, en dash, em dash, bar, minus. */
      g_string_append_unichar (mended, (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? '-' : c);
    }
  if (strcmp (mended->str, code) != 0)
    return g_string_free (mended, FALSE);

  g_string_free (mended, TRUE);
  return NULL;
}

static char *
mend_case (const char *code)
{
  char *mended = g_ascii_strup (code, -1);

  if (strcmp (mended, code) != 0)
    return mended;

  g_free (mended);
  return NULL;
}

/* "G12.2-" is how a book says that more characters follow. */
static char *
mend_ending (const char *code)
{
  gsize length = strlen (code);

  while (length > 0 && strchr (".,;-", code[length - 1]) != NULL)
    length--;

  return length > 0 && code[length] != '\0' ? g_strndup (code, length) : NULL;
}

static char *
mend_dot (const char *code)
{
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *p = code; *p != '\0'; p++)
    if (*p != '.')
      g_string_append_c (bare, *p);
  if (bare->len > 3)
    g_string_insert_c (bare, 3, '.');

  return strcmp (bare->str, code) != 0 ? g_strdup (bare->str) : NULL;
}

/* Only where the system wants a digit: O is a letter of ICD-10-CM (O09.0). */
static char *
mend_zero (const char *code)
{
  char *mended = g_strdup (code);

  g_strdelimit (mended + (code[0] != '\0' ? 1 : 0), "O", '0');
  if (strcmp (mended, code) != 0)
    return mended;

  g_free (mended);
  return NULL;
}

static char *
mend_first_zero (const char *code)
{
  return code[0] == 'O' ? g_strconcat ("0", code + 1, NULL) : NULL;
}

static char *
mend_first_letter (const char *code)
{
  return code[0] == '0' ? g_strconcat ("O", code + 1, NULL) : NULL;
}

static char *
mend_one (const char *code)
{
  char *mended = g_strdup (code);

  g_strdelimit (mended + (code[0] != '\0' ? 1 : 0), "Il", '1');
  if (strcmp (mended, code) != 0)
    return mended;

  g_free (mended);
  return NULL;
}

static char *
mend_leading_zero (const char *code)
{
  return has_shape (code, "999") ? g_strconcat ("0", code, NULL) : NULL;
}

static const struct
{
  char *(*mend) (const char *code);
  const char *reason;  /* completes "… is not a CPT code: " */
  const char *systems; /* NULL: every one */
} slips[] = {
  { mend_spaces, "it has a space in it", NULL },
  { mend_dashes, "it has a long dash where a hyphen belongs", NULL },
  { mend_one, "it has the letter I or l where a one belongs", NULL },
  { mend_case, "its letters are not capitals", NULL },
  { mend_zero, "it has the letter O where a zero belongs", NULL },
  { mend_first_zero, "it has the letter O where a zero belongs", "CPT ICD-10-PCS NDC REV" },
  { mend_first_letter, "it has a zero where the letter O belongs", "ICD-10-CM" },
  { mend_ending, "it ends in a punctuation mark", NULL },
  { mend_dot, "its dot does not stand after the third character", "ICD-10-CM" },
  { mend_leading_zero, "its leading zero is missing", "REV" },
};

/**
 * precept_code_format_suggest:
 * @system: a code system, as in the guideline
 * @code: a code that is not well-formed
 * @reason: (out) (transfer none): what is wrong with it, as the end of a sentence
 *
 * Undoes the slips that people and text extraction make, one after the other,
 * until the code is well-formed. @reason is that of the last slip undone.
 *
 * Returns: (transfer full) (nullable): a well-formed code, or %NULL
 */
char *
precept_code_format_suggest (const char  *system,
                             const char  *code,
                             const char **reason)
{
  const CodeFormat *format = find_format (system);
  g_autofree char  *mended = g_strdup (code);

  g_return_val_if_fail (code != NULL && reason != NULL, NULL);

  *reason = NULL;
  if (format == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      char *next;

      if (slips[i].systems != NULL && strstr (slips[i].systems, system) == NULL)
        continue;
      next = slips[i].mend (mended);
      if (next == NULL)
        continue;
      g_free (mended);
      mended = next;
      if (format->matches (mended))
        {
          *reason = slips[i].reason;
          return g_steal_pointer (&mended);
        }
    }

  return NULL;
}

/**
 * precept_code_format_find_system:
 * @system: the system that the guideline names
 * @code: a code that is not one of it
 *
 * Finds the system that a code belongs to by its form.
 *
 * Returns: (transfer none) (nullable): a system, or %NULL where none or more
 *   than one has codes of that form and of hardly any other
 */
const char *
precept_code_format_find_system (const char *system,
                                 const char *code)
{
  const char *found = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].id, system) != 0 && formats[i].is_distinctive && formats[i].matches (code))
      {
        if (found != NULL)
          return NULL;
        found = formats[i].id;
      }

  return found;
}

/* The 5-4-2 digits of an NDC, whichever of its forms it has. */
static char *
normalize_ndc (const char *code)
{
  static const guint lengths[] = { 5, 4, 2 };
  g_auto (GStrv) parts = g_strsplit (code, "-", -1);
  GString *normal;

  if (g_strv_length (parts) != G_N_ELEMENTS (lengths))
    return g_strdup (code);

  normal = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      for (gsize n = strlen (parts[i]); n < lengths[i]; n++)
        g_string_append_c (normal, '0');
      g_string_append (normal, parts[i]);
    }

  return g_string_free (normal, FALSE);
}

/**
 * precept_code_format_normalize:
 * @system: (nullable): a code system, as in the guideline
 * @code: a code, well-formed or not
 *
 * Reduces a code to its capital letters and digits, so that two ways of writing
 * one compare equal and a range compares as its system sorts.
 *
 * Returns: (transfer full): a string
 */
char *
precept_code_format_normalize (const char *system,
                               const char *code)
{
  GString *normal;

  g_return_val_if_fail (code != NULL, NULL);

  if (g_strcmp0 (system, "NDC") == 0)
    return normalize_ndc (code);

  normal = g_string_new (NULL);
  for (const char *p = code; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (normal, g_ascii_toupper (*p));

  return g_string_free (normal, FALSE);
}
