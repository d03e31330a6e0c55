/* precept-coverage-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-coverage-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"
#include "precept-coverage-card.h"
#include "precept-coverage-commands.h"
#include "precept-edit-coverage.h"
#include "precept-edit-criteria.h"
#include "precept-facts-card.h"
#include "precept-place.h"
#include "precept-prose-line.h"
#include "precept-tool-row.h"

/* Two trees of criteria side by side need this much. */
#define WIDE 1000
#define NARROW_CLAMP 900
#define WIDE_CLAMP 1500

/**
 * PreceptCoveragePage:
 *
 * The coverage part: a card for each indication, with its criteria as numbered sentences, and the prose between them.
 *
 * The page reads the part anew after each change and brings its widgets up to it; widgets of what stayed stay. Every change
 * is a group of steps, planned by the document.
 */
struct _PreceptCoveragePage
{
  GtkBox parent_instance;

  PreceptCoverageContext context;
  char                  *chosen;        /* owned; path of what has the keyboard, or had it last; NULL: nothing yet */
  char                  *shown_id;      /* owned; what get_id() gave */
  GSimpleActionGroup    *part_actions;  /* owned */
  GSimpleActionGroup    *inner_actions; /* owned */
  gboolean               is_updating;
  gboolean               is_wide;
  guint                  wide_source;

  GtkWidget *scroller;
  GtkWidget *clamp;
  GtkWidget *title;
  GtkWidget *counts;
  GtkWidget *cards;
  GtkWidget *facts; /* PreceptFactsCard */
  GtkWidget *empty;
  GtkWidget *criterion_button;
  GtkWidget *group_button;
  GtkWidget *indent_button;
  GtkWidget *outdent_button;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *coded_button;
};

static void precept_coverage_page_part_editor_init (PreceptPartEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptCoveragePage,
                               precept_coverage_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (PRECEPT_TYPE_PART_EDITOR, precept_coverage_page_part_editor_init))

static PreceptDocument *
get_document (PreceptCoveragePage *self)
{
  return precept_session_get_document (self->context.session);
}

/* The innermost thing of the part at or around a place of the document. */
static PreceptCoverage *
find_around (PreceptCoveragePage *self, const char *path)
{
  g_autofree char *place = g_strdup (path);

  while (place != NULL && self->context.coverage != NULL)
    {
      PreceptCoverage *found = precept_coverage_find (self->context.coverage, place);
      char            *parent;
      guint            position;

      if (found != NULL && (found->kind != PRECEPT_COVERAGE_PART || g_str_equal (place, found->path)))
        return found;
      parent = precept_document_dup_parent_path (get_document (self), place, &position);
      g_free (place);
      place = parent;
    }
  return NULL;
}

/* From the document into the widgets. */

static void
collect_cards (PreceptCoverage *item, GPtrArray *cards)
{
  for (guint i = 0; i < item->children->len; i++)
    {
      PreceptCoverage *child = g_ptr_array_index (item->children, i);

      switch (child->kind)
        {
        case PRECEPT_COVERAGE_GROUP:
          g_ptr_array_add (cards, child);
          collect_cards (child, cards);
          break;
        case PRECEPT_COVERAGE_GENERAL:
        case PRECEPT_COVERAGE_PROSE:
        case PRECEPT_COVERAGE_INDICATION:
        case PRECEPT_COVERAGE_OTHER_USES:
          g_ptr_array_add (cards, child);
          break;
        default:
          break;
        }
    }
}

static guint
count_groups_around (PreceptCoverage *item)
{
  guint depth = 0;

  for (PreceptCoverage *around = item->parent; around != NULL; around = around->parent)
    depth += around->kind == PRECEPT_COVERAGE_GROUP ? 1 : 0;
  return depth;
}

