/* precept-file-replace.h: writes a whole file, or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors are of PRECEPT_FILE_ERROR. @path: of a local file; a symbolic link is followed. */
gboolean precept_file_replace_path (const char *path, GBytes *bytes, GError **error);
GBytes  *precept_file_read_path (const char *path, gsize max_size_bytes, GError **error);

G_END_DECLS
