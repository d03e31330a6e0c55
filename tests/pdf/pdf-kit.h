/* pdf-kit.h: what the tests of the PDF writer share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-writer.h"

G_BEGIN_DECLS

#define LATO "/usr/share/fonts/truetype/lato/Lato-Regular.ttf"
#define LATO_BOLD "/usr/share/fonts/truetype/lato/Lato-Bold.ttf"
#define NOTO_SANS "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
#define NOTO_ARABIC "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf"
#define NOTO_HEBREW "/usr/share/fonts/truetype/noto/NotoSansHebrew-Regular.ttf"
#define NOTO_DEVANAGARI "/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf"
#define URW_ROMAN "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf"
#define NOTO_MATH "/usr/share/fonts/truetype/noto/NotoSansMath-Regular.ttf"

/* A document under construction, in memory. */
typedef struct
{
  GOutputStream    *stream;
  PreceptPdfWriter *writer;
  guint             paragraph; /* of the open page */
} Kit;

void    kit_init (Kit *kit);
void    kit_begin_page (Kit *kit, double width, double height); /* with a paragraph that all on it belongs to */
GBytes *kit_finish (Kit *kit);
void    kit_clear (Kit *kit);

/* Keeps a copy for the test conformance-made, which checks all PDFs of all tests; kit_finish() does. */
void kit_keep (GBytes *pdf);

hb_face_t *kit_open_face (const char *path);

/* Shapes @text, and shows it at a place of the open page. Returns its width. */
double kit_show (Kit *kit, hb_face_t *face, double size, double x, double y, const char *text);
double kit_show_with (Kit *kit, hb_face_t *face, double size, double x, double y, const char *text, const char *features, gboolean space_after);

/* Runs a program on the file in @pdf, whose name replaces the argument "FILE"; gives what it prints. Both must exist. */
char   *kit_run (GBytes *pdf, ...) G_GNUC_NULL_TERMINATED;
GBytes *kit_run_bytes (GBytes *pdf, ...) G_GNUC_NULL_TERMINATED;
char   *kit_extract_text (GBytes *pdf);
void    kit_check (GBytes *pdf); /* by qpdf, and all fonts by pdffonts */

/* A page drawn by poppler, @scale pixels a point. */
typedef struct
{
  int     width;
  int     height;
  GBytes *file;
  gsize   start; /* of the pixels, RGB */
} Picture;

void kit_draw (GBytes *pdf, int page, int scale, Picture *picture);
void kit_clear_picture (Picture *picture);
void kit_assert_pixel (const Picture *picture, int x, int y, int red, int green, int blue); /* within 2 of 255 */

/* The file with every stream plain, as qpdf shows it. */
char *kit_dup_plain (GBytes *pdf);

G_END_DECLS
