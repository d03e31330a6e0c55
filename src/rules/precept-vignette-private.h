/* precept-vignette-private.h: what a test case of a guideline tells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-case-private.h"
#include "precept-vignette.h"

G_BEGIN_DECLS

/* The case that a vignette describes. @problems: of char *; what is wrong is added to it. */
PreceptCase *precept_vignette_read (PreceptRules *rules, const xmlNode *vignette, GPtrArray *problems);

G_END_DECLS
