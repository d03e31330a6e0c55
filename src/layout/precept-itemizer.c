/* precept-itemizer.c: a text as stretches of one font
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-itemizer.h"

#include "precept-direction.h"
#include "precept-script-runs.h"

#include <string.h>

/**
 * PreceptItemizer:
 *
 * Finds the fonts that a text is set in.
 *
 * Pango decides on them. But of texts in Latin letters, which are nearly all, it decides the same for a letter of a
 * face each time: for those it is asked once for each face and letter.
 */
struct _PreceptItemizer
{
  PreceptStyle      *style;    /* owned */
  PreceptFonts      *fonts;    /* owned */
  PreceptWordShapes *words;    /* not owned */
  PangoLanguage     *language; /* that the models are for */
  gboolean           is_latin; /* the language is written in Latin letters */
  gboolean           is_right_to_left;
  GHashTable        *models; /* set of Model, owned */
};

/* What Pango chose for a face, in a text of Latin letters or of none. */
typedef struct
{
  PreceptFace      face;
  gboolean         is_latin;
  PreceptWordFont *font;       /* NULL: texts of this face can't be set word by word, or not by a model */
  GHashTable      *characters; /* of gunichar beyond ASCII: TRUE + 1 if the font has it, FALSE + 1 if not */
} Model;

/* What may be in a text for a model to do. */
typedef enum
{
  SIMPLE, /* Latin, or no script */
  SIMPLE_LATIN,
  SCRIPTS, /* Pango has to be asked */
  UNFIT,   /* not to be set word by word */
} Kind;

static guint
hash_model (gconstpointer key)
{
  const Model *model = key;

  return (guint)model->face.size * 31 + (guint)model->face.weight * 4 + (model->face.is_italic ? 2 : 0) + (model->is_latin ? 1 : 0);
}

static gboolean
equal_models (gconstpointer a,
              gconstpointer b)
{
  const Model *model = a, *other = b;

  return model->face.size == other->face.size && model->face.weight == other->face.weight &&
         model->face.is_italic == other->face.is_italic && model->is_latin == other->is_latin;
}

static void
free_model (gpointer data)
{
  Model *model = data;

  g_hash_table_unref (model->characters);
  g_free (model);
}

PreceptItemizer *
precept_itemizer_new (PreceptStyle      *style,
                      PreceptFonts      *fonts,
                      PreceptWordShapes *words)
{
  PreceptItemizer *self = g_new0 (PreceptItemizer, 1);

  self->style = precept_style_ref (style);
  self->fonts = precept_fonts_ref (fonts);
  self->words = words;
  self->models = g_hash_table_new_full (hash_model, equal_models, free_model, NULL);
  return self;
}

void
precept_itemizer_free (PreceptItemizer *self)
{
  g_hash_table_unref (self->models);
  precept_fonts_unref (self->fonts);
  precept_style_unref (self->style);
  g_free (self);
}

/* Models */

/* What fonts are chosen by for a text of a face. */
static PangoAttrList *
create_attributes (PreceptItemizer   *self,
                   const PreceptFace *face)
{
  PangoAttrList        *attributes = pango_attr_list_new ();
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, self->style->families);
  pango_attr_list_insert (attributes, pango_attr_font_desc_new (description));
  pango_font_description_free (description);
  precept_face_add_attributes (face, attributes, 0, G_MAXUINT);
  return attributes;
}

/* Words of an item of Pango's; NULL: it can't be set word by word. */
static PreceptWordFont *
find_font (PreceptItemizer *self,
           const PangoItem *item)
{
  const PangoAnalysis *analysis = &item->analysis;

  if (analysis->font == NULL || analysis->level != 0 || analysis->gravity != PANGO_GRAVITY_SOUTH)
    return NULL;
  if (analysis->script != G_UNICODE_SCRIPT_COMMON && analysis->script != G_UNICODE_SCRIPT_LATIN &&
      analysis->script != G_UNICODE_SCRIPT_GREEK && analysis->script != G_UNICODE_SCRIPT_CYRILLIC)
    return NULL;

  return precept_word_shapes_find_font (self->words, analysis->font, (GUnicodeScript)analysis->script, analysis->language);
}