static void
card_layout_cb (PreceptCoveragePage *self)
{
  gboolean is_side_by_side = FALSE;

  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL; card = gtk_widget_get_next_sibling (card))
    is_side_by_side = is_side_by_side || precept_coverage_card_is_side_by_side (PRECEPT_COVERAGE_CARD (card));
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), is_side_by_side ? WIDE_CLAMP : NARROW_CLAMP);
}

static void
update_cards (PreceptCoveragePage *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *last = NULL;
  GtkWidget *next;

  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL; card = gtk_widget_get_next_sibling (card))
    g_hash_table_insert (old, (char *)precept_coverage_card_get_key (PRECEPT_COVERAGE_CARD (card)), card);
  if (self->context.coverage != NULL)
    collect_cards (self->context.coverage, items);
  for (guint i = 0; i < items->len; i++)
    {
      PreceptCoverage *item = g_ptr_array_index (items, i);
      g_autofree char *key = precept_coverage_card_dup_key (item);
      GtkWidget       *card = g_hash_table_lookup (old, key);

      if (card == NULL)
        {
          card = precept_coverage_card_new (&self->context, item);
          precept_coverage_card_set_wide (PRECEPT_COVERAGE_CARD (card), self->is_wide);
          g_signal_connect_object (card, "layout-changed", G_CALLBACK (card_layout_cb), self, G_CONNECT_SWAPPED);
          gtk_box_insert_child_after (GTK_BOX (self->cards), card, last);
        }
      else
        {
          g_hash_table_remove (old, key);
          if (gtk_widget_get_prev_sibling (card) != last)
            gtk_box_reorder_child_after (GTK_BOX (self->cards), card, last);
          precept_coverage_card_update (PRECEPT_COVERAGE_CARD (card), item);
        }
      gtk_widget_set_margin_start (card, (int)count_groups_around (item) * 18);
      last = card;
    }
  for (GtkWidget *card = last != NULL ? gtk_widget_get_next_sibling (last) : gtk_widget_get_first_child (self->cards); card != NULL; card = next)
    {
      next = gtk_widget_get_next_sibling (card);
      gtk_box_remove (GTK_BOX (self->cards), card);
    }
}

static guint
count_indications (PreceptCoverage *item)
{
  guint count = item->kind == PRECEPT_COVERAGE_INDICATION ? 1 : 0;

  for (guint i = 0; i < item->children->len; i++)
    count += count_indications (g_ptr_array_index (item->children, i));
  return count;
}

/* “1 indication, 13 of 14 criteria coded” */
static void
update_heading (PreceptCoveragePage *self)
{
  PreceptBlock    *block = self->context.coverage->id != NULL ? precept_content_find (precept_session_get_content (self->context.session), self->context.coverage->id) : NULL;
  guint            n_indications = count_indications (self->context.coverage);
  guint            n_coded = 0;
  guint            n_total = 0;
  g_autofree char *indications = NULL;
  g_autofree char *criteria = NULL;
  g_autofree char *counts = NULL;

  precept_coverage_count (self->context.coverage, &n_coded, &n_total);
  indications = g_strdup_printf (ngettext ("%u indication", "%u indications", n_indications), n_indications);
  /* Translators: of criteria, those that a machine can test, and all */
  criteria = g_strdup_printf (ngettext ("%u of %u criterion coded", "%u of %u criteria coded", n_total), n_coded, n_total);
  counts = n_total > 0 ? g_strdup_printf ("%s, %s", indications, criteria) : g_strdup (indications);
  gtk_label_set_label (GTK_LABEL (self->counts), counts);
  gtk_label_set_label (GTK_LABEL (self->title), block != NULL && block->text != NULL ? precept_text_get_string (block->text) : _ ("Coverage"));
  gtk_widget_set_visible (self->empty, gtk_widget_get_first_child (self->cards) == NULL);
}

