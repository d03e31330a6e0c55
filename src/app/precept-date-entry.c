/* precept-date-entry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-date-entry.h"

#include <glib/gi18n.h>

#include "precept-date.h"

/**
 * PreceptDateEntry:
 *
 * A date as the user's language writes it, which may be typed as year-month-day or in words, or chosen from a calendar.
 *
 * A date counts as soon as it is whole, so that the document follows each key; text that is none is marked when the
 * keyboard leaves the field, and changes nothing.
 */
struct _PreceptDateEntry
{
  GtkBox parent_instance;

  char    *date; /* owned; as in the document; "" where there is none */
  gboolean required;
  gboolean setting; /* the text is being set, not typed */

  GtkWidget *entry;
  GtkWidget *button;
  GtkWidget *calendar;
};

static guint date_changed;

G_DEFINE_FINAL_TYPE (PreceptDateEntry, precept_date_entry, GTK_TYPE_BOX)

static void
set_wrong (PreceptDateEntry *self, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_widget_set_tooltip_text (self->entry, wrong ? _ ("This is no date. Write it as 2026-03-31, or choose it from the calendar.") : NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_date (PreceptDateEntry *self)
{
  g_autofree char *words = precept_date_entry_dup_words (self->date);
  GDate            date;

  self->setting = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), words))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  self->setting = FALSE;
  set_wrong (self, *self->date == '\0' ? self->required : !precept_date_parse (self->date, &date));
}

/* The date that the text says: "" for none; NULL: it is no date. */
static char *
read_text (PreceptDateEntry *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *shown = precept_date_entry_dup_words (self->date);

  if (*text == '\0')
    return self->required ? NULL : g_strdup ("");
  if (g_str_equal (text, shown))
    return g_strdup (self->date);
  return precept_date_dup_from_words (text);
}

static void
take_date (PreceptDateEntry *self, const char *date)
{
  if (g_str_equal (date, self->date))
    return;
  g_free (self->date);
  self->date = g_strdup (date);
  g_signal_emit (self, date_changed, 0);
}

static void
changed_cb (PreceptDateEntry *self)
{
  g_autofree char *date = NULL;

  if (self->setting)
    return;
  date = read_text (self);
  if (date == NULL)
    return;
  set_wrong (self, FALSE);
  take_date (self, date);
}

static void
finish (PreceptDateEntry *self)
{
  g_autofree char *date = read_text (self);

  if (date != NULL)
    show_date (self);
  else
    set_wrong (self, TRUE);
}

static void
activate_cb (PreceptDateEntry *self)
{
  finish (self);
  if (gtk_widget_has_css_class (self->entry, "error"))
    gtk_widget_error_bell (self->entry);
}

static void
calendar_shown_cb (PreceptDateEntry *self)
{
  GDate date;
  g_autoptr (GDateTime) day = NULL;

  if (precept_date_parse (self->date, &date))
    day = g_date_time_new_local (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  else
    day = g_date_time_new_now_local ();
  if (day == NULL)
    return;
  self->setting = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), day);
  self->setting = FALSE;
}

static void
choose (PreceptDateEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

  take_date (self, date);
  show_date (self);
}

static void
day_selected_cb (PreceptDateEntry *self)
{
  if (!self->setting)
    choose (self);
}

static void
today_cb (PreceptDateEntry *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  take_date (self, date);
  show_date (self);
  gtk_widget_grab_focus (self->entry);
}

static gboolean
precept_date_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PRECEPT_DATE_ENTRY (widget)->entry);
}

static void
precept_date_entry_finalize (GObject *object)
{
  g_free (PRECEPT_DATE_ENTRY (object)->date);
  G_OBJECT_CLASS (precept_date_entry_parent_class)->finalize (object);
}

static void
precept_date_entry_class_init (PreceptDateEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_date_entry_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = precept_date_entry_grab_focus;

  date_changed = g_signal_new ("date-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_popover (PreceptDateEntry *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *today = gtk_button_new_with_label (_ ("Today"));

  self->calendar = gtk_calendar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar"), -1);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect_swapped (today, "clicked", G_CALLBACK (today_cb), self);
  gtk_box_append (GTK_BOX (box), self->calendar);
  gtk_box_append (GTK_BOX (box), today);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (calendar_shown_cb), self);
  return popover;
}

static void
precept_date_entry_init (PreceptDateEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->date = g_strdup ("");
  gtk_widget_add_css_class (GTK_WIDGET (self), "date-entry");
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  self->entry = gtk_entry_new ();
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 12);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("None"));
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (finish), self);
  gtk_widget_add_controller (self->entry, focus);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_box_append (GTK_BOX (self), self->entry);
  gtk_box_append (GTK_BOX (self), self->button);
}

/**
 * precept_date_entry_new:
 * @name: (nullable): what the date is
 *
 * Makes a field for a date.
 */
GtkWidget *
precept_date_entry_new (const char *name)
{
  PreceptDateEntry *self = g_object_new (PRECEPT_TYPE_DATE_ENTRY, NULL);

  precept_date_entry_set_name (self, name != NULL ? name : _ ("Date"));
  return GTK_WIDGET (self);
}

void
precept_date_entry_set_name (PreceptDateEntry *self, const char *name)
{
  g_autofree char *choose_words = NULL;

  g_return_if_fail (PRECEPT_IS_DATE_ENTRY (self));

  /* Translators: a button; the name of a date follows, such as "Effective date". */
  choose_words = g_strdup_printf (_ ("Choose from a calendar: %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (self->button, _ ("Choose from a calendar"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, choose_words, -1);
}

void
precept_date_entry_set_required (PreceptDateEntry *self, gboolean required)
{
  g_return_if_fail (PRECEPT_IS_DATE_ENTRY (self));

  self->required = required;
}

void
precept_date_entry_set_date (PreceptDateEntry *self, const char *date)
{
  g_return_if_fail (PRECEPT_IS_DATE_ENTRY (self));

  if (date == NULL)
    date = "";
  if (g_str_equal (date, self->date))
    return;
  g_free (self->date);
  self->date = g_strdup (date);
  show_date (self);
}

const char *
precept_date_entry_get_date (PreceptDateEntry *self)
{
  g_return_val_if_fail (PRECEPT_IS_DATE_ENTRY (self), "");

  return self->date;
}

/**
 * precept_date_entry_dup_words:
 * @date: yyyy-mm-dd, or what is no date
 *
 * Returns: (transfer full): the date in words; what is no date is left as it is
 */
char *
precept_date_entry_dup_words (const char *date)
{
  GDate day;
  g_autoptr (GDateTime) time = NULL;

  if (!precept_date_parse (date, &day))
    return g_strdup (date != NULL ? date : "");
  time = g_date_time_new_utc (g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day), 0, 0, 0);
  if (time == NULL)
    return g_strdup (date);
  /* Translators: a date, as in "June 1, 2026"; see g_date_time_format(). Day and month in digits alone would be unclear. */
  return g_date_time_format (time, _ ("%B %-d, %Y"));
}
