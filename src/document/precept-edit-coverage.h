/* precept-edit-coverage.h: edits of what is around criteria, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* As in precept-edit.h: (transfer full) a group to apply; or NULL, and @error says why not. */

/* Cards. @beside: (nullable): an indication or a group of them that the new one comes after; NULL: at the end, in the
 * group that is last. A new indication has one request with one empty criterion. */
PreceptStepGroup *precept_edit_add_indication (PreceptDocument *document, const char *beside, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_indication_group (PreceptDocument *document, const char *beside, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_other_uses (PreceptDocument *document, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_general (PreceptDocument *document, char **new_id, GError **error); /* @new_id: of its criterion */
/* Past the one before or after it; at the end of a group, out of it, and into one that is next. */
PreceptStepGroup *precept_edit_raise_card (PreceptDocument *document, const char *path, gboolean down, GError **error);
/* With all in it: an indication, a group, a request, a limit, applies-to, all other uses, a fact, … What must be there
 * stays, and @error says so. */
PreceptStepGroup *precept_edit_remove_card (PreceptDocument *document, const char *path, GError **error);

/* Parts of an indication. */
PreceptStepGroup *precept_edit_add_applies_to (PreceptDocument *document, const char *path, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_request (PreceptDocument *document, const char *path, const char *type, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_limit (PreceptDocument *document, const char *request_path, char **new_id, GError **error);
/* What a position says in words becomes the criteria of a request. */
PreceptStepGroup *precept_edit_position_to_request (PreceptDocument *document, const char *path, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_note (PreceptDocument *document, const char *path, PreceptInline *content, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_paragraph (PreceptDocument *document, const char *path, char **new_id, GError **error); /* in a group, or the part */
PreceptStepGroup *precept_edit_add_title (PreceptDocument *document, const char *path, char **title_path, GError **error);

/* Any attribute of any element; NULL or "" removes it. What is typed into one is one undo. */
PreceptStepGroup *precept_edit_set_attribute (PreceptDocument *document,
                                              const char      *path,
                                              const char      *name,
                                              const char      *value,
                                              const char      *label,
                                              GError         **error);

/* Facts and what governs. @field: "name", "plural", "question" or "statement"; an empty value removes it. */
PreceptStepGroup *precept_edit_add_fact (PreceptDocument *document, const char *kind, const char *name, char **new_id, GError **error);
PreceptStepGroup *precept_edit_set_fact_field (PreceptDocument *document, const char *path, const char *field, const char *value, GError **error);
PreceptStepGroup *precept_edit_add_fact_option (PreceptDocument *document, const char *path, const char *text, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_fact_code (PreceptDocument *document, const char *path, const char *system, const char *value, GError **error);
PreceptStepGroup *precept_edit_add_governed_by (PreceptDocument *document, const char *text, char **new_id, GError **error);
PreceptStepGroup *precept_edit_set_plain (PreceptDocument *document, const char *path, const char *text, const char *label, GError **error);

G_END_DECLS
