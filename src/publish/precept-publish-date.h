/* precept-publish-date.h: the date of a published file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

gboolean precept_publish_find_date (PreceptDocument *document, GDateTime **date, GError **error);

G_END_DECLS
