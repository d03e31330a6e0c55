/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "precept-app-resources.h"
#include "precept-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (PreceptApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_file_test (PRECEPT_BUILD_LOCALE_DIR, G_FILE_TEST_IS_DIR) ? PRECEPT_BUILD_LOCALE_DIR : PRECEPT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Precept");
  precept_app_register_resource ();
  application = precept_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
