/* precept-page-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-page-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "precept-page-cache.h"

#define MARGIN 20.0
#define GAP 20.0
#define MIN_SCALE 0.2
#define MAX_SCALE 4.0
#define REVEAL_DELAY_MS 150

/**
 * PreceptPageView:
 *
 * Draws the pages of a layout, one below the other, as they will print.
 *
 * Only pages in sight are drawn, each once into a texture that is kept until
 * what is on the page changes. The block that holds the caret is marked.
 */
struct _PreceptPageView
{
  GtkWidget parent_instance;

  PreceptLayout    *layout; /* owned; NULL: none yet */
  PreceptPageCache *cache;  /* owned */
  char             *block;  /* owned; id of the marked block, or NULL */
  char             *zoom;   /* owned */
  char             *label;  /* owned; what a screen reader was told of the page, or NULL */
  guint             reveal_source;
  guint             current_source;
  guint             describe_source;
  gboolean          allocating;
  guint             current_page;
  guint             n_pages;
  gboolean          has_page_size; /* of this layout */
  double            page_width_pt;
  double            page_height_pt;
  gboolean          dimmed;
  gint64            frame_time;

  GtkAdjustment      *hadjustment; /* owned */
  GtkAdjustment      *vadjustment; /* owned */
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
  PROP_CURRENT_PAGE,
  PROP_N_PAGES,
};

enum
{
  BLOCK_ACTIVATED,
  LINK_ACTIVATED,
  ZOOM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptPageView, precept_page_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
get_page_size (PreceptPageView *self, double *width_pt, double *height_pt)
{
  *width_pt = self->page_width_pt;
  *height_pt = self->page_height_pt;
}

/* All pages of a layout have the size of its style, and asking one for it makes the page. */
static void
take_page_size (PreceptPageView *self)
{
  PreceptPage *page = precept_layout_get_page (self->layout, 0);

  self->page_width_pt = precept_page_get_width (page);
  self->page_height_pt = precept_page_get_height (page);
}

/* Widget pixels a point. */
static double
get_scale (PreceptPageView *self)
{
  double width_pt, height_pt, scale;
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN;

  get_page_size (self, &width_pt, &height_pt);
  if (g_str_equal (self->zoom, "fit-width"))
    scale = width / width_pt;
  else if (g_str_equal (self->zoom, "fit-page"))
    scale = MIN (width / width_pt, height / height_pt);
  else
    scale = g_ascii_strtod (self->zoom, NULL) / 100.0 * 96.0 / 72.0;
  return CLAMP (scale, MIN_SCALE, MAX_SCALE);
}

/* Where a page begins, in pixels from the top of all pages. */
static double
get_page_top (PreceptPageView *self, guint index)
{
  return MARGIN + index * (ceil (self->page_height_pt * get_scale (self)) + GAP);
}

static double
get_page_left (PreceptPageView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double page_width = self->page_width_pt * get_scale (self);

  if (page_width + 2 * MARGIN <= width)
    return floor ((width - page_width) / 2);
  return MARGIN - (self->hadjustment != NULL ? gtk_adjustment_get_value (self->hadjustment) : 0);
}

static gboolean update_current_cb (gpointer data);
static gboolean describe_cb (gpointer data);

static void
update_current_page (PreceptPageView *self)
{
  double           top = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  double           step = get_page_top (self, 1) - get_page_top (self, 0);
  double           middle = top + gtk_widget_get_height (GTK_WIDGET (self)) * 0.4 - MARGIN;
  guint            page = 0;
  g_autofree char *label = NULL;

  if (self->allocating)
    {
      if (self->current_source == 0)
        self->current_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_current_cb, self, NULL);
      return;
    }
  if (self->n_pages > 0)
    page = CLAMP (middle / step, 0, self->n_pages - 1);
  if (page != self->current_page)
    {
      self->current_page = page;
      g_object_notify (G_OBJECT (self), "current-page");
    }
  /* Translators: the page in sight, for a screen reader. */
  label = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->n_pages);
  if (g_strcmp0 (label, self->label) == 0)
    return;
  if (self->describe_source == 0)
    self->describe_source = g_timeout_add (REVEAL_DELAY_MS, describe_cb, self);
  g_free (self->label);
  self->label = g_steal_pointer (&label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
}

