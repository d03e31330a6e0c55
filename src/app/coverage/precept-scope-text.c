/* precept-scope-text.c: texts of the coverage part, to be edited and as labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-coverage-context.h"

#include "precept-prose-line.h"
#include "precept-prose-scope.h"
#include "precept-prose-view.h"

static void
refused_cb (PreceptProseBuffer *buffer, const char *why, GtkWidget *view)
{
  gtk_widget_activate_action (view, "coverage.refuse", "s", why);
}

/* A text view in a box does not scroll by itself: the page keeps the caret in sight. */
static void
caret_moved_cb (GtkTextView *view)
{
  GtkTextIter    caret;
  GdkRectangle   location;
  GtkWidget     *viewport = gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_VIEWPORT);
  GtkAdjustment *adjustment = viewport != NULL ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)) : NULL;
  double         x, y, top;

  if (adjustment == NULL || !gtk_widget_has_focus (GTK_WIDGET (view)))
    return;
  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (view), &caret, gtk_text_buffer_get_insert (gtk_text_view_get_buffer (view)));
  gtk_text_view_get_iter_location (view, &caret, &location);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (view), viewport, 0, location.y, &x, &y))
    return;
  top = y + gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, top - 24, top + location.height + 24);
}

GtkWidget *
precept_scope_text_new (PreceptSession *session, const char *key, const char *name, gboolean single_line)
{
  g_autoptr (PreceptProseBuffer) buffer = precept_prose_buffer_new (session, key);
  GtkWidget *view = precept_prose_view_new (buffer);

  precept_prose_buffer_set_single_line (buffer, single_line);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 1);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 1);
  gtk_widget_add_css_class (view, "embedded");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (buffer, "refused", G_CALLBACK (refused_cb), view);
  g_signal_connect (view, "caret-moved", G_CALLBACK (caret_moved_cb), NULL);
  return view;
}

static void
append_marked (GString *markup, const char *text, gboolean em, gboolean strong, gboolean sup, gboolean sub)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (markup, "%s%s%s%s%s%s%s%s%s",
                          em ? "<i>" : "", strong ? "<b>" : "", sup ? "<sup>" : "", sub ? "<sub>" : "", escaped,
                          sub ? "</sub>" : "", sup ? "</sup>" : "", strong ? "</b>" : "", em ? "</i>" : "");
}

static void
append_text (GString *markup, PreceptText *text)
{
  const char        *string = precept_text_get_string (text);
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (text, &n_spans);
  guint              at = 0;

  for (guint i = 0; i <= n_spans; i++)
    {
      guint            start = i < n_spans ? spans[i].start : (guint)precept_text_get_length (text);
      g_autofree char *plain = g_strndup (string + at, start - at);
      g_autofree char *marked = NULL;

      append_marked (markup, plain, FALSE, FALSE, FALSE, FALSE);
      if (i == n_spans)
        break;
      marked = g_strndup (string + spans[i].start, spans[i].length);
      append_marked (markup, marked, (spans[i].flags & PRECEPT_SPAN_EM) != 0, (spans[i].flags & PRECEPT_SPAN_STRONG) != 0,
                     (spans[i].flags & (PRECEPT_SPAN_SUP | PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) != 0, (spans[i].flags & PRECEPT_SPAN_SUB) != 0);
      at = spans[i].start + spans[i].length;
    }
}

static void
append_line (GString *markup, PreceptProseLine *line)
{
  if (markup->len > 0)
    g_string_append_c (markup, '\n');
  for (guint i = 0; i < line->depth; i++)
    g_string_append (markup, "\302\240\302\240\302\240");
  if (line->marker != NULL)
    {
      append_marked (markup, line->marker, FALSE, FALSE, FALSE, FALSE);
      g_string_append (markup, "\302\240");
    }
  for (guint i = 0; i < precept_prose_text_get_n_runs (line->text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (line->text, i);
      gboolean               is_sup = (run->run.marks & PRECEPT_MARK_SUP) != 0 || run->run.kind == PRECEPT_RUN_CITE || run->run.kind == PRECEPT_RUN_MANDATE;

      append_marked (markup, run->display, (run->run.marks & PRECEPT_MARK_EM) != 0, (run->run.marks & PRECEPT_MARK_STRONG) != 0, is_sup,
                     (run->run.marks & PRECEPT_MARK_SUB) != 0);
    }
}

/**
 * precept_coverage_dup_block_markup:
 * @session: an open document
 * @id: of a criterion
 * @is_sentence: whether it is in words
 *
 * Returns: (transfer full) (nullable): what it prints, as Pango markup; %NULL where nothing is printed for it
 */
char *
precept_coverage_dup_block_markup (PreceptSession *session, const char *id, gboolean is_sentence)
{
  PreceptContent *content = precept_session_get_content (session);
  PreceptBlock   *block = id != NULL ? precept_content_find (content, id) : NULL;
  GString        *markup;

  if (block == NULL || block->children == NULL || block->children->len == 0)
    return NULL;
  markup = g_string_new (NULL);
  if (is_sentence)
    {
      g_autoptr (GPtrArray) lines = precept_prose_lines_new_embedded (precept_session_get_document (session), block);

      for (guint i = 0; i < lines->len; i++)
        {
          precept_prose_line_load (g_ptr_array_index (lines, i), precept_session_get_document (session), content);
          append_line (markup, g_ptr_array_index (lines, i));
        }
    }
  else
    {
      PreceptBlock *first = g_ptr_array_index (block->children, 0);

      if (first->text != NULL)
        append_text (markup, first->text);
    }
  return g_string_free (markup, FALSE);
}

/**
 * precept_coverage_dup_inline_markup:
 * @session: an open document
 * @path: of a title
 *
 * Returns: (transfer full): its text as Pango markup
 */
char *
precept_coverage_dup_inline_markup (PreceptSession *session, const char *path)
{
  PreceptContent  *content = precept_session_get_content (session);
  g_autofree char *key = precept_prose_scope_dup_text_key (path);
  g_autoptr (PreceptBlock) block = precept_prose_dup_shown (precept_session_get_document (session), content, key);
  GString *markup = g_string_new (NULL);

  if (block != NULL)
    {
      g_autoptr (GPtrArray) lines = precept_prose_lines_new_embedded (precept_session_get_document (session), block);

      precept_prose_line_load (g_ptr_array_index (lines, 0), precept_session_get_document (session), content);
      append_line (markup, g_ptr_array_index (lines, 0));
    }
  return g_string_free (markup, FALSE);
}