/* The rule of the group that holds what is chosen. */
static void
mark_rules (PreceptCoveragePage *self)
{
  PreceptCoverage *item = self->chosen != NULL && self->context.coverage != NULL ? precept_coverage_find (self->context.coverage, self->chosen) : NULL;
  PreceptCoverage *group = item != NULL && precept_coverage_is_criterion (item) ? item->parent : NULL;
  GHashTableIter   iter;
  gpointer         row;
  int              depth = -1;

  for (PreceptCoverage *around = group; around != NULL && g_hash_table_contains (self->context.rows, around->path); around = around->parent)
    depth++;
  g_hash_table_iter_init (&iter, self->context.rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      const char      *path = precept_criterion_row_get_path (row);
      PreceptCoverage *own = depth >= 0 ? precept_coverage_find (group, path) : NULL;

      precept_criterion_row_set_marked_rule (row, own != NULL && own != group ? depth : -1);
    }
}

static void
update (PreceptCoveragePage *self)
{
  g_clear_pointer (&self->context.coverage, precept_coverage_free);
  self->context.coverage = precept_coverage_new (get_document (self));
  if (self->context.coverage == NULL)
    return; /* the window drops the whole editor */
  self->is_updating = TRUE;
  update_cards (self);
  update_heading (self);
  precept_facts_card_update (PRECEPT_FACTS_CARD (self->facts), self->context.coverage);
  self->is_updating = FALSE;
  mark_rules (self);
  precept_coverage_commands_update (self->part_actions, self);
}

/* What is chosen. */

PreceptCriterionRow *
precept_coverage_page_get_row (PreceptCoveragePage *self)
{
  return self->chosen != NULL ? g_hash_table_lookup (self->context.rows, self->chosen) : NULL;
}

const char *
precept_coverage_page_get_chosen (PreceptCoveragePage *self)
{
  return self->chosen;
}

void
precept_coverage_page_choose (PreceptCoveragePage *self, const char *path)
{
  PreceptCriterionRow *old = precept_coverage_page_get_row (self);
  PreceptCriterionRow *row;

  if (self->is_updating || g_strcmp0 (self->chosen, path) == 0)
    return;
  {
    char *copy = g_strdup (path);

    g_free (self->chosen);
    self->chosen = copy;
  }
  row = precept_coverage_page_get_row (self);
  if (old != NULL && old != row)
    precept_criterion_row_set_chosen (old, FALSE);
  if (row != NULL)
    precept_criterion_row_set_chosen (row, TRUE);
  mark_rules (self);
  precept_coverage_commands_update (self->part_actions, self);
  precept_part_editor_place_changed (PRECEPT_PART_EDITOR (self));
}

static GtkWidget *
find_card (PreceptCoveragePage *self, PreceptCoverage *item)
{
  for (; item != NULL; item = item->parent)
    {
      g_autofree char *key = precept_coverage_card_dup_key (item);

      for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL; card = gtk_widget_get_next_sibling (card))
        {
          if (g_str_equal (precept_coverage_card_get_key (PRECEPT_COVERAGE_CARD (card)), key))
            return card;
        }
    }
  return NULL;
}

static void
scroll_to (PreceptCoveragePage *self, GtkWidget *widget)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  GtkWidget     *viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller));
  double         x, y;

  if (!gtk_widget_translate_coordinates (widget, viewport, 0, 0, &x, &y))
    return;
  y += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, y - 30, y + gtk_widget_get_height (widget) + 30);
}

static gboolean
scroll_cb (gpointer data)
{
  GtkWidget *widget = data;
  GtkWidget *page = gtk_widget_get_ancestor (widget, PRECEPT_TYPE_COVERAGE_PAGE);

  if (page != NULL)
    scroll_to (PRECEPT_COVERAGE_PAGE (page), widget);
  return G_SOURCE_REMOVE;
}

void
precept_coverage_page_scroll_to (PreceptCoveragePage *self, GtkWidget *widget)
{
  /* After the frame in which it gets its size. */
  g_timeout_add_full (G_PRIORITY_LOW, 60, scroll_cb, g_object_ref (widget), g_object_unref);
}