/* A screen reader is told the text of the pages in sight. Making that text is too slow to do it at each key. */
static void
describe_pages (PreceptPageView *self)
{
  g_autoptr (GString) description = g_string_new (NULL);
  double top = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  double bottom = top + gtk_widget_get_height (GTK_WIDGET (self));

  if (self->layout == NULL)
    return;
  for (guint i = 0; i < self->n_pages && get_page_top (self, i) < bottom; i++)
    {
      g_autofree char *text = NULL;

      if (get_page_top (self, i + 1) - GAP <= top)
        continue;
      text = precept_page_dup_text (precept_layout_get_page (self->layout, i));
      g_string_append_printf (description, "%s%s", description->len > 0 ? "\n" : "", text);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description->str, -1);
}

static gboolean
describe_cb (gpointer data)
{
  PreceptPageView *self = data;

  self->describe_source = 0;
  describe_pages (self);
  return G_SOURCE_REMOVE;
}

static void
update_adjustments (PreceptPageView *self)
{
  double width_pt, height_pt;
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  if (width <= 0 || height <= 0)
    return;
  get_page_size (self, &width_pt, &height_pt);
  if (self->hadjustment != NULL)
    {
      double whole = MAX (width_pt * get_scale (self) + 2 * MARGIN, width);
      double value = gtk_adjustment_get_value (self->hadjustment);

      if (whole < width + 1)
        whole = width;
      gtk_adjustment_configure (self->hadjustment, CLAMP (value, 0, whole - width), 0, whole, width * 0.1, width * 0.9, width);
    }
  if (self->vadjustment != NULL)
    {
      double whole = MAX (get_page_top (self, self->n_pages) - GAP + MARGIN, height);
      double value = gtk_adjustment_get_value (self->vadjustment);

      gtk_adjustment_configure (self->vadjustment, CLAMP (value, 0, whole - height), 0, whole, 48, height * 0.9, height);
    }
  update_current_page (self);
}

static void
snapshot_block (PreceptPageView *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *area, double scale)
{
  PreceptRectangle rectangle;
  guint            page;
  double           width_pt, height_pt;
  GdkRGBA          accent = { 0.21, 0.52, 0.89, 1 };
  graphene_rect_t  ground, bar;

  if (self->block == NULL || !precept_layout_find_block (self->layout, self->block, &page, &rectangle) || page != index)
    return;
  get_page_size (self, &width_pt, &height_pt);
  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &accent);
  graphene_rect_init (&ground,
                      area->origin.x + (rectangle.x - 8) * scale,
                      area->origin.y + (rectangle.y - 2) * scale,
                      (rectangle.width + 14) * scale,
                      (rectangle.height + 4) * scale);
  graphene_rect_init (&bar, ground.origin.x, ground.origin.y, MAX (2, 2.5 * scale), ground.size.height);
  graphene_rect_intersection (&ground, area, &ground);
  graphene_rect_intersection (&bar, area, &bar);
  accent.alpha = 0.16;
  gtk_snapshot_append_color (snapshot, &accent, &ground);
  accent.alpha = 1;
  gtk_snapshot_append_color (snapshot, &accent, &bar);
}

static void
snapshot_page (PreceptPageView *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *area, double scale)
{
  GskRoundedRect outline;
  const GdkRGBA  shade = { 0, 0, 0, 0.13 };
  const GdkRGBA  dim = { 0, 0, 0, 0.09 };

  gsk_rounded_rect_init_from_rect (&outline, area, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shade, 0, 1, 1, 0);
  precept_page_cache_snapshot (self->cache, snapshot, precept_layout_get_page (self->layout, index), index, area, scale, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  snapshot_block (self, snapshot, index, area, scale);
  if (self->dimmed)
    gtk_snapshot_append_color (snapshot, &dim, area);
}

static void
precept_page_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PreceptPageView *self = PRECEPT_PAGE_VIEW (widget);
  int              width = gtk_widget_get_width (widget);
  int              height = gtk_widget_get_height (widget);
  double           top = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  double           width_pt, height_pt, scale, step;

  if (self->layout == NULL || self->n_pages == 0)
    return;
  scale = get_scale (self);
  get_page_size (self, &width_pt, &height_pt);
  step = get_page_top (self, 1) - get_page_top (self, 0);
  precept_page_cache_set_renderer (self->cache, gtk_native_get_renderer (gtk_widget_get_native (widget)));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint i = MAX (0, (top - MARGIN) / step); i < self->n_pages; i++)
    {
      double          y = floor (get_page_top (self, i) - top);
      graphene_rect_t area;

      if (y >= height)
        break;
      graphene_rect_init (&area, get_page_left (self), y, ceil (width_pt * scale), ceil (height_pt * scale));
      snapshot_page (self, snapshot, i, &area, scale);
    }
  gtk_snapshot_pop (snapshot);
  precept_page_cache_end_frame (self->cache);
  self->frame_time = g_get_monotonic_time ();
}

