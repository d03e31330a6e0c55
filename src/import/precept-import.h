/* precept-import.h: a guideline from the text of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* Something that the import left out, or is not sure of. */
typedef struct
{
  guint line; /* of the source, from 1 */
  char *what; /* the words, shortened */
  char *why;
} PreceptImportNote;

typedef struct _PreceptImportReport PreceptImportReport; /* ref-counted */
PreceptImportReport     *precept_import_report_ref (PreceptImportReport *self);
void                     precept_import_report_unref (PreceptImportReport *self);
const PreceptImportNote *precept_import_report_get_notes (PreceptImportReport *self, guint *n_notes);
char                    *precept_import_report_to_string (PreceptImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptImportReport, precept_import_report_unref)

/* Never fails for the shape of a text, only where the bytes are not text. */
PreceptDocument *precept_import_text (GBytes *bytes, const char *name, PreceptImportReport **report, GError **error);

G_END_DECLS
