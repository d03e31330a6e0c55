/* precept-rules-load.c: rules made from the rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"
#include "precept-rules-private.h"

#include <string.h>

/* Only what decides is read: of texts, those that an explanation shows. A JSON that was written by hand, or by a later
 * program, may say what this one can't decide by; it says so then, and where. */

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_member (JsonObject *object,
            const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* An empty list where there is none. */
static JsonArray *
get_list (JsonObject *object,
          const char *name)
{
  static JsonArray *nothing;
  JsonNode         *node = get_member (object, name);

  if (g_once_init_enter (&nothing))
    g_once_init_leave (&nothing, json_array_new ());

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : nothing;
}

static JsonObject *
get_element (JsonArray *array,
             guint      index)
{
  return get_object (json_array_get_element (array, index));
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* NULL: none */
static char **
dup_strings (JsonObject *object,
             const char *name)
{
  JsonArray *array = get_list (object, name);
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (strings, (gpointer)json_node_get_string (node));
    }
  if (strings->len == 0)
    return NULL;
  g_ptr_array_add (strings, NULL);

  return g_strdupv ((char **)strings->pdata);
}

static gboolean
refuse (GError    **error,
        const char *id,
        const char *what)
{
  g_set_error (error, PRECEPT_RULES_ERROR, PRECEPT_RULES_ERROR_UNUSABLE,
               "“%s”: %s Publish the rules of the guideline again.", id, what);

  return FALSE;
}

/* Facts */

static void
read_number_fact (PreceptRuleFact *fact,
                  JsonObject      *object)
{
  JsonNode *minimum = get_member (object, "minimum");
  JsonNode *integer = get_member (object, "integer");

  fact->unit = g_strdup (get_string (object, "unit"));
  fact->unit_shown = g_strdup (get_string (object, "unitShown"));
  fact->is_whole = integer != NULL && JSON_NODE_HOLDS_VALUE (integer) && json_node_get_boolean (integer);
  fact->is_positive = minimum != NULL && JSON_NODE_HOLDS_VALUE (minimum) && !(json_node_get_double (minimum) < 0);
}

static gboolean
read_facts (PreceptRules *self,
            JsonObject   *root,
            GError      **error)
{
  JsonArray *facts = get_list (root, "facts");

  for (guint i = 0; i < json_array_get_length (facts); i++)
    {
      JsonObject *object = get_element (facts, i);
      const char *id = get_string (object, "id");
      const char *question = get_string (object, "question");
      const char *source = get_string (object, "source");
      g_auto (GStrv) systems = dup_strings (object, "systems");
      JsonArray       *options = get_list (object, "options");
      PreceptRuleFact *fact;
      PreceptFactKind  kind;

      if (id == NULL || !precept_fact_kind_from_string (get_string (object, "kind"), &kind))
        return refuse (error, id != NULL ? id : "facts", "The fact is of no kind that is known.");
      if (precept_rules_find_fact (self, id) != G_MAXUINT)
        return refuse (error, id, "There are two facts with this id.");
      fact = precept_rules_get_fact (self, precept_rules_add_fact (self, id, kind, question != NULL ? question : id, source != NULL ? source : "clinical"));
      if (kind == PRECEPT_FACT_NUMBER)
        read_number_fact (fact, object);
      if (get_string (object, "system") != NULL)
        precept_rule_fact_add_system (fact, get_string (object, "system"));
      for (guint j = 0; systems != NULL && systems[j] != NULL; j++)
        precept_rule_fact_add_system (fact, systems[j]);
      for (guint j = 0; j < json_array_get_length (options); j++)
        {
          JsonObject *option = get_element (options, j);
          const char *code = get_string (option, "code");
          const char *display = get_string (option, "display");

          if (code != NULL)
            precept_rule_fact_add_option (fact, code, display != NULL ? display : code);
        }
      if (kind == PRECEPT_FACT_CHOICE && fact->options == NULL)
        return refuse (error, id, "The fact has no options to choose from.");
    }

  return TRUE;
}

static gboolean
read_precedence (PreceptRules *self,
                 JsonObject   *root,
                 GError      **error)
{
  JsonArray *list = get_list (root, "precedence");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject            *object = get_element (list, i);
      const char            *id = get_string (object, "id");
      const char            *text = get_string (object, "text");
      const char            *fact_id = get_string (object, "fact");
      guint                  fact = fact_id != NULL ? precept_rules_find_fact (self, fact_id) : G_MAXUINT;
      PreceptRulePrecedence *precedence;

      if (id == NULL || fact == G_MAXUINT || precept_rules_get_fact (self, fact)->kind != PRECEPT_FACT_YES_NO)
        return refuse (error, id != NULL ? id : "precedence", "No yes-no fact says whether it overrides the guideline.");
      precedence = precept_rules_add_precedence (self, id, text != NULL ? text : id, fact);
      precedence->only_for = g_strdup (get_string (object, "onlyFor"));
      if (precedence->only_for == NULL)
        continue;
      self->line_fact = precept_rules_find_fact (self, "line-of-business");
      if (self->line_fact == G_MAXUINT || precept_rules_get_fact (self, self->line_fact)->kind != PRECEPT_FACT_CHOICE)
        return refuse (error, id, "It is only for one line of business, which is no fact that can be asked.");
    }

  return TRUE;
}