static gboolean
update_current_cb (gpointer data)
{
  PreceptPageView *self = data;

  self->current_source = 0;
  update_current_page (self);
  return G_SOURCE_REMOVE;
}

static void
precept_page_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PreceptPageView *self = PRECEPT_PAGE_VIEW (widget);

  /* Whoever shows the page's number must not do it while sizes are being given. */
  self->allocating = TRUE;
  update_adjustments (self);
  self->allocating = FALSE;
}

static void
adjustment_changed_cb (PreceptPageView *self)
{
  update_current_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (PreceptPageView *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place == adjustment && adjustment != NULL)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, adjustment_changed_cb, self);
  g_clear_object (place);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  *place = g_object_ref_sink (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (adjustment_changed_cb), self);
  update_adjustments (self);
}

/* Which page is at a point of the widget, and where on it. */
static gboolean
find_point (PreceptPageView *self, double x, double y, guint *page, double *x_pt, double *y_pt)
{
  double width_pt, height_pt;
  double scale = get_scale (self);
  double top = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  double step = get_page_top (self, 1) - get_page_top (self, 0);
  double within;

  if (self->layout == NULL || self->n_pages == 0 || y + top < MARGIN)
    return FALSE;
  get_page_size (self, &width_pt, &height_pt);
  *page = (y + top - MARGIN) / step;
  within = y + top - get_page_top (self, *page);
  *x_pt = (x - get_page_left (self)) / scale;
  *y_pt = within / scale;
  return *page < self->n_pages && *x_pt >= 0 && *x_pt <= width_pt && *y_pt <= height_pt;
}

static const char *
find_link (PreceptPageView *self, guint page, double x_pt, double y_pt)
{
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (self->layout, page), &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      const PreceptMark *mark = &marks[i];

      if (mark->kind == PRECEPT_PAGE_MARK_LINK && x_pt >= mark->x && x_pt <= mark->x + mark->width && y_pt >= mark->y && y_pt <= mark->y + mark->height)
        return mark->link.target;
    }
  return NULL;
}

static void
click_cb (GtkGestureClick *gesture, int n_press, double x, double y, PreceptPageView *self)
{
  guint       page;
  double      x_pt, y_pt;
  const char *target, *id;
  gboolean    control = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_CONTROL_MASK;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!find_point (self, x, y, &page, &x_pt, &y_pt))
    return;
  target = find_link (self, page, x_pt, y_pt);
  /* Links to outside need Ctrl: a plain click always means "edit this". Contents entries lead to their heading. */
  if (target != NULL && *target != '#' && control)
    {
      g_signal_emit (self, signals[LINK_ACTIVATED], 0, target);
      return;
    }
  id = precept_layout_find_id (self->layout, page, x_pt, y_pt);
  if (target != NULL && *target == '#' && (control || id == NULL))
    id = target + 1;
  if (id != NULL)
    g_signal_emit (self, signals[BLOCK_ACTIVATED], 0, id);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, PreceptPageView *self)
{
  guint       page;
  double      x_pt, y_pt;
  const char *cursor = NULL;

  if (find_point (self, x, y, &page, &x_pt, &y_pt) && precept_layout_find_id (self->layout, page, x_pt, y_pt) != NULL)
    cursor = "text";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, PreceptPageView *self)
{
  if (!(gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll)) & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  precept_page_view_zoom_by (self, dy < 0 ? 1 : -1);
  g_signal_emit (self, signals[ZOOM_CHANGED], 0);
  return GDK_EVENT_STOP;
}

static gboolean
scroll_keys (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PreceptPageView *self = PRECEPT_PAGE_VIEW (widget);
  double           pages, page, lines;

  g_variant_get (args, "(dd)", &pages, &lines);
  page = gtk_adjustment_get_page_increment (self->vadjustment);
  gtk_adjustment_set_value (self->vadjustment, gtk_adjustment_get_value (self->vadjustment) + pages * page + lines * 48);
  return GDK_EVENT_STOP;
}

static gboolean
reveal_cb (gpointer data)
{
  PreceptPageView *self = data;

  self->reveal_source = 0;
  precept_page_view_reveal_block (self);
  describe_pages (self);
  return G_SOURCE_REMOVE;
}

