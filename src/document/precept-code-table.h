/* precept-code-table.h: tables of codes, read for a screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* One row: a code, or a range of them. Ref-counted. Strings are owned; NULL where there is none. */
typedef struct
{
  char *path;  /* of its element */
  char *value; /* "" where it is missing */
  char *through;
  char *system;    /* as in the guideline: "ICD-10-CM"; "" where it is missing */
  char *use;       /* "product", "administration", "procedure", "supply" */
  char *only_with; /* codes that it counts with */
  char *description;
  char *note;
} PreceptCode;

PreceptCode *precept_code_new (const char *system, const char *value, const char *through, const char *description);
PreceptCode *precept_code_ref (PreceptCode *self);
void         precept_code_unref (PreceptCode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptCode, precept_code_unref)

typedef struct
{
  char      *id;
  char      *role; /* "billing" or "diagnosis" */
  char      *determination;
  char      *caption;
  GPtrArray *codes; /* of PreceptCode, in their order */
} PreceptCodeTable;

void precept_code_table_free (PreceptCodeTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptCodeTable, precept_code_table_free)

/* Of a part “billing-codes”, in their order. (transfer full) (element-type PreceptCodeTable) */
GPtrArray *precept_code_tables_read (PreceptDocument *document, const char *part_path);

G_END_DECLS
