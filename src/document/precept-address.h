/* precept-address.h: addresses that links may lead to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean precept_address_is_followed (const char *address);

G_END_DECLS
