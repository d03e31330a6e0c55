/* precept-document.h: one guideline in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "precept-step.h"

G_BEGIN_DECLS

/** The XML namespace of a guideline. A change of format changes it. */
#define PRECEPT_NAMESPACE "urn:precept:guideline:1"

#define PRECEPT_DOCUMENT_ERROR (precept_document_error_quark ())
GQuark precept_document_error_quark (void);

typedef enum
{
  PRECEPT_DOCUMENT_ERROR_EMPTY,         /* no bytes, or only white space */
  PRECEPT_DOCUMENT_ERROR_TOO_LARGE,     /* more bytes or deeper than a guideline may be */
  PRECEPT_DOCUMENT_ERROR_ENCODING,      /* bytes that are not text of the declared encoding */
  PRECEPT_DOCUMENT_ERROR_SYNTAX,        /* not well-formed XML */
  PRECEPT_DOCUMENT_ERROR_DOCTYPE,       /* has a document type declaration */
  PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, /* XML, but not a guideline */
  PRECEPT_DOCUMENT_ERROR_STEP,          /* a step that does not apply */
} PreceptDocumentError;

#define PRECEPT_TYPE_DOCUMENT (precept_document_get_type ())
G_DECLARE_FINAL_TYPE (PreceptDocument, precept_document, PRECEPT, DOCUMENT, GObject)

/* Every message names line and column where there is one, and what to do. */
PreceptDocument *precept_document_new_from_bytes (GBytes *bytes, GError **error);
PreceptDocument *precept_document_copy (PreceptDocument *self);      /* no history; for another thread */
GBytes          *precept_document_serialize (PreceptDocument *self); /* canonical form */

/* Reading without the tree. A path is an id, then child positions: "ref-3", "qalsody/0/2"
 * (counting every child node: text, comments and elements). An empty id is the root element. */
const char *precept_document_get_title (PreceptDocument *self);    /* "" where there is none */
const char *precept_document_get_language (PreceptDocument *self); /* xml:lang, "en-US" where absent */
gboolean    precept_document_has_id (PreceptDocument *self, const char *id);
char       *precept_document_dup_text (PreceptDocument *self, const char *path); /* NULL: nothing there */
char       *precept_document_dup_element_name (PreceptDocument *self, const char *path);
char       *precept_document_dup_attribute (PreceptDocument *self, const char *path, const char *name);
char       *precept_document_dup_new_id (PreceptDocument *self, const char *prefix); /* unused, "p-7f3a9c" */

/* Writing: only groups of steps. All of a group applies, or none of it and @error says why.
 * The selection strings are opaque, kept for undo and redo. */
gboolean    precept_document_apply (PreceptDocument *self, PreceptStepGroup *group, GError **error);
gboolean    precept_document_can_undo (PreceptDocument *self);
gboolean    precept_document_can_redo (PreceptDocument *self);
const char *precept_document_get_undo_label (PreceptDocument *self);
const char *precept_document_get_redo_label (PreceptDocument *self);
char       *precept_document_undo (PreceptDocument *self); /* the selection to restore, or NULL */
char       *precept_document_redo (PreceptDocument *self);

gboolean precept_document_get_modified (PreceptDocument *self);
void     precept_document_set_saved (PreceptDocument *self); /* the current state is on disk */

/* Signal "changed" (PreceptDocument *, PreceptChange *): after each group, undo and redo. */

G_END_DECLS