static gboolean
focus_prose (PreceptCoveragePage *self, const char *path, int offset)
{
  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      if (precept_coverage_card_focus_text (PRECEPT_COVERAGE_CARD (card), path, offset))
        return TRUE;
    }
  return FALSE;
}

/**
 * precept_coverage_page_focus:
 * @self: a page
 * @path: of something in the part
 * @offset: which character of the text there
 * @grab: whether the keyboard goes there
 *
 * Goes to a criterion, to the title of a card or to the prose between.
 */
void
precept_coverage_page_focus (PreceptCoveragePage *self, const char *path, int offset, gboolean grab)
{
  PreceptCoverage     *item = find_around (self, path);
  PreceptCoverage     *request = item != NULL ? precept_coverage_ancestor (item, PRECEPT_COVERAGE_REQUEST) : NULL;
  GtkWidget           *card = item != NULL ? find_card (self, item) : NULL;
  PreceptCriterionRow *row;

  if (card != NULL && request != NULL)
    precept_coverage_card_show_request (PRECEPT_COVERAGE_CARD (card), request->path);
  row = item != NULL ? g_hash_table_lookup (self->context.rows, item->path) : NULL;
  if (row == NULL && item != NULL && precept_coverage_is_criterion (item) && item->children->len > 0)
    {
      /* The group that is said by the sentence before it. */
      item = g_ptr_array_index (item->children, 0);
      row = g_hash_table_lookup (self->context.rows, item->path);
    }
  if (row != NULL)
    {
      precept_coverage_page_choose (self, item->path);
      if (grab && precept_criterion_row_is_sentence (row) && precept_criterion_row_edit (row, FALSE))
        precept_criterion_row_place_caret (row, path, offset);
      else if (grab)
        gtk_widget_grab_focus (GTK_WIDGET (row));
      scroll_to (self, GTK_WIDGET (row));
      return;
    }
  if (item != NULL)
    precept_coverage_page_choose (self, item->path);
  if (item != NULL && (item->kind == PRECEPT_COVERAGE_FACT || item->kind == PRECEPT_COVERAGE_GOVERNED_BY))
    {
      precept_facts_card_open (PRECEPT_FACTS_CARD (self->facts), item->path);
      precept_coverage_page_scroll_to (self, self->facts);
      return;
    }
  if (grab && !focus_prose (self, path, offset) && card != NULL)
    gtk_widget_child_focus (card, GTK_DIR_TAB_FORWARD);
  if (card != NULL)
    scroll_to (self, card);
}

static GPtrArray *
list_rows (PreceptCoveragePage *self)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL; card = gtk_widget_get_next_sibling (card))
    precept_coverage_card_append_rows (PRECEPT_COVERAGE_CARD (card), rows);
  return rows;
}

/**
 * precept_coverage_page_step:
 * @self: a page
 * @by: 1 or -1
 *
 * Goes to the next criterion that is seen, or the one before.
 */
