/* precept-font-context.c: how far a font looks when it shapes a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-font-context.h"

#include <hb-ot.h>
#include <string.h>

/*
 * A line of text is made of words that were shaped one by one, which is right only where the font does not look past a
 * space. Fonts of Latin, Greek and Cyrillic hardly do: they kern the space with its neighbours, and may choose a form
 * by whether a space is beside it. But Lato, say, drops the accent of a Greek capital before a word in capitals. This
 * reads their rules to be sure.
 *
 * References are to the OpenType specification 1.9, chapter 2 (Common Table Formats), GSUB and GPOS.
 */

/* Of lookups. */
enum
{
  TYPE_CONTEXT = 5, /* GSUB */
  TYPE_CHAINED = 6,
  TYPE_EXTENSION = 7,
  TYPE_SINGLE_POS = 1, /* GPOS */
  TYPE_PAIR = 2,
  TYPE_MARK_TO_BASE = 4,
  TYPE_MARK_TO_LIGATURE = 5,
  TYPE_MARK_TO_MARK = 6,
  TYPE_CONTEXT_POS = 7,
  TYPE_CHAINED_POS = 8,
  TYPE_EXTENSION_POS = 9,
};

/* A table that is being read. Wherever it is not as it should be, the font counts as one that looks far. */
typedef struct
{
  const guint8  *data;
  guint          length;
  gboolean       is_broken;
  gboolean       is_unfit; /* words can't be shaped one by one */
  hb_face_t     *face;
  hb_tag_t       tag;
  hb_codepoint_t space;
  hb_set_t      *lookups; /* to be looked at */
  hb_set_t      *far;     /* glyphs that a rule begins with which looks past a space */
} Reader;

/* Where a rule finds a glyph: before, among or after those that it changes. */
typedef enum
{
  BEFORE,
  WITHIN,
  AFTER,
} Part;

/* The shape of rules, and what the space is called in each part of them. */
typedef struct
{
  gboolean is_chained;
  guint    space[3]; /* by Part: its glyph, or its class */
} Rules;

static guint
read_16 (Reader *self,
         guint   offset)
{
  if (offset > self->length || self->length - offset < 2)
    {
      self->is_broken = TRUE;
      return 0;
    }

  return (guint)self->data[offset] << 8 | self->data[offset + 1];
}

static guint
read_32 (Reader *self,
         guint   offset)
{
  return read_16 (self, offset) << 16 | read_16 (self, offset + 2);
}

/* Coverage tables */
static gboolean
covers_space (Reader *self,
              guint   offset)
{
  guint format = read_16 (self, offset);
  guint n = read_16 (self, offset + 2);

  for (guint i = 0; i < n && !self->is_broken; i++)
    {
      if (format == 1 && read_16 (self, offset + 4 + 2 * i) == self->space)
        return TRUE;
      if (format == 2 && read_16 (self, offset + 4 + 6 * i) <= self->space && read_16 (self, offset + 6 + 6 * i) >= self->space)
        return TRUE;
    }
  if (format != 1 && format != 2)
    self->is_broken = TRUE;

  return FALSE;
}

static void
add_covered (Reader   *self,
             guint     offset,
             hb_set_t *glyphs)
{
  guint format = read_16 (self, offset);
  guint n = read_16 (self, offset + 2);

  for (guint i = 0; i < n && !self->is_broken; i++)
    {
      if (format == 1)
        hb_set_add (glyphs, read_16 (self, offset + 4 + 2 * i));
      else
        hb_set_add_range (glyphs, read_16 (self, offset + 4 + 6 * i), read_16 (self, offset + 6 + 6 * i));
    }
}

/* Class Definition Tables */
static guint
get_space_class (Reader *self,
                 guint   offset)
{
  guint format = read_16 (self, offset);

  if (format == 1)
    {
      guint first = read_16 (self, offset + 2);
      guint n = read_16 (self, offset + 4);

      return self->space >= first && self->space - first < n ? read_16 (self, offset + 6 + 2 * (self->space - first)) : 0;
    }
  if (format == 2)
    {
      guint n = read_16 (self, offset + 2);

      for (guint i = 0; i < n && !self->is_broken; i++)
        {
          if (read_16 (self, offset + 4 + 6 * i) <= self->space && read_16 (self, offset + 6 + 6 * i) >= self->space)
            return read_16 (self, offset + 8 + 6 * i);
        }
      return 0;
    }
  self->is_broken = TRUE;
  return 0;
}

/* Whether one part of a rule finds a space elsewhere than at the very end of the rule, or changes one. Glyphs before are
 * listed from the nearest to the farthest. */
