/* precept-metadata.h: reads and changes the metadata of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-session.h"

G_BEGIN_DECLS

/* What the overview edits, in the order of the form. */
typedef struct
{
  const char *group; /* translated when shown; NULL: same as before */
  const char *label;
  const char *element; /* "policy-number", or "subject/brand" */
} PreceptMetadataField;

const PreceptMetadataField *precept_metadata_get_fields (guint *n_fields);

char *precept_metadata_dup_value (PreceptDocument *document, const char *element); /* "" where absent */
char *precept_metadata_dup_path (PreceptDocument *document, const char *element);  /* NULL: absent */

/* An empty value removes the element, except for the title. */
gboolean precept_metadata_set_value (PreceptSession *session, const PreceptMetadataField *field, const char *value, GError **error);

G_END_DECLS
