/* precept-shell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-shell.h"

#define WIDE_FROM 1280
#define MEDIUM_FROM 860
#define HIGH_FROM 640

/**
 * PreceptShell:
 *
 * Holds what is in a window, and tells when it becomes narrow or wide.
 */
struct _PreceptShell
{
  GtkWidget parent_instance;

  GtkWidget  *child; /* the only child, or NULL */
  PreceptRoom room;
  PreceptRoom next_room; /* what room becomes in the idle */
  gboolean    low;
  gboolean    next_low;
  guint       idle_source;
};

static void precept_shell_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptShell, precept_shell, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, precept_shell_buildable_init))

static GtkBuildableIface *parent_buildable;
static guint              room_changed;

static void
precept_shell_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  PreceptShell *self = PRECEPT_SHELL (buildable);

  if (GTK_IS_WIDGET (child) && self->child == NULL)
    {
      self->child = GTK_WIDGET (child);
      gtk_widget_set_parent (self->child, GTK_WIDGET (self));
    }
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
precept_shell_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = precept_shell_add_child;
}

static gboolean
switch_cb (gpointer data)
{
  PreceptShell *self = data;

  self->idle_source = 0;
  if (self->room != self->next_room || self->low != self->next_low)
    {
      self->room = self->next_room;
      self->low = self->next_low;
      g_signal_emit (self, room_changed, 0);
    }
  return G_SOURCE_REMOVE;
}

static void
precept_shell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PreceptShell *self = PRECEPT_SHELL (widget);

  self->next_room = width >= WIDE_FROM ? PRECEPT_ROOM_WIDE : width >= MEDIUM_FROM ? PRECEPT_ROOM_MEDIUM
                                                                                  : PRECEPT_ROOM_NARROW;
  self->next_low = height < HIGH_FROM;
  if ((self->next_room != self->room || self->next_low != self->low) && self->idle_source == 0)
    self->idle_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, switch_cb, self, NULL);
  if (self->child != NULL)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
precept_shell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  PreceptShell *self = PRECEPT_SHELL (widget);

  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
precept_shell_dispose (GObject *object)
{
  PreceptShell *self = PRECEPT_SHELL (object);

  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (precept_shell_parent_class)->dispose (object);
}

static void
precept_shell_class_init (PreceptShellClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_shell_dispose;
  widget_class->measure = precept_shell_measure;
  widget_class->size_allocate = precept_shell_size_allocate;
  room_changed = g_signal_new ("room-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
precept_shell_init (PreceptShell *self)
{
}

PreceptRoom
precept_shell_get_room (PreceptShell *self)
{
  g_return_val_if_fail (PRECEPT_IS_SHELL (self), PRECEPT_ROOM_WIDE);

  return self->room;
}

/* Whether there is no room for a list below the text. */
gboolean
precept_shell_is_low (PreceptShell *self)
{
  g_return_val_if_fail (PRECEPT_IS_SHELL (self), FALSE);

  return self->low;
}