static gboolean
part_passes_space (Reader      *self,
                   const Rules *rules,
                   Part         part,
                   guint        offset,
                   guint        n)
{
  for (guint i = 0; i < n && !self->is_broken; i++)
    {
      if (read_16 (self, offset + 2 * i) == rules->space[part] && (part == WITHIN || i + 1 < n))
        return TRUE;
    }

  return FALSE;
}

/* Adds the lookups that a rule applies to what it found. */
static void
add_nested (Reader *self,
            guint   offset,
            guint   n)
{
  for (guint i = 0; i < n && !self->is_broken; i++)
    hb_set_add (self->lookups, read_16 (self, offset + 4 * i + 2));
}

/* A rule of format 1 or 2: (Class)SequenceRule, Chained(Class)SequenceRule. The glyph that it begins with is known. */
static gboolean
rule_passes_space (Reader      *self,
                   const Rules *rules,
                   guint        offset)
{
  gboolean result = FALSE;
  guint    n;

  if (!rules->is_chained)
    {
      n = MAX (read_16 (self, offset), 1) - 1;
      add_nested (self, offset + 4 + 2 * n, read_16 (self, offset + 2));
      return part_passes_space (self, rules, WITHIN, offset + 4, n);
    }

  for (guint part = BEFORE; part <= AFTER; part++)
    {
      n = read_16 (self, offset);
      if (part == WITHIN)
        n = MAX (n, 1) - 1;
      result |= part_passes_space (self, rules, (Part)part, offset + 2, n);
      offset += 2 + 2 * n;
    }
  add_nested (self, offset + 2, read_16 (self, offset));
  return result;
}

/* Formats 1 and 2: sets of rules, by the glyph or the class that a sequence begins with, which must not be the space. */
static gboolean
rule_sets_pass_space (Reader  *self,
                      gboolean is_chained,
                      guint    offset)
{
  gboolean by_class = read_16 (self, offset) == 2;
  guint    sets = offset + 4;
  Rules    rules = { is_chained, { self->space, self->space, self->space } };
  gboolean result = covers_space (self, offset + read_16 (self, offset + 2));
  guint    n_sets;

  if (by_class)
    {
      guint n_definitions = is_chained ? 3 : 1;

      for (guint i = 0; i < n_definitions; i++)
        rules.space[is_chained ? i : WITHIN] = get_space_class (self, offset + read_16 (self, sets + 2 * i));
      sets += 2 * n_definitions;
    }

  n_sets = read_16 (self, sets);
  for (guint i = 0; i < n_sets && !self->is_broken; i++)
    {
      guint set = read_16 (self, sets + 2 + 2 * i);
      guint n_rules = set != 0 ? read_16 (self, offset + set) : 0;

      for (guint j = 0; j < n_rules && !self->is_broken; j++)
        result |= rule_passes_space (self, &rules, offset + set + read_16 (self, offset + set + 2 + 2 * j));
    }

  return result;
}

/* Format 3: one rule, by coverage tables. Sets @first to that of the glyph that is changed first. */
static gboolean
coverages_pass_space (Reader  *self,
                      gboolean is_chained,
                      guint    offset,
                      guint   *first)
{
  gboolean result = FALSE;
  guint    at = offset + (is_chained ? 2 : 0);

  for (guint part = is_chained ? BEFORE : WITHIN; part <= (is_chained ? AFTER : WITHIN); part++)
    {
      guint n = read_16 (self, is_chained ? at : offset + 2);

      at += is_chained ? 2 : 6;
      for (guint i = 0; i < n && !self->is_broken; i++)
        result |= (part == WITHIN || i + 1 < n) && covers_space (self, offset + read_16 (self, at + 2 * i));
      if (part == WITHIN && n > 0)
        *first = offset + read_16 (self, at);
      at += 2 * n;
    }
  if (is_chained)
    add_nested (self, at + 2, read_16 (self, at));
  else
    add_nested (self, at, read_16 (self, offset + 4));

  return result;
}

static void
look_at_context (Reader  *self,
                 gboolean is_chained,
                 guint    offset)
{
  guint    format = read_16 (self, offset);
  guint    first = offset + read_16 (self, offset + 2);
  gboolean passes = FALSE;

  if (format == 1 || format == 2)
    passes = rule_sets_pass_space (self, is_chained, offset);
  else if (format == 3)
    passes = coverages_pass_space (self, is_chained, offset, &first);
  else
    self->is_broken = TRUE;

  /* What begins with the space would be in every text. */
  if (passes)
    add_covered (self, first, self->far);
}

