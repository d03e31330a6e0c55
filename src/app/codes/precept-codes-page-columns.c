/* precept-codes-page-columns.c: the columns of a table of codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-codes-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-choice.h"
#include "precept-code-cell.h"
#include "precept-edit-codes.h"
#include "precept-edit-entries.h"
#include "precept-problem-list.h"

typedef enum
{
  COLUMN_CODE,
  COLUMN_DESCRIPTION,
  COLUMN_SYSTEM,
  COLUMN_USE,
} Column;

/* The page that a cell is in, and the row that it shows now. */

static PreceptCodesPage *
get_page (GtkWidget *cell)
{
  return PRECEPT_CODES_PAGE (gtk_widget_get_ancestor (cell, PRECEPT_TYPE_CODES_PAGE));
}

static PreceptCodeItem *
get_item (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "item");
}

static guint
find_row (PreceptCodesPage *page, GtkWidget *cell)
{
  guint position = GTK_INVALID_LIST_POSITION;

  g_list_store_find (page->items, get_item (cell), &position);
  return position;
}

static void
set_value (GtkWidget *cell, const char *attribute, const char *value, const char *label)
{
  PreceptCodesPage  *page = get_page (cell);
  const PreceptCode *code = precept_code_item_get_code (get_item (cell));
  GError            *error = NULL;
  PreceptStepGroup  *group;

  if (page == NULL || code == NULL)
    return;
  group = precept_edit_set_value_of (precept_session_get_document (page->session), code->path, attribute, value, label, &error);
  precept_codes_page_apply (page, group, error);
}

/* "62320-62327": both ends of a range. */
static void
set_code (GtkWidget *cell, const char *text)
{
  PreceptCodesPage  *page = get_page (cell);
  const PreceptCode *code = precept_code_item_get_code (get_item (cell));
  g_auto (GStrv) ends = g_strsplit (text, "–", 2);
  PreceptStepGroup *group = precept_step_group_new (_ ("Change code"));
  const char       *through = g_strv_length (ends) > 1 ? g_strstrip (ends[1]) : NULL;

  if (ends[0] != NULL)
    g_strstrip (ends[0]);
  if (g_strcmp0 (ends[0], code->value) != 0)
    precept_step_group_add (group, precept_step_new_set_attribute (code->path, "value", ends[0] != NULL ? ends[0] : ""));
  if (g_strcmp0 (through, code->through) != 0)
    precept_step_group_add (group, precept_step_new_set_attribute (code->path, "through", through != NULL && *through != '\0' ? through : NULL));
  precept_codes_page_apply (page, group, NULL);
}

static void
committed_cb (PreceptCodeCell *cell, const char *text, int direction, gpointer data)
{
  Column             column = GPOINTER_TO_INT (data);
  PreceptCodesPage  *page = get_page (GTK_WIDGET (cell));
  PreceptCodeItem   *item = get_item (GTK_WIDGET (cell));
  const PreceptCode *code = item != NULL ? precept_code_item_get_code (item) : NULL;
  guint              row;

  if (page == NULL || item == NULL)
    return;
  row = find_row (page, GTK_WIDGET (cell));
  if (code == NULL)
    {
      if (*text != '\0')
        precept_codes_page_add_pasted (page, text);
    }
  else if (!g_str_equal (text, precept_code_cell_get_text (cell)))
    {
      if (column == COLUMN_CODE)
        set_code (GTK_WIDGET (cell), text);
      else
        {
          GError           *error = NULL;
          PreceptStepGroup *group = precept_edit_set_code_description (precept_session_get_document (page->session), code->path, text, &error);

          precept_codes_page_apply (page, group, error);
        }
    }
  if (direction == 2)
    precept_codes_page_focus_cell (page, row + 1, column, TRUE);
  else if (direction == 1)
    precept_codes_page_focus_cell (page, column == COLUMN_CODE ? row : row + 1, column == COLUMN_CODE ? COLUMN_DESCRIPTION : COLUMN_CODE, TRUE);
  else if (direction == -1 && (column == COLUMN_DESCRIPTION || row > 0))
    precept_codes_page_focus_cell (page, column == COLUMN_DESCRIPTION ? row : row - 1, column == COLUMN_DESCRIPTION ? COLUMN_CODE : COLUMN_DESCRIPTION, TRUE);
}

