/* precept-file.h: where a guideline is kept on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

#define PRECEPT_FILE_ERROR (precept_file_error_quark ())
GQuark precept_file_error_quark (void);

typedef enum
{
  PRECEPT_FILE_ERROR_CHANGED,   /* somebody else wrote to the file since it was read; may be forced */
  PRECEPT_FILE_ERROR_NOT_FOUND, /* no such file or folder */
  PRECEPT_FILE_ERROR_READ_ONLY, /* no permission, or a read-only disk */
  PRECEPT_FILE_ERROR_NO_SPACE,  /* the disk is full */
  PRECEPT_FILE_ERROR_FAILED,    /* anything else; the message says what */
} PreceptFileError;

#define PRECEPT_TYPE_FILE (precept_file_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFile, precept_file, PRECEPT, FILE, GObject)

PreceptFile *precept_file_new (GFile *location);
GFile       *precept_file_get_location (PreceptFile *self);
const char  *precept_file_get_digest (PreceptFile *self); /* SHA-256 of what was read or saved last; NULL: nothing yet */

/* Besides PRECEPT_FILE_ERROR, loading fails with PRECEPT_DOCUMENT_ERROR. */
PreceptDocument *precept_file_load (PreceptFile *self, GCancellable *cancellable, GError **error);
void             precept_file_load_async (PreceptFile *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PreceptDocument *precept_file_load_finish (PreceptFile *self, GAsyncResult *result, GError **error);

/* Atomic and durable: after a crash the file is the old one or the new one. Marks the document as saved. */
gboolean precept_file_save (PreceptFile *self, PreceptDocument *document, gboolean force, GError **error);
/* The same in a thread, of the document as it is now; it is marked as saved if nothing has changed meanwhile. One at a time. */
void     precept_file_save_async (PreceptFile *self, PreceptDocument *document, gboolean force, GAsyncReadyCallback callback, gpointer user_data);
gboolean precept_file_save_finish (PreceptFile *self, GAsyncResult *result, GError **error);
gboolean precept_file_is_changed_on_disk (PreceptFile *self);
void     precept_file_watch (PreceptFile *self); /* from now on, signal "changed-on-disk" (PreceptFile *) */

/* The same for other files, such as what is published. */
gboolean precept_file_replace (GFile *location, GBytes *bytes, GError **error);

G_END_DECLS
