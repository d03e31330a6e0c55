/* precept-document.c: one guideline in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-document.h"

#include "precept-canonical.h"
#include "precept-document-private.h"
#include "precept-parser.h"
#include "precept-xml-private.h"

/**
 * PreceptDocument:
 *
 * A guideline: a tree that many read and only steps write to.
 *
 * The tree belongs to one thread. Give another thread a copy.
 */

G_DEFINE_FINAL_TYPE (PreceptDocument, precept_document, G_TYPE_OBJECT)
G_DEFINE_QUARK (precept_document_error, precept_document_error)

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_MODIFIED,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint       signals[N_SIGNALS];

static void
precept_document_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PreceptDocument *self = PRECEPT_DOCUMENT (object);

  switch (property_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, precept_document_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, precept_document_can_redo (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, precept_document_get_modified (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
precept_document_finalize (GObject *object)
{
  PreceptDocument *self = PRECEPT_DOCUMENT (object);

  g_clear_pointer (&self->history, precept_history_free);
  g_clear_pointer (&self->index, precept_id_index_free);
  g_clear_pointer (&self->tree, xmlFreeDoc);
  g_free (self->title);
  g_free (self->language);

  G_OBJECT_CLASS (precept_document_parent_class)->finalize (object);
}

static void
precept_document_class_init (PreceptDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = precept_document_get_property;
  object_class->finalize = precept_document_finalize;

  /**
   * PreceptDocument:can-undo:
   *
   * Whether there is something to undo.
   */
  properties[PROP_CAN_UNDO] =
    g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * PreceptDocument:can-redo:
   *
   * Whether there is something to redo.
   */
  properties[PROP_CAN_REDO] =
    g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * PreceptDocument:modified:
   *
   * Whether the document is not as it was last saved or read.
   */
  properties[PROP_MODIFIED] =
    g_param_spec_boolean ("modified", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * PreceptDocument::changed:
   * @self: a document
   * @change: what changed
   *
   * Emitted after each group of steps, each undo and each redo.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, PRECEPT_TYPE_CHANGE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
precept_document_init (PreceptDocument *self)
{
  self->history = precept_history_new ();
}

static PreceptDocument *
new_for_tree (xmlDoc *tree)
{
  PreceptDocument *self = g_object_new (PRECEPT_TYPE_DOCUMENT, NULL);

  self->tree = tree;
  self->index = precept_id_index_new (xmlDocGetRootElement (tree));

  return self;
}

/**
 * precept_document_new_from_bytes:
 * @bytes: a file
 * @error: (nullable): where to store an error
 *
 * Reads a guideline, which anybody may have written.
 *
 * Fails with %PRECEPT_DOCUMENT_ERROR. Whether the guideline is right is not a matter of
 * reading it, but of checks.
 *
 * Returns: (transfer full) (nullable): the document
 */
PreceptDocument *
precept_document_new_from_bytes (GBytes  *bytes,
                                 GError **error)
{
  xmlDoc *tree;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  tree = precept_parser_parse (bytes, error);
  if (tree == NULL)
    return NULL;

  precept_normalize_tree (tree);

  return new_for_tree (tree);
}

/**
 * precept_document_new_take_tree:
 * @tree: (transfer full): a tree made in code
 * @error: (nullable): where to store an error
 *
 * Makes a document of a tree, as if it had been written to a file and read.
 *
 * Fails with %PRECEPT_DOCUMENT_ERROR, for example where a text holds a character that
 * no file can. The tree is gone then as well.
 *
 * Returns: (transfer full) (nullable): the document
 */
PreceptDocument *
precept_document_new_take_tree (xmlDoc  *tree,
                                GError **error)
{
  g_autoptr (xmlDoc) owned = tree;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (tree != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (xmlDocGetRootElement (tree) == NULL)
    {
      g_set_error_literal (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_EMPTY, "The tree has no root element.");
      return NULL;
    }

  /* Writing and reading it is what proves that it can be saved. */
  precept_normalize_tree (tree);
  bytes = precept_canonical_write (tree);

  return precept_document_new_from_bytes (bytes, error);
}

/**
 * precept_document_copy:
 * @self: a document
 *
 * Returns: (transfer full): a document of the same content without a history, for another thread to read
 */
PreceptDocument *
precept_document_copy (PreceptDocument *self)
{
  xmlDoc *tree;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  /* The copy may not share the dictionary: looking up in it is not thread-safe. */
  tree = xmlCopyDoc (self->tree, 1);
  g_assert (tree->dict == NULL);
  tree->dict = xmlDictCreate ();

  return new_for_tree (tree);
}

/**
 * precept_document_serialize:
 * @self: a document
 *
 * Returns: (transfer full): the document as a file in canonical form
 */
GBytes *
precept_document_serialize (PreceptDocument *self)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  return precept_canonical_write (self->tree);
}

/**
 * precept_document_get_title:
 * @self: a document
 *
 * Returns: the guideline's title, "" where it has none; valid until the document changes
 */
const char *
precept_document_get_title (PreceptDocument *self)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  if (self->title == NULL)
    {
      xmlNode *metadata = precept_node_child (precept_document_get_root (self), "metadata");

      self->title = precept_node_dup_text (precept_node_child (metadata, "title"));
    }

  return self->title;
}

/**
 * precept_document_get_language:
 * @self: a document
 *
 * Returns: the root element's xml:lang, "en-US" where it has none; valid until the document changes
 */
const char *
precept_document_get_language (PreceptDocument *self)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  if (self->language == NULL)
    {
      self->language = precept_node_dup_attribute (precept_document_get_root (self), "xml:lang");
      if (self->language == NULL || *self->language == '\0')
        {
          g_free (self->language);
          self->language = g_strdup ("en-US");
        }
    }

  return self->language;
}

/*
 * precept_document_emit_changed:
 * @self: a document
 * @change: what changed
 *
 * Tells everyone.
 */
void
precept_document_emit_changed (PreceptDocument *self,
                               PreceptChange   *change)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->language, g_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, change);
}

/*
 * precept_document_notify_history:
 * @self: a document
 *
 * Tells those who watch what can be undone, redone and saved.
 */
void
precept_document_notify_history (PreceptDocument *self)
{
  const gboolean values[] = {
    precept_document_can_undo (self),
    precept_document_can_redo (self),
    precept_document_get_modified (self),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == N_PROPERTIES - 1);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (values[i] == self->notified[i])
        continue;
      self->notified[i] = values[i];
      g_object_notify_by_pspec (G_OBJECT (self), properties[i + 1]);
    }
}

/*
 * precept_document_set_log:
 * @self: a document
 * @log: (nullable): hears of each group, undo and redo, before the changed signal
 * @data: for @log
 *
 * Sets who writes down what happens to a document.
 */
void
precept_document_set_log (PreceptDocument   *self,
                          PreceptDocumentLog log,
                          gpointer           data)
{
  self->log = log;
  self->log_data = data;
}