static void
pasted_cb (PreceptCodeCell *cell, const char *text, gpointer data)
{
  PreceptCodesPage *page = get_page (GTK_WIDGET (cell));

  if (page != NULL)
    precept_codes_page_add_pasted (page, text);
}

static void
chosen_cb (GtkDropDown *dropdown, GParamSpec *spec, gpointer data)
{
  PreceptCodesPage *page = get_page (GTK_WIDGET (dropdown));
  const char       *value = precept_choice_get_value (dropdown);

  if (page == NULL || page->filling || get_item (GTK_WIDGET (dropdown)) == NULL)
    return;
  if (GPOINTER_TO_INT (data) == COLUMN_SYSTEM)
    set_value (GTK_WIDGET (dropdown), "system", value, _ ("Change system of code"));
  else
    set_value (GTK_WIDGET (dropdown), "use", value, _ ("Change use of code"));
}

/* Making cells. */

static GtkWidget *
new_dropdown (Column column)
{
  GtkWidget *dropdown = column == COLUMN_SYSTEM ? precept_choice_new ("code", "system", NULL) : precept_choice_new ("code", "use", "—");

  gtk_widget_set_valign (dropdown, GTK_ALIGN_START);
  gtk_widget_add_css_class (dropdown, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dropdown), GTK_ACCESSIBLE_PROPERTY_LABEL, column == COLUMN_SYSTEM ? _ ("System") : _ ("Use"), -1);
  g_signal_connect (dropdown, "notify::selected", G_CALLBACK (chosen_cb), GINT_TO_POINTER (column));
  return dropdown;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  Column            column = GPOINTER_TO_INT (data);
  PreceptCodesPage *page = g_object_get_data (G_OBJECT (factory), "page");
  GtkWidget        *child;

  if (column == COLUMN_CODE || column == COLUMN_DESCRIPTION)
    {
      GtkWidget *cell = precept_code_cell_new (column == COLUMN_CODE ? _ ("Add a code…") : NULL);

      child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      if (column == COLUMN_CODE)
        gtk_widget_add_css_class (cell, "monospace");
      g_signal_connect (cell, "committed", G_CALLBACK (committed_cb), data);
      g_signal_connect (cell, "pasted", G_CALLBACK (pasted_cb), data);
      gtk_box_append (GTK_BOX (child), cell);
      if (column == COLUMN_DESCRIPTION)
        {
          GtkWidget *note = gtk_label_new (NULL);

          gtk_label_set_xalign (GTK_LABEL (note), 0);
          gtk_label_set_wrap (GTK_LABEL (note), TRUE);
          gtk_widget_add_css_class (note, "dim-label");
          gtk_widget_add_css_class (note, "caption");
          gtk_box_append (GTK_BOX (child), note);
          gtk_box_append (GTK_BOX (child), precept_problem_list_new (page->session, PRECEPT_PART_EDITOR (page)));
        }
    }
  else
    child = new_dropdown (column);
  gtk_list_item_set_child (list_item, child);
}

static char *
dup_shown_code (const PreceptCode *code)
{
  if (code == NULL)
    return g_strdup ("");
  return code->through != NULL ? g_strdup_printf ("%s–%s", code->value, code->through) : g_strdup (code->value);
}

/* What stands below a description: what it counts with, and its note. */
static char *
dup_note (const PreceptCode *code)
{
  g_autofree char *with = NULL;

  if (code == NULL)
    return NULL;
  if (code->only_with != NULL)
    /* Translators: a code counts only together with these other codes. */
    with = g_strdup_printf (_ ("Only with %s"), code->only_with);
  if (with != NULL && code->note != NULL)
    return g_strdup_printf ("%s · %s", with, code->note);
  return with != NULL ? g_steal_pointer (&with) : g_strdup (code->note);
}

