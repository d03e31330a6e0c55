/* precept-prose-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-text.h"

#include <string.h>

/* The runs of one line. Text runs are edited by character; every other run is an
 * atom: it is stepped over, selected and removed whole. Editing works on the runs,
 * never on what a text widget makes of them, so that nothing a widget does to tags
 * can lose a citation. */
struct _PreceptProseText
{
  GPtrArray *runs; /* owned; of PreceptProseRun, owned; none of length 0 */
};

static void
free_run (PreceptProseRun *run)
{
  g_free (run->run.text);
  g_free (run->run.href);
  g_free (run->run.ref);
  g_free (run->display);
  g_free (run);
}

static PreceptProseRun *
make_run (const PreceptRun *run, const char *display, gboolean decoration)
{
  PreceptProseRun *made = g_new0 (PreceptProseRun, 1);

  made->run.kind = run->kind;
  made->run.marks = run->marks;
  made->run.text = g_strdup (run->text);
  made->run.href = g_strdup (run->href);
  made->run.ref = g_strdup (run->ref);
  made->display = g_strdup (display);
  made->length = g_utf8_strlen (display, -1);
  made->decoration = decoration;
  return made;
}

/* A text view breaks the line at these, or takes them for a widget. */
static gboolean
is_unshowable (gunichar character)
{
  return character == '\n' || character == '\r' || character == 0x2029 || character == 0xfffc;
}

static gboolean
is_text (const PreceptProseRun *run)
{
  return run->run.kind == PRECEPT_RUN_TEXT && !run->decoration && g_strcmp0 (run->run.text, run->display) == 0;
}

static gboolean
look_alike (const PreceptProseRun *a, const PreceptProseRun *b)
{
  return is_text (a) && is_text (b) && a->run.marks == b->run.marks &&
         g_strcmp0 (a->run.href, b->run.href) == 0 && g_strcmp0 (a->run.ref, b->run.ref) == 0;
}

/* Takes text from a text run's display; the display of such a run is its text. */
static void
set_run_text (PreceptProseRun *run, char *text)
{
  g_free (run->run.text);
  g_free (run->display);
  run->run.text = text;
  run->display = g_strdup (text);
  run->length = g_utf8_strlen (text, -1);
}

static void
add_run (PreceptProseText *self, PreceptProseRun *run)
{
  PreceptProseRun *last = NULL;

  if (run->length == 0)
    {
      free_run (run);
      return;
    }
  if (self->runs->len > 0)
    last = g_ptr_array_index (self->runs, self->runs->len - 1);
  if (last != NULL && look_alike (last, run))
    {
      set_run_text (last, g_strconcat (last->run.text, run->run.text, NULL));
      free_run (run);
      return;
    }
  g_ptr_array_add (self->runs, run);
}

/* Joins neighbours that look alike and drops empty text runs. */
static void
tidy (PreceptProseText *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->runs);

  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify)free_run);
  for (guint i = 0; i < old->len; i++)
    add_run (self, g_ptr_array_index (old, i));
  g_ptr_array_set_free_func (old, NULL);
}

/* Splits the text run that @offset falls into, so that a run begins there.
 * Returns the index of that run. */
static guint
split_at (PreceptProseText *self, int offset)
{
  int start = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (offset <= start)
        return i;
      if (offset < start + run->length && is_text (run))
        {
          const char      *middle = g_utf8_offset_to_pointer (run->run.text, offset - start);
          PreceptProseRun *rest = make_run (&run->run, "", FALSE);

          set_run_text (rest, g_strdup (middle));
          set_run_text (run, g_strndup (run->run.text, middle - run->run.text));
          g_ptr_array_insert (self->runs, i + 1, rest);
          return i + 1;
        }
      start += run->length;
    }
  return self->runs->len;
}

static void
append_text_run (PreceptProseText *self, const PreceptRun *run)
{
  const char *from = run->text;
  const char *at = run->text;

  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      PreceptRun       piece = *run;
      g_autofree char *text = NULL;

      if (!is_unshowable (g_utf8_get_char (at)))
        continue;
      if (at > from)
        {
          g_autofree char *before = g_strndup (from, at - from);

          piece.text = before;
          add_run (self, make_run (&piece, before, FALSE));
        }
      from = g_utf8_next_char (at);
      text = g_strndup (at, from - at);
      piece.text = text;
      add_run (self, make_run (&piece, "␤", FALSE));
    }
  if (*from != '\0')
    {
      PreceptRun piece = *run;

      piece.text = (char *)from;
      add_run (self, make_run (&piece, from, FALSE));
    }
}

