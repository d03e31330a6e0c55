/* precept-pdf-attachment.c: files within a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-attachment.h"

#include "precept-pdf-syntax.h"

#include <string.h>

#define MIME_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+-"

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
 * @mime_type: what is in it; what is none in form is taken for "application/octet-stream"
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

/* Of the form that ISO 19005-3, 6.8, asks for: two words of a name's length together. */
static gboolean
is_mime_type (const char *type)
{
  gsize start = strspn (type, MIME_CHARACTERS);
  gsize rest = type[start] == '/' ? strspn (type + start + 1, MIME_CHARACTERS) : 0;

  return start > 0 && rest > 0 && type[start + 1 + rest] == '\0' && start + 1 + rest <= 127;
}

static void
write_content (const Attachment *attachment,
               PreceptPdfFile   *file,
               guint             number,
               GDateTime        *date)
{
  g_autoptr (GString) entries = g_string_new ("/Type/EmbeddedFile/Subtype");
  g_autoptr (GDateTime) unknown = g_date_time_new_from_unix_utc (0);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, attachment->data); /* as the format asks for */
  gsize            size;
  gconstpointer    data = g_bytes_get_data (attachment->data, &size);

  precept_pdf_append_name (entries, is_mime_type (attachment->mime_type) ? attachment->mime_type : "application/octet-stream");
  g_string_append (entries, "/Params<</Size ");
  precept_pdf_append_unsigned (entries, size);
  g_string_append_printf (entries, "/CheckSum<%s>", digest);
  g_string_append (entries, "/ModDate");
  /* ISO 19005-3, 6.8, wants a date; where none is known it is one that nobody takes for real. */
  precept_pdf_append_date (entries, date != NULL ? date : unknown);
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

/* The order of text strings: ASCII before the rest, which is in UTF-16 behind its mark. */
static int
compare_text (const char *a,
              const char *b)
{
  g_autofree gunichar2 *x = NULL;
  g_autofree gunichar2 *y = NULL;
  guint                 i;

  if (g_str_is_ascii (a) || g_str_is_ascii (b))
    return g_str_is_ascii (a) && g_str_is_ascii (b) ? strcmp (a, b) : g_str_is_ascii (a) ? -1
                                                                                         : 1;
  x = g_utf8_to_utf16 (a, -1, NULL, NULL, NULL);
  y = g_utf8_to_utf16 (b, -1, NULL, NULL, NULL);
  for (i = 0; x[i] != 0 && x[i] == y[i]; i++)
    ;
  return x[i] - y[i];
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const Attachment *x = *(const Attachment *const *)a;
  const Attachment *y = *(const Attachment *const *)b;

  return compare_text (x->name, y->name);
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

      precept_pdf_append_text (names, attachment->name, -1);
      precept_pdf_append_reference (names, attachment->object);
    }
  return self->list->len > 0;
}
