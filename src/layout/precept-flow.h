/* precept-flow.h: blocks to items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"
#include "precept-item.h"
#include "precept-shaper.h"

G_BEGIN_DECLS

typedef struct
{
  PreceptBlock *block;
  guint         item; /* the block begins with this item */
} PreceptAnchor;

typedef struct
{
  PreceptBlock *block;
  guint         item;
  guint         level;    /* in the outline, from 1 */
  guint         contents; /* level in the contents list, 1 … 3; 0: not listed */
} PreceptFlowHeading;

/* Keeps what it shaped, by block: a block that is met again is not shaped again. */
typedef struct _PreceptFlow PreceptFlow;

PreceptFlow *precept_flow_new (PreceptStyle *style, PreceptShaper *shaper);
void         precept_flow_free (PreceptFlow *self);
void         precept_flow_set_n_threads (PreceptFlow *self, guint n_threads);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptFlow, precept_flow_free)

/* All blocks but the disclaimer. */
void precept_flow_set_content (PreceptFlow *self, PreceptContent *content);

/* Borrowed, until the next set_content. */
GArray *precept_flow_get_items (PreceptFlow *self);    /* of PreceptItem: the front (title to disclaimer), then the body */
GArray *precept_flow_get_anchors (PreceptFlow *self);  /* of PreceptAnchor, ascending by item */
GArray *precept_flow_get_headings (PreceptFlow *self); /* of PreceptFlowHeading, ascending by item */
GArray *precept_flow_get_tables (PreceptFlow *self);   /* of PreceptTableParts */

GPtrArray *precept_flow_get_blocks (PreceptFlow *self); /* of PreceptBlock: what the items are of */

/* The items where the disclaimer begins (the body, if there is none), and where the body does. */
guint precept_flow_get_disclaimer (PreceptFlow *self);
guint precept_flow_get_body (PreceptFlow *self);

/* Heading of a section of level 1 by the number that items have. */
PreceptBlock *precept_flow_get_section (PreceptFlow *self, guint section);

const char *precept_flow_get_logo_alternative (PreceptFlow *self); /* NULL: there is no logo */

/* Adds a PreceptDiagnostic for each character that no font has. */
void precept_flow_add_diagnostics (PreceptFlow *self, PreceptFonts *fonts, GPtrArray *diagnostics);

/* Words that a reader must not miss: "DRAFT", "RETIRED". Fills @tags; returns their number. */
#define PRECEPT_MOST_TAGS 2
guint precept_content_list_tags (PreceptContent *content, const char **tags);

/* What the foot of each page says: "CG-0143, draft of version 3.1" ("" where nothing is known) and "Not in effect" (NULL: it is
 * not known since when). (transfer full) */
char *precept_content_dup_identity (PreceptContent *content);
char *precept_content_dup_effect (PreceptContent *content);

/* A text without citations and mandate marks. */
char *precept_text_dup_plain (PreceptText *text);

/* Puts arguments in the place of %s, %u … of a phrase, in order. Never reads more than it is given. */
char *precept_phrase (const char *phrase, const char *first, const char *second);

G_END_DECLS
