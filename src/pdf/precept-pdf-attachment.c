/* precept-pdf-attachment.c: files within a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-attachment.h"

#include "precept-pdf-syntax.h"

#include <string.h>

typedef struct
{
  char                  *name;
  char                  *mime_type;
  char                  *description;
  PreceptPdfRelationship relationship;
  GBytes                *data;
  guint                  object; /* of its file specification */
} Attachment;

/* PreceptPdfAttachments:
 *
 * Files that a PDF file carries along (ISO 32000-1, 7.11, and ISO 19005-3, 6.8).
 */
struct _PreceptPdfAttachments
{
  GArray *list; /* of Attachment */
};

static void
clear_attachment (gpointer data)
{
  Attachment *attachment = data;

  g_free (attachment->name);
  g_free (attachment->mime_type);
  g_free (attachment->description);
  g_bytes_unref (attachment->data);
}

PreceptPdfAttachments *
precept_pdf_attachments_new (void)
{
  PreceptPdfAttachments *self = g_new0 (PreceptPdfAttachments, 1);

  self->list = g_array_new (FALSE, TRUE, sizeof (Attachment));
  g_array_set_clear_func (self->list, clear_attachment);
  return self;
}

void
precept_pdf_attachments_free (PreceptPdfAttachments *self)
{
  g_array_unref (self->list);
  g_free (self);
}

/**
 * precept_pdf_attachments_add:
 * @self: attachments
 * @name: name of the file; one that is there already is replaced
 * @mime_type: what is in it
 * @description: (nullable): the same in words
 * @relationship: what it is to the document
 * @data: its content
 *
 * Adds a file.
 */
void
precept_pdf_attachments_add (PreceptPdfAttachments *self,
                             const char            *name,
                             const char            *mime_type,
                             const char            *description,
                             PreceptPdfRelationship relationship,
                             GBytes                *data)
{
  const Attachment added = { g_strdup (name), g_strdup (mime_type), g_strdup (description), relationship, g_bytes_ref (data), 0 };
  guint            i;

  for (i = 0; i < self->list->len; i++)
    if (strcmp (g_array_index (self->list, Attachment, i).name, name) == 0)
      {
        g_array_remove_index (self->list, i);
        break;
      }
  g_array_append_val (self->list, added);
}

static void
write_content (const Attachment *attachment,
               PreceptPdfFile   *file,
               guint             number,
               GDateTime        *date)
{
  g_autoptr (GString) entries = g_string_new ("/Type/EmbeddedFile/Subtype");
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, attachment->data); /* as the format asks for */
  gsize            size;
  gconstpointer    data = g_bytes_get_data (attachment->data, &size);

  precept_pdf_append_name (entries, attachment->mime_type);
  g_string_append (entries, "/Params<</Size ");
  precept_pdf_append_unsigned (entries, size);
  g_string_append_printf (entries, "/CheckSum<%s>", digest);
  if (date != NULL)
    {
      g_string_append (entries, "/ModDate");
      precept_pdf_append_date (entries, date);
    }
  g_string_append (entries, ">>");
  precept_pdf_file_add_stream (file, number, entries->str, data, size);
}

static void
write_attachment (Attachment     *attachment,
                  PreceptPdfFile *file,
                  GDateTime      *date)
{
  static const char *const relationships[] = { "Source", "Data", "Supplement" };
  g_autoptr (GString) out = g_string_new ("<</Type/Filespec/F");
  guint content = precept_pdf_file_reserve (file);

  write_content (attachment, file, content, date);
  precept_pdf_append_text (out, attachment->name, -1);
  g_string_append (out, "/UF");
  precept_pdf_append_text (out, attachment->name, -1);
  if (attachment->description != NULL)
    {
      g_string_append (out, "/Desc");
      precept_pdf_append_text (out, attachment->description, -1);
    }
  g_string_append_printf (out, "/AFRelationship/%s/EF<</F %u 0 R/UF %u 0 R>>>>", relationships[attachment->relationship], content, content);
  attachment->object = precept_pdf_file_reserve (file);
  precept_pdf_file_add_object (file, attachment->object, out);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const Attachment *x = *(const Attachment *const *)a;
  const Attachment *y = *(const Attachment *const *)b;

  return strcmp (x->name, y->name);
}

/**
 * precept_pdf_attachments_write:
 * @self: attachments
 * @file: where to write
 * @date: (nullable): when they were changed last
 * @files: where to append references to them, in the order in which they were added
 * @names: where to append the pairs of their name tree
 *
 * Writes the files.
 *
 * Returns: whether there are any
 */
gboolean
precept_pdf_attachments_write (PreceptPdfAttachments *self,
                               PreceptPdfFile        *file,
                               GDateTime             *date,
                               GString               *files,
                               GString               *names)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  guint i;

  for (i = 0; i < self->list->len; i++)
    {
      Attachment *attachment = &g_array_index (self->list, Attachment, i);

      write_attachment (attachment, file, date);
      if (i > 0)
        g_string_append_c (files, ' ');
      precept_pdf_append_reference (files, attachment->object);
      g_ptr_array_add (sorted, attachment);
    }
  g_ptr_array_sort (sorted, compare_names);
  for (i = 0; i < sorted->len; i++)
    {
      const Attachment *attachment = g_ptr_array_index (sorted, i);

      precept_pdf_append_bytes (names, attachment->name, strlen (attachment->name));
      precept_pdf_append_reference (names, attachment->object);
    }
  return self->list->len > 0;
}
