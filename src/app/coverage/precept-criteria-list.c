/* precept-criteria-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-criteria-list.h"

#include <glib/gi18n.h>

#include "precept-coverage-field.h"
#include "precept-criterion-keys.h"
#include "precept-limit-row.h"

/**
 * PreceptCriteriaList:
 *
 * What stands in one tree of criteria: the sentence that leads in to it, which says for how long and how they count, the
 * criteria, and the limits of a request.
 */
struct _PreceptCriteriaList
{
  GtkBox parent_instance;

  PreceptCoverageContext *context; /* borrowed */
  char                   *path;    /* owned; of what holds the criteria; NULL: not shown yet */
  char                   *root;    /* owned; path of the group that the lead says; NULL: none */
  guint                   count;
  guint                   n_members;
  PreceptCoverageKind     kind;

  GtkWidget *lead;
  GtkWidget *before; /* "Medically necessary for up to" */
  GtkWidget *period; /* "6 months" */
  GtkWidget *when;
  GtkWidget *join;
  GtkWidget *after;
  GtkWidget *period_field; /* in the popover of @period */
  GtkWidget *rows;         /* of PreceptCriterionRow */
  GtkWidget *limits;       /* of PreceptLimitRow */
  GtkWidget *add_limit;
};

G_DEFINE_FINAL_TYPE (PreceptCriteriaList, precept_criteria_list, GTK_TYPE_BOX)

/* The group that the lead says needs no row of its own. */
static gboolean
is_said_by_lead (PreceptCoverage *item)
{
  return item->kind == PRECEPT_COVERAGE_JOIN && item->title_path == NULL && item->note_path == NULL && !item->mandate;
}

static void
collect (PreceptCoverage *item, guint depth, GPtrArray *items, GArray *depths)
{
  g_ptr_array_add (items, item);
  g_array_append_val (depths, depth);
  for (guint i = 0; i < item->children->len; i++)
    collect (g_ptr_array_index (item->children, i), depth + 1, items, depths);
}

static PreceptCoverage *
find_root (PreceptCoverage *holder)
{
  for (guint i = 0; i < holder->children->len; i++)
    {
      if (precept_coverage_is_criterion (g_ptr_array_index (holder->children, i)))
        return g_ptr_array_index (holder->children, i);
    }
  return NULL;
}

static void
set_label (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

static void
update_lead (PreceptCriteriaList *self, PreceptCoverage *holder, PreceptCoverage *root)
{
  PreceptDocument *document = precept_session_get_document (self->context->session);
  g_autofree char *period = precept_document_dup_attribute (document, holder->path, "authorize-for");
  gboolean         is_request = holder->kind == PRECEPT_COVERAGE_REQUEST;
  gboolean         is_joined = root != NULL && is_said_by_lead (root);

  /* Translators: these make one sentence: “Medically necessary for up to [6 months] when [all] of these are met” */
  set_label (self->before, is_request ? _ ("Medically necessary for up to") : holder->kind == PRECEPT_COVERAGE_GENERAL ? _ ("Every request must meet")
                                                                                                                       : _ ("Applies to members who meet"));
  set_label (self->when, is_request ? C_ ("criteria", "when") : "");
  gtk_widget_set_visible (self->period, is_request);
  if (is_request)
    {
      /* Translators: in place of “6 months” */
      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->period), period != NULL ? period : _ ("any time"));
      if (!gtk_widget_is_visible (self->period_field))
        precept_period_field_set_value (PRECEPT_PERIOD_FIELD (self->period_field), period);
    }
  gtk_widget_set_visible (self->join, is_joined);
  if (is_joined)
    {
      g_autofree char *name = precept_criterion_dup_join_name (root->element, root->count);
      g_autofree char *small = g_utf8_strdown (name, -1);

      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->join), small);
    }
  set_label (self->after, is_request ? (is_joined ? _ ("of these are met") : _ ("this is met")) : is_joined ? _ ("of these")
                                                                                                            : _ ("this"));
}

/* Rows of what was there stay the same widgets, so that the keyboard stays where it is. */
static void
update_rows (PreceptCriteriaList *self, GPtrArray *items, GArray *depths)
{
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *last = NULL;
  GtkWidget *next;

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    g_hash_table_insert (old, (char *)precept_criterion_row_get_path (PRECEPT_CRITERION_ROW (row)), row);
  for (guint i = 0; i < items->len; i++)
    {
      PreceptCoverage *item = g_ptr_array_index (items, i);
      GtkWidget       *row = g_hash_table_lookup (old, item->path);

      if (row == NULL)
        {
          row = precept_criterion_row_new (self->context);
          gtk_box_insert_child_after (GTK_BOX (self->rows), row, last);
        }
      else
        {
          g_hash_table_remove (old, item->path);
          if (gtk_widget_get_prev_sibling (row) != last)
            gtk_box_reorder_child_after (GTK_BOX (self->rows), row, last);
        }
      precept_criterion_row_update (PRECEPT_CRITERION_ROW (row), item, g_array_index (depths, guint, i));
      last = row;
    }
  for (GtkWidget *row = last != NULL ? gtk_widget_get_next_sibling (last) : gtk_widget_get_first_child (self->rows); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      gtk_box_remove (GTK_BOX (self->rows), row);
    }
}

