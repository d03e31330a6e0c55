/* precept-overview-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-overview-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-metadata.h"

/**
 * PreceptOverviewPage:
 *
 * A form for the title and what is simple of the metadata. Each key goes into the document.
 */
struct _PreceptOverviewPage
{
  AdwBin parent_instance;

  PreceptSession *session; /* owned */
  GPtrArray      *rows;    /* owned; of AdwEntryRow, one for each field */
  gboolean        filling; /* rows are being set, not typed into */
  guint           place;   /* of the row that takes the keyboard */

  GtkWidget *box;
};

static void precept_overview_page_part_editor_init (PreceptPartEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptOverviewPage,
                               precept_overview_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PRECEPT_TYPE_PART_EDITOR, precept_overview_page_part_editor_init))

static void
fill (PreceptOverviewPage *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      guint                       n_fields;
      const PreceptMetadataField *field = &precept_metadata_get_fields (&n_fields)[i];
      GtkEditable                *row = g_ptr_array_index (self->rows, i);
      g_autofree char            *value = precept_metadata_dup_value (precept_session_get_document (self->session), field->element);
      g_autofree char            *shown = g_strstrip (g_strdup (gtk_editable_get_text (row)));

      /* What is being typed keeps its space at the end. */
      if (!g_str_equal (shown, value))
        gtk_editable_set_text (row, value);
    }
  self->filling = FALSE;
}

static void
changed_cb (PreceptOverviewPage *self, GtkEditable *row)
{
  guint                       index, n_fields;
  const PreceptMetadataField *fields = precept_metadata_get_fields (&n_fields);
  g_autoptr (GError) error = NULL;

  if (self->filling || !g_ptr_array_find (self->rows, row, &index))
    return;
  if (precept_metadata_set_value (self->session, &fields[index], gtk_editable_get_text (row), &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      gtk_widget_set_tooltip_text (GTK_WIDGET (row), NULL);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), error->message);
  gtk_widget_error_bell (GTK_WIDGET (row));
}

/* @path is “metadata/” and the field. */
static gboolean
precept_overview_page_show_place (PreceptPartEditor *editor, const char *path, int offset)
{
  PreceptOverviewPage        *self = PRECEPT_OVERVIEW_PAGE (editor);
  guint                       n_fields;
  const PreceptMetadataField *fields = precept_metadata_get_fields (&n_fields);

  for (guint i = 0; path != NULL && g_str_has_prefix (path, "metadata/") && i < n_fields; i++)
    {
      if (!g_str_equal (fields[i].element, path + strlen ("metadata/")))
        continue;
      self->place = i;
      return TRUE;
    }
  return path == NULL;
}

static const char *
precept_overview_page_get_id (PreceptPartEditor *editor)
{
  return NULL;
}

static void
precept_overview_page_part_editor_init (PreceptPartEditorInterface *iface)
{
  iface->show_place = precept_overview_page_show_place;
  iface->get_id = precept_overview_page_get_id;
}

static gboolean
precept_overview_page_grab_focus (GtkWidget *widget)
{
  PreceptOverviewPage *self = PRECEPT_OVERVIEW_PAGE (widget);

  return gtk_widget_grab_focus (g_ptr_array_index (self->rows, self->place));
}

static void
precept_overview_page_dispose (GObject *object)
{
  PreceptOverviewPage *self = PRECEPT_OVERVIEW_PAGE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_OVERVIEW_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (precept_overview_page_parent_class)->dispose (object);
}

static void
precept_overview_page_class_init (PreceptOverviewPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_overview_page_dispose;
  widget_class->grab_focus = precept_overview_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptOverviewPage, box);
}

static void
precept_overview_page_init (PreceptOverviewPage *self)
{
  guint                       n_fields;
  const PreceptMetadataField *fields = precept_metadata_get_fields (&n_fields);
  GtkWidget                  *group = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = adw_entry_row_new ();

      if (fields[i].group != NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (fields[i].group));
          gtk_box_append (GTK_BOX (self->box), group);
        }
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (fields[i].label));
      gtk_editable_set_enable_undo (GTK_EDITABLE (row), FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (fields[i].label), -1);
      g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * precept_overview_page_new:
 * @session: an open document
 * @part_key: “overview”
 *
 * Makes the form of the title and the metadata.
 */
GtkWidget *
precept_overview_page_new (PreceptSession *session, const char *part_key)
{
  PreceptOverviewPage *self = g_object_new (PRECEPT_TYPE_OVERVIEW_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (fill), self);
  fill (self);
  return GTK_WIDGET (self);
}
