/* precept-date-entry.h: a field for a date, with a calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_DATE_ENTRY (precept_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (PreceptDateEntry, precept_date_entry, PRECEPT, DATE_ENTRY, GtkBox)

GtkWidget *precept_date_entry_new (const char *name); /* what the date is, for a screen reader: "Effective date" */
void       precept_date_entry_set_name (PreceptDateEntry *self, const char *name);
void       precept_date_entry_set_required (PreceptDateEntry *self, gboolean required); /* an empty field is wrong */

/* As a document has it: yyyy-mm-dd; what is no date is shown as it is. NULL or "": none. Emits nothing. Text that is
 * being typed and is no date yet stays, until another value is set. */
void        precept_date_entry_set_date (PreceptDateEntry *self, const char *date);
const char *precept_date_entry_get_date (PreceptDateEntry *self); /* "" where there is none */

char *precept_date_entry_dup_words (const char *date); /* "June 1, 2026", in the user's language */

/* Signal "date-changed" (PreceptDateEntry *): the user chose, typed or removed a date. */

G_END_DECLS