static void
read_tables (PreceptRules *self,
             JsonObject   *root)
{
  JsonArray *tables = get_list (root, "codeTables");

  for (guint i = 0; i < json_array_get_length (tables); i++)
    {
      JsonObject       *object = get_element (tables, i);
      JsonArray        *codes = get_list (object, "codes");
      PreceptRuleTable *table = precept_rule_table_new (g_strcmp0 (get_string (object, "role"), "billing") == 0);

      table->subjects = dup_strings (object, "for");
      for (guint j = 0; j < json_array_get_length (codes); j++)
        {
          JsonObject      *entry = get_element (codes, j);
          const char      *system = get_string (entry, "system");
          const char      *value = get_string (entry, "code");
          PreceptRuleCode *code;

          if (system == NULL || value == NULL)
            continue;
          code = precept_rule_table_add_code (table, system, value);
          code->through = g_strdup (get_string (entry, "through"));
          code->use = g_strdup (get_string (entry, "use"));
          code->only_with = g_strdup (get_string (entry, "onlyWith"));
        }
      g_ptr_array_add (self->tables, table);
    }
}

static void
add_subject (PreceptRules *self,
             JsonObject   *object)
{
  const char *id = get_string (object, "id");
  const char *name = get_string (object, "brand");

  if (name == NULL)
    name = get_string (object, "generic");
  if (id != NULL)
    precept_rules_add_subject (self, id, name != NULL ? name : id);
}

/* Criteria */

static gboolean
read_children (PreceptRules    *self,
               PreceptRuleNode *node,
               JsonArray       *children,
               guint            depth,
               GError         **error);

static PreceptRuleNode *
read_node (PreceptRules *self,
           JsonNode     *json,
           guint         depth,
           GError      **error)
{
  JsonObject      *object = get_object (json);
  const char      *id = get_string (object, "id");
  const char      *kind = get_string (object, "kind");
  const char      *text = get_string (object, "text");
  JsonNode        *test = get_member (object, "test");
  JsonArray       *children = get_list (object, get_member (object, "anyOf") != NULL ? "anyOf" : "of");
  JsonNode        *count = get_member (object, "count");
  PreceptRuleNode *node;

  if (id == NULL || kind == NULL || depth > 200)
    {
      refuse (error, id != NULL ? id : "criteria", "The criterion has no id or no kind, or is nested too deep.");
      return NULL;
    }

  node = precept_rule_node_new (id, kind, text != NULL ? text : kind);
  node->count = count != NULL && JSON_NODE_HOLDS_VALUE (count) ? (guint)MAX (json_node_get_int (count), 1) : 1;
  if (test != NULL)
    {
      node->join = PRECEPT_RULE_LEAF;
      node->test = g_new0 (PreceptRuleTest, 1);
      if (!precept_logic_read_test (self, test, node->test))
        {
          precept_rule_node_free (node);
          refuse (error, id, "Its test is none that this program can decide by.");
          return NULL;
        }
    }
  else if (json_array_get_length (children) == 0)
    {
      precept_rule_node_free (node);
      refuse (error, id, "The criterion has a sentence but no test.");
      return NULL;
    }
  else if (!read_children (self, node, children, depth + 1, error))
    {
      precept_rule_node_free (node);
      return NULL;
    }

  return node;
}

