/* test-pdf-cff.c: how CFF fonts name their glyphs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-pdf-cff.h"

#include <string.h>

/* A table of header, names and top dictionaries; what follows is the charset, at 24. */
#define CID_KEYED 1, 0, 4, 1, 0, 1, 1, 1, 2, 'A', 0, 1, 1, 1, 10, 139, 139, 139, 12, 30, 28, 0, 24, 15
#define NAME_KEYED 1, 0, 4, 1, 0, 1, 1, 1, 2, 'A', 0, 1, 1, 1, 10, 139, 139, 139, 139, 5, 28, 0, 24, 15

typedef struct
{
  const char *name;
  guint8      data[40];
  gsize       length;
} Case;

static const Case cases[] = {
  { "format-0", { CID_KEYED, 0, 0, 10, 0, 11, 0, 100 }, 31 },
  { "format-1", { CID_KEYED, 1, 0, 10, 1, 0, 100, 0 }, 31 },
  { "format-2", { CID_KEYED, 2, 0, 10, 0, 1, 0, 100, 0, 0 }, 33 },
};

static void
test_charset (gconstpointer data)
{
  const Case *item = data;
  gsize       n;

  for (n = 0; n <= item->length; n++)
    {
      /* Of its own size, so that a sanitizer sees a reading beyond the end. */
      g_autofree guint8  *part = g_memdup2 (item->data, n);
      g_autofree guint16 *cids = NULL;

      if (n < item->length)
        {
          g_assert_false (precept_pdf_cff_get_cids (part, n, 4, &cids));
          g_assert_null (cids);
          continue;
        }
      g_assert_true (precept_pdf_cff_get_cids (part, n, 4, &cids));
      g_assert_cmpuint (cids[0], ==, 0);
      g_assert_cmpuint (cids[1], ==, 10);
      g_assert_cmpuint (cids[2], ==, 11);
      g_assert_cmpuint (cids[3], ==, 100);
    }
}

static void
test_name_keyed (void)
{
  static const guint8 data[] = { NAME_KEYED, 0, 0, 10, 0, 11, 0, 100 };
  g_autofree guint16 *cids = NULL;

  g_assert_true (precept_pdf_cff_get_cids (data, sizeof data, 4, &cids));
  g_assert_null (cids);
}

/* Any byte may be wrong: an answer or a refusal, but no reading beyond the end. */
static void
test_changed (void)
{
  gsize i;
  guint value;

  for (i = 0; i < cases[1].length; i++)
    for (value = 0; value < 256; value++)
      {
        g_autofree guint8  *data = g_memdup2 (cases[1].data, cases[1].length);
        g_autofree guint16 *cids = NULL;

        data[i] = (guint8)value;
        precept_pdf_cff_get_cids (data, cases[1].length, 4, &cids);
      }
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/precept/pdf/cff/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_charset);
    }
  g_test_add_func ("/precept/pdf/cff/name-keyed", test_name_keyed);
  g_test_add_func ("/precept/pdf/cff/changed", test_changed);
  return g_test_run ();
}
