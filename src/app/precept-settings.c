/* precept-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-settings.h"

#define SCHEMA_ID "io.github.precept.Precept"

/**
 * precept_settings_get:
 *
 * Finds the settings: those of the installed program, or, when it runs in the build folder, with the schema built there.
 *
 * Returns: (transfer none): the settings
 */
GSettings *
precept_settings_get (void)
{
  static GSettings *settings = NULL;
  g_autoptr (GSettingsSchemaSource) source = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;
  GSettingsSchemaSource *installed;

  if (settings != NULL)
    return settings;
  source = g_settings_schema_source_new_from_directory (PRECEPT_BUILD_SCHEMA_DIR, g_settings_schema_source_get_default (), FALSE, NULL);
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  installed = g_settings_schema_source_get_default ();
  if (schema == NULL && installed != NULL)
    schema = g_settings_schema_source_lookup (installed, SCHEMA_ID, TRUE);
  if (schema == NULL)
    g_error ("The settings schema “%s” is missing: install Precept again, or run it from a build folder", SCHEMA_ID);
  settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}
