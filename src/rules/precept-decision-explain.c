/* precept-decision-explain.c: why a decision is as it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-decision-private.h"
#include "precept-logic.h"

#include <string.h>

static void
add_line (PreceptDecision *self,
          const char      *id,
          const char      *kind,
          const char      *text,
          int              value,
          guint            depth,
          gboolean         in_play)
{
  PreceptDecisionLine line = { .id = id, .kind = kind, .text = text, .value = value, .depth = depth, .in_play = in_play };

  g_array_append_val (self->lines, line);
}

static void
add_node (PreceptDecision       *self,
          const PreceptRuleNode *node,
          guint                  depth,
          gboolean               in_play,
          gboolean               is_part)
{
  PreceptDecisionLine *line;

  if (node == NULL)
    return;

  add_line (self, node->id, node->kind, node->text, self->values[node->index], depth, in_play);
  line = &g_array_index (self->lines, PreceptDecisionLine, self->lines->len - 1);
  line->is_part = is_part;
  if (node->test != NULL)
    line->fact = precept_rules_get_fact (self->rules, node->test->fact)->id;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_node (self, g_ptr_array_index (node->children, i), depth + 1, in_play, is_part || node->is_one);
}

/* Each limit is printed; what it is made of is not. */
static void
add_limits (PreceptDecision       *self,
            const PreceptRuleNode *within,
            gboolean               in_play)
{
  guint first = self->lines->len;

  if (within == NULL)
    return;

  add_node (self, within, 2, in_play, TRUE);
  for (guint i = first; i < self->lines->len; i++)
    {
      PreceptDecisionLine *line = &g_array_index (self->lines, PreceptDecisionLine, i);

      line->is_part = line->depth != 3;
    }
}

static void
add_request (PreceptDecision             *self,
             const PreceptRuleIndication *indication,
             const PreceptRuleRequest    *request,
             gboolean                     in_play)
{
  g_autofree char *key = g_strconcat ("request-", request->type, NULL);
  const char      *text = precept_words_lookup (self->rules->words, "sentence", key);

  in_play = in_play && precept_decision_get_applies (self->values, indication) != PRECEPT_NOT_MET &&
            precept_decision_get_value (self->values, request->type_node) != PRECEPT_NOT_MET;
  add_line (self, request->name, "request", text,
            precept_decision_get_met (self->rules, self->values, indication, request), 1, in_play);
  add_node (self, request->criteria, 2, in_play, FALSE);
  add_limits (self, request->within, in_play && precept_decision_get_met (self->rules, self->values, indication, request) != PRECEPT_NOT_MET);
}

static void
build_lines (PreceptDecision *self)
{
  const PreceptRules *rules = self->rules;
  gboolean            in_play = precept_decision_get_value (self->values, rules->scope) != PRECEPT_NOT_MET;

  self->lines = g_array_new (FALSE, FALSE, sizeof (PreceptDecisionLine));
  if (rules->scope != NULL)
    {
      add_node (self, rules->scope, 0, TRUE, TRUE);
      g_array_index (self->lines, PreceptDecisionLine, 0).id = "in-scope";
    }
  add_node (self, rules->general, 0, in_play, FALSE);
  for (guint i = 0; i < rules->indications->len; i++)
    {
      const PreceptRuleIndication *indication = g_ptr_array_index (rules->indications, i);

      add_line (self, indication->id, "indication", indication->title, precept_decision_get_applies (self->values, indication), 0, in_play);
      add_node (self, indication->applies, 1, in_play, FALSE);
      for (guint j = 0; j < indication->requests->len; j++)
        add_request (self, indication, g_ptr_array_index (indication->requests, j), in_play);
    }
}

/**
 * precept_decision_get_lines:
 * @self: a decision
 * @n_lines: (out): how many there are
 *
 * Explains a decision: the criteria in the order in which they are printed, each
 * with its value.
 *
 * Returns: (transfer none) (array length=n_lines): the lines
 */
const PreceptDecisionLine *
precept_decision_get_lines (PreceptDecision *self,
                            guint           *n_lines)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_lines != NULL, NULL);

  if (self->lines == NULL)
    build_lines (self);
  *n_lines = self->lines->len;

  return (const PreceptDecisionLine *)self->lines->data;
}

/* JSON */

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_list (JsonBuilder       *builder,
          const char        *name,
          const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
add_questions (PreceptDecision *self,
               JsonBuilder     *builder)
{
  const char *const *lists[] = { precept_decision_get_ask (self), precept_decision_get_verify (self) };

  json_builder_set_member_name (builder, "questions");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      for (guint j = 0; lists[i][j] != NULL; j++)
        add_member (builder, lists[i][j], precept_rules_get_question (self->rules, lists[i][j]));
    }
  json_builder_end_object (builder);
}

static void
add_explanation (PreceptDecision *self,
                 JsonBuilder     *builder)
{
  guint                      n_lines;
  const PreceptDecisionLine *lines = precept_decision_get_lines (self, &n_lines);

  json_builder_set_member_name (builder, "explanation");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_lines; i++)
    {
      json_builder_begin_object (builder);
      add_member (builder, "id", lines[i].id);
      add_member (builder, "kind", lines[i].kind);
      add_member (builder, "text", lines[i].text);
      add_member (builder, "fact", lines[i].fact);
      json_builder_set_member_name (builder, "value");
      json_builder_add_int_value (builder, lines[i].value);
      json_builder_set_member_name (builder, "depth");
      json_builder_add_int_value (builder, lines[i].depth);
      json_builder_set_member_name (builder, "inPlay");
      json_builder_add_boolean_value (builder, lines[i].in_play);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * precept_decision_to_json:
 * @self: a decision
 * @explain: whether to add the value of each criterion
 *
 * Writes a decision for programs: "decision", "text" and "refer" (what it means,
 * and whether a clinical reviewer has the last word), "indication", "ask" and
 * "verify" (ids of facts), "questions" (what to ask for them), "guideline".
 *
 * Returns: (transfer full): a JSON object, ending in a newline
 */
char *
precept_decision_to_json (PreceptDecision *self,
                          gboolean         explain)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_member (builder, "decision", self->decision);
  add_member (builder, "text", precept_decision_get_text (self));
  json_builder_set_member_name (builder, "refer");
  json_builder_add_boolean_value (builder, precept_decision_get_refer (self));
  add_member (builder, "indication", self->indication);
  add_list (builder, "ask", precept_decision_get_ask (self));
  add_list (builder, "verify", precept_decision_get_verify (self));
  add_questions (self, builder);
  json_builder_set_member_name (builder, "guideline");
  json_builder_begin_object (builder);
  add_member (builder, "id", self->rules->id);
  add_member (builder, "version", self->rules->version);
  add_member (builder, "status", self->rules->status);
  json_builder_end_object (builder);
  if (explain)
    add_explanation (self, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return precept_json_to_text (root);
}