static gboolean
read_children (PreceptRules    *self,
               PreceptRuleNode *node,
               JsonArray       *children,
               guint            depth,
               GError         **error)
{
  for (guint i = 0; i < json_array_get_length (children); i++)
    {
      PreceptRuleNode *child = read_node (self, json_array_get_element (children, i), depth, error);

      if (child == NULL)
        return FALSE;
      precept_rule_node_take_child (node, child);
    }

  return TRUE;
}

/* TRUE with a tree of NULL: there is none. */
static gboolean
read_tree (PreceptRules     *self,
           JsonObject       *object,
           const char       *name,
           PreceptRuleNode **tree,
           GError          **error)
{
  JsonNode *node = get_member (object, name);

  if (node == NULL)
    return TRUE;
  *tree = read_node (self, node, 0, error);

  return *tree != NULL;
}

static gboolean
read_request (PreceptRules          *self,
              PreceptRuleIndication *indication,
              JsonObject            *object,
              GError               **error)
{
  static const char *const types[] = { "initial", "continuation", "any", NULL };
  const char              *type = get_string (object, "type");
  PreceptRuleRequest      *request;

  if (type == NULL || !g_strv_contains (types, type))
    return refuse (error, indication->id, "A request is of no type that is known.");

  request = precept_rule_indication_add_request (indication, type);
  request->id = g_strdup (get_string (object, "id"));
  request->authorize_for = g_strdup (get_string (object, "authorizeFor"));
  request->authorize_for_text = g_strdup (get_string (object, "authorizeForText"));
  if (!read_tree (self, object, "criteria", &request->criteria, error) || !read_tree (self, object, "withinLimits", &request->within, error))
    return FALSE;
  if (request->within == NULL && json_array_get_length (get_list (object, "limits")) > 0)
    return refuse (error, request->id != NULL ? request->id : indication->id, "The request has limits, but does not say when it is within them.");

  return TRUE;
}