void
precept_coverage_page_step (PreceptCoveragePage *self, int by)
{
  g_autoptr (GPtrArray) rows = list_rows (self);
  PreceptCriterionRow *row = precept_coverage_page_get_row (self);
  guint                index = 0;

  if (row != NULL && g_ptr_array_find (rows, row, &index))
    {
      if ((by < 0 && index == 0) || (by > 0 && index + 1 >= rows->len))
        {
          gtk_widget_error_bell (GTK_WIDGET (self));
          return;
        }
      index += by > 0 ? 1 : -1;
    }
  else
    {
      /* From the title of a card: to its first criterion. */
      PreceptCoverage *item = self->chosen != NULL ? find_around (self, self->chosen) : NULL;
      GtkWidget       *card = item != NULL ? find_card (self, item) : NULL;
      g_autoptr (GPtrArray) own = g_ptr_array_new ();

      if (card != NULL)
        precept_coverage_card_append_rows (PRECEPT_COVERAGE_CARD (card), own);
      if (own->len == 0 || by < 0)
        {
          gtk_widget_child_focus (GTK_WIDGET (self), by > 0 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
          return;
        }
      if (!g_ptr_array_find (rows, g_ptr_array_index (own, 0), &index))
        return;
    }
  {
    g_autofree char *path = g_strdup (precept_criterion_row_get_path (g_ptr_array_index (rows, index)));

    precept_coverage_page_focus (self, path, 0, TRUE);
  }
}

/* Changes. */

/**
 * precept_coverage_page_apply:
 * @self: a page
 * @group: (transfer full) (nullable): what to do
 * @error: (transfer full) (nullable): where there is no @group: why not
 * @focus: (nullable): path of where the keyboard goes
 *
 * Does what was planned, or says why it can't be done.
 *
 * Returns: whether it was done
 */
gboolean
precept_coverage_page_apply (PreceptCoveragePage *self, PreceptStepGroup *group, GError *error, const char *focus)
{
  if (!precept_part_editor_apply (PRECEPT_PART_EDITOR (self), self->context.session, group, error, self->chosen, focus != NULL ? focus : self->chosen))
    return FALSE;
  precept_session_get_content (self->context.session); /* emits content-changed, which brings the widgets up */
  if (focus != NULL)
    precept_coverage_page_focus (self, focus, 0, TRUE);
  return TRUE;
}

/**
 * precept_coverage_page_set_value:
 * @self: a page
 * @path: of an element
 * @name: “@unit” for an attribute, “question” for a child of a fact, “” for the text itself
 * @value: its new value
 * @error: (nullable): where to store why it can't be so
 *
 * Changes one value of a form.
 *
 * Returns: whether it is so now
 */
gboolean
precept_coverage_page_set_value (PreceptCoveragePage *self, const char *path, const char *name, const char *value, GError **error)
{
  g_autoptr (PreceptStepGroup) group = NULL;

  if (*name == '@')
    group = precept_edit_set_attribute (get_document (self), path, name + 1, value, _ ("Change a value"), error);
  else if (*name == '\0')
    group = precept_edit_set_plain (get_document (self), path, value, _ ("Change a text"), error);
  else
    group = precept_edit_set_fact_field (get_document (self), path, name, value, error);
  if (group == NULL)
    return FALSE;
  precept_step_group_set_selections (group, self->chosen, self->chosen);
  return precept_step_group_get_n_steps (group) == 0 || precept_session_apply (self->context.session, group, error);
}

void
precept_coverage_page_split (PreceptCoveragePage *self, const char *paragraph, PreceptInline *left, PreceptInline *right)
{
  g_autofree char  *second = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_split_criterion (get_document (self), paragraph, left, right, &second, &error);

  precept_coverage_page_apply (self, group, error, second);
}

/**
 * precept_coverage_page_join:
 * @self: a page
 * @path: of a criterion in words
 * @with_next: whether with the one after it; else with the one before
 *
 * Joins two sentences; the caret goes to where they meet.
 */
void
precept_coverage_page_join (PreceptCoveragePage *self, const char *path, gboolean with_next)
{
  PreceptCoverage     *item = precept_coverage_find (self->context.coverage, path);
  g_autofree char     *second = g_strdup (path);
  g_autofree char     *paragraph = NULL;
  g_autofree char     *before = NULL;
  g_autofree char     *first = NULL;
  PreceptStepGroup    *group;
  PreceptCriterionRow *row;
  GError              *error = NULL;
  guint                index = 0;

  if (item == NULL || item->parent == NULL || !g_ptr_array_find (item->parent->children, item, &index) || (with_next ? index + 1 >= item->parent->children->len : index == 0))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (with_next)
    {
      g_free (second);
      second = g_strdup (((PreceptCoverage *)g_ptr_array_index (item->parent->children, index + 1))->path);
    }
  first = g_strdup (((PreceptCoverage *)g_ptr_array_index (item->parent->children, with_next ? index : index - 1))->path);
  group = precept_edit_join_criterion (get_document (self), second, &paragraph, &error);
  before = paragraph != NULL ? precept_document_dup_text (get_document (self), paragraph) : NULL;
  if (!precept_coverage_page_apply (self, group, error, first))
    return;
  row = g_hash_table_lookup (self->context.rows, first);
  if (row != NULL && before != NULL)
    precept_criterion_row_place_caret (row, paragraph, (int)g_utf8_strlen (before, -1));
}

/**
 * precept_coverage_page_set_values:
 * @self: a page
 * @values: (nullable): id → PreceptCriterionValue, or %NULL
 *
 * Shows beside each criterion what it is in the case that is tried: met, not met or not known yet. A criterion that
 * is not in @values has nothing beside it.
 */
void
precept_coverage_page_set_values (PreceptCoveragePage *self, GHashTable *values)
{
  GHashTableIter iter;
  gpointer       row;

  g_return_if_fail (PRECEPT_IS_COVERAGE_PAGE (self));

  if (values != NULL)
    g_hash_table_ref (values);
  g_clear_pointer (&self->context.values, g_hash_table_unref);
  self->context.values = values;
  g_hash_table_iter_init (&iter, self->context.rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    precept_criterion_row_update_value (row);
}

PreceptCoverageContext *
precept_coverage_page_get_context (PreceptCoveragePage *self)
{
  return &self->context;
}

/* As an editor of a part. */

static gboolean
precept_coverage_page_show_place (PreceptPartEditor *editor, const char *path, int offset)
{
  PreceptCoveragePage *self = PRECEPT_COVERAGE_PAGE (editor);
  gboolean             has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  if (path == NULL)
    return TRUE;
  if (find_around (self, path) == NULL)
    return FALSE;
  precept_coverage_page_focus (self, path, offset, has_focus);
  return TRUE;
}

static const char *
precept_coverage_page_get_id (PreceptPartEditor *editor)
{
  PreceptCoveragePage *self = PRECEPT_COVERAGE_PAGE (editor);
  PreceptCoverage     *item = self->chosen != NULL && self->context.coverage != NULL ? precept_coverage_find (self->context.coverage, self->chosen) : NULL;

  g_free (self->shown_id);
  self->shown_id = g_strdup (item != NULL ? item->id : NULL);
  return self->shown_id;
}

static gboolean
precept_coverage_page_restore_selection (PreceptPartEditor *editor, const char *selection)
{
  PreceptCoveragePage *self = PRECEPT_COVERAGE_PAGE (editor);
  const char          *colon = strchr (selection, ':');
  g_autofree char     *path = g_strndup (selection, strcspn (selection, ": "));

  if (find_around (self, path) == NULL)
    return FALSE;
  precept_coverage_page_focus (self, path, colon != NULL ? (int)g_ascii_strtoll (colon + 1, NULL, 10) : 0, TRUE);
  return TRUE;
}

static void
precept_coverage_page_part_editor_init (PreceptPartEditorInterface *iface)
{
  iface->show_place = precept_coverage_page_show_place;
  iface->get_id = precept_coverage_page_get_id;
  iface->restore_selection = precept_coverage_page_restore_selection;
}

/* As a widget. */

static gboolean
precept_coverage_page_grab_focus (GtkWidget *widget)
{
  PreceptCoveragePage *self = PRECEPT_COVERAGE_PAGE (widget);
  g_autoptr (GPtrArray) rows = list_rows (self);
  g_autofree char *path = g_strdup (self->chosen);

  if (path == NULL && rows->len > 0)
    path = g_strdup (precept_criterion_row_get_path (g_ptr_array_index (rows, 0)));
  if (path == NULL)
    return gtk_widget_child_focus (self->scroller, GTK_DIR_TAB_FORWARD);
  precept_coverage_page_focus (self, path, 0, TRUE);
  return TRUE;
}

static gboolean
wide_cb (gpointer data)
{
  PreceptCoveragePage *self = data;

  self->wide_source = 0;
  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL; card = gtk_widget_get_next_sibling (card))
    precept_coverage_card_set_wide (PRECEPT_COVERAGE_CARD (card), self->is_wide);
  return G_SOURCE_REMOVE;
}

/* Widgets can't come or go while sizes are given. */
static void
width_changed_cb (PreceptCoveragePage *self, GParamSpec *property, GtkAdjustment *adjustment)
{
  gboolean is_wide = gtk_adjustment_get_page_size (adjustment) >= WIDE;

  if (is_wide == self->is_wide)
    return;
  self->is_wide = is_wide;
  if (self->wide_source == 0)
    self->wide_source = g_idle_add (wide_cb, self);
}

static void
precept_coverage_page_dispose (GObject *object)
{
  PreceptCoveragePage *self = PRECEPT_COVERAGE_PAGE (object);

  g_clear_handle_id (&self->wide_source, g_source_remove);
  if (self->context.session != NULL)
    g_signal_handlers_disconnect_by_data (self->context.session, self);
  self->is_updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_COVERAGE_PAGE);
  g_clear_object (&self->part_actions);
  g_clear_object (&self->inner_actions);
  g_clear_object (&self->context.session);
  G_OBJECT_CLASS (precept_coverage_page_parent_class)->dispose (object);
}

