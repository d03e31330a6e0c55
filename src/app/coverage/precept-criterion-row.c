/* precept-criterion-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-criterion-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-criterion-drag.h"
#include "precept-criterion-keys.h"
#include "precept-prose-scope.h"
#include "precept-prose-view.h"

/* A group's criteria stand this much further in than the group. */
#define INDENT 34
#define RULE_X 14

/**
 * PreceptCriterionRow:
 *
 * A sentence with its number, and beside it what kind of criterion it is and what it is in the case that is tried. The head
 * of a group says how its criteria count. A text that is edited is one while it has the keyboard; else it is a label.
 */
struct _PreceptCriterionRow
{
  GtkBox parent_instance;

  PreceptCoverageContext *context; /* borrowed */
  char                   *path;    /* owned; NULL: not shown yet */
  char                   *id;      /* owned, or NULL */
  char                   *title_path;
  char                   *note_path;
  PreceptCoverageKind     kind;
  const char             *element; /* interned */
  guint                   depth;
  guint                   count;
  guint                   n_members;
  PreceptBlock           *block;       /* owned; what is printed, as it was shown last; or NULL */
  char                   *around;      /* owned; of the groups around it, what its name says */
  int                     marked_rule; /* -1: none */
  PreceptCriterionDrop    drop;        /* where what is dragged over it would come */

  GtkWidget *line;
  GtkWidget *number;
  GtkWidget *center;
  GtkWidget *head;   /* of a group; NULL: not one */
  GtkWidget *menu;   /* in it */
  GtkWidget *of;     /* in it: "of the following" */
  GtkWidget *text;   /* label: a sentence, or the heading of a group */
  GtkWidget *editor; /* in its place; or NULL */
  GtkWidget *note;   /* label, or NULL */
  GtkWidget *noter;  /* editor of the note, or NULL */
  GtkWidget *button; /* what kind of criterion it is */
  GtkWidget *value;
  GtkWidget *form; /* or NULL */
};

G_DEFINE_FINAL_TYPE (PreceptCriterionRow, precept_criterion_row, GTK_TYPE_BOX)

/* Translators: kinds of criteria, in small letters beside each */
const char *
precept_criterion_get_kind_name (PreceptCoverage *item)
{
  static const struct
  {
    const char *element;
    const char *name;
  } names[] = {
    { "age", N_ ("Age") },
    { "diagnosis", N_ ("Diagnosis") },
    { "lab", N_ ("Lab") },
    { "number-of", N_ ("Count") },
    { "tried", N_ ("Therapy") },
    { "prescriber", N_ ("Prescriber") },
    { "is", N_ ("Yes or no") },
    { "criterion", N_ ("Prose") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i].element, item->element))
        return _ (names[i].name);
    }
  return "";
}

char *
precept_criterion_dup_join_name (const char *element, guint count)
{
  if (g_str_equal (element, "any"))
    /* Translators: of the following criteria */
    return g_strdup (_ ("One or more"));
  if (g_str_equal (element, "none"))
    return g_strdup (_ ("None"));
  if (g_str_equal (element, "at-least"))
    return g_strdup_printf (_ ("At least %u"), count);
  return g_strdup (_ ("All"));
}

/* How criteria count, as a menu of actions. */
GMenuModel *
precept_criterion_new_join_menu (const char *path, guint n_members, guint count)
{
  static const struct
  {
    const char *kind;
    const char *label;
  } items[] = {
    { "all", N_ ("All of the following") },
    { "any", N_ ("One or more of the following") },
    { "none", N_ ("None of the following") },
  };
  GMenu *menu = g_menu_new ();
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), NULL);

      g_menu_item_set_action_and_target (item, "coverage.set-kind", "(sss)", path, items[i].kind, "");
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
  section = g_menu_new ();
  for (guint i = 2; i <= MAX (MIN (n_members, 12), MAX (count, 2)); i++)
    {
      g_autofree char *label = g_strdup_printf (_ ("At least %u of the following"), i);
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "coverage.set-kind", "(sss)", path, "at-least", number);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
  return G_MENU_MODEL (menu);
}

static void
choose (PreceptCriterionRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.choose", "s", self->path);
}

