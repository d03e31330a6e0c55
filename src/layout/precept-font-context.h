/* precept-font-context.h: how far a font looks when it shapes a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <hb.h>

G_BEGIN_DECLS

/* The glyphs for whose sake a font looks past a space, at the word beyond it. What any other word looks like depends on
 * no more than the word and the spaces at its sides; marks after a space, joiners and fraction slashes are left out of
 * account. NULL: it may depend on anything. (transfer full) */
hb_set_t *precept_font_context_find_far (hb_font_t *font, const hb_segment_properties_t *properties, const hb_feature_t *features, guint n_features);

G_END_DECLS