static void
precept_coverage_page_finalize (GObject *object)
{
  PreceptCoveragePage *self = PRECEPT_COVERAGE_PAGE (object);

  g_clear_pointer (&self->context.coverage, precept_coverage_free);
  g_clear_pointer (&self->context.values, g_hash_table_unref);
  g_hash_table_unref (self->context.rows);
  g_free (self->chosen);
  g_free (self->shown_id);
  G_OBJECT_CLASS (precept_coverage_page_parent_class)->finalize (object);
}

static void
precept_coverage_page_class_init (PreceptCoveragePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PRECEPT_TYPE_TOOL_ROW);
  G_OBJECT_CLASS (class)->dispose = precept_coverage_page_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_coverage_page_finalize;
  widget_class->grab_focus = precept_coverage_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-coverage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, clamp);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, title);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, counts);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, cards);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, empty);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, criterion_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, group_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, indent_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, outdent_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, up_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, down_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCoveragePage, coded_button);
}

static void
precept_coverage_page_init (PreceptCoveragePage *self)
{
  self->context.rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->part_actions = precept_coverage_commands_new_part (self);
  self->inner_actions = precept_coverage_commands_new_inner (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "part", G_ACTION_GROUP (self->part_actions));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "coverage", G_ACTION_GROUP (self->inner_actions));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "notify::page-size", G_CALLBACK (width_changed_cb),
                           self, G_CONNECT_SWAPPED);
  precept_actions_set_tooltip (self->criterion_button, "win.part::add");
  precept_actions_set_tooltip (self->group_button, "win.part::group");
  precept_actions_set_tooltip (self->indent_button, "win.part::indent");
  precept_actions_set_tooltip (self->outdent_button, "win.part::outdent");
  precept_actions_set_tooltip (self->up_button, "win.part::move-up");
  precept_actions_set_tooltip (self->down_button, "win.part::move-down");
  precept_actions_set_tooltip (self->coded_button, "win.part::make-coded");
}

/**
 * precept_coverage_page_new:
 * @session: an open document
 * @part_key: which part; there is but one of this kind
 *
 * Makes the editor of the coverage part.
 */
GtkWidget *
precept_coverage_page_new (PreceptSession *session, const char *part_key)
{
  PreceptCoveragePage *self = g_object_new (PRECEPT_TYPE_COVERAGE_PAGE, NULL);

  self->context.session = g_object_ref (session);
  self->facts = precept_facts_card_new (&self->context);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->cards)), self->facts);
  update (self);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (update), self);
  return GTK_WIDGET (self);
}