PreceptProseText *
precept_prose_text_new (void)
{
  PreceptProseText *self = g_new0 (PreceptProseText, 1);

  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify)free_run);
  return self;
}

/**
 * precept_prose_text_new_from_inline:
 * @source: the text of a block
 * @display: (scope call): tells what is shown for a run that is no text
 * @user_data: for @display
 *
 * Makes the text of a line from the text of a block.
 */
PreceptProseText *
precept_prose_text_new_from_inline (PreceptInline *source, PreceptProseDisplayFunc display, gpointer user_data)
{
  PreceptProseText *self = precept_prose_text_new ();
  guint             n_runs = precept_inline_get_n_runs (source);

  for (guint i = 0; i < n_runs; i++)
    {
      const PreceptRun *run = precept_inline_get_run (source, i);

      if (run->kind == PRECEPT_RUN_TEXT)
        {
          append_text_run (self, run);
        }
      else
        {
          g_autofree char *shown = display (run, user_data);

          /* An atom that shows nothing could be neither seen nor kept apart from its neighbours. */
          add_run (self, make_run (run, *shown != '\0' ? shown : "·", FALSE));
        }
    }
  return self;
}

/**
 * precept_prose_text_copy:
 * @self: a text
 * @start: first character
 * @end: the character after the last, or -1 for the end
 *
 * Copies a part of a text; an atom that the range touches is copied whole.
 */
PreceptProseText *
precept_prose_text_copy (PreceptProseText *self, int start, int end)
{
  PreceptProseText *copy = precept_prose_text_new ();
  int               at = 0;

  if (end < 0)
    end = G_MAXINT;
  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);
      int              from = MAX (start - at, 0);
      int              to = MIN (end - at, run->length);

      at += run->length;
      if (from >= to)
        continue;
      if (is_text (run))
        {
          PreceptProseRun *piece = make_run (&run->run, "", FALSE);

          set_run_text (piece, g_utf8_substring (run->run.text, from, to));
          add_run (copy, piece);
        }
      else
        add_run (copy, make_run (&run->run, run->display, run->decoration));
    }
  return copy;
}

void
precept_prose_text_free (PreceptProseText *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->runs);
  g_free (self);
}

int
precept_prose_text_get_length (PreceptProseText *self)
{
  int length = 0;

  for (guint i = 0; i < self->runs->len; i++)
    length += ((PreceptProseRun *)g_ptr_array_index (self->runs, i))->length;
  return length;
}

/**
 * precept_prose_text_get_editable_length:
 * @self: a text
 *
 * Tells how much of the text belongs to the document: what is shown only stands at the end.
 */
int
precept_prose_text_get_editable_length (PreceptProseText *self)
{
  int length = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (!run->decoration)
        length += run->length;
    }
  return length;
}

guint
precept_prose_text_get_n_runs (PreceptProseText *self)
{
  return self->runs->len;
}

const PreceptProseRun *
precept_prose_text_get_run (PreceptProseText *self, guint index)
{
  return g_ptr_array_index (self->runs, index);
}

/**
 * precept_prose_text_find:
 * @self: a text
 * @offset: a character
 * @start: (out) (optional): where its run begins
 *
 * Returns: (nullable): the run that holds the character, or %NULL at the end
 */
const PreceptProseRun *
precept_prose_text_find (PreceptProseText *self, int offset, int *start)
{
  int at = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (offset < at + run->length)
        {
          if (start != NULL)
            *start = at;
          return run;
        }
      at += run->length;
    }
  return NULL;
}

/**
 * precept_prose_text_get_marks:
 * @self: a text
 * @start: first character
 * @end: the character after the last; @start for the marks that typing there would get
 *
 * Returns: the marks that every text run in the range has
 */
PreceptMarks
precept_prose_text_get_marks (PreceptProseText *self, int start, int end)
{
  int      marks = PRECEPT_MARK_EM | PRECEPT_MARK_STRONG | PRECEPT_MARK_SUP | PRECEPT_MARK_SUB;
  int      at = 0;
  gboolean found = FALSE;

  if (start == end)
    {
      const PreceptProseRun *run = precept_prose_text_find (self, MAX (start - 1, 0), NULL);

      return run != NULL && is_text (run) ? run->run.marks : PRECEPT_MARK_NONE;
    }
  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (at < end && at + run->length > start && run->run.kind == PRECEPT_RUN_TEXT && !run->decoration)
        {
          marks &= run->run.marks;
          found = TRUE;
        }
      at += run->length;
    }
  return found ? (PreceptMarks)marks : PRECEPT_MARK_NONE;
}