static void
show_item (GtkListItem *list_item, Column column)
{
  PreceptCodeItem   *item = gtk_list_item_get_item (list_item);
  const PreceptCode *code = precept_code_item_get_code (item);
  GtkWidget         *child = gtk_list_item_get_child (list_item);
  PreceptCodesPage  *page = g_object_get_data (G_OBJECT (list_item), "page");
  gboolean           was_filling = page->filling;

  page->filling = TRUE;
  if (column == COLUMN_CODE || column == COLUMN_DESCRIPTION)
    {
      GtkWidget       *cell = gtk_widget_get_first_child (child);
      g_autofree char *shown = dup_shown_code (code);
      g_autofree char *name = NULL;

      precept_code_cell_set_text (PRECEPT_CODE_CELL (cell), column == COLUMN_CODE ? shown : code != NULL ? code->description
                                                                                                         : NULL);
      /* Translators: names a cell for a screen reader: which code, and its text. */
      name = column == COLUMN_CODE ? g_strdup_printf (_ ("Code %s"), code != NULL ? shown : _ ("to add"))
                                   : g_strdup_printf (_ ("Description of %s: %s"), shown, code != NULL && code->description != NULL ? code->description : "");
      precept_code_cell_set_name (PRECEPT_CODE_CELL (cell), name);
      gtk_widget_set_visible (cell, code != NULL || column == COLUMN_CODE);
      if (column == COLUMN_DESCRIPTION)
        {
          GtkWidget       *note = gtk_widget_get_next_sibling (cell);
          g_autofree char *words = dup_note (code);

          gtk_label_set_label (GTK_LABEL (note), code != NULL ? words != NULL ? words : "" : _ ("Type a code and what it stands for, or paste from a spreadsheet"));
          gtk_widget_set_visible (note, code == NULL || words != NULL);
          precept_problem_list_set_problems (PRECEPT_PROBLEM_LIST (gtk_widget_get_next_sibling (note)), precept_code_item_get_problems (item));
        }
    }
  else
    {
      precept_choice_set_value (GTK_DROP_DOWN (child), code == NULL ? NULL : column == COLUMN_SYSTEM ? code->system
                                                                                                     : code->use);
      gtk_widget_set_visible (child, code != NULL);
    }
  page->filling = was_filling;
}

static void
item_changed_cb (PreceptCodeItem *item, GtkListItem *list_item)
{
  show_item (list_item, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list_item), "column")));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);
  Column     column = GPOINTER_TO_INT (data);
  GtkWidget *cell = column == COLUMN_CODE || column == COLUMN_DESCRIPTION ? gtk_widget_get_first_child (child) : child;

  g_object_set_data (G_OBJECT (list_item), "page", g_object_get_data (G_OBJECT (factory), "page"));
  g_object_set_data (G_OBJECT (list_item), "column", data);
  /* Set first, so that a dropdown that is filled does not write into the row before. */
  g_object_set_data (G_OBJECT (cell), "item", NULL);
  show_item (list_item, column);
  g_object_set_data (G_OBJECT (cell), "item", gtk_list_item_get_item (list_item));
  g_signal_connect (gtk_list_item_get_item (list_item), "changed", G_CALLBACK (item_changed_cb), list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  Column     column = GPOINTER_TO_INT (data);
  GtkWidget *child = gtk_list_item_get_child (list_item);

  g_object_set_data (G_OBJECT (column == COLUMN_CODE || column == COLUMN_DESCRIPTION ? gtk_widget_get_first_child (child) : child), "item", NULL);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), item_changed_cb, list_item);
}

static void
add_column (PreceptCodesPage *self, Column column, const char *title, int width)
{
  GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column;

  g_object_set_data (G_OBJECT (factory), "page", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (column));
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), GINT_TO_POINTER (column));
  view_column = gtk_column_view_column_new (title, factory);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (view_column, width);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), view_column);
  g_object_unref (view_column);
}

void
precept_codes_page_add_columns (PreceptCodesPage *self)
{
  add_column (self, COLUMN_CODE, _ ("Code"), 150);
  add_column (self, COLUMN_DESCRIPTION, _ ("Description"), 0);
  add_column (self, COLUMN_SYSTEM, _ ("System"), 132);
  add_column (self, COLUMN_USE, _ ("Use"), 172);
}
