/* precept-analysis.h: criteria that say too much, or too little
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-rules.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_FINDING_NEVER,    /* no member meets the criterion */
  PRECEPT_FINDING_ALWAYS,   /* every member does */
  PRECEPT_FINDING_EXCLUDES, /* all are demanded, and it excludes the other */
  PRECEPT_FINDING_FORBIDS,  /* the other forbids what it demands */
  PRECEPT_FINDING_NOBODY,   /* it is a limit that is for no member who meets the criteria */
  PRECEPT_FINDING_OVERLAPS, /* one request can be both this one and the other */
  PRECEPT_FINDING_UNCLEAR,  /* it does not say enough for a machine, so that a person is asked */
  PRECEPT_FINDING_CONTRARY, /* an indication, and another that decides otherwise on the same use */
} PreceptFindingKind;

/* What is so of every case. */
typedef struct
{
  PreceptFindingKind kind;
  const xmlNode     *node;       /* borrowed */
  const xmlNode     *other;      /* borrowed; NULL: it is so by itself, or for no single reason */
  const char        *text;       /* borrowed from the rules: what @node says */
  const char        *other_text; /* what @other says */
} PreceptFinding;

/* @rules: of @document as it is. (transfer full) (element-type PreceptFinding) */
GArray *precept_analysis_find (PreceptDocument *document, PreceptRules *rules);

G_END_DECLS
