/* precept-shape-jobs.h: many texts to lines, on all processors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-shaper.h"

G_BEGIN_DECLS

/* A text that waits to be set. */
typedef struct
{
  PreceptText   *text; /* owned */
  PreceptElement element;
  double         width;
  PreceptLines **target; /* not owned: where the lines go, in place of what is there */
  PreceptLines  *lines;  /* owned, once they are set */
} PreceptShapeJob;

/* Of PreceptShapeJob. */
GArray *precept_shape_jobs_new (void);
void    precept_shape_jobs_add (GArray *jobs, PreceptText *text, PreceptElement element, double width, PreceptLines **target);

/* Sets all, and empties the list. The lines are those that the shaper itself would have made of each, whatever the
 * number of threads. */
void precept_shape_jobs_run (GArray *jobs, PreceptShaper *shaper, PreceptStyle *style, const char *language, guint n_threads);

G_END_DECLS
