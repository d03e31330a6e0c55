/* precept-shape-jobs.c: many texts to lines, on all processors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-shape-jobs.h"

/*
 * Each thread has a font map, and so fonts and shaping buffers, of its own; the calling thread uses those of the
 * layout. Shared are only the texts and the style, which nobody writes to, and what Pango, HarfBuzz, cairo and
 * fontconfig guard themselves: languages, blobs, faces and the configuration. A helper's fonts are not kept: the
 * runs that it made get those of the layout, so that all lines have the same fonts whoever set them, and nothing
 * of a helper outlives it.
 *
 * Texts that Pango sets as a whole are left to the calling thread, which sets them in order when the others are done:
 * where lines end hangs on pango_font_get_metrics(), which in Pango 1.50 gives a font that two threads ask for at
 * once, or that was first asked for on behalf of another one, no width.
 */

/* How many texts a thread takes at a time: few, so that the last to finish is not long alone. */
#define CHUNK 32

typedef struct
{
  PreceptShapeJob *jobs; /* not owned */
  guint            n_jobs;
  gint             next; /* atomic: the first that nobody took */
  PreceptStyle    *style;
  const char      *language;
} PreceptShapeQueue;

typedef struct
{
  PreceptShapeQueue *queue;
  GThread           *thread;
  PreceptShaper     *shaper; /* owned; NULL: it could not begin */
  GArray            *taken;  /* of guint: the first job of each chunk that it took */
} PreceptShapeHelper;

static void
clear_job (gpointer data)
{
  PreceptShapeJob *job = data;

  precept_text_unref (job->text);
  g_clear_pointer (&job->lines, precept_lines_unref);
}

GArray *
precept_shape_jobs_new (void)
{
  GArray *jobs = g_array_new (FALSE, FALSE, sizeof (PreceptShapeJob));

  g_array_set_clear_func (jobs, clear_job);
  return jobs;
}

void
precept_shape_jobs_add (GArray        *jobs,
                        PreceptText   *text,
                        PreceptElement element,
                        double         width,
                        PreceptLines **target)
{
  PreceptShapeJob job = { precept_text_ref (text), element, width, target, NULL };

  g_array_append_val (jobs, job);
}

/* Sets chunks until none is left, but leaves out what can't be made of words. */
static void
work (PreceptShapeQueue *queue,
      PreceptShaper     *shaper,
      GArray            *taken)
{
  while (TRUE)
    {
      guint first = (guint)g_atomic_int_add (&queue->next, CHUNK);

      if (first >= queue->n_jobs)
        return;
      if (taken != NULL)
        g_array_append_val (taken, first);
      for (guint i = first; i < MIN (first + CHUNK, queue->n_jobs); i++)
        {
          PreceptShapeJob *job = &queue->jobs[i];

          job->lines = precept_shaper_try_text (shaper, job->text, job->element, job->width);
        }
    }
}

static gpointer
help (gpointer data)
{
  PreceptShapeHelper *self = data;
  g_autoptr (PreceptFonts) fonts = precept_fonts_new (self->queue->style, NULL);

  /* The others do the work of one that has no fonts. */
  if (fonts == NULL)
    return NULL;

  precept_fonts_set_language (fonts, self->queue->language);
  self->shaper = precept_shaper_new (self->queue->style, fonts);
  work (self->queue, self->shaper, self->taken);
  return NULL;
}

/* Finds the layout's font for one of a helper: by setting the text again, which is exact, and is needed but once for
 * each font. */
static void
learn_fonts (PreceptShapeJob *job,
             PreceptShaper   *shaper,
             GHashTable      *fonts)
{
  PreceptLines *lines = precept_shaper_set_text (shaper, job->text, job->element, job->width);

  for (guint i = 0; i < MIN (lines->n_runs, job->lines->n_runs); i++)
    {
      if (lines->n_runs == job->lines->n_runs && lines->runs[i].start == job->lines->runs[i].start)
        g_hash_table_insert (fonts, job->lines->runs[i].font, lines->runs[i].font);
    }
  precept_lines_unref (job->lines);
  job->lines = lines;
}

static void
adopt_job (PreceptShapeJob *job,
           PreceptShaper   *shaper,
           GHashTable      *fonts)
{
  for (guint i = 0; job->lines != NULL && i < job->lines->n_runs; i++)
    {
      if (!g_hash_table_contains (fonts, job->lines->runs[i].font))
        {
          learn_fonts (job, shaper, fonts);
          return;
        }
    }

  for (guint i = 0; job->lines != NULL && i < job->lines->n_runs; i++)
    job->lines->runs[i].font = g_hash_table_lookup (fonts, job->lines->runs[i].font);
}

static void
finish_helper (PreceptShapeHelper *self,
               PreceptShaper      *shaper)
{
  g_autoptr (GHashTable) fonts = g_hash_table_new (NULL, NULL);

  if (self->thread != NULL)
    g_thread_join (self->thread);
  for (guint i = 0; i < self->taken->len; i++)
    {
      guint first = g_array_index (self->taken, guint, i);

      for (guint j = first; j < MIN (first + CHUNK, self->queue->n_jobs); j++)
        adopt_job (&self->queue->jobs[j], shaper, fonts);
    }
  g_array_unref (self->taken);
  g_clear_pointer (&self->shaper, precept_shaper_free);
}

void
precept_shape_jobs_run (GArray        *jobs,
                        PreceptShaper *shaper,
                        PreceptStyle  *style,
                        const char    *language,
                        guint          n_threads)
{
  PreceptShapeQueue queue = {
    .jobs = (PreceptShapeJob *)(void *)jobs->data,
    .n_jobs = jobs->len,
    .style = style,
    .language = language,
  };
  guint                          n_helpers = MAX (n_threads, 1) - 1;
  g_autofree PreceptShapeHelper *helpers = g_new0 (PreceptShapeHelper, n_helpers);

  for (guint i = 0; i < n_helpers; i++)
    {
      helpers[i].queue = &queue;
      helpers[i].taken = g_array_new (FALSE, FALSE, sizeof (guint));
      helpers[i].thread = g_thread_try_new ("precept-shape", help, &helpers[i], NULL);
    }
  work (&queue, shaper, NULL);
  for (guint i = 0; i < n_helpers; i++)
    finish_helper (&helpers[i], shaper);

  for (guint i = 0; i < jobs->len; i++)
    {
      PreceptShapeJob *job = &queue.jobs[i];

      if (job->lines == NULL)
        job->lines = precept_shaper_set_text (shaper, job->text, job->element, job->width);
      g_clear_pointer (job->target, precept_lines_unref);
      *job->target = g_steal_pointer (&job->lines);
    }
  g_array_set_size (jobs, 0);
}
