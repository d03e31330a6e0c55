/* precept-missing.c: what is said of what can't be printed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-missing.h"

#include "precept-script.h"

#define MAX_PLACE_CHARACTERS 40

/* The beginning of a text, as the place where something is. */
static char *
dup_place (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_PLACE_CHARACTERS)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, MAX_PLACE_CHARACTERS);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

/* What is wrong, and what to do. */
static char *
dup_message (PreceptFonts *fonts,
             gunichar      character,
             const char   *block_id)
{
  g_autofree char *described = precept_script_describe (character);
  g_autofree char *where = block_id != NULL ? g_strdup_printf (" in “%s”", block_id) : g_strdup ("");
  const char      *package = precept_fonts_find_package_for (fonts, character);

  switch (precept_script_find_fault (character))
    {
    case PRECEPT_SCRIPT_FAULT_CONTROL:
      return g_strdup_printf ("The character %s%s is none to print: remove it", described, where);
    case PRECEPT_SCRIPT_FAULT_PRIVATE:
      return g_strdup_printf ("The character %s%s means something else in each font, and nothing in those of the style: "
                              "it would be missing in print. Replace it",
                              described, where);
    case PRECEPT_SCRIPT_FAULT_UNASSIGNED:
      return g_strdup_printf ("The character %s%s stands for nothing: it would be missing in print. Remove it", described, where);
    case PRECEPT_SCRIPT_FAULT_NONE:
    default:
      break;
    }
  if (package != NULL)
    return g_strdup_printf ("No installed font that can be published has the character %s%s: it would be missing in print. "
                            "Install the package %s, or replace the character",
                            described, where, package);

  return g_strdup_printf ("No installed font that can be published has the character %s%s: it would be missing in print. "
                          "Install a font that has it, or replace the character",
                          described, where);
}

PreceptDiagnostic *
precept_missing_new_diagnostic (PreceptFonts         *fonts,
                                PreceptLines         *lines,
                                const PreceptMissing *missing,
                                PreceptBlock         *block)
{
  const char        *text = precept_text_get_string (lines->text);
  const char        *id = block != NULL ? block->id : NULL;
  g_autofree char   *message = dup_message (fonts, missing->character, id);
  g_autofree char   *place = dup_place (text);
  PreceptDiagnostic *diagnostic = precept_diagnostic_new ("missing-glyph", PRECEPT_SEVERITY_ERROR, "%s", message);
  int                start = (int)g_utf8_pointer_to_offset (text, text + missing->offset);

  precept_diagnostic_set_place (diagnostic, id, block != NULL ? block->path : NULL, 0, place);
  precept_diagnostic_set_range (diagnostic, start, start + 1);
  return diagnostic;
}

PreceptDiagnostic *
precept_missing_new_picture_diagnostic (PreceptBlock *block)
{
  PreceptDiagnostic *diagnostic = precept_diagnostic_new ("missing-picture", PRECEPT_SEVERITY_ERROR,
                                                          "The picture of the figure “%s” can't be printed, just its alternative text: it is damaged, "
                                                          "too large or neither PNG nor JPEG. Save it again as a PNG or JPEG picture of at most "
                                                          "100 million pixels",
                                                          block->id);

  precept_diagnostic_set_place (diagnostic, block->id, block->path, 0, NULL);
  return diagnostic;
}

void
precept_missing_add_fallback (PreceptFonts *fonts,
                              GPtrArray    *diagnostics)
{
  g_auto (GStrv) families = precept_fonts_dup_fallback_families (fonts);
  g_autofree char *joined = NULL;

  if (families[0] == NULL)
    return;

  joined = g_strjoinv ("”, “", families);
  g_ptr_array_add (diagnostics, precept_diagnostic_new ("fallback-font", PRECEPT_SEVERITY_HINT,
                                                        "Some characters are not in the fonts of the style, and are set in “%s”", joined));
}