static void
free_items (GList *items)
{
  g_list_free_full (items, (GDestroyNotify)pango_item_free);
}

/* The font of a text that is all in one, or NULL. */
static PreceptWordFont *
find_only_font (PreceptItemizer   *self,
                const PreceptFace *face,
                const char        *string)
{
  PangoAttrList   *attributes = create_attributes (self, face);
  PreceptWordFont *font = NULL;
  GList           *items;

  items = pango_itemize_with_base_dir (precept_fonts_get_context (self->fonts), PANGO_DIRECTION_LTR, string, 0, (int)strlen (string), attributes, NULL);
  if (items != NULL && items->next == NULL)
    font = find_font (self, items->data);
  free_items (items);
  pango_attr_list_unref (attributes);
  return font;
}

static Model *
find_model (PreceptItemizer   *self,
            const PreceptFace *face,
            gboolean           is_latin)
{
  Model  wanted = { .face = *face, .is_latin = is_latin };
  Model *model = g_hash_table_lookup (self->models, &wanted);

  if (model == NULL)
    {
      model = g_memdup2 (&wanted, sizeof wanted);
      model->characters = g_hash_table_new (NULL, NULL);
      model->font = find_only_font (self, face, is_latin ? "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~" : "!\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~");
      g_hash_table_add (self->models, model);
    }

  return model;
}

static gboolean
model_has_character (PreceptItemizer *self,
                     Model           *model,
                     gunichar         character)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (model->characters, GUINT_TO_POINTER (character)));

  if (known == 0)
    {
      char string[8] = { model->is_latin ? 'x' : '1' };

      g_unichar_to_utf8 (character, string + 1);
      known = find_only_font (self, &model->face, string) == model->font ? TRUE + 1 : FALSE + 1;
      g_hash_table_insert (model->characters, GUINT_TO_POINTER (character), GUINT_TO_POINTER (known));
    }

  return known == TRUE + 1;
}

/* Kinds of text */

/* A text with its spans. */
typedef struct
{
  const char        *string;
  guint              length;
  const PreceptSpan *spans;
  guint              n_spans;
  PreceptElement     element;
  PreceptFace        face; /* outside the spans */
  gboolean           is_ascii;
  gboolean           is_latin;
} Input;

/* Of a character beyond ASCII. */
static Kind
find_kind (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  /* With spaces of other widths, joiners and what makes a fraction, words are more than what is between spaces. */
  if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE || type == G_UNICODE_LINE_SEPARATOR ||
      type == G_UNICODE_PARAGRAPH_SEPARATOR || (type == G_UNICODE_SPACE_SEPARATOR && character != 0xa0) || character == 0x2044)
    return UNFIT;

  switch ((int)g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_LATIN:
      return SIMPLE_LATIN;
    case G_UNICODE_SCRIPT_COMMON:
      return character < 0x300 || (character >= 0x2010 && character < 0x2060) || (character >= 0x20a0 && character < 0x2190) ||
                 (character >= 0x2200 && character < 0x2300)
               ? SIMPLE
               : SCRIPTS;
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_INHERITED:
      return SCRIPTS;
    default:
      return UNFIT;
    }
}

/* The kind of a whole text. */
static Kind
find_text_kind (Input *input)
{
  const char *end = input->string + input->length;
  Kind        kind = SIMPLE;

  input->is_ascii = TRUE;
  for (const char *at = input->string; at < end && kind != UNFIT;)
    {
      if (g_ascii_isalpha (*at))
        {
          input->is_latin = TRUE;
          at++;
        }
      else if ((guchar)*at < 0x80)
        {
          if (g_ascii_iscntrl (*at))
            kind = UNFIT;
          at++;
        }
      else
        {
          Kind found = find_kind (g_utf8_get_char (at));

          input->is_ascii = FALSE;
          input->is_latin |= found == SIMPLE_LATIN;
          kind = MAX (kind, found);
          at = g_utf8_next_char (at);
        }
    }

  return kind;
}

/* Stretches */