static void
create_menu_cb (GtkMenuButton *button, gpointer data)
{
  PreceptCriterionRow *self = data;
  g_autoptr (GMenuModel) menu = precept_criterion_new_join_menu (self->path, self->n_members, self->count);

  choose (self);
  gtk_menu_button_set_menu_model (button, menu);
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
make_head (PreceptCriterionRow *self)
{
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  self->menu = gtk_menu_button_new ();
  self->of = gtk_label_new (_ ("of the following"));
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->menu), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), create_menu_cb, self, NULL);
  gtk_widget_add_css_class (self->menu, "join");
  gtk_label_set_ellipsize (GTK_LABEL (self->of), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->of, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), self->menu);
  gtk_box_append (GTK_BOX (self->head), self->of);
  gtk_box_append (GTK_BOX (self->center), self->head);
}

static void
button_cb (PreceptCriterionRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.code", "s", self->path);
}

static void
note_pressed_cb (PreceptCriterionRow *self)
{
  g_autofree char *key = NULL;

  if (self->note_path == NULL || self->noter != NULL)
    return;
  choose (self);
  key = precept_prose_scope_dup_run_key (self->note_path, 0);
  self->noter = precept_scope_text_new (self->context->session, key, _ ("Note"), FALSE);
  gtk_widget_add_css_class (self->noter, "note");
  gtk_box_append (GTK_BOX (self->center), self->noter);
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_grab_focus (self->noter);
}

static void
update_note (PreceptCriterionRow *self, PreceptCoverage *item)
{
  g_autofree char *shown = NULL;

  if (g_strcmp0 (self->note_path, item->note_path) != 0)
    {
      g_free (self->note_path);
      self->note_path = g_strdup (item->note_path);
      if (self->noter != NULL)
        gtk_box_remove (GTK_BOX (self->center), self->noter);
      self->noter = NULL;
    }
  if (item->note_path == NULL)
    {
      if (self->note != NULL)
        gtk_box_remove (GTK_BOX (self->center), self->note);
      self->note = NULL;
      return;
    }
  if (self->note == NULL)
    {
      GtkGesture *click = gtk_gesture_click_new ();

      self->note = new_label ("note");
      gtk_widget_add_css_class (self->note, "dim-label");
      g_signal_connect_swapped (click, "pressed", G_CALLBACK (note_pressed_cb), self);
      gtk_widget_add_controller (self->note, GTK_EVENT_CONTROLLER (click));
      gtk_box_append (GTK_BOX (self->center), self->note);
    }
  /* Translators: below a criterion; %s is the note's text */
  shown = g_strdup_printf (_ ("Note: %s"), item->note != NULL && *item->note != '\0' ? item->note : _ ("empty"));
  gtk_label_set_label (GTK_LABEL (self->note), shown);
  gtk_widget_set_visible (self->note, self->noter == NULL);
}

static void
update_text (PreceptCriterionRow *self, PreceptCoverage *item)
{
  g_autofree char *markup = NULL;

  if (item->kind == PRECEPT_COVERAGE_JOIN)
    {
      markup = item->title_path != NULL ? precept_coverage_dup_inline_markup (self->context->session, item->title_path) : NULL;
      gtk_widget_set_visible (self->text, item->title_path != NULL && self->editor == NULL);
    }
  else
    {
      markup = precept_coverage_dup_block_markup (self->context->session, item->id, item->kind == PRECEPT_COVERAGE_SENTENCE);
      if (markup == NULL)
        markup = g_markup_escape_text (item->text != NULL ? item->text : "", -1);
      if (*markup == '\0')
        {
          g_free (markup);
          markup = g_strdup_printf ("<span alpha=\"55%%\">%s</span>", item->kind == PRECEPT_COVERAGE_SENTENCE ? _ ("Type what is asked for") : "");
        }
      gtk_widget_set_visible (self->text, self->editor == NULL);
    }
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->text)), markup != NULL ? markup : "") != 0)
    gtk_label_set_markup (GTK_LABEL (self->text), markup != NULL ? markup : "");
}

static void
update_button (PreceptCriterionRow *self, PreceptCoverage *item)
{
  gboolean         is_sentence = item->kind == PRECEPT_COVERAGE_SENTENCE;
  const char      *name = precept_criterion_get_kind_name (item);
  g_autofree char *tooltip = NULL;

  gtk_widget_set_visible (self->button, item->kind != PRECEPT_COVERAGE_JOIN);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->button)), name) == 0)
    return;
  gtk_button_set_label (GTK_BUTTON (self->button), name);
  /* Translators: %s is a kind of criterion, “Age” */
  tooltip = is_sentence ? g_strdup (_ ("Make coded…")) : g_strdup_printf (_ ("%s: change…"), name);
  gtk_widget_set_tooltip_text (self->button, tooltip);
  if (is_sentence)
    gtk_widget_add_css_class (self->button, "prose-kind");
  else
    gtk_widget_remove_css_class (self->button, "prose-kind");
}