gboolean
precept_prose_text_is_inside_atom (PreceptProseText *self, int offset)
{
  int                    start = 0;
  const PreceptProseRun *run = precept_prose_text_find (self, offset, &start);

  return run != NULL && !is_text (run) && start < offset;
}

/**
 * precept_prose_text_snap:
 * @self: a text
 * @start: (inout): first character
 * @end: (inout): the character after the last
 *
 * Widens a range so that it holds the atoms it touches whole, and nothing that is shown only.
 *
 * Returns: whether anything is left of it
 */
gboolean
precept_prose_text_snap (PreceptProseText *self, int *start, int *end)
{
  int at = 0;

  *end = MIN (*end, precept_prose_text_get_editable_length (self));
  if (*start >= *end)
    return FALSE;
  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (!is_text (run) && *start<at + run->length && * end> at)
        {
          *start = MIN (*start, at);
          *end = MAX (*end, at + run->length);
        }
      at += run->length;
    }
  return TRUE;
}

gboolean
precept_prose_text_equal (PreceptProseText *a, PreceptProseText *b)
{
  if (a->runs->len != b->runs->len)
    return FALSE;
  for (guint i = 0; i < a->runs->len; i++)
    {
      PreceptProseRun *one = g_ptr_array_index (a->runs, i);
      PreceptProseRun *other = g_ptr_array_index (b->runs, i);

      if (one->run.kind != other->run.kind || one->run.marks != other->run.marks ||
          one->decoration != other->decoration ||
          g_strcmp0 (one->display, other->display) != 0 || g_strcmp0 (one->run.text, other->run.text) != 0 ||
          g_strcmp0 (one->run.href, other->run.href) != 0 || g_strcmp0 (one->run.ref, other->run.ref) != 0)
        return FALSE;
    }
  return TRUE;
}

char *
precept_prose_text_dup_display (PreceptProseText *self)
{
  GString *display = g_string_new (NULL);

  for (guint i = 0; i < self->runs->len; i++)
    g_string_append (display, ((PreceptProseRun *)g_ptr_array_index (self->runs, i))->display);
  return g_string_free (display, FALSE);
}

/* Copies @text with white space collapsed. @after_space: whether a space stood before; updated. */
static char *
collapse (const char *text, gboolean *after_space)
{
  GString *collapsed = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean space = *at == ' ' || *at == '\t' || *at == '\n' || *at == '\r';

      if (!space)
        g_string_append_c (collapsed, *at);
      else if (!*after_space)
        g_string_append_c (collapsed, ' ');
      *after_space = space;
    }
  return g_string_free (collapsed, FALSE);
}

/* Comments and processing instructions: white space on both sides of one meets. */
static gboolean
is_invisible (const PreceptRun *run)
{
  return run->kind == PRECEPT_RUN_OPAQUE && (g_str_has_prefix (run->text, "<!--") || g_str_has_prefix (run->text, "<?"));
}

/**
 * precept_prose_text_dup_inline:
 * @self: a text
 *
 * Makes the text as it is stored: white space collapsed, none at either end.
 *
 * Returns: (transfer full): the text of a block
 */
PreceptInline *
precept_prose_text_dup_inline (PreceptProseText *self)
{
  PreceptInline *made = precept_inline_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean after_space = TRUE;

  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (run->decoration || run->run.kind != PRECEPT_RUN_TEXT)
        {
          g_ptr_array_add (texts, NULL);
          if (!run->decoration && !is_invisible (&run->run))
            after_space = FALSE;
        }
      else
        g_ptr_array_add (texts, collapse (run->run.text, &after_space));
    }
  /* The space at the end, wherever the last text stands. */
  for (guint i = texts->len; after_space && i > 0; i--)
    {
      char *text = g_ptr_array_index (texts, i - 1);
      gsize length = text != NULL ? strlen (text) : 0;

      if (length == 0)
        continue;
      if (text[length - 1] == ' ')
        text[length - 1] = '\0';
      break;
    }
  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);
      PreceptRun       stored = run->run;

      if (run->decoration)
        continue;
      if (run->run.kind == PRECEPT_RUN_TEXT)
        {
          stored.text = g_ptr_array_index (texts, i);
          if (*stored.text == '\0')
            continue;
        }
      precept_inline_append (made, &stored);
    }
  return made;
}

/**
 * precept_prose_text_insert:
 * @self: a text
 * @offset: where, not inside an atom
 * @text: what, without a line break
 * @marks: its `PreceptMarks`, or -1 for those of the character before
 *
 * Inserts characters. Inside a link or a defined term they belong to it; at its end they don't.
 */
