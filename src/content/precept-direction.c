/* precept-direction.c: from which side a text is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-direction.h"

#include <string.h>

/* Lead bytes of UTF-8 below this one begin letters that are read from the left, or marks. */
#define FIRST_LEAD_BYTE 0xD6

/* Languages that are written from the right. */
static gboolean
is_language_right_to_left (const char *language)
{
  static const char *const languages[] = {
    "ar", "arc", "ckb", "dv", "fa", "ff-adlm", "he", "iw", "ji", "ks", "nqo", "pnb", "ps", "rhg", "sam", "sd", "syr", "ug", "ur", "yi"
  };
  g_autofree char *folded = language != NULL ? g_ascii_strdown (language, -1) : NULL;

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (languages); i++)
    {
      gsize length = strlen (languages[i]);

      if (g_str_has_prefix (folded, languages[i]) && (folded[length] == '\0' || folded[length] == '-'))
        return TRUE;
    }

  return FALSE;
}

/* Blocks that Unicode keeps for scripts that are written from the right. */
static gboolean
is_right_to_left (gunichar character)
{
  return (character >= 0x590 && character <= 0x8FF) || (character >= 0xFB1D && character <= 0xFDFF) ||
         (character >= 0xFE70 && character <= 0xFEFE) || (character >= 0x10800 && character <= 0x10FFF) ||
         (character >= 0x1E800 && character <= 0x1EFFF);
}

static gboolean
is_surely_left_to_right (const char *text)
{
  for (const guchar *p = (const guchar *)text; *p != '\0'; p++)
    {
      if (*p >= FIRST_LEAD_BYTE && *p != 0xE2)
        return FALSE;
    }

  return TRUE;
}

/**
 * precept_direction_is_right_to_left:
 * @text: a text
 * @language: (nullable): the language of the document
 *
 * Tells from which side a text is read, and at which side of its column it stands.
 *
 * Not the first letter alone decides, as where nothing is known of a text: an English reference that begins with an
 * Arabic name is an English text still, and an Arabic sentence that begins with the name of a drug an Arabic one. In
 * a document of a language that is written from the left a text is written from the right if its first letter and
 * most others are, or at least three of four; in one written from the right, if any are, or if it has no letters.
 *
 * Returns: whether it is read from the right
 */
gboolean
precept_direction_is_right_to_left (const char *text,
                                    const char *language)
{
  gboolean from_right = is_language_right_to_left (language);
  gboolean begins_right = FALSE;
  guint    n_right = 0;
  guint    n_left = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!from_right && is_surely_left_to_right (text))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isalpha (character))
        continue;
      if (is_right_to_left (character))
        {
          begins_right |= n_left == 0;
          n_right++;
        }
      else
        n_left++;
    }

  if (from_right)
    return n_right > 0 || n_left == 0;

  return n_right > (begins_right ? n_left : 3 * n_left);
}
