/* test-values.c: dates and DOIs, as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-address.h"
#include "precept-date.h"
#include "precept-doi.h"

#include <string.h>

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    gboolean    has_form, is_date;
  } cases[] = {
    { "2026-06-01", TRUE, TRUE },
    { "2024-02-29", TRUE, TRUE },
    { "0001-01-01", TRUE, TRUE },
    { "9999-12-31", TRUE, TRUE },
    { "2026-02-29", TRUE, FALSE },
    { "2026-13-01", TRUE, FALSE },
    { "2026-00-10", TRUE, FALSE },
    { "0000-01-01", TRUE, FALSE },
    { "2026-6-1", FALSE, FALSE },
    { "2026-06-011", FALSE, FALSE },
    { "2026/06/01", FALSE, FALSE },
    { " 2026-06-01", FALSE, FALSE },
    { "+026-06-01", FALSE, FALSE },
    { "", FALSE, FALSE },
    { NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate            date;
      g_autofree char *text = NULL;

      g_assert_cmpint (precept_date_has_form (cases[i].text), ==, cases[i].has_form);
      g_assert_cmpint (precept_date_parse (cases[i].text, &date), ==, cases[i].is_date);
      if (!cases[i].is_date)
        continue;
      text = precept_date_format (&date);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_dois (void)
{
  static const char *const cases[][2] = {
    { "10.1056/NEJMoa2204705", "10.1056/NEJMoa2204705" },
    { "https://doi.org/10.1056/NEJMoa2204705", "10.1056/NEJMoa2204705" },
    { "http://dx.doi.org/10.1056/NEJMoa2204705.", "10.1056/NEJMoa2204705" },
    { "DOI: 10.1016/S1474-4422(13)70061-9.", "10.1016/S1474-4422(13)70061-9" },
    { "10.1000.10/123456", "10.1000.10/123456" },
    { "1O,1056/x", "10.1056/x" },
    { "10.1056", NULL },
    { "10.105/x", NULL },
    { "10.1056/", NULL },
    { "11.1056/x", NULL },
    { "10.1056/a b", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mended = precept_doi_mend (cases[i][0]);

      g_assert_cmpstr (mended, ==, cases[i][1]);
      g_assert_cmpint (precept_doi_is_valid (cases[i][0]), ==, g_strcmp0 (cases[i][0], cases[i][1]) == 0);
    }
}

/* A word of a sentence that begins with a DOI, and what of it is the DOI. */
static void
test_doi_ends (void)
{
  static const char *const cases[][2] = {
    { "10.1234/a.", "10.1234/a" },
    { "10.1234/a(1)b).", "10.1234/a(1)b" },
    { "10.1234/a),", "10.1234/a" },
    { "10.1234/S0(13)70061-9", "10.1234/S0(13)70061-9" },
    { "10.1234/(SICI)1097(1998)17:15/16<1661::AID>3.0.CO;2-2;", "10.1234/(SICI)1097(1998)17:15/16<1661::AID>3.0.CO;2-2" },
    { "10.1234/a]", "10.1234/a" },
    { "10.1234/a\">", "10.1234/a" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (precept_doi_find_end (cases[i][0]), ==, strlen (cases[i][1]));
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean    is_followed;
  } cases[] = {
    { "https://example.org/a?b=c#d", TRUE },
    { "HTTP://example.org", TRUE },
    { "mailto:policy@example.org", TRUE },
    { "tel:+1-555-0100", TRUE },
    { "#table-1", TRUE },
    { "appendix.pdf", TRUE },
    { "appendix/a:b.pdf", TRUE },
    { "", FALSE },
    { "file:///etc/passwd", FALSE },
    { "javascript:alert(1)", FALSE },
    { "data:text/html,x", FALSE },
    { "ftp://example.org", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (precept_address_is_followed (cases[i].address), ==, cases[i].is_followed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/values/addresses", test_addresses);
  g_test_add_func ("/precept/values/dates", test_dates);
  g_test_add_func ("/precept/values/dois", test_dois);
  g_test_add_func ("/precept/values/doi-ends", test_doi_ends);

  return g_test_run ();
}
