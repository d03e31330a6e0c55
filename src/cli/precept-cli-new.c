/* precept-cli-new.c: precept new
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-cli-resources.h"
#include "precept-cli.h"

#include <stdio.h>
#include <string.h>

/* A template is a whole guideline of one kind (data/templates). Its first two
 * elements are those of the metadata that a title changes. */
#define TITLE_PATH "guideline/0/0"
#define SUBJECT_PATH "subject"

static PreceptDocument *
load_template (const char *kind)
{
  g_autofree char *path = g_strdup_printf ("/precept/templates/%s.xml", kind);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PreceptDocument *document;

  precept_cli_register_resource ();
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return NULL;
  document = precept_document_new_from_bytes (bytes, &error);
  if (document == NULL)
    g_error ("The template %s is faulty: %s", path, error->message);

  return document;
}

/* "Qalsody (tofersen)" → "qalsody-tofersen". NULL: no letter that an id may have. */
static char *
dup_slug (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString         *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalpha (*p) || (g_ascii_isdigit (*p) && slug->len > 0))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len > 0)
    return g_string_free (slug, FALSE);

  g_string_free (slug, TRUE);
  return NULL;
}

/* A drug's title is its brand with the generic name in brackets, or either of them. */
static char *
dup_subject (const char *kind,
             const char *title)
{
  g_autofree char *brand = g_strdup (title);
  char            *bracket = strchr (brand, '(');
  char            *generic = NULL;

  if (strcmp (kind, "drug") != 0)
    return g_markup_printf_escaped ("<name>%s</name>", title);
  if (bracket == NULL || bracket == brand || !g_str_has_suffix (title, ")"))
    return g_markup_printf_escaped ("<generic>%s</generic>", title);

  generic = bracket + 1;
  generic[strlen (generic) - 1] = '\0';
  *bracket = '\0';

  return g_markup_printf_escaped ("<brand>%s</brand><generic>%s</generic>", g_strstrip (brand), g_strstrip (generic));
}

static gboolean
set_title (PreceptDocument *document,
           const char      *kind,
           const char      *title,
           GError         **error)
{
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Name the guideline");
  g_autofree char *slug = dup_slug (title);
  g_autofree char *subject = dup_subject (kind, title);

  precept_step_group_add (group, precept_step_new_set_text (TITLE_PATH, title));
  precept_step_group_add (group, precept_step_new_set_content (SUBJECT_PATH, subject));
  /* An id that a part of the template has is not free. */
  if (slug != NULL && !precept_document_has_id (document, slug))
    precept_step_group_add (group, precept_step_new_set_attribute ("guideline", "id", slug));

  return precept_document_apply (document, group, error);
}

PreceptCliStatus
precept_cli_new (int    argc,
                 char **argv)
{
  g_auto (GStrv) arguments = NULL;
  g_autofree char   *kind = NULL;
  g_autofree char   *output = NULL;
  g_autofree char   *title = NULL;
  gboolean           force = FALSE;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "What it is about: drug, procedure or device", "KIND" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The guideline to write", "FILE" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, "Its title; of a drug: \"Brand (generic)\"", "TITLE" },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, "Overwrite the file where it is there already", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments, NULL, NULL },
    { NULL }
  };
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (!precept_cli_parse (entries, NULL, "Starts a guideline from a template, with every usual part in its place.",
                          "“-” after -o is standard output.", &argc, &argv))
    return PRECEPT_CLI_FAILED;
  if (kind == NULL || output == NULL || arguments != NULL)
    {
      precept_cli_complain_usage (kind == NULL     ? "Say what the guideline is about, with --kind=drug, procedure or device."
                                  : output == NULL ? "Name the guideline to write, with -o FILE."
                                                   : "Name the file with -o FILE, and nothing else.");
      return PRECEPT_CLI_FAILED;
    }
  if (title != NULL && *g_strstrip (title) == '\0')
    g_clear_pointer (&title, g_free);

  document = load_template (kind);
  if (document == NULL)
    {
      precept_cli_complain_usage ("There is no template “%s”: use drug, procedure or device.", kind);
      return PRECEPT_CLI_FAILED;
    }
  if (!precept_cli_may_create (output, force))
    return PRECEPT_CLI_FAILED;
  if (title != NULL && !set_title (document, kind, title, &error))
    {
      precept_cli_complain_usage ("%s", error->message);
      return PRECEPT_CLI_FAILED;
    }

  bytes = precept_document_serialize (document);
  return precept_cli_write (output, bytes) ? PRECEPT_CLI_OK : PRECEPT_CLI_FAILED;
}