static gboolean
read_indications (PreceptRules *self,
                  JsonObject   *root,
                  GError      **error)
{
  JsonArray *list = get_list (root, "indications");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject            *object = get_element (list, i);
      const char            *id = get_string (object, "id");
      const char            *title = get_string (object, "title");
      const char            *determination = get_string (object, "determination");
      JsonArray             *requests = get_list (object, "requests");
      PreceptRuleIndication *indication;

      if (id == NULL || determination == NULL)
        return refuse (error, id != NULL ? id : "indications", "The indication has no id or no determination.");
      indication = precept_rules_add_indication (self);
      indication->id = g_strdup (id);
      indication->title = g_strdup (title != NULL ? title : id);
      indication->determination = g_intern_string (determination);
      indication->subjects = dup_strings (object, "for");
      indication->position = g_strdup (get_string (object, "position"));
      if (!read_tree (self, object, "appliesTo", &indication->applies, error))
        return FALSE;
      if (indication->applies == NULL)
        return refuse (error, id, "The indication does not say whom it is about.");
      for (guint j = 0; j < json_array_get_length (requests); j++)
        {
          if (!read_request (self, indication, get_element (requests, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

static void
read_other_uses (PreceptRules *self,
                 JsonObject   *root)
{
  JsonObject *object = get_object (get_member (root, "allOtherUses"));
  const char *determination = get_string (object, "determination");

  if (determination == NULL)
    return;

  self->other.determination = g_intern_string (determination);
  self->other.id = g_strdup (get_string (object, "id"));
  self->other.title = g_strdup (get_string (object, "title"));
  self->other.subjects = dup_strings (object, "for");
  self->other.text = g_strdup (get_string (object, "text"));
}

/* The guideline itself */

static gboolean
read_identity (PreceptRules *self,
               JsonObject   *root,
               GError      **error)
{
  JsonObject *guideline = get_object (get_member (root, "guideline"));
  JsonObject *approval = get_object (get_member (root, "approval"));
  JsonArray  *others = get_list (guideline, "otherSubjects");
  const char *id = get_string (guideline, "id");
  const char *title = get_string (guideline, "title");
  const char *status = get_string (approval, "status");

  if (id == NULL)
    return refuse (error, "guideline", "It has no id.");

  self->id = g_strdup (id);
  self->title = g_strdup (title != NULL ? title : id);
  self->version = g_strdup (get_string (guideline, "version"));
  self->status = g_strdup (status != NULL ? status : "draft");
  add_subject (self, get_object (get_member (guideline, "subject")));
  for (guint i = 0; i < json_array_get_length (others); i++)
    add_subject (self, get_element (others, i));

  return TRUE;
}

static JsonObject *
check_format (JsonNode *root,
              GError  **error)
{
  JsonObject *object = get_object (root);
  const char *version = get_string (object, "formatVersion");

  if (object == NULL || g_strcmp0 (get_string (object, "format"), "coverage-rules") != 0)
    {
      g_set_error_literal (error, PRECEPT_RULES_ERROR, PRECEPT_RULES_ERROR_NOT_RULES,
                           "This is JSON, but not the coverage rules of a guideline. Name a guideline, or what “precept publish --rules” wrote.");
      return NULL;
    }
  if (version == NULL || !g_str_has_prefix (version, "1."))
    {
      g_set_error (error, PRECEPT_RULES_ERROR, PRECEPT_RULES_ERROR_NOT_RULES,
                   "These are coverage rules of version %s, and this program knows version 1. Use a newer program, or publish the rules again.",
                   version != NULL ? version : "unknown");
      return NULL;
    }

  return object;
}

/**
 * precept_rules_new_from_json:
 * @bytes: the rule JSON of a guideline
 * @error: (nullable): where to store an error
 *
 * Reads rules that were published.
 *
 * The decisions are those of its criteria; its executable form gives the same,
 * and is not looked at.
 *
 * Returns: (transfer full) (nullable): the rules
 */
PreceptRules *
precept_rules_new_from_json (GBytes  *bytes,
                             GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (PreceptRules) self = NULL;
  g_autoptr (GError) parse_error = NULL;
  JsonObject *root;
  const char *language;
  const char *data;
  gsize       size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size == 0 || !g_utf8_validate (data, size, NULL) || !json_parser_load_from_data (parser, data, size, &parse_error))
    {
      g_autofree char *place = parse_error != NULL ? precept_json_dup_place (parse_error) : g_strdup ("");

      g_set_error (error, PRECEPT_RULES_ERROR, PRECEPT_RULES_ERROR_SYNTAX,
                   "%sThese are not rules in JSON. Publish the rules of the guideline again.", place);
      return NULL;
    }
  root = check_format (json_parser_get_root (parser), error);
  if (root == NULL)
    return NULL;

  language = get_string (get_object (get_member (root, "guideline")), "language");
  self = precept_rules_alloc (language != NULL ? language : "en-US");
  if (!read_identity (self, root, error) || !read_facts (self, root, error) || !read_precedence (self, root, error))
    return NULL;
  read_tables (self, root);
  if (!read_tree (self, root, "general", &self->general, error) || !read_indications (self, root, error))
    return NULL;
  read_other_uses (self, root);
  precept_rules_finish (self);

  return g_steal_pointer (&self);
}