static gboolean
add_stretch (GArray          *stretches,
             guint            start,
             guint            end,
             PreceptWordFont *font)
{
  PreceptStretch stretch = { start, end, font };

  if (font != NULL)
    g_array_append_val (stretches, stretch);
  return font != NULL;
}

static gboolean
add_by_model (PreceptItemizer   *self,
              const Input       *input,
              guint              start,
              guint              end,
              const PreceptFace *face,
              GArray            *stretches)
{
  Model *model;

  if (start == end)
    return TRUE;

  model = find_model (self, face, input->is_latin);
  if (model->font == NULL)
    return FALSE;
  for (const char *at = input->string + start; !input->is_ascii && at < input->string + end; at = g_utf8_next_char (at))
    {
      if ((guchar)*at >= 0x80 && !model_has_character (self, model, g_utf8_get_char (at)))
        return FALSE;
    }

  return add_stretch (stretches, start, end, model->font);
}

/* A text of Latin letters, or of none, by models. */
static gboolean
run_models (PreceptItemizer *self,
            const Input     *input,
            GArray          *stretches)
{
  guint start = 0;

  for (guint i = 0; i < input->n_spans; i++)
    {
      const PreceptSpan *span = &input->spans[i];
      PreceptFace        inside = input->face;

      if (!precept_face_change_to_span (&inside, self->style, input->element, span->flags))
        continue;
      if (!add_by_model (self, input, start, span->start, &input->face, stretches))
        return FALSE;
      start = span->start + span->length;
      if (!add_by_model (self, input, span->start, start, &inside, stretches))
        return FALSE;
    }

  return add_by_model (self, input, start, input->length, &input->face, stretches);
}

/* Any text, by Pango. Nothing in it goes from right to left. */
static gboolean
run_pango (PreceptItemizer *self,
           const Input     *input,
           GArray          *stretches)
{
  PangoContext  *context = precept_fonts_get_context (self->fonts);
  PangoAttrList *attributes = create_attributes (self, &input->face);
  GList         *items;
  gboolean       is_fit = TRUE;

  precept_script_runs_add_attributes (self->fonts, input->element, input->string, attributes);
  for (guint i = 0; i < input->n_spans; i++)
    {
      const PreceptSpan *span = &input->spans[i];
      PreceptFace        inside = input->face;

      if (precept_face_change_to_span (&inside, self->style, input->element, span->flags))
        precept_face_add_attributes (&inside, attributes, span->start, span->start + span->length);
    }

  items = pango_itemize_with_base_dir (context, PANGO_DIRECTION_LTR, input->string, 0, (int)input->length, attributes, NULL);
  for (GList *l = items; l != NULL && is_fit; l = l->next)
    {
      const PangoItem *item = l->data;

      is_fit = add_stretch (stretches, (guint)item->offset, (guint)(item->offset + item->length), find_font (self, item));
    }
  free_items (items);
  pango_attr_list_unref (attributes);
  return is_fit;
}

static void
set_language (PreceptItemizer *self)
{
  PangoLanguage *language = pango_context_get_language (precept_fonts_get_context (self->fonts));

  if (language == self->language)
    return;

  g_hash_table_remove_all (self->models);
  self->language = language;
  self->is_latin = pango_language_includes_script (language, PANGO_SCRIPT_LATIN);
  self->is_right_to_left = precept_direction_is_right_to_left ("", pango_language_to_string (language));
}

gboolean
precept_itemizer_run (PreceptItemizer   *self,
                      const char        *text,
                      guint              length,
                      const PreceptSpan *spans,
                      guint              n_spans,
                      PreceptElement     element,
                      GArray            *stretches)
{
  Input input = { text, length, spans, n_spans, element, precept_face_of_text (self->style, element, spans, n_spans), FALSE, FALSE };
  Kind  kind = find_text_kind (&input);

  set_language (self);
  if (kind == UNFIT || (self->is_right_to_left && precept_direction_is_right_to_left (text, pango_language_to_string (self->language))))
    return FALSE;
  if (kind != SCRIPTS && self->is_latin && run_models (self, &input, stretches))
    return TRUE;

  g_array_set_size (stretches, 0);
  return run_pango (self, &input, stretches);
}