static const char *
get_value_word (PreceptCriterionValue value)
{
  switch (value)
    {
    case PRECEPT_CRITERION_VALUE_MET:
      return _ ("Met");
    case PRECEPT_CRITERION_VALUE_NOT_MET:
      return _ ("Not met");
    case PRECEPT_CRITERION_VALUE_UNKNOWN:
      return _ ("Not known yet");
    case PRECEPT_CRITERION_VALUE_NONE:
    default:
      return NULL;
    }
}

static PreceptCriterionValue
find_value (PreceptCriterionRow *self)
{
  gpointer value;

  if (self->context->values == NULL || self->id == NULL || !g_hash_table_lookup_extended (self->context->values, self->id, NULL, &value))
    return PRECEPT_CRITERION_VALUE_NONE;
  return (PreceptCriterionValue)GPOINTER_TO_INT (value);
}

/* “4 c, lab, not known yet: FEV1 …, in a group: at least 2” */
static void
update_name (PreceptCriterionRow *self, PreceptCoverage *item)
{
  GString         *name = g_string_new (gtk_label_get_label (GTK_LABEL (self->number)));
  const char      *value = get_value_word (find_value (self));
  g_autofree char *join = NULL;
  g_autofree char *group = NULL;

  for (PreceptCoverage *around = item->parent; around != NULL && around->kind == PRECEPT_COVERAGE_JOIN && around->parent->kind == PRECEPT_COVERAGE_JOIN; around = around->parent)
    {
      g_autofree char *number = precept_criterion_dup_number (self->context->session, around->id);

      g_string_prepend_c (name, ' ');
      g_string_prepend (name, number);
    }
  if (item->kind == PRECEPT_COVERAGE_JOIN)
    {
      join = precept_criterion_dup_join_name (item->element, item->count);
      g_string_append_printf (name, ", %s %s", join, _ ("of the following"));
    }
  else
    {
      g_string_append_printf (name, ", %s", precept_criterion_get_kind_name (item));
    }
  if (value != NULL)
    g_string_append_printf (name, ", %s", value);
  g_string_append_printf (name, ": %s", item->kind == PRECEPT_COVERAGE_JOIN ? (item->title != NULL ? item->title : "") : item->text != NULL ? item->text
                                                                                                                                            : "");
  if (item->parent->kind == PRECEPT_COVERAGE_JOIN)
    {
      group = precept_criterion_dup_join_name (item->parent->element, item->parent->count);
      /* Translators: %s is “All”, “At least 2” */
      g_string_append_c (name, ' ');
      g_string_append_printf (name, _ ("(in a group: %s)"), group);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  g_string_free (name, TRUE);
}

/* As printed: “a” of “a.” */
char *
precept_criterion_dup_number (PreceptSession *session, const char *id)
{
  PreceptBlock *block = id != NULL ? precept_content_find (precept_session_get_content (session), id) : NULL;
  char         *number = g_strdup (block != NULL && block->kind == PRECEPT_BLOCK_ITEM && block->label != NULL ? precept_text_get_string (block->label) : "");

  if (g_str_has_suffix (number, "."))
    number[strlen (number) - 1] = '\0';
  return number;
}

static char *
dup_around (PreceptCoverage *item)
{
  GString *around = g_string_new (NULL);

  for (PreceptCoverage *group = item->parent; group != NULL && group->kind == PRECEPT_COVERAGE_JOIN; group = group->parent)
    g_string_append_printf (around, "%s %u %u ", group->element, group->count, group->number);
  return g_string_free (around, FALSE);
}

/* Most rows are as they were after a change, and there may be hundreds. */
static gboolean
is_as_shown (PreceptCriterionRow *self, PreceptCoverage *item, guint depth, PreceptBlock *block, const char *around)
{
  return self->path != NULL && block != NULL && self->block == block && g_str_equal (self->path, item->path) && self->kind == item->kind &&
         self->element == item->element && self->depth == depth && self->count == item->count && self->n_members == item->children->len &&
         g_strcmp0 (self->title_path, item->title_path) == 0 && g_strcmp0 (self->note_path, item->note_path) == 0 &&
         g_strcmp0 (self->around, around) == 0 && !precept_session_has_changed (self->context->session, item->id);
}

/**
 * precept_criterion_row_update:
 * @self: a row
 * @item: the criterion, as it is now
 * @depth: in how many groups that are shown it is
 *
 * Shows a criterion. What has the keyboard keeps it.
 */
void
precept_criterion_row_update (PreceptCriterionRow *self, PreceptCoverage *item, guint depth)
{
  g_autofree char *number = precept_criterion_dup_number (self->context->session, item->id);
  PreceptBlock    *block = item->id != NULL ? precept_content_find (precept_session_get_content (self->context->session), item->id) : NULL;
  g_autofree char *around = dup_around (item);
  gboolean         edits_other;

  if (is_as_shown (self, item, depth, block, around))
    return;
  g_clear_pointer (&self->block, precept_block_unref);
  self->block = block != NULL ? precept_block_ref (block) : NULL;
  g_free (self->around);
  self->around = g_steal_pointer (&around);
  if (g_strcmp0 (self->path, item->path) != 0)
    {
      if (self->path != NULL && g_hash_table_lookup (self->context->rows, self->path) == self)
        g_hash_table_remove (self->context->rows, self->path);
      g_free (self->path);
      self->path = g_strdup (item->path);
    }
  g_hash_table_replace (self->context->rows, self->path, self);
  edits_other = self->editor != NULL && (self->kind != item->kind || g_strcmp0 (self->title_path, item->title_path) != 0);
  g_free (self->id);
  self->id = g_strdup (item->id);
  g_free (self->title_path);
  self->title_path = g_strdup (item->title_path);
  self->kind = item->kind;
  self->element = item->element;
  self->depth = depth;
  self->count = item->count;
  self->n_members = item->children->len;
  if (edits_other)
    precept_criterion_row_end_edit (self);
  gtk_widget_set_margin_start (self->line, (int)depth * INDENT);
  if (!g_str_equal (gtk_label_get_label (GTK_LABEL (self->number)), number))
    gtk_label_set_label (GTK_LABEL (self->number), number);
  if (item->kind == PRECEPT_COVERAGE_JOIN && self->head == NULL)
    make_head (self);
  if (self->head != NULL)
    {
      g_autofree char *join = precept_criterion_dup_join_name (item->element, item->count);

      gtk_widget_set_visible (self->head, item->kind == PRECEPT_COVERAGE_JOIN);
      if (item->kind == PRECEPT_COVERAGE_JOIN && g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (self->menu)), join) != 0)
        gtk_menu_button_set_label (GTK_MENU_BUTTON (self->menu), join);
      gtk_widget_set_tooltip_text (self->menu, _ ("How these criteria count"));
    }
  update_text (self, item);
  update_note (self, item);
  update_button (self, item);
  precept_criterion_row_update_value (self);
  update_name (self, item);
}

