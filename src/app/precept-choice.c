/* precept-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-choice.h"

#include <glib/gi18n.h>

#include "precept-grammar.h"

#define VALUES "precept-values" /* GPtrArray of values of the grammar (NULL: none), in the order of the drop-down */

/**
 * precept_choice_fill:
 * @choice: a drop-down
 * @element: name of an element
 * @attribute: (nullable): one of its attributes; %NULL for its text
 * @none: (nullable): what stands for no value; %NULL: there has to be one
 *
 * Offers the values that the grammar allows, by their names for people.
 */
void
precept_choice_fill (GtkDropDown *choice, const char *element, const char *attribute, const char *none)
{
  PreceptGrammar    *grammar = precept_grammar_get ();
  const char *const *choices = precept_grammar_get_choices (grammar, element, attribute);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *values = g_ptr_array_new ();

  if (none != NULL)
    {
      gtk_string_list_append (names, none);
      g_ptr_array_add (values, NULL);
    }
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    {
      gtk_string_list_append (names, _ (precept_grammar_get_choice_label (grammar, element, attribute, choices[i])));
      g_ptr_array_add (values, (gpointer)choices[i]);
    }
  g_object_set_data_full (G_OBJECT (choice), VALUES, values, (GDestroyNotify)g_ptr_array_unref);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
}

/**
 * precept_choice_new:
 * @element: name of an element
 * @attribute: (nullable): one of its attributes; %NULL for its text
 * @none: (nullable): what stands for no value; %NULL: there has to be one
 *
 * Makes a drop-down of the values that the grammar allows.
 */
GtkWidget *
precept_choice_new (const char *element, const char *attribute, const char *none)
{
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);

  precept_choice_fill (GTK_DROP_DOWN (choice), element, attribute, none);
  return choice;
}

const char *
precept_choice_get_value (GtkDropDown *choice)
{
  GPtrArray *values = g_object_get_data (G_OBJECT (choice), VALUES);
  guint      selected = gtk_drop_down_get_selected (choice);

  return selected < values->len ? g_ptr_array_index (values, selected) : NULL;
}

void
precept_choice_set_value (GtkDropDown *choice, const char *value)
{
  GPtrArray *values = g_object_get_data (G_OBJECT (choice), VALUES);
  guint      at = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < values->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (values, i), value) == 0)
        at = i;
    }
  if (gtk_drop_down_get_selected (choice) != at)
    gtk_drop_down_set_selected (choice, at);
}
