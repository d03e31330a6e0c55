/* precept-find-match.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-find-match.h"

#define BEFORE 32
#define AFTER 90
#define ATOM 0xfffc

struct _PreceptFindMatch
{
  GObject parent_instance;

  PreceptMatch *match; /* owned */
  char         *part;  /* owned */
};

G_DEFINE_FINAL_TYPE (PreceptFindMatch, precept_find_match, G_TYPE_OBJECT)

static void
precept_find_match_finalize (GObject *object)
{
  PreceptFindMatch *self = PRECEPT_FIND_MATCH (object);

  precept_match_free (self->match);
  g_free (self->part);
  G_OBJECT_CLASS (precept_find_match_parent_class)->finalize (object);
}

static void
precept_find_match_class_init (PreceptFindMatchClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_find_match_finalize;
}

static void
precept_find_match_init (PreceptFindMatch *self)
{
}

PreceptFindMatch *
precept_find_match_new (PreceptMatch *match, const char *part)
{
  PreceptFindMatch *self = g_object_new (PRECEPT_TYPE_FIND_MATCH, NULL);

  self->match = match;
  self->part = g_strdup (part);
  return self;
}

PreceptMatch *
precept_find_match_get_match (PreceptFindMatch *self)
{
  return self->match;
}

const char *
precept_find_match_get_part (PreceptFindMatch *self)
{
  return self->part;
}

static void
append_piece (GString *markup, const char *text, int start, int end)
{
  g_autofree char *piece = g_utf8_substring (text, start, end);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (const char *at = piece; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_utf8_get_char (at) != ATOM)
        g_string_append_unichar (plain, g_utf8_get_char (at));
    }
  escaped = g_markup_escape_text (plain->str, -1);
  g_string_append (markup, escaped);
}

char *
precept_find_match_dup_markup (PreceptFindMatch *self)
{
  PreceptMatch *match = self->match;
  int           length = g_utf8_strlen (match->text, -1);
  int           start = match->start > BEFORE ? match->start - BEFORE : 0;
  GString      *markup = g_string_new (start > 0 ? "…" : NULL);

  append_piece (markup, match->text, start, match->start);
  g_string_append (markup, "<b>");
  append_piece (markup, match->text, match->start, match->end);
  g_string_append (markup, "</b>");
  append_piece (markup, match->text, match->end, MIN (match->end + AFTER, length));
  return g_string_free (markup, FALSE);
}
