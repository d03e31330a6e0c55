/* bench-document.c: how long the document layer takes for a guideline of about 1,000 pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-document.h"
#include "precept-edit.h"
#include "precept-file.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#define N_SECTIONS 400
#define N_PARAGRAPHS 25
#define N_ROUNDS 9

static GBytes *
make_text (void)
{
  GString *text = g_string_new ("<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\">");

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      g_string_append_printf (text, "<section id=\"s-%u\"><title>Section %u</title>", i, i);
      for (guint j = 0; j < N_PARAGRAPHS; j++)
        {
          g_string_append_printf (text, "<p id=\"p-%u-%u\">", i, j);
          for (guint k = 0; k < 6; k++)
            g_string_append (text, "The study followed <em>many</em> people for a year and found that most did well.<cite ref=\"r1\"/> ");
          g_string_append (text, "</p>");
        }
      g_string_append (text, "</section>");
    }
  g_string_append (text, "</guideline>");

  return g_string_free_to_bytes (text);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return left < right ? -1 : left > right;
}

static void
report (const char *name,
        gint64     *times_us,
        guint       n_times)
{
  qsort (times_us, n_times, sizeof *times_us, compare);
  printf ("%-28s %9.3f ms\n", name, times_us[n_times / 2] / 1000.0);
}

int
main (int   argc,
      char *argv[])
{
  enum
  {
    LOAD,
    WRITE,
    COPY,
    SAVE,
    TEXT,
    INSERT,
    SPLIT,
    UNDO,
    N_KINDS
  };
  static const char *const names[] = {
    "load", "serialize", "copy", "save", "set a text", "insert a paragraph", "split a paragraph", "undo"
  };
  g_autoptr (GBytes) text = make_text ();
  g_autofree char *folder = g_dir_make_tmp ("precept-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.xml", NULL);
  g_autoptr (GFile) location = g_file_new_for_path (path);
  g_autoptr (PreceptFile) file = precept_file_new (location);
  gint64 times_us[N_KINDS][N_ROUNDS];

  printf ("%.1f MB, %d paragraphs\n", g_bytes_get_size (text) / 1e6, N_SECTIONS * N_PARAGRAPHS);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (PreceptDocument) document = NULL;
      g_autoptr (PreceptDocument) copy = NULL;
      g_autoptr (GBytes) bytes = NULL;

      for (guint kind = 0; kind < N_KINDS; kind++)
        {
          g_autofree char *id = g_strdup_printf ("p-%u-%u", (round * 97 + kind) % N_SECTIONS, round % N_PARAGRAPHS);
          g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Bench");
          gint64 start_us = g_get_monotonic_time ();

          switch (kind)
            {
            case LOAD:
              document = precept_document_new_from_bytes (text, NULL);
              break;
            case WRITE:
              bytes = precept_document_serialize (document);
              break;
            case COPY:
              copy = precept_document_copy (document);
              break;
            case SAVE:
              if (!precept_file_save (file, document, FALSE, NULL))
                return 1;
              break;
            case TEXT:
              precept_step_group_add (group, precept_step_new_set_text (id, "Other words"));
              precept_document_apply (document, group, NULL);
              break;
            case INSERT:
              precept_step_group_unref (group);
              group = precept_edit_insert_paragraph_after (document, id, NULL, NULL, NULL);
              precept_document_apply (document, group, NULL);
              break;
            case SPLIT:
              precept_step_group_unref (group);
              group = precept_edit_split (document, id, NULL, NULL, NULL, NULL);
              precept_document_apply (document, group, NULL);
              break;
            default:
              g_free (precept_document_undo (document));
            }
          times_us[kind][round] = g_get_monotonic_time () - start_us;
        }
    }

  for (guint kind = 0; kind < N_KINDS; kind++)
    report (names[kind], times_us[kind], N_ROUNDS);

  g_file_delete (location, NULL, NULL);
  g_rmdir (folder);

  return 0;
}