static void
update_limits (PreceptCriteriaList *self, PreceptCoverage *holder)
{
  GtkWidget *row = gtk_widget_get_first_child (self->limits);

  for (guint i = 0; i < holder->children->len; i++)
    {
      PreceptCoverage *item = g_ptr_array_index (holder->children, i);

      if (item->kind != PRECEPT_COVERAGE_LIMIT)
        continue;
      if (row == NULL)
        {
          row = precept_limit_row_new (self->context);
          gtk_box_append (GTK_BOX (self->limits), row);
        }
      precept_limit_row_update (PRECEPT_LIMIT_ROW (row), item);
      row = gtk_widget_get_next_sibling (row);
    }
  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (GTK_BOX (self->limits), row);
      row = next;
    }
  gtk_widget_set_visible (self->limits, gtk_widget_get_first_child (self->limits) != NULL);
  gtk_widget_set_visible (self->add_limit, holder->kind == PRECEPT_COVERAGE_REQUEST);
}

/**
 * precept_criteria_list_update:
 * @self: a list
 * @holder: what holds the criteria, as it is now
 *
 * Shows a tree of criteria.
 */
void
precept_criteria_list_update (PreceptCriteriaList *self, PreceptCoverage *holder)
{
  PreceptCoverage *root = find_root (holder);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GArray) depths = g_array_new (FALSE, FALSE, sizeof (guint));

  g_free (self->path);
  self->path = g_strdup (holder->path);
  g_clear_pointer (&self->root, g_free);
  self->kind = holder->kind;
  if (root != NULL && is_said_by_lead (root))
    {
      self->root = g_strdup (root->path);
      self->count = root->count;
      self->n_members = root->children->len;
      for (guint i = 0; i < root->children->len; i++)
        collect (g_ptr_array_index (root->children, i), 0, items, depths);
    }
  else if (root != NULL)
    {
      collect (root, 0, items, depths);
    }
  update_lead (self, holder, root);
  update_rows (self, items, depths);
  update_limits (self, holder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, holder->text != NULL ? holder->text : "", -1);
}

static void
create_join_cb (GtkMenuButton *button, gpointer data)
{
  PreceptCriteriaList *self = data;
  g_autoptr (GMenuModel) menu = precept_criterion_new_join_menu (self->root, self->n_members, self->count);

  gtk_menu_button_set_menu_model (button, menu);
}

static void
set_period (PreceptCriteriaList *self, const char *value)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.set", "(ssss)", self->path, "authorize-for", value, _ ("Change for how long"));
}

static void
period_changed_cb (PreceptCriteriaList *self)
{
  g_autofree char *value = precept_period_field_dup_value (PRECEPT_PERIOD_FIELD (self->period_field));

  set_period (self, value);
}

static void
endless_cb (PreceptCriteriaList *self)
{
  precept_period_field_set_value (PRECEPT_PERIOD_FIELD (self->period_field), NULL);
  set_period (self, "");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->period));
}

static void
add_limit_cb (PreceptCriteriaList *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.add-to", "(ss)", self->path, "limit");
}

static GtkWidget *
new_period_popover (PreceptCriteriaList *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *endless = gtk_button_new_with_label (_ ("No end"));

  self->period_field = precept_period_field_new (_ ("Authorized for up to"));
  gtk_widget_add_css_class (endless, "flat");
  gtk_box_append (GTK_BOX (box), self->period_field);
  gtk_box_append (GTK_BOX (box), endless);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (self->period_field, "changed", G_CALLBACK (period_changed_cb), self);
  g_signal_connect_swapped (endless, "clicked", G_CALLBACK (endless_cb), self);
  return popover;
}

static GtkWidget *
append_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
append_menu (GtkWidget *box, const char *tooltip)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "join");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
precept_criteria_list_finalize (GObject *object)
{
  PreceptCriteriaList *self = PRECEPT_CRITERIA_LIST (object);

  g_free (self->path);
  g_free (self->root);
  G_OBJECT_CLASS (precept_criteria_list_parent_class)->finalize (object);
}

static void
precept_criteria_list_class_init (PreceptCriteriaListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_criteria_list_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_criteria_list_init (PreceptCriteriaList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "criteria");
  self->lead = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (self->lead, "lead");
  self->before = append_label (self->lead);
  self->period = append_menu (self->lead, _ ("For how long"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->period), new_period_popover (self));
  self->when = append_label (self->lead);
  self->join = append_menu (self->lead, _ ("How these criteria count"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->join), create_join_cb, self, NULL);
  self->after = append_label (self->lead);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->limits = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (self->limits, "limits");
  self->add_limit = gtk_button_new_with_label (_ ("Add a limit"));
  gtk_widget_add_css_class (self->add_limit, "flat");
  gtk_widget_add_css_class (self->add_limit, "small");
  gtk_widget_set_halign (self->add_limit, GTK_ALIGN_START);
  g_signal_connect_swapped (self->add_limit, "clicked", G_CALLBACK (add_limit_cb), self);
  gtk_box_append (GTK_BOX (self), self->lead);
  gtk_box_append (GTK_BOX (self), self->rows);
  gtk_box_append (GTK_BOX (self), self->limits);
  gtk_box_append (GTK_BOX (self), self->add_limit);
}

GtkWidget *
precept_criteria_list_new (PreceptCoverageContext *context)
{
  PreceptCriteriaList *self = g_object_new (PRECEPT_TYPE_CRITERIA_LIST, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}

const char *
precept_criteria_list_get_path (PreceptCriteriaList *self)
{
  g_return_val_if_fail (PRECEPT_IS_CRITERIA_LIST (self), NULL);

  return self->path;
}

GPtrArray *
precept_criteria_list_list_rows (PreceptCriteriaList *self)
{
  GPtrArray *rows = g_ptr_array_new ();

  g_return_val_if_fail (PRECEPT_IS_CRITERIA_LIST (self), rows);

  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    g_ptr_array_add (rows, row);
  return rows;
}