/* Whether a lookup that is neither context nor pair has the space among its glyphs. */
static gboolean
has_space (Reader *self,
           guint   lookup)
{
  hb_set_t *sets[3] = { hb_set_create (), hb_set_create (), hb_set_create () };
  gboolean  result = FALSE;

  hb_ot_layout_lookup_collect_glyphs (self->face, self->tag, lookup, sets[0], sets[1], sets[2], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      result |= hb_set_has (sets[i], self->space) != 0;
      hb_set_destroy (sets[i]);
    }

  return result;
}

static void
look_at_subtable (Reader *self,
                  guint   lookup,
                  guint   type,
                  guint   offset)
{
  gboolean is_gpos = self->tag == HB_OT_TAG_GPOS;

  if (type == (is_gpos ? TYPE_EXTENSION_POS : TYPE_EXTENSION))
    {
      type = read_16 (self, offset + 2);
      offset += read_32 (self, offset + 4);
    }
  if (type == (is_gpos ? TYPE_CONTEXT_POS : TYPE_CONTEXT))
    look_at_context (self, FALSE, offset);
  else if (type == (is_gpos ? TYPE_CHAINED_POS : TYPE_CHAINED))
    look_at_context (self, TRUE, offset);
  else if (is_gpos && type == TYPE_PAIR)
    /* One that moves its second glyph would move the first of a word, also where a line begins with that. */
    self->is_unfit |= read_16 (self, offset + 6) != 0;
  else if (!is_gpos || (type != TYPE_SINGLE_POS && type != TYPE_MARK_TO_BASE && type != TYPE_MARK_TO_LIGATURE && type != TYPE_MARK_TO_MARK))
    self->is_unfit |= has_space (self, lookup);
}