void
precept_criterion_row_update_value (PreceptCriterionRow *self)
{
  static const char *const icons[] = { NULL, "object-select-symbolic", "window-close-symbolic", "value-decrease-symbolic" };
  static const char *const styles[] = { NULL, "met", "not-met", "unknown" };
  PreceptCriterionValue    value = find_value (self);

  gtk_widget_set_visible (self->value, self->context->values != NULL);
  if (self->context->values == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->value), icons[value]);
  gtk_widget_set_tooltip_text (self->value, get_value_word (value));
  for (guint i = 1; i < G_N_ELEMENTS (styles); i++)
    {
      if (i == (guint)value)
        gtk_widget_add_css_class (self->value, styles[i]);
      else
        gtk_widget_remove_css_class (self->value, styles[i]);
    }
}

const char *
precept_criterion_row_get_path (PreceptCriterionRow *self)
{
  g_return_val_if_fail (PRECEPT_IS_CRITERION_ROW (self), NULL);

  return self->path;
}

gboolean
precept_criterion_row_is_sentence (PreceptCriterionRow *self)
{
  return self->kind == PRECEPT_COVERAGE_SENTENCE;
}

gboolean
precept_criterion_row_is_group (PreceptCriterionRow *self)
{
  return self->kind == PRECEPT_COVERAGE_JOIN;
}

void
precept_criterion_row_set_chosen (PreceptCriterionRow *self, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (self->line, "chosen");
  else
    gtk_widget_remove_css_class (self->line, "chosen");
  if (!chosen)
    precept_criterion_row_end_edit (self);
}

