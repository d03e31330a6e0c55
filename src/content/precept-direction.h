/* precept-direction.h: from which side a text is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a text stands to the right, as Arabic and Hebrew do. The language is that of the document, or NULL. */
gboolean precept_direction_is_right_to_left (const char *text, const char *language);

G_END_DECLS
