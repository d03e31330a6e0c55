/* precept-publish-rules.c: the rules of a guideline as a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-file.h"
#include "precept-publish.h"
#include "precept-rule-json.h"

#include <string.h>

/**
 * precept_publish_rules:
 * @document: a guideline
 * @file: where to write
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes the coverage rules of @document as JSON.
 *
 * Returns: whether @file is the new one; if not, it is as it was
 */
gboolean
precept_publish_rules (PreceptDocument *document,
                       GFile           *file,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_autofree char *json = NULL;
  g_autoptr (PreceptPublishFile) output = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  output = precept_publish_file_open (file, cancellable, error);
  if (output == NULL)
    return FALSE;
  json = precept_rule_json_new (document);
  return g_output_stream_write_all (precept_publish_file_get_stream (output), json, strlen (json), NULL, cancellable, error) &&
         precept_publish_file_keep (output, cancellable, error);
}