void
precept_criterion_row_set_marked_rule (PreceptCriterionRow *self, int depth)
{
  if (self->marked_rule == depth)
    return;
  self->marked_rule = depth;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The text as an editor. */

static PreceptProseBuffer *
get_buffer (PreceptCriterionRow *self)
{
  return precept_prose_view_get_buffer (PRECEPT_PROSE_VIEW (self->editor));
}

/**
 * precept_criterion_row_edit:
 * @self: a row
 * @at_end: whether the caret goes to the end of the text
 *
 * Puts an editor in place of the text, with the keyboard in it.
 *
 * Returns: %FALSE where the text is made from values, or there is none
 */
gboolean
precept_criterion_row_edit (PreceptCriterionRow *self, gboolean at_end)
{
  g_autofree char *key = NULL;
  GtkTextIter      iter;

  if (self->kind != PRECEPT_COVERAGE_SENTENCE && (self->kind != PRECEPT_COVERAGE_JOIN || self->title_path == NULL))
    return FALSE;
  if (self->editor == NULL)
    {
      key = self->kind == PRECEPT_COVERAGE_SENTENCE ? precept_prose_scope_dup_run_key (self->path, 0) : precept_prose_scope_dup_text_key (self->title_path);
      self->editor = precept_scope_text_new (self->context->session, key, self->kind == PRECEPT_COVERAGE_SENTENCE ? _ ("Criterion") : _ ("Heading of the group"),
                                             self->kind == PRECEPT_COVERAGE_JOIN);
      precept_criterion_keys_attach (self->editor, self, self->kind == PRECEPT_COVERAGE_SENTENCE);
      gtk_box_insert_child_after (GTK_BOX (self->center), self->editor, self->text);
      gtk_widget_set_visible (self->text, FALSE);
    }
  if (at_end)
    gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (get_buffer (self)), &iter);
  else
    gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (get_buffer (self)), &iter);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (get_buffer (self)), &iter);
  gtk_widget_grab_focus (self->editor);
  return TRUE;
}

void
precept_criterion_row_end_edit (PreceptCriterionRow *self)
{
  if (self->noter != NULL)
    {
      gtk_box_remove (GTK_BOX (self->center), self->noter);
      self->noter = NULL;
      gtk_widget_set_visible (self->note, TRUE);
    }
  if (self->editor == NULL)
    return;
  gtk_box_remove (GTK_BOX (self->center), self->editor);
  self->editor = NULL;
  gtk_widget_set_visible (self->text, self->kind != PRECEPT_COVERAGE_JOIN || self->title_path != NULL);
}

gboolean
precept_criterion_row_place_caret (PreceptCriterionRow *self, const char *path, int offset)
{
  return self->editor != NULL && precept_prose_buffer_place_caret (get_buffer (self), path, offset);
}

void
precept_criterion_row_open_menu (PreceptCriterionRow *self)
{
  if (self->kind == PRECEPT_COVERAGE_JOIN)
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

void
precept_criterion_row_set_form (PreceptCriterionRow *self, GtkWidget *form)
{
  if (self->form != NULL)
    gtk_box_remove (GTK_BOX (self), self->form);
  self->form = form;
  if (form == NULL)
    return;
  gtk_widget_set_margin_start (form, (int)self->depth * INDENT + 30);
  gtk_box_append (GTK_BOX (self), form);
}

GtkWidget *
precept_criterion_row_get_form (PreceptCriterionRow *self)
{
  return self->form;
}

/* Dragging: see precept-criterion-drag.c. */

const PreceptCriterionDrop *
precept_criterion_row_get_drop (PreceptCriterionRow *self)
{
  return &self->drop;
}

void
precept_criterion_row_set_drop (PreceptCriterionRow *self, const PreceptCriterionDrop *drop)
{
  self->drop = *drop;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* As a widget. */

static void
pressed_cb (PreceptCriterionRow *self, int n_press, double x, double y, GtkGestureClick *click)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  /* Buttons and editors take care of themselves. */
  if (picked == NULL || gtk_widget_get_ancestor (picked, GTK_TYPE_BUTTON) != NULL || gtk_widget_get_ancestor (picked, GTK_TYPE_TEXT_VIEW) != NULL ||
      gtk_widget_get_ancestor (picked, GTK_TYPE_MENU_BUTTON) != NULL || (self->form != NULL && (picked == self->form || gtk_widget_is_ancestor (picked, self->form))) ||
      (self->note != NULL && picked == self->note))
    return;
  if (self->kind == PRECEPT_COVERAGE_LEAF && n_press == 2)
    {
      button_cb (self);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.choose", "s", self->path);
  if (self->kind != PRECEPT_COVERAGE_JOIN || self->title_path != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "coverage.type", "s", self->path);
}

static void
focus_enter_cb (PreceptCriterionRow *self)
{
  choose (self);
}

static void
snapshot_rules (PreceptCriterionRow *self, GtkSnapshot *snapshot)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA          color, accent = { 0.21, 0.52, 0.89, 1 };
  int              height = gtk_widget_get_height (GTK_WIDGET (self));

  gtk_style_context_get_color (style, &color);
  color.alpha *= 0.18f;
  gtk_style_context_lookup_color (style, "accent_bg_color", &accent);
  for (guint i = 0; i < self->depth; i++)
    gtk_snapshot_append_color (snapshot, (int)i == self->marked_rule ? &accent : &color, &GRAPHENE_RECT_INIT ((float)(i * INDENT) + RULE_X, 0, 2, (float)height));
  if (self->drop.is_shown)
    {
      float x = (float)(self->depth + (self->drop.is_into ? 1 : 0)) * INDENT;
      float y = self->drop.is_before ? 0 : (float)height - 2;

      gtk_snapshot_append_color (snapshot, &accent, &GRAPHENE_RECT_INIT (x, y, (float)gtk_widget_get_width (GTK_WIDGET (self)) - x, 2));
    }
}

static void
precept_criterion_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  snapshot_rules (PRECEPT_CRITERION_ROW (widget), snapshot);
  GTK_WIDGET_CLASS (precept_criterion_row_parent_class)->snapshot (widget, snapshot);
}