/* Whether a lookup passes over spaces as if they were not there: lookupFlag, and the glyph classes of GDEF. */
static gboolean
ignores_space (Reader *self,
               guint   flags)
{
  switch ((int)hb_ot_layout_get_glyph_class (self->face, self->space))
    {
    case HB_OT_LAYOUT_GLYPH_CLASS_BASE_GLYPH:
      return (flags & 0x0002) != 0;
    case HB_OT_LAYOUT_GLYPH_CLASS_LIGATURE:
      return (flags & 0x0004) != 0;
    case HB_OT_LAYOUT_GLYPH_CLASS_MARK:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
look_at_lookup (Reader *self,
                guint   index)
{
  guint list = read_16 (self, 8);
  guint offset = list + read_16 (self, list + 2 + 2 * index);
  guint type = read_16 (self, offset);
  guint n_subtables = read_16 (self, offset + 4);

  self->is_unfit |= index >= read_16 (self, list) || ignores_space (self, read_16 (self, offset + 2));
  for (guint i = 0; i < n_subtables && !self->is_broken; i++)
    look_at_subtable (self, index, type, offset + read_16 (self, offset + 6 + 2 * i));
}

/* Lookups that rules apply join the set while it is gone through. */
static void
look_at_lookups (Reader *self)
{
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  gboolean found = TRUE;

  while (found && !self->is_unfit && !self->is_broken)
    {
      hb_codepoint_t index = HB_SET_VALUE_INVALID;

      found = FALSE;
      while (hb_set_next (self->lookups, &index))
        {
          if (!g_hash_table_add (done, GUINT_TO_POINTER (index)))
            continue;
          found = TRUE;
          look_at_lookup (self, index);
        }
    }
}

/* Adds what a word may have in place of its far glyphs when all is done. */
static void
add_substitutes (Reader *self)
{
  unsigned int n_before;

  do
    {
      hb_codepoint_t index = HB_SET_VALUE_INVALID;

      n_before = hb_set_get_population (self->far);
      while (hb_set_next (self->lookups, &index))
        {
          hb_set_t *input = hb_set_create (), *output = hb_set_create ();

          hb_ot_layout_lookup_collect_glyphs (self->face, self->tag, index, NULL, input, NULL, output);
          hb_set_intersect (input, self->far);
          if (!hb_set_is_empty (input))
            hb_set_union (self->far, output);
          hb_set_destroy (input);
          hb_set_destroy (output);
        }
    }
  while (hb_set_get_population (self->far) > n_before);
}

/* Adds the far glyphs of a table to those of the font. Returns whether its words may be shaped one by one. */
static gboolean
look_at_table (hb_face_t       *face,
               hb_shape_plan_t *plan,
               hb_codepoint_t   space,
               hb_tag_t         tag,
               hb_set_t        *far)
{
  hb_blob_t *blob = hb_face_reference_table (face, tag);
  Reader     reader = { .face = face, .tag = tag, .space = space, .lookups = hb_set_create (), .far = far };

  reader.data = (const guint8 *)hb_blob_get_data (blob, &reader.length);
  hb_ot_shape_plan_collect_lookups (plan, tag, reader.lookups);
  look_at_lookups (&reader);
  if (tag == HB_OT_TAG_GSUB && !hb_set_is_empty (far))
    add_substitutes (&reader);
  hb_set_destroy (reader.lookups);
  hb_blob_destroy (blob);
  return !reader.is_unfit && !reader.is_broken && !hb_set_has (far, space);
}

static gboolean
has_table (hb_face_t *face,
           hb_tag_t   tag)
{
  hb_blob_t *blob = hb_face_reference_table (face, tag);
  gboolean   result = hb_blob_get_length (blob) > 0;

  hb_blob_destroy (blob);
  return result;
}

/* The kern table moves both glyphs of a pair. It counts only where GPOS does not kern. */
static gboolean
kerns_by_table (hb_face_t                     *face,
                const hb_segment_properties_t *properties)
{
  hb_tag_t     scripts[HB_OT_MAX_TAGS_PER_SCRIPT], languages[HB_OT_MAX_TAGS_PER_LANGUAGE];
  unsigned int n_scripts = HB_OT_MAX_TAGS_PER_SCRIPT, n_languages = HB_OT_MAX_TAGS_PER_LANGUAGE;
  unsigned int script, language, feature;

  if (!has_table (face, HB_TAG ('k', 'e', 'r', 'n')))
    return FALSE;

  hb_ot_tags_from_script_and_language (properties->script, properties->language, &n_scripts, scripts, &n_languages, languages);
  hb_ot_layout_table_select_script (face, HB_OT_TAG_GPOS, n_scripts, scripts, &script, NULL);
  hb_ot_layout_script_select_language (face, HB_OT_TAG_GPOS, script, n_languages, languages, &language);
  return !hb_ot_layout_language_find_feature (face, HB_OT_TAG_GPOS, script, language, HB_TAG ('k', 'e', 'r', 'n'), &feature);
}

/* Tables of Apple's, which take the place of OpenType's. */
static gboolean
has_other_tables (hb_face_t *face)
{
  return has_table (face, HB_TAG ('m', 'o', 'r', 'x')) || has_table (face, HB_TAG ('m', 'o', 'r', 't')) ||
         has_table (face, HB_TAG ('k', 'e', 'r', 'x')) || has_table (face, HB_TAG ('t', 'r', 'a', 'k'));
}

/* The features of a text without fraction slashes. */
static hb_shape_plan_t *
create_plan (hb_font_t                     *font,
             const hb_segment_properties_t *properties,
             const hb_feature_t            *features,
             guint                          n_features)
{
  static const hb_tag_t    fraction[] = { HB_TAG ('f', 'r', 'a', 'c'), HB_TAG ('n', 'u', 'm', 'r'), HB_TAG ('d', 'n', 'o', 'm') };
  g_autofree hb_feature_t *all = g_new (hb_feature_t, n_features + G_N_ELEMENTS (fraction));
  unsigned int             n_coordinates;
  const int               *coordinates = hb_font_get_var_coords_normalized (font, &n_coordinates);
  guint                    n_all = 0;

  for (; n_all < n_features; n_all++)
    all[n_all] = features[n_all];
  for (guint i = 0; i < G_N_ELEMENTS (fraction); i++)
    all[n_all++] = (hb_feature_t){ fraction[i], 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END };

  return hb_shape_plan_create2 (hb_font_get_face (font), properties, all, n_all, coordinates, n_coordinates, NULL);
}

hb_set_t *
precept_font_context_find_far (hb_font_t                     *font,
                               const hb_segment_properties_t *properties,
                               const hb_feature_t            *features,
                               guint                          n_features)
{
  hb_face_t       *face = hb_font_get_face (font);
  hb_set_t        *far;
  hb_codepoint_t   space;
  hb_shape_plan_t *plan;

  if (!hb_font_get_nominal_glyph (font, ' ', &space) || kerns_by_table (face, properties) || has_other_tables (face))
    return NULL;

  far = hb_set_create ();
  plan = create_plan (font, properties, features, n_features);
  if (g_strcmp0 (hb_shape_plan_get_shaper (plan), "ot") != 0 ||
      !look_at_table (face, plan, space, HB_OT_TAG_GSUB, far) || !look_at_table (face, plan, space, HB_OT_TAG_GPOS, far))
    g_clear_pointer (&far, hb_set_destroy);
  hb_shape_plan_destroy (plan);
  return far;
}
