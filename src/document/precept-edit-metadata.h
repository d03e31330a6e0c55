/* precept-edit-metadata.h: changes of what a guideline says about itself, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-edit.h"

G_BEGIN_DECLS

/* Reading. A field is a child of the metadata, or of a subject: "policy-number"; @subject_id: NULL: of the metadata. */
char *precept_document_dup_metadata_path (PreceptDocument *document);                                        /* NULL: there is none */
char *precept_document_dup_field_path (PreceptDocument *document, const char *subject_id, const char *name); /* NULL: absent */
char *precept_document_dup_field (PreceptDocument *document, const char *subject_id, const char *name);      /* "" where absent */
GStrv precept_document_list_fields (PreceptDocument *document, const char *name);                            /* texts of all so named */
GStrv precept_document_list_field_paths (PreceptDocument *document, const char *name);
GStrv precept_document_list_subjects (PreceptDocument *document); /* ids */

/* Each gives back (transfer full) a group to apply, without steps where nothing changes; or NULL, and @error
 * (PRECEPT_DOCUMENT_ERROR_STEP) says why not. Nothing is changed before it is applied. */

/* "" removes the field; the title stays, and is empty. What is typed into one field is one undo. */
PreceptStepGroup *precept_edit_set_field (PreceptDocument *document, const char *subject_id, const char *name, const char *value, const char *label, GError **error);
/* All fields so named, in this order. */
PreceptStepGroup *precept_edit_set_fields (PreceptDocument *document, const char *name, const char *const *values, const char *label, GError **error);

PreceptStepGroup *precept_edit_add_subject (PreceptDocument *document, const char *kind, char **new_id, GError **error);
PreceptStepGroup *precept_edit_remove_subject (PreceptDocument *document, const char *id, GError **error); /* what is only about it, is then about all */
PreceptStepGroup *precept_edit_add_related (PreceptDocument *document, const char *kind, const char *text, GError **error);
PreceptStepGroup *precept_edit_remove_related (PreceptDocument *document, guint index, GError **error);

G_END_DECLS
