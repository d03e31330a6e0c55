/* test-plan.c: where a plan's settings are found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>

#include "precept-plan.h"

static void
test_nearest_folder_upward (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("precept-plan-XXXXXX", &error);
  g_autofree char *deep = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *nearer = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) guideline = NULL;
  g_autoptr (GFile) found = NULL;
  g_autoptr (GFile) expected = NULL;
  g_autoptr (GFile) expected_nearer = NULL;

  g_assert_no_error (error);
  deep = g_build_filename (root, "drugs", "neurology", NULL);
  plan = g_build_filename (root, PRECEPT_PLAN_FOLDER_NAME, NULL);
  nearer = g_build_filename (deep, PRECEPT_PLAN_FOLDER_NAME, NULL);
  path = g_build_filename (deep, "a.xml", NULL);
  guideline = g_file_new_for_path (path);
  expected = g_file_new_for_path (plan);
  expected_nearer = g_file_new_for_path (nearer);

  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_assert_null (precept_plan_find (guideline));

  g_assert_cmpint (g_mkdir (plan, 0700), ==, 0);
  found = precept_plan_find (guideline);
  g_assert_true (g_file_equal (found, expected));
  g_clear_object (&found);

  /* A file of that name is no folder of settings. */
  g_assert_true (g_file_set_contents (nearer, "", 0, NULL));
  found = precept_plan_find (guideline);
  g_assert_true (g_file_equal (found, expected));
  g_clear_object (&found);

  g_assert_cmpint (g_unlink (nearer), ==, 0);
  g_assert_cmpint (g_mkdir (nearer, 0700), ==, 0);
  found = precept_plan_find (guideline);
  g_assert_true (g_file_equal (found, expected_nearer));

  g_rmdir (nearer);
  g_rmdir (plan);
  g_rmdir (deep);
  g_free (deep);
  deep = g_build_filename (root, "drugs", NULL);
  g_rmdir (deep);
  g_rmdir (root);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/plan/nearest-folder-upward", test_nearest_folder_upward);

  return g_test_run ();
}
