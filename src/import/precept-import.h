/* precept-import.h: a guideline from the text of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

#define PRECEPT_IMPORT_ERROR (precept_import_error_quark ())
GQuark precept_import_error_quark (void);

typedef enum
{
  PRECEPT_IMPORT_ERROR_EMPTY,     /* no bytes, or only white space */
  PRECEPT_IMPORT_ERROR_NOT_TEXT,  /* bytes of something else: a picture, a PDF, an archive */
  PRECEPT_IMPORT_ERROR_TOO_LARGE, /* more text than a guideline may have */
} PreceptImportError;

typedef enum
{
  PRECEPT_IMPORT_NOTE_LEFT_OUT, /* words of the source that are not in the guideline, or only as a number, date or code */
  PRECEPT_IMPORT_NOTE_ADDED,    /* words in the guideline that are not in the source */
  PRECEPT_IMPORT_NOTE_GUESS,    /* nothing lost, but a person should look */
  PRECEPT_IMPORT_NOTE_READ,     /* words that became criteria, which print in words of their own */
  PRECEPT_IMPORT_NOTE_CHECK,    /* words that may mean more than the criteria made of them, or something else */
} PreceptImportNoteKind;

/* Something that the import left out, added, or is not sure of. */
typedef struct
{
  PreceptImportNoteKind kind;
  guint                 line;    /* of the source, from 1 */
  guint                 n_lines; /* at least 1 */
  char                 *what;    /* the words, shortened */
  char                 *why;
} PreceptImportNote;

typedef struct _PreceptImportReport PreceptImportReport; /* ref-counted */
PreceptImportReport                *precept_import_report_ref (PreceptImportReport *self);
void                                precept_import_report_unref (PreceptImportReport *self);
const PreceptImportNote            *precept_import_report_get_notes (PreceptImportReport *self, guint *n_notes);
char                               *precept_import_report_to_string (PreceptImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptImportReport, precept_import_report_unref)

/* Never fails for the shape of a text, only where the bytes are not text. */
PreceptDocument *precept_import_text (GBytes *bytes, const char *name, PreceptImportReport **report, GError **error);

G_END_DECLS
