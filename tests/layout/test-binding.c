/* test-binding.c: where lines must not break
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-binding.h"

#include <string.h>

/* The same text with "_" for each space at which no line may break. */
static char *
show_bound (const char *text)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));
  char *shown = g_strdup (text);

  precept_binding_find (text, FALSE, ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      const PreceptRange *range = &g_array_index (ranges, PreceptRange, i);

      g_assert_cmpuint (range->end, <=, strlen (text));
      /* A break is before the character that follows the space. */
      for (guint j = range->start; j + 1 < range->end; j++)
        {
          if (shown[j] == ' ')
            shown[j] = '_';
        }
    }
  return shown;
}

static void
test_bound (void)
{
  static const struct
  {
    const char *text, *bound;
  } cases[] = {
    { "p = 0.03 and", "p_=_0.03 and" },
    { "SMD = −0.44, 95% CI", "SMD_=_−0.44, 95% CI" },
    { "count ≥ 150 cells/µL within", "count_≥_150_cells/µL within" },
    { "12 ± 3 mg of it", "12_±_3_mg of it" },
    { "n=108 people", "n=108 people" },
    { "a < b stays free", "a < b stays free" },
    { "100 mg daily", "100_mg daily" },
    { "5 mL/min or more", "5_mL/min or more" },
    { "6 months, 12 weeks", "6 months, 12 weeks" },
    { "7 mgs are no unit", "7 mgs are no unit" },
    { "see doi: 10.1/x and PMID: 12", "see doi:_10.1/x and PMID:_12" },
    { "vdoi: none", "vdoi: none" },
    { "doi: ", "doi: " },
    { "ends with a number 7 ", "ends with a number 7 " },
    { "Lot 100 mg/15 mL here", "Lot 100_mg/15_mL here" },
    { "=", "=" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = show_bound (cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].bound);
    }
}

static void
test_hyphen (void)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));
  const char *text = "SOD1\xe2\x80\x91"
                     "ALS";

  precept_binding_find (text, FALSE, ranges);
  g_assert_cmpuint (ranges->len, ==, 1);
  g_assert_cmpuint (g_array_index (ranges, PreceptRange, 0).start, ==, 3);
  g_assert_cmpuint (g_array_index (ranges, PreceptRange, 0).end, ==, 8);
}

/* Numbers of a journal stay whole. */
static void
test_volume (void)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));

  precept_binding_find ("Jun;31(6):e16264: end", FALSE, ranges);
  g_assert_cmpuint (ranges->len, ==, 2);
  g_assert_cmpuint (g_array_index (ranges, PreceptRange, 0).start, ==, 3);
  g_assert_cmpuint (g_array_index (ranges, PreceptRange, 1).start, ==, 9);
}

/* A hyphen at the end of a line would be taken for hyphenation. */
static void
test_compound (void)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));

  precept_binding_find ("a pre-post meta-analysis - and so on - and/or / this", TRUE, ranges);
  g_assert_cmpuint (ranges->len, ==, 3);
  g_assert_cmpuint (g_array_index (ranges, PreceptRange, 0).start, ==, 5);
  g_assert_cmpuint (g_array_index (ranges, PreceptRange, 1).start, ==, 15);
}

/* What joins numbers is no place to end a line. */
static void
test_dash (void)
{
  static const struct
  {
    const char *text;
    guint       n_bound;
  } cases[] = {
    { "95% CI 0.05–0.83", 1 },
    { "G12.21–G12.29", 1 },
    { "J1304–J1306", 1 },
    { "Scale–Revised", 0 },
    { "so – or so", 0 },
    { "–1", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));

      precept_binding_find (cases[i].text, FALSE, ranges);
      g_assert_cmpuint (ranges->len, ==, cases[i].n_bound);
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    guint       n_addresses;
  } cases[] = {
    { "at https://example.org/a-b and doi:10.1000/xyz.1 here", 2 },
    { "either/or is none", 0 },
    { "10.1056/NEJMoa2204705", 1 },
    { "www.example.org/x", 1 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));
      g_autoptr (PreceptText) text = precept_text_new (cases[i].text);

      precept_binding_find_addresses (text, ranges);
      g_assert_cmpuint (ranges->len, ==, cases[i].n_addresses);
    }
}

static void
test_address_breaks (void)
{
  const char *address = "https://example.org/a-b_c%20d";
  g_autoptr (GArray) breaks = precept_binding_dup_address_breaks (address, strlen (address));
  g_autoptr (GString) shown = g_string_new (address);

  for (guint i = breaks->len; i > 0; i--)
    g_string_insert_c (shown, g_array_index (breaks, guint, i - 1), '|');
  g_assert_cmpstr (shown->str, ==, "https://|example.|org/|a-|b_|c|%20d");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/layout/binding/bound", test_bound);
  g_test_add_func ("/precept/layout/binding/hyphen", test_hyphen);
  g_test_add_func ("/precept/layout/binding/volume", test_volume);
  g_test_add_func ("/precept/layout/binding/compound", test_compound);
  g_test_add_func ("/precept/layout/binding/dash", test_dash);
  g_test_add_func ("/precept/layout/binding/addresses", test_addresses);
  g_test_add_func ("/precept/layout/binding/address-breaks", test_address_breaks);

  return g_test_run ();
}
