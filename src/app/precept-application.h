/* precept-application.h: the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_APPLICATION (precept_application_get_type ())
G_DECLARE_FINAL_TYPE (PreceptApplication, precept_application, PRECEPT, APPLICATION, AdwApplication)

PreceptApplication *precept_application_new (void);

void precept_application_open_file (PreceptApplication *self, GFile *file);         /* a guideline, or a text to import */
void precept_application_new_document (PreceptApplication *self, const char *kind); /* "drug", "procedure", "device" */

G_END_DECLS
