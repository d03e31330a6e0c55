/* precept-metadata.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-metadata.h"

#include <glib/gi18n.h>
#include <string.h>

static const PreceptMetadataField fields[] = {
  { N_ ("Guideline"), N_ ("Title"), "title" },
  { NULL, N_ ("Policy number"), "policy-number" },
  { NULL, N_ ("Version"), "version" },
  { NULL, N_ ("Publisher"), "publisher" },
  { NULL, N_ ("Owner"), "owner" },
  { N_ ("Subject"), N_ ("Brand name"), "subject/brand" },
  { NULL, N_ ("Generic name"), "subject/generic" },
  { N_ ("Dates, as year-month-day"), N_ ("Effective"), "effective" },
  { NULL, N_ ("Last review"), "last-review" },
  { NULL, N_ ("Next review"), "next-review" },
};

/* The order in which the grammar wants them. */
static const char *const metadata_order[] = { "title", "policy-number", "version", "status", "subject", "publisher", "line-of-business", "plan-type", "state", "owner", "effective", "last-review", "next-review", "related", "keyword", NULL };
static const char *const subject_order[] = { "brand", "generic", NULL };

const PreceptMetadataField *
precept_metadata_get_fields (guint *n_fields)
{
  *n_fields = G_N_ELEMENTS (fields);
  return fields;
}

static gboolean
has_node (PreceptDocument *document, const char *path)
{
  g_autofree char *text = precept_document_dup_text (document, path);

  return text != NULL;
}

/* The path of the first child of @parent that is called @name, or NULL. */
static char *
find_child (PreceptDocument *document, const char *parent, const char *name)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", parent, i);
      g_autofree char *found = precept_document_dup_element_name (document, path);

      if (g_strcmp0 (found, name) == 0)
        return g_steal_pointer (&path);
      if (found == NULL && !has_node (document, path))
        return NULL;
    }
}

char *
precept_metadata_dup_path (PreceptDocument *document, const char *element)
{
  g_auto (GStrv) names = g_strsplit (element, "/", -1);
  g_autofree char *path = find_child (document, "", "metadata");

  for (guint i = 0; path != NULL && names[i] != NULL; i++)
    {
      char *next = find_child (document, path, names[i]);

      g_free (path);
      path = next;
    }
  return g_steal_pointer (&path);
}

char *
precept_metadata_dup_value (PreceptDocument *document, const char *element)
{
  g_autofree char *path = precept_metadata_dup_path (document, element);
  char            *value = path != NULL ? precept_document_dup_text (document, path) : NULL;

  return value != NULL ? value : g_strdup ("");
}

static int
find_in_order (const char *const *order, const char *name)
{
  for (int i = 0; order[i] != NULL; i++)
    {
      if (g_strcmp0 (order[i], name) == 0)
        return i;
    }
  return -1;
}

/* Where a child called @name belongs: after the last that comes before it. */
static guint
find_position (PreceptDocument *document, const char *parent, const char *name, const char *const *order)
{
  int   rank = find_in_order (order, name);
  guint position = 0;

  for (guint i = 0;; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", parent, i);
      g_autofree char *found = precept_document_dup_element_name (document, path);

      if (found == NULL && !has_node (document, path))
        return position;
      if (found != NULL && find_in_order (order, found) >= 0 && find_in_order (order, found) < rank)
        position = i + 1;
    }
}

static PreceptStep *
make_insert (PreceptDocument *document, const char *element, const char *value)
{
  const char      *slash = strchr (element, '/');
  const char      *name = slash != NULL ? slash + 1 : element;
  g_autofree char *metadata = find_child (document, "", "metadata");
  g_autofree char *parent = NULL;
  g_autofree char *xml = g_markup_printf_escaped ("<%s>%s</%s>", name, value, name);

  if (metadata == NULL)
    return NULL;
  parent = slash != NULL ? find_child (document, metadata, "subject") : g_strdup (metadata);
  if (parent == NULL)
    return NULL;
  return precept_step_new_insert (parent, find_position (document, parent, name, slash != NULL ? subject_order : metadata_order), xml);
}

static PreceptStep *
make_remove (const char *path)
{
  const char      *slash = strrchr (path, '/');
  g_autofree char *parent = g_strndup (path, slash - path);

  return precept_step_new_remove (parent, atoi (slash + 1), 1);
}

/**
 * precept_metadata_set_value:
 * @session: an open document
 * @field: what to change
 * @value: its new value; empty to remove it
 * @error: where to store why it can't be changed
 *
 * Changes a field. What is typed into one field without a pause is one undo.
 */
gboolean
precept_metadata_set_value (PreceptSession *session, const PreceptMetadataField *field, const char *value, GError **error)
{
  PreceptDocument *document = precept_session_get_document (session);
  g_autofree char *stripped = g_strstrip (g_strdup (value));
  g_autofree char *old = precept_metadata_dup_value (document, field->element);
  g_autofree char *path = precept_metadata_dup_path (document, field->element);
  g_autofree char *key = g_strconcat ("field:", field->element, NULL);
  g_autofree char *selection = g_strdup_printf ("metadata/%s:0", field->element);
  g_autofree char *label = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;
  PreceptStep *step;
  gboolean     removes = *stripped == '\0' && !g_str_equal (field->element, "title");

  if (g_str_equal (stripped, old))
    return TRUE;
  /* Translators: what undo does; a field's name follows. */
  label = g_strdup_printf (_ ("Change %s"), _ (field->label));
  group = precept_step_group_new (label);
  if (path == NULL)
    step = make_insert (document, field->element, stripped);
  else if (removes)
    step = make_remove (path);
  else
    step = precept_step_new_set_text (path, stripped);
  if (step == NULL)
    {
      g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP, _ ("The guideline has no place for “%s”: fix its problems first."), _ (field->label));
      return FALSE;
    }
  precept_step_group_add (group, step);
  precept_step_group_set_selections (group, selection, selection);
  precept_step_group_set_merge_key (group, key);
  return precept_session_apply (session, group, error);
}
