/* precept-coverage-menu.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-coverage-menu.h"

#include <glib/gi18n.h>

#include "precept-grammar.h"

static void
append (GMenu *menu, const char *label, const char *path, const char *what)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "coverage.card", "(ss)", path, what);
  g_menu_append_item (menu, item);
}

static void
append_remove (GMenu *menu, const char *label, const char *path)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "coverage.remove", "s", path);
  g_menu_append_item (menu, item);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
append_determinations (GMenu *menu, const char *path)
{
  PreceptGrammar    *grammar = precept_grammar_get ();
  const char *const *choices = precept_grammar_get_choices (grammar, "indication", "determination");
  g_autoptr (GMenu) determinations = g_menu_new ();

  for (guint i = 0; choices[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (precept_grammar_get_choice_label (grammar, "indication", "determination", choices[i])), NULL);

      g_menu_item_set_action_and_target (item, "coverage.set", "(ssss)", path, "determination", choices[i], _ ("Change the determination"));
      g_menu_append_item (determinations, item);
    }
  g_menu_append_submenu (menu, _ ("Determination"), G_MENU_MODEL (determinations));
}

static gboolean
has_request (PreceptSession *session, PreceptCoverage *item, const char *type)
{
  for (guint i = 0; i < item->children->len; i++)
    {
      PreceptCoverage *child = g_ptr_array_index (item->children, i);
      g_autofree char *own = child->kind == PRECEPT_COVERAGE_REQUEST ? precept_document_dup_attribute (precept_session_get_document (session), child->path, "type") : NULL;

      if (g_strcmp0 (own, type) == 0)
        return TRUE;
    }
  return FALSE;
}

static GMenu *
new_indication_section (PreceptSession *session, PreceptCoverage *item)
{
  GMenu   *section = g_menu_new ();
  gboolean has_position = precept_coverage_child (item, PRECEPT_COVERAGE_POSITION) != NULL;

  append_determinations (section, item->path);
  if (precept_coverage_child (item, PRECEPT_COVERAGE_APPLIES_TO) == NULL)
    append (section, _ ("Say whom it applies to"), item->path, "applies-to");
  if (has_position)
    append (section, _ ("Make criteria of the text"), item->path, "criteria");
  if (!has_position && !has_request (session, item, "initial"))
    append (section, _ ("Add criteria of initial requests"), item->path, "initial");
  if (!has_position && !has_request (session, item, "continuation"))
    append (section, _ ("Add criteria of continuation requests"), item->path, "continuation");
  return section;
}

static void
append_request_removals (GMenu *menu, PreceptSession *session, PreceptCoverage *item)
{
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < item->children->len; i++)
    {
      PreceptCoverage *child = g_ptr_array_index (item->children, i);
      g_autofree char *type = NULL;

      if (child->kind == PRECEPT_COVERAGE_APPLIES_TO)
        append_remove (section, _ ("Remove whom it applies to"), child->path);
      if (child->kind != PRECEPT_COVERAGE_REQUEST)
        continue;
      type = precept_document_dup_attribute (precept_session_get_document (session), child->path, "type");
      append_remove (section, g_strcmp0 (type, "initial") == 0 ? _ ("Remove the initial request") : g_strcmp0 (type, "continuation") == 0 ? _ ("Remove the continuation request")
                                                                                                                                          : _ ("Remove the criteria of any request"),
                     child->path);
    }
  append_section (menu, section);
}

static void
append_types (GMenu *menu, PreceptSession *session, PreceptCoverage *item)
{
  static const struct
  {
    const char *type;
    const char *label;
  } types[] = {
    { "initial", N_ ("Initial requests") },
    { "continuation", N_ ("Continuation requests") },
    { "any", N_ ("Any request") },
  };

  for (guint i = 0; i < item->children->len; i++)
    {
      PreceptCoverage *child = g_ptr_array_index (item->children, i);
      g_autoptr (GMenu) submenu = NULL;
      g_autofree char *label = NULL;
      g_autofree char *type = NULL;

      if (child->kind != PRECEPT_COVERAGE_REQUEST)
        continue;
      submenu = g_menu_new ();
      type = precept_document_dup_attribute (precept_session_get_document (session), child->path, "type");
      for (guint j = 0; j < G_N_ELEMENTS (types); j++)
        {
          g_autoptr (GMenuItem) entry = g_menu_item_new (_ (types[j].label), NULL);

          g_menu_item_set_action_and_target (entry, "coverage.set", "(ssss)", child->path, "type", types[j].type, _ ("Change the type of request"));
          g_menu_append_item (submenu, entry);
          if (g_strcmp0 (types[j].type, type) == 0)
            /* Translators: %s is “Initial requests”; a menu with other types follows */
            label = g_strdup_printf (_ ("“%s” are for…"), _ (types[j].label));
        }
      g_menu_append_submenu (menu, label != NULL ? label : _ ("Requests"), G_MENU_MODEL (submenu));
    }
}

/**
 * precept_coverage_menu_new:
 * @session: an open document
 * @item: an indication, a group of them, general criteria or all other uses
 *
 * Makes the menu of a card, of what may be done with it now.
 */
GMenuModel *
precept_coverage_menu_new (PreceptSession *session, PreceptCoverage *item)
{
  GMenu *menu = g_menu_new ();
  GMenu *section = item->kind == PRECEPT_COVERAGE_INDICATION ? new_indication_section (session, item) : g_menu_new ();

  if (item->kind == PRECEPT_COVERAGE_INDICATION)
    append_types (section, session, item);
  if (item->kind == PRECEPT_COVERAGE_OTHER_USES)
    append_determinations (section, item->path);
  if (item->kind == PRECEPT_COVERAGE_GROUP)
    {
      append (section, _ ("Add an indication to it"), item->path, "indication");
      append (section, _ ("Add a paragraph"), item->path, "paragraph");
    }
  if (item->title_path == NULL)
    append (section, _ ("Add a heading"), item->path, "title");
  append_section (menu, section);
  if (item->kind == PRECEPT_COVERAGE_INDICATION || item->kind == PRECEPT_COVERAGE_GROUP)
    {
      section = g_menu_new ();
      append (section, _ ("Move up"), item->path, "up");
      append (section, _ ("Move down"), item->path, "down");
      append_section (menu, section);
    }
  if (item->kind == PRECEPT_COVERAGE_INDICATION)
    append_request_removals (menu, session, item);
  section = g_menu_new ();
  append_remove (section, item->kind == PRECEPT_COVERAGE_INDICATION ? _ ("Remove this indication") : item->kind == PRECEPT_COVERAGE_GROUP ? _ ("Remove this group and all in it")
                                                                                                                                          : _ ("Remove"),
                 item->path);
  append_section (menu, section);
  return G_MENU_MODEL (menu);
}
