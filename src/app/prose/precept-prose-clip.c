/* precept-prose-clip.c: the clipboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-clip.h"

#include "precept-import-html.h"
#include "precept-prose-buffer-private.h"

/* What was copied here, beside what other programs get: it holds citations, terms and ids. */
typedef struct
{
  gpointer session; /* not owned: only compared */
  char    *fragment;
  gboolean cut;
} Clip;

static void
free_clip (Clip *clip)
{
  g_free (clip->fragment);
  g_free (clip);
}

static GQuark
clip_quark (void)
{
  return g_quark_from_static_string ("precept-clip");
}

/**
 * precept_prose_clip_copy:
 * @view: the text view
 * @buffer: its text
 * @cut: whether to remove what is selected
 *
 * Puts the selection on the clipboard: as blocks for this document, as HTML and as text for all others.
 */
void
precept_prose_clip_copy (GtkWidget *view, PreceptProseBuffer *buffer, gboolean cut)
{
  g_autofree char *html = precept_prose_buffer_dup_html (buffer);
  g_autofree char *text = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GdkContentProvider *providers[2];
  g_autoptr (GdkContentProvider) provider = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  GtkTextIter start, end;
  Clip       *clip;

  if (html == NULL)
    return;
  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  text = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (buffer), &start, &end, FALSE);
  page = g_strdup_printf ("<meta charset=\"utf-8\">\n%s", html);
  bytes = g_bytes_new (page, strlen (page));
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  providers[0] = gdk_content_provider_new_for_bytes ("text/html", bytes);
  providers[1] = gdk_content_provider_new_for_value (&value);
  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  clip = g_new0 (Clip, 1);
  clip->session = buffer->session;
  clip->fragment = precept_prose_buffer_dup_fragment (buffer);
  clip->cut = cut;
  g_object_set_qdata_full (G_OBJECT (provider), clip_quark (), clip, (GDestroyNotify)free_clip);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (view), provider);
  if (cut)
    gtk_text_buffer_delete_selection (GTK_TEXT_BUFFER (buffer), TRUE, TRUE);
}

/* Pasting takes a moment: the view may be gone when it comes. */
typedef struct
{
  GtkWidget *view; /* weak */
  gboolean   as_text;
} Paste;

static Paste *
new_paste (GtkWidget *view, gboolean as_text)
{
  Paste *paste = g_new0 (Paste, 1);

  g_set_weak_pointer (&paste->view, view);
  paste->as_text = as_text;
  return paste;
}

static void
free_paste (Paste *paste)
{
  g_clear_weak_pointer (&paste->view);
  g_free (paste);
}

static void
insert (Paste *paste, const char *fragment)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (paste->view));

  if (PRECEPT_IS_PROSE_BUFFER (buffer) && precept_prose_buffer_insert_fragment (PRECEPT_PROSE_BUFFER (buffer), fragment, FALSE))
    gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (paste->view), gtk_text_buffer_get_insert (buffer));
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Paste           *paste = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && paste->view != NULL)
    {
      g_autofree char *fragment = precept_import_plain_text (text, -1);

      insert (paste, fragment);
    }
  free_paste (paste);
}

static void
html_spliced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Paste *paste = data;
  gssize size = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);

  if (size > 0 && paste->view != NULL)
    {
      GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (source);
      g_autofree char     *fragment = precept_import_html (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory));

      if (*fragment == '\0')
        {
          gdk_clipboard_read_text_async (gtk_widget_get_clipboard (paste->view), NULL, text_read_cb, paste);
          return;
        }
      insert (paste, fragment);
    }
  free_paste (paste);
}

static void
html_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Paste      *paste = data;
  const char *type = NULL;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &type, NULL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (stream == NULL || paste->view == NULL)
    {
      free_paste (paste);
      return;
    }
  g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT, NULL, html_spliced_cb, paste);
}

/**
 * precept_prose_clip_paste:
 * @view: the text view
 * @buffer: its text
 * @as_text: whether to leave all looks behind
 *
 * Puts what is on the clipboard in the place of the selection. What was cut keeps its ids the first time.
 */
void
precept_prose_clip_paste (GtkWidget *view, PreceptProseBuffer *buffer, gboolean as_text)
{
  GdkClipboard       *clipboard = gtk_widget_get_clipboard (view);
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);
  Clip               *clip = content != NULL ? g_object_get_qdata (G_OBJECT (content), clip_quark ()) : NULL;
  static const char  *html_types[] = { "text/html", NULL };

  if (clip != NULL && clip->session == buffer->session && !as_text)
    {
      precept_prose_buffer_insert_fragment (buffer, clip->fragment, clip->cut);
      gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view), gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (buffer)));
      return;
    }
  if (!as_text && gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"))
    gdk_clipboard_read_async (clipboard, html_types, G_PRIORITY_DEFAULT, NULL, html_read_cb, new_paste (view, as_text));
  else
    gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, new_paste (view, as_text));
}
