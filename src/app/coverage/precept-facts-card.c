/* precept-facts-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-facts-card.h"

#include <glib/gi18n.h>

#include "precept-coverage-field.h"
#include "precept-fact-row.h"

/**
 * PreceptFactsCard:
 *
 * The last card of the coverage part, folded until somebody wants it: what comes before the guideline, and what criteria
 * ask for.
 */
struct _PreceptFactsCard
{
  GtkBox parent_instance;

  PreceptCoverageContext *context; /* borrowed */

  GtkWidget *expander;
  GtkWidget *precedence; /* of lines */
  GtkWidget *facts;      /* of PreceptFactRow */
};

G_DEFINE_FINAL_TYPE (PreceptFactsCard, precept_facts_card, GTK_TYPE_BOX)

static void
remove_cb (GtkWidget *button)
{
  gtk_widget_activate_action (button, "coverage.remove", "s", (const char *)g_object_get_data (G_OBJECT (gtk_widget_get_parent (button)), "precept-path"));
}

static GtkWidget *
new_governed_line (PreceptFactsCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = precept_coverage_entry_new (self->context, _ ("What takes precedence"));
  GtkWidget *only_for = precept_coverage_entry_new (self->context, _ ("Only for this line of business"));
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_entry_set_placeholder_text (GTK_ENTRY (only_for), _ ("Every line of business"));
  gtk_widget_set_hexpand (only_for, FALSE);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (only_for), 18);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove"), -1);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), NULL);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (line), only_for);
  gtk_box_append (GTK_BOX (line), remove);
  return line;
}

static void
bind_governed_line (GtkWidget *line, PreceptCoverage *item)
{
  GtkWidget *text = gtk_widget_get_first_child (line);
  GtkWidget *only_for = gtk_widget_get_next_sibling (text);

  if (g_strcmp0 (g_object_get_data (G_OBJECT (line), "precept-path"), item->path) == 0)
    {
      precept_coverage_field_update (text);
      precept_coverage_field_update (only_for);
      return;
    }
  g_object_set_data_full (G_OBJECT (line), "precept-path", g_strdup (item->path), g_free);
  precept_coverage_field_bind (text, item->path, "");
  precept_coverage_field_bind (only_for, item->path, "@only-for");
}

static void
drop_rest (GtkWidget *box, GtkWidget *first)
{
  while (first != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (first);

      gtk_box_remove (GTK_BOX (box), first);
      first = next;
    }
}

/**
 * precept_facts_card_update:
 * @self: a card
 * @coverage: the part, as it is now
 *
 * Shows its facts and what takes precedence over it.
 */
void
precept_facts_card_update (PreceptFactsCard *self, PreceptCoverage *coverage)
{
  GtkWidget       *line = gtk_widget_get_first_child (self->precedence);
  GtkWidget       *row = gtk_widget_get_first_child (self->facts);
  guint            n_facts = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; i < coverage->children->len; i++)
    {
      PreceptCoverage *item = g_ptr_array_index (coverage->children, i);

      if (item->kind == PRECEPT_COVERAGE_GOVERNED_BY)
        {
          if (line == NULL)
            {
              line = new_governed_line (self);
              gtk_box_append (GTK_BOX (self->precedence), line);
            }
          bind_governed_line (line, item);
          line = gtk_widget_get_next_sibling (line);
        }
      if (item->kind == PRECEPT_COVERAGE_FACT)
        {
          if (row == NULL)
            {
              row = precept_fact_row_new (self->context);
              gtk_box_append (GTK_BOX (self->facts), row);
            }
          precept_fact_row_update (PRECEPT_FACT_ROW (row), item);
          row = gtk_widget_get_next_sibling (row);
          n_facts++;
        }
    }
  drop_rest (self->precedence, line);
  drop_rest (self->facts, row);
  title = g_strdup_printf (ngettext ("%u fact, and what takes precedence", "%u facts, and what takes precedence", n_facts), n_facts);
  if (g_strcmp0 (gtk_expander_get_label (GTK_EXPANDER (self->expander)), title) != 0)
    gtk_expander_set_label (GTK_EXPANDER (self->expander), title);
}

gboolean
precept_facts_card_open (PreceptFactsCard *self, const char *path)
{
  g_return_val_if_fail (PRECEPT_IS_FACTS_CARD (self), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (self->facts); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (g_strcmp0 (precept_fact_row_get_path (PRECEPT_FACT_ROW (row)), path) == 0)
        {
          gtk_expander_set_expanded (GTK_EXPANDER (self->expander), TRUE);
          precept_fact_row_open (PRECEPT_FACT_ROW (row));
          return TRUE;
        }
    }
  for (GtkWidget *line = gtk_widget_get_first_child (self->precedence); line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      if (g_strcmp0 (g_object_get_data (G_OBJECT (line), "precept-path"), path) == 0)
        {
          gtk_expander_set_expanded (GTK_EXPANDER (self->expander), TRUE);
          return gtk_widget_grab_focus (gtk_widget_get_first_child (line));
        }
    }
  return FALSE;
}

static void
add_governed_cb (PreceptFactsCard *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.add-to", "(ss)", "", "governed-by");
}

static void
add_fact_cb (PreceptFactsCard *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.add-to", "(ss)", "", "fact");
}

static GtkWidget *
append_section (GtkWidget *box, const char *title, const char *add_label, GCallback add, PreceptFactsCard *self)
{
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *button = gtk_button_new_with_label (add_label);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", add, self);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), button);
  return list;
}

static void
precept_facts_card_class_init (PreceptFactsCardClass *class)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_facts_card_init (PreceptFactsCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (GTK_WIDGET (self), "indication");
  gtk_widget_set_margin_top (box, 8);
  self->expander = gtk_expander_new (NULL);
  gtk_widget_set_hexpand (self->expander, TRUE);
  self->precedence = append_section (box, _ ("What takes precedence over this guideline"), _ ("Add a rule"), G_CALLBACK (add_governed_cb), self);
  self->facts = append_section (box, _ ("Facts that criteria ask for"), _ ("Add a fact"), G_CALLBACK (add_fact_cb), self);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), box);
  gtk_box_append (GTK_BOX (self), self->expander);
}

GtkWidget *
precept_facts_card_new (PreceptCoverageContext *context)
{
  PreceptFactsCard *self = g_object_new (PRECEPT_TYPE_FACTS_CARD, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