static void
precept_criterion_row_dispose (GObject *object)
{
  PreceptCriterionRow *self = PRECEPT_CRITERION_ROW (object);

  if (self->path != NULL && self->context != NULL && g_hash_table_lookup (self->context->rows, self->path) == self)
    g_hash_table_remove (self->context->rows, self->path);
  self->context = NULL;
  G_OBJECT_CLASS (precept_criterion_row_parent_class)->dispose (object);
}

static void
precept_criterion_row_finalize (GObject *object)
{
  PreceptCriterionRow *self = PRECEPT_CRITERION_ROW (object);

  g_free (self->path);
  g_free (self->id);
  g_free (self->title_path);
  g_free (self->note_path);
  g_free (self->around);
  g_clear_pointer (&self->block, precept_block_unref);
  G_OBJECT_CLASS (precept_criterion_row_parent_class)->finalize (object);
}

static void
precept_criterion_row_class_init (PreceptCriterionRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_criterion_row_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_criterion_row_finalize;
  widget_class->snapshot = precept_criterion_row_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "criterion");
}

static void
precept_criterion_row_init (PreceptCriterionRow *self)
{
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->marked_rule = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->line, "line");
  self->number = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->number), 1);
  gtk_label_set_width_chars (GTK_LABEL (self->number), 2);
  gtk_widget_set_valign (self->number, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->number, "number");
  self->center = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (self->center, TRUE);
  self->text = new_label ("text");
  gtk_label_set_use_markup (GTK_LABEL (self->text), TRUE);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "kind");
  gtk_widget_set_valign (self->button, GTK_ALIGN_START);
  gtk_widget_set_focus_on_click (self->button, FALSE);
  self->value = gtk_image_new ();
  gtk_widget_add_css_class (self->value, "value");
  gtk_widget_set_valign (self->value, GTK_ALIGN_START);
  gtk_widget_set_visible (self->value, FALSE);
  gtk_box_append (GTK_BOX (self->center), self->text);
  gtk_box_append (GTK_BOX (self->line), self->number);
  gtk_box_append (GTK_BOX (self->line), self->center);
  gtk_box_append (GTK_BOX (self->line), self->button);
  gtk_box_append (GTK_BOX (self->line), self->value);
  gtk_box_append (GTK_BOX (self), self->line);

  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (button_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  precept_criterion_keys_attach (GTK_WIDGET (self), self, FALSE);
  precept_criterion_drag_attach (self, self->line);
}

/**
 * precept_criterion_row_new:
 * @context: of the page, which outlives the row
 *
 * Makes a row that shows nothing yet.
 */
GtkWidget *
precept_criterion_row_new (PreceptCoverageContext *context)
{
  PreceptCriterionRow *self = g_object_new (PRECEPT_TYPE_CRITERION_ROW, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
