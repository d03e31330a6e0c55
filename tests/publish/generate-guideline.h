/* generate-guideline.h: guidelines of any size, for tests and benchmarks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A valid guideline of about @n_pages pages (within a tenth from 50 on), the same for the same number. (transfer full) */
char *generate_guideline (guint n_pages);

G_END_DECLS
