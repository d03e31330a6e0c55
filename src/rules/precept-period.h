/* precept-period.h: spans of time as a guideline writes them, "6 months"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PERIOD_HOUR,
  PRECEPT_PERIOD_DAY,
  PRECEPT_PERIOD_WEEK,
  PRECEPT_PERIOD_MONTH,
  PRECEPT_PERIOD_YEAR,
} PreceptPeriodUnit;

typedef struct
{
  guint             number; /* at least 1 */
  PreceptPeriodUnit unit;
} PreceptPeriod;

gboolean    precept_period_parse (const char *text, PreceptPeriod *period); /* "6 months", or ISO 8601: "P6M" */
char       *precept_period_format (const PreceptPeriod *period);            /* "6 months" */
char       *precept_period_format_iso (const PreceptPeriod *period);        /* "P6M" */
const char *precept_period_unit_get_name (PreceptPeriodUnit unit);          /* "month" */
const char *precept_period_unit_get_ucum (PreceptPeriodUnit unit);          /* "mo" */

G_END_DECLS
