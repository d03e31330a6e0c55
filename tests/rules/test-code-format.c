/* test-code-format.c: how codes are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-code-format.h"

static void
test_codes (void)
{
  static const struct
  {
    const char *system;
    const char *code;
    gboolean    matches;
    const char *suggestion;
    const char *other_system;
  } cases[] = {
    { "CPT", "62322", TRUE, NULL, NULL },
    { "CPT", "0001F", TRUE, NULL, NULL },
    { "CPT", "0001T", TRUE, NULL, NULL },
    { "CPT", "0001U", TRUE, NULL, NULL },
    { "CPT", "0001M", TRUE, NULL, NULL },
    { "CPT", "0001A", FALSE, NULL, NULL },
    { "CPT", "6232", FALSE, NULL, NULL },
    { "CPT", "623222", FALSE, NULL, NULL },
    { "CPT", "6232O", FALSE, "62320", NULL },
    { "CPT", "62 322", FALSE, "62322", NULL },
    { "CPT", "J1304", FALSE, NULL, "HCPCS" },
    { "CPT", "", FALSE, NULL, NULL },
    { "HCPCS", "A0000", TRUE, NULL, NULL },
    { "HCPCS", "V5364", TRUE, NULL, NULL },
    { "HCPCS", "W1234", FALSE, NULL, NULL },
    { "HCPCS", "F3290", FALSE, NULL, NULL },
    { "HCPCS", "J130", FALSE, NULL, NULL },
    { "HCPCS", "j13o4", FALSE, "J1304", NULL },
    { "HCPCS", "62322", FALSE, NULL, "CPT" },
    { "ICD-10-CM", "I10", TRUE, NULL, NULL },
    { "ICD-10-CM", "G12.21", TRUE, NULL, NULL },
    { "ICD-10-CM", "U07.1", TRUE, NULL, NULL },
    { "ICD-10-CM", "Z3A.08", TRUE, NULL, NULL },
    { "ICD-10-CM", "C7B.00", TRUE, NULL, NULL },
    { "ICD-10-CM", "T38.0X", TRUE, NULL, NULL },
    { "ICD-10-CM", "W20.XXXA", TRUE, NULL, NULL },
    { "ICD-10-CM", "S72.001K", TRUE, NULL, NULL },
    { "ICD-10-CM", "W20.XXXX", FALSE, NULL, NULL },
    { "ICD-10-CM", "S72.001AA", FALSE, NULL, NULL },
    { "ICD-10-CM", "C4C.0", FALSE, NULL, NULL },
    { "ICD-10-CM", "G12.", FALSE, "G12", NULL },
    { "ICD-10-CM", "G122.1", FALSE, "G12.21", NULL },
    { "ICD-10-CM", "G12\xe2\x80\x93"
                   "21",
      FALSE, NULL, NULL },
    { "ICD-10-CM", "009.0", FALSE, "O09.0", NULL },
    { "ICD-10-CM", "O09.0", TRUE, NULL, NULL },
    { "ICD-10-PCS", "3E0R3GC", TRUE, NULL, NULL },
    { "ICD-10-PCS", "3E0R3G", FALSE, NULL, NULL },
    { "ICD-10-PCS", "3EOR3GC", FALSE, "3E0R3GC", NULL },
    { "ICD-10-PCS", "3E0R3GI", FALSE, "3E0R3G1", NULL },
    { "NDC", "12345-6789-01", TRUE, NULL, NULL },
    { "NDC", "1234-5678-90", TRUE, NULL, NULL },
    { "NDC", "12345-678-90", TRUE, NULL, NULL },
    { "NDC", "12345-6789-0", TRUE, NULL, NULL },
    { "NDC", "12345678901", TRUE, NULL, NULL },
    { "NDC", "1234567890", FALSE, NULL, NULL },
    { "NDC", "12345\xe2\x80\x93"
             "6789\xe2\x80\x93"
             "01",
      FALSE, "12345-6789-01", NULL },
    { "REV", "0636", TRUE, NULL, NULL },
    { "REV", "636", FALSE, "0636", NULL },
    { "REV", "0000", FALSE, NULL, NULL },
    { "LOINC", "anything", TRUE, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char      *reason = NULL;
      g_autofree char *suggestion = NULL;

      g_test_message ("%s %s", cases[i].system, cases[i].code);
      g_assert_cmpint (precept_code_format_matches (cases[i].system, cases[i].code), ==, cases[i].matches);
      if (cases[i].matches)
        continue;
      suggestion = precept_code_format_suggest (cases[i].system, cases[i].code, &reason);
      g_assert_cmpstr (suggestion, ==, cases[i].suggestion);
      g_assert_true ((suggestion != NULL) == (reason != NULL));
      g_assert_cmpstr (precept_code_format_find_system (cases[i].system, cases[i].code), ==, cases[i].other_system);
    }
}

static void
test_normal_codes (void)
{
  static const char *const cases[][3] = {
    { "ICD-10-CM", "g12.21", "G1221" },
    { "NDC", "1234-5678-90", "01234567890" },
    { "NDC", "12345-678-90", "12345067890" },
    { "NDC", "12345-6789-0", "12345678900" },
    { "NDC", "12345678900", "12345678900" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = precept_code_format_normalize (cases[i][0], cases[i][1]);

      g_assert_cmpstr (normal, ==, cases[i][2]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/code-format/codes", test_codes);
  g_test_add_func ("/precept/code-format/normal-codes", test_normal_codes);

  return g_test_run ();
}
