/* precept-style.h: how pages look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-block.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PAPER_LETTER, /* 612 × 792 pt */
  PRECEPT_PAPER_A4,     /* 595.28 × 841.89 pt */
} PreceptPaper;

#define PRECEPT_STYLE_ERROR (precept_style_error_quark ())
GQuark precept_style_error_quark (void);

typedef enum
{
  PRECEPT_STYLE_ERROR_INVALID,  /* a key or a value that a style can't have */
  PRECEPT_STYLE_ERROR_CONTRAST, /* text that could not be read */
} PreceptStyleError;

/* Texts of the plan's own. */
typedef enum
{
  PRECEPT_NOTICE_FIRST_PAGE, /* in the small print of the first page */
  PRECEPT_NOTICE_END,        /* after the last part */
  PRECEPT_NOTICE_CPT,        /* in the place of the language's own words, wherever CPT codes print */
  PRECEPT_N_NOTICES,
} PreceptNotice;

/* Read once, then shared; ref-counted, immutable. */
typedef struct _PreceptStyle PreceptStyle;
PreceptStyle                *precept_style_new_default (void);                                 /* data/plan/style.ini, as compiled in */
PreceptStyle                *precept_style_new_from_plan (GFile *plan_folder, GError **error); /* precept-plan/style.ini over the default */
PreceptStyle                *precept_style_new_with_paper (PreceptStyle *self, PreceptPaper paper);
PreceptStyle                *precept_style_ref (PreceptStyle *self);
void                         precept_style_unref (PreceptStyle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptStyle, precept_style_unref)

PreceptPaper precept_style_get_paper (PreceptStyle *self);
const char  *precept_style_get_font_families (PreceptStyle *self);           /* "Lato, Noto Sans, …" */
const char  *precept_style_get_font_features (PreceptStyle *self);           /* "liga=0, tnum=1"; "": none */
char        *precept_style_dup_color (PreceptStyle *self, const char *name); /* "#00566B"; name: a key of [colors]; else NULL */

/* From the edges of the paper to the text of all pages but the first; what is above it on the first. */
typedef struct
{
  double top, right, bottom, left, first_top;
} PreceptStyleMargins;
void precept_style_get_margins (PreceptStyle *self, PreceptStyleMargins *margins_pt);

GBytes     *precept_style_get_logo (PreceptStyle *self);             /* PNG or JPEG; borrowed; NULL: none */
const char *precept_style_get_logo_alternative (PreceptStyle *self); /* what it shows */
void        precept_style_get_logo_size (PreceptStyle *self, double *width_pt, double *height_pt);
const char *precept_style_get_header (PreceptStyle *self); /* NULL: none */
const char *precept_style_get_footer (PreceptStyle *self);
const char *precept_style_get_notice (PreceptStyle *self, PreceptNotice notice); /* paragraphs, '\n' between; NULL: none */

/* What a NOTICE block of the content prints: the plan's words, or the language's. (transfer full) */
char *precept_style_dup_notice_text (PreceptStyle *self, PreceptBlock *block);

G_END_DECLS
