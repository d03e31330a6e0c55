/* test-code-paste.c: what people paste into a table of codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-code-paste.h"

static const struct
{
  const char *name;
  const char *pasted;
  const char *system;
  const char *codes; /* "SYSTEM VALUE[-THROUGH] DESCRIPTION|" for each */
  guint       n_left_out;
} cases[] = {
  { "column", "J1304\r\n62322\r\n\r\n", NULL, "HCPCS J1304 |CPT 62322 |", 0 },
  { "block", "Code\tDescription\nJ1304\tInjection, tofersen, 1 mg\n62322\tPuncture\n", NULL, "HCPCS J1304 Injection, tofersen, 1 mg|CPT 62322 Puncture|", 1 },
  { "block-with-systems", "ICD-10\tG12.21\tMotor neuron disease\nRevenue code\t0636\tDrugs\n", NULL, "ICD-10-CM G12.21 Motor neuron disease|REV 0636 Drugs|", 0 },
  { "description-first", "Motor neuron disease\tG12.21", "ICD-10-CM", "ICD-10-CM G12.21 Motor neuron disease|", 0 },
  { "lines", "J1304 - Injection, 1 mg\nG12.21: Disease of nerves\n", NULL, "HCPCS J1304 Injection, 1 mg|ICD-10-CM G12.21 Disease of nerves|", 0 },
  { "list", "J1304, 62322; G12.21", NULL, "HCPCS J1304 |CPT 62322 |ICD-10-CM G12.21 |", 0 },
  { "range", "62320-62327\tInjections\nG12.20 through G12.29", NULL, "CPT 62320-62327 Injections|ICD-10-CM G12.20-G12.29 |", 0 },
  { "small-letters", "j1304\ng12.21", NULL, "HCPCS J1304 |ICD-10-CM G12.21 |", 0 },
  { "preferred", "0636", "REV", "REV 0636 |", 0 },
  { "malformed-is-kept", "J13O4\tInjection\n6232", "HCPCS", "HCPCS J13O4 Injection|HCPCS 6232 |", 0 },
  { "words", "There is no code here\nnor here", "CPT", "", 2 },
  { "empty", " \n\t\n", NULL, "", 0 },
};

static void
test_parse (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  guint n_left_out = 99;
  g_autoptr (GPtrArray) codes = precept_code_paste_parse (cases[index].pasted, cases[index].system, &n_left_out);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      PreceptCode *code = g_ptr_array_index (codes, i);

      g_string_append_printf (found, "%s %s%s%s %s|", code->system, code->value, code->through != NULL ? "-" : "", code->through != NULL ? code->through : "",
                              code->description != NULL ? code->description : "");
    }
  g_assert_cmpstr (found->str, ==, cases[index].codes);
  g_assert_cmpuint (n_left_out, ==, cases[index].n_left_out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/precept/rules/code-paste/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_parse);
    }
  return g_test_run ();
}
