/* content-dump.h: content as text, for tests to compare and people to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"

G_BEGIN_DECLS

char *content_dump (PreceptContent *content);

G_END_DECLS