/* After a pause, so that the page does not jump at each key. */
static void
queue_reveal (PreceptPageView *self)
{
  g_clear_handle_id (&self->reveal_source, g_source_remove);
  self->reveal_source = g_timeout_add (REVEAL_DELAY_MS, reveal_cb, self);
}

static void
precept_page_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PreceptPageView *self = PRECEPT_PAGE_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    case PROP_CURRENT_PAGE:
      g_value_set_uint (value, self->current_page);
      break;
    case PROP_N_PAGES:
      g_value_set_uint (value, self->n_pages);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
precept_page_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PreceptPageView *self = PRECEPT_PAGE_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
precept_page_view_dispose (GObject *object)
{
  PreceptPageView *self = PRECEPT_PAGE_VIEW (object);

  g_clear_handle_id (&self->reveal_source, g_source_remove);
  g_clear_handle_id (&self->current_source, g_source_remove);
  g_clear_handle_id (&self->describe_source, g_source_remove);
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->hadjustment, adjustment_changed_cb, self);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, adjustment_changed_cb, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (precept_page_view_parent_class)->dispose (object);
}

static void
precept_page_view_finalize (GObject *object)
{
  PreceptPageView *self = PRECEPT_PAGE_VIEW (object);

  precept_page_cache_free (self->cache);
  g_free (self->block);
  g_free (self->zoom);
  g_free (self->label);
  G_OBJECT_CLASS (precept_page_view_parent_class)->finalize (object);
}

static void
add_scroll_key (GtkWidgetClass *class, guint key, double pages, double lines)
{
  gtk_widget_class_add_binding (class, key, 0, scroll_keys, "(dd)", pages, lines);
}

