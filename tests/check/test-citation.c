/* test-citation.c: what the text of a reference says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-citation.h"

static void
test_found_dois (void)
{
  static const char *const cases[][2] = {
    { "J Ex. 2020;1:2. doi:10.1234/a(1)b.", "10.1234/a(1)b" },
    { "J Éx. 2020;1:2. DOI: 10.1234/ab; see there", "10.1234/ab" },
    { "J Ex (https://doi.org/10.1234/ab).", "10.1234/ab" },
    { "J Ex. doi: https://doi.org/10.1234/ab.", "10.1234/ab" },
    { "J Ex. doi:10,1234/ab.", "10,1234/ab" },
    { "J Ex. 2020;10.1234/ab", NULL },
    { "doi:", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int              start = -1, end = -1;
      g_autofree char *found = precept_citation_find_doi (cases[i][0], &start, &end);

      g_assert_cmpstr (found, ==, cases[i][1]);
      if (found != NULL)
        {
          g_autofree char *selected = g_utf8_substring (cases[i][0], start, end);

          g_assert_cmpstr (selected, ==, found);
        }
    }
}

static void
test_works (void)
{
  static const struct
  {
    const char *first;
    const char *second;
    gboolean    same;
  } cases[] = {
    /* The same work, cited in two ways. */
    { "Smith JA, Doe B, et al; Example Group. Trial of a drug for a disease. J Ex. 2020;1:2.",
      "Smith J, Doe B, Roe C. Trial of a drug for a disease. Journal of Examples. 2020;1:2. Epub 2019 Dec.", TRUE },
    { "Smith JA: Trial of a Drug for a Disease. J Ex 2020;1:2.", "Smith JA. Trial of a drug for a disease. J Ex. 2020;1:2.", TRUE },
    { "Pérez A. Étude d’un médicament chez l’adulte. J Ex. 2020;1.", "Pe\xcc\x81rez A. Etude d'un medicament chez l'adulte. J Ex. 2020;1.", TRUE },
    /* Other authors, another year, another part of one publisher's series. */
    { "Smith JA. Trial of a drug for a disease. J Ex. 2020.", "Jones B. Trial of a drug for a disease. J Ex. 2020.", FALSE },
    { "Smith JA. Trial of a drug for a disease. J Ex. 2020.", "Smith JA. Trial of a drug for a disease. J Ex. 2021.", FALSE },
    { "Example Agency for the Health of All. Coverage of the first drug. 2020.",
      "Example Agency for the Health of All. Coverage of the second drug. 2020.", FALSE },
    { "Example Society. Standards of care in a disease—2023. Care. 2023.", "Example Society. Standards of care in a disease—2024. Care. 2024.", FALSE },
    /* Too short to tell. */
    { "Smith JA. Letter.", "Smith JA. Letter.", FALSE },
    { "", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = precept_citation_dup_key (cases[i].first, 0);
      g_autofree char *second = precept_citation_dup_key (cases[i].second, 0);

      g_test_message ("%s / %s", first, second);
      g_assert_cmpint (first != NULL && g_strcmp0 (first, second) == 0, ==, cases[i].same);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/citation/found-dois", test_found_dois);
  g_test_add_func ("/precept/citation/works", test_works);

  return g_test_run ();
}
