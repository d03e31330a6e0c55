/* precept-link-popover.h: where a link leads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_LINK_POPOVER (precept_link_popover_get_type ())
G_DECLARE_FINAL_TYPE (PreceptLinkPopover, precept_link_popover, PRECEPT, LINK_POPOVER, GtkPopover)

/* @words: what is printed; NULL: they are there already. @href: of a link that is there already; NULL: a new one. */
GtkWidget *precept_link_popover_new (const char *words, const char *href);

/* Signal "applied" (PreceptLinkPopover *, const char *words, const char *href): words: NULL where they were there already;
 * href: NULL: no link any more. */

G_END_DECLS