static void
precept_page_view_class_init (PreceptPageViewClass *class)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = precept_page_view_get_property;
  object_class->set_property = precept_page_view_set_property;
  object_class->dispose = precept_page_view_dispose;
  object_class->finalize = precept_page_view_finalize;
  widget_class->snapshot = precept_page_view_snapshot;
  widget_class->size_allocate = precept_page_view_size_allocate;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  g_object_class_install_property (object_class, PROP_CURRENT_PAGE, g_param_spec_uint ("current-page", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_N_PAGES, g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  signals[BLOCK_ACTIVATED] = g_signal_new ("block-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LINK_ACTIVATED] = g_signal_new ("link-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  signals[ZOOM_CHANGED] = g_signal_new ("zoom-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  add_scroll_key (widget_class, GDK_KEY_Page_Down, 1, 0);
  add_scroll_key (widget_class, GDK_KEY_Page_Up, -1, 0);
  add_scroll_key (widget_class, GDK_KEY_space, 1, 0);
  add_scroll_key (widget_class, GDK_KEY_Down, 0, 1);
  add_scroll_key (widget_class, GDK_KEY_Up, 0, -1);
  add_scroll_key (widget_class, GDK_KEY_Home, -100000, 0);
  add_scroll_key (widget_class, GDK_KEY_End, 100000, 0);

  gtk_widget_class_set_css_name (widget_class, "pages");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
}

static void
precept_page_view_init (PreceptPageView *self)
{
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->zoom = g_strdup ("fit-width");
  self->page_width_pt = 612;
  self->page_height_pt = 792;
  self->cache = precept_page_cache_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

GtkWidget *
precept_page_view_new (void)
{
  return g_object_new (PRECEPT_TYPE_PAGE_VIEW, NULL);
}

/**
 * precept_page_view_set_layout:
 * @self: a page view
 * @layout: (nullable): the pages to show
 *
 * Shows the pages of @layout. To be called again whenever the layout got new content:
 * pages on which nothing changed are not drawn again.
 */
void
precept_page_view_set_layout (PreceptPageView *self, PreceptLayout *layout)
{
  guint n_pages;

  g_return_if_fail (PRECEPT_IS_PAGE_VIEW (self));

  if (g_set_object (&self->layout, layout))
    self->has_page_size = FALSE;
  n_pages = layout != NULL ? precept_layout_get_n_pages (layout) : 0;
  if (n_pages > 0 && !self->has_page_size)
    {
      take_page_size (self);
      self->has_page_size = TRUE;
    }
  if (n_pages != self->n_pages)
    {
      self->n_pages = n_pages;
      g_object_notify (G_OBJECT (self), "n-pages");
    }
  update_adjustments (self);
  queue_reveal (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
precept_page_view_get_zoom (PreceptPageView *self)
{
  return self->zoom;
}

/**
 * precept_page_view_set_zoom:
 * @self: a page view
 * @zoom: “fit-width”, “fit-page”, or a percentage from 25 to 400
 *
 * Sets how large the pages are. At 100 percent a point is 1/72 inch of a screen of 96 pixels an inch.
 */
void
precept_page_view_set_zoom (PreceptPageView *self, const char *zoom)
{
  double at, whole;

  g_return_if_fail (PRECEPT_IS_PAGE_VIEW (self));

  if (g_strcmp0 (zoom, self->zoom) == 0)
    return;
  if (!g_str_equal (zoom, "fit-width") && !g_str_equal (zoom, "fit-page") && g_ascii_strtod (zoom, NULL) < 10)
    zoom = "fit-width";
  whole = self->vadjustment != NULL ? gtk_adjustment_get_upper (self->vadjustment) : 0;
  at = whole > 0 ? gtk_adjustment_get_value (self->vadjustment) / whole : 0;
  g_free (self->zoom);
  self->zoom = g_strdup (zoom);
  update_adjustments (self);
  if (self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment, at * gtk_adjustment_get_upper (self->vadjustment));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * precept_page_view_zoom_by:
 * @self: a page view
 * @steps: positive: larger, negative: smaller, 0: as wide as the pane
 *
 * Goes to the next of the usual sizes.
 */
void
precept_page_view_zoom_by (PreceptPageView *self, int steps)
{
  static const int sizes[] = { 25, 33, 50, 67, 80, 100, 110, 125, 150, 175, 200, 250, 300 };
  double           percent = get_scale (self) * 72.0 / 96.0 * 100.0;
  g_autofree char *zoom = NULL;

  if (steps == 0)
    {
      precept_page_view_set_zoom (self, "fit-width");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint index = steps > 0 ? i : G_N_ELEMENTS (sizes) - 1 - i;

      if (steps > 0 ? sizes[index] > percent + 0.5 : sizes[index] < percent - 0.5)
        {
          zoom = g_strdup_printf ("%d", sizes[index]);
          precept_page_view_set_zoom (self, zoom);
          return;
        }
    }
}

/**
 * precept_page_view_set_block:
 * @self: a page view
 * @id: (nullable): the block that holds the caret
 *
 * Marks a block, and brings it into sight after a pause.
 */
void
precept_page_view_set_block (PreceptPageView *self, const char *id)
{
  g_return_if_fail (PRECEPT_IS_PAGE_VIEW (self));

  if (g_strcmp0 (id, self->block) == 0)
    return;
  g_free (self->block);
  self->block = g_strdup (id);
  queue_reveal (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
precept_page_view_reveal_block (PreceptPageView *self)
{
  PreceptRectangle rectangle;
  guint            page;
  double           top, bottom, value, height;

  g_return_if_fail (PRECEPT_IS_PAGE_VIEW (self));

  if (self->block == NULL || self->layout == NULL || self->vadjustment == NULL ||
      !precept_layout_find_block (self->layout, self->block, &page, &rectangle))
    return;
  top = get_page_top (self, page) + rectangle.y * get_scale (self);
  bottom = top + rectangle.height * get_scale (self);
  value = gtk_adjustment_get_value (self->vadjustment);
  height = gtk_adjustment_get_page_size (self->vadjustment);
  if (top >= value && bottom <= value + height)
    return;
  if (bottom - top > height * 0.6 && top < value + height && bottom > value)
    return;
  gtk_adjustment_set_value (self->vadjustment, MAX (0, top - height * 0.25));
}

void
precept_page_view_set_dimmed (PreceptPageView *self, gboolean dimmed)
{
  g_return_if_fail (PRECEPT_IS_PAGE_VIEW (self));

  if (self->dimmed == dimmed)
    return;
  self->dimmed = dimmed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * precept_page_view_go_to_page:
 * @self: a page view
 * @page: which, from 0
 *
 * Brings the top of a page into sight.
 */
void
precept_page_view_go_to_page (PreceptPageView *self, guint page)
{
  g_return_if_fail (PRECEPT_IS_PAGE_VIEW (self));

  if (page < self->n_pages && self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment, get_page_top (self, page) - MARGIN / 2);
}

guint
precept_page_view_get_n_pages (PreceptPageView *self)
{
  return self->n_pages;
}

guint
precept_page_view_get_current_page (PreceptPageView *self)
{
  return self->current_page;
}

gint64
precept_page_view_get_frame_time (PreceptPageView *self)
{
  return self->frame_time;
}
