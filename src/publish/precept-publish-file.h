/* precept-publish-file.h: a file that is written as a whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PreceptPublishFile PreceptPublishFile;

PreceptPublishFile *precept_publish_file_open (GFile *file, GCancellable *cancellable, GError **error);
GOutputStream      *precept_publish_file_get_stream (PreceptPublishFile *self);
gboolean            precept_publish_file_keep (PreceptPublishFile *self, GCancellable *cancellable, GError **error);
void                precept_publish_file_free (PreceptPublishFile *self); /* what was not kept is gone */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPublishFile, precept_publish_file_free)

G_END_DECLS