void
precept_prose_text_insert (PreceptProseText *self, int offset, const char *text, int marks)
{
  const PreceptProseRun *before, *after;
  PreceptRun             run = { PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, (char *)text, NULL, NULL };
  PreceptProseRun       *made;
  guint                  index;

  offset = MIN (offset, precept_prose_text_get_editable_length (self));
  before = offset > 0 ? precept_prose_text_find (self, offset - 1, NULL) : NULL;
  after = precept_prose_text_find (self, offset, NULL);
  if (before != NULL && is_text (before))
    {
      run.marks = before->run.marks;
      if (before == after)
        {
          run.href = before->run.href;
          run.ref = before->run.ref;
        }
    }
  else if (before == NULL && after != NULL && is_text (after))
    run.marks = after->run.marks;
  if (marks >= 0)
    run.marks = marks;
  made = make_run (&run, text, FALSE);
  index = split_at (self, offset);
  g_ptr_array_insert (self->runs, index, made);
  tidy (self);
}

/**
 * precept_prose_text_insert_run:
 * @self: a text
 * @offset: where, not inside an atom
 * @run: a run of any kind
 * @display: what is shown for it
 *
 * Inserts a run, such as a citation, as one piece.
 */
void
precept_prose_text_insert_run (PreceptProseText *self, int offset, const PreceptRun *run, const char *display)
{
  guint index;

  offset = MIN (offset, precept_prose_text_get_editable_length (self));
  index = split_at (self, offset);
  g_ptr_array_insert (self->runs, index, make_run (run, *display != '\0' ? display : "·", FALSE));
  tidy (self);
}

/**
 * precept_prose_text_set_target:
 * @self: a text
 * @start: first character
 * @end: the character after the last
 * @href: (nullable): where a link leads
 * @ref: (nullable): the definition of a term
 *
 * Makes a link, or a defined term, of the text runs in a range; with neither, plain text.
 */
void
precept_prose_text_set_target (PreceptProseText *self, int start, int end, const char *href, const char *ref)
{
  guint first = split_at (self, start);
  guint last = split_at (self, end);

  for (guint i = first; i < last; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (!is_text (run))
        continue;
      g_free (run->run.href);
      g_free (run->run.ref);
      run->run.href = g_strdup (href);
      run->run.ref = g_strdup (ref);
    }
  tidy (self);
}

/**
 * precept_prose_text_delete:
 * @self: a text
 * @start: first character
 * @end: the character after the last
 *
 * Removes a range, which must hold its atoms whole (see precept_prose_text_snap()).
 */
void
precept_prose_text_delete (PreceptProseText *self, int start, int end)
{
  guint first = split_at (self, start);
  guint last = split_at (self, end);

  if (last > first)
    g_ptr_array_remove_range (self->runs, first, last - first);
  tidy (self);
}

void
precept_prose_text_append (PreceptProseText *self, PreceptProseText *other)
{
  for (guint i = 0; i < other->runs->len; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (other->runs, i);

      add_run (self, make_run (&run->run, run->display, run->decoration));
    }
}

void
precept_prose_text_append_decoration (PreceptProseText *self, const char *display)
{
  PreceptRun run = { PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, NULL, NULL, NULL };

  add_run (self, make_run (&run, display, TRUE));
}

/**
 * precept_prose_text_append_chip:
 * @self: a text
 * @kind: an opaque run whose text says what kind of chip it is: "fact", "cite" or "missing"
 * @display: what the chip says
 *
 * Appends a chip, which is shown only.
 */
void
precept_prose_text_append_chip (PreceptProseText *self, const PreceptRun *kind, const char *display)
{
  add_run (self, make_run (kind, display, TRUE));
}

/**
 * precept_prose_text_set_marks:
 * @self: a text
 * @start: first character
 * @end: the character after the last
 * @marks: which marks
 * @on: whether the range is to have them
 *
 * Changes the marks of the text runs in a range. Superscript and subscript exclude each other.
 */
void
precept_prose_text_set_marks (PreceptProseText *self, int start, int end, PreceptMarks marks, gboolean on)
{
  guint first = split_at (self, start);
  guint last = split_at (self, end);

  for (guint i = first; i < last; i++)
    {
      PreceptProseRun *run = g_ptr_array_index (self->runs, i);

      if (run->run.kind != PRECEPT_RUN_TEXT || run->decoration)
        continue;
      if (on && (marks & PRECEPT_MARK_SUP))
        run->run.marks &= ~PRECEPT_MARK_SUB;
      if (on && (marks & PRECEPT_MARK_SUB))
        run->run.marks &= ~PRECEPT_MARK_SUP;
      if (on)
        run->run.marks |= marks;
      else
        run->run.marks &= ~marks;
    }
  tidy (self);
}
