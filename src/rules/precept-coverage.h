/* precept-coverage.h: the coverage part as those see it who edit it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_COVERAGE_PART,
  PRECEPT_COVERAGE_GOVERNED_BY, /* what overrides the guideline */
  PRECEPT_COVERAGE_FACT,
  PRECEPT_COVERAGE_GENERAL, /* criteria of every request */
  PRECEPT_COVERAGE_PROSE,   /* blocks that follow each other */
  PRECEPT_COVERAGE_GROUP,   /* of indications */
  PRECEPT_COVERAGE_INDICATION,
  PRECEPT_COVERAGE_APPLIES_TO,
  PRECEPT_COVERAGE_POSITION, /* blocks, in place of criteria */
  PRECEPT_COVERAGE_REQUEST,
  PRECEPT_COVERAGE_JOIN,     /* criteria that count together: all, any, none, at-least */
  PRECEPT_COVERAGE_LEAF,     /* a coded criterion */
  PRECEPT_COVERAGE_SENTENCE, /* a criterion in words */
  PRECEPT_COVERAGE_LIMIT,
  PRECEPT_COVERAGE_OTHER_USES,
} PreceptCoverageKind;

typedef struct _PreceptCoverage PreceptCoverage;

/* One element, or one run of prose: read once, never changed. */
struct _PreceptCoverage
{
  PreceptCoverageKind kind;
  const char         *element;    /* interned; "age"; of PROSE that of what it stands in */
  char               *path;       /* owned; see precept-document.h; of PROSE that of what it stands in */
  char               *id;         /* owned; NULL: none */
  char               *title_path; /* owned; of its title; NULL: it has none */
  char               *title;      /* owned; without marks; NULL: it has none */
  char               *text;       /* owned; the sentence of a criterion or limit; how a JOIN counts; the line before the criteria of
                                   * GENERAL, APPLIES_TO and REQUEST; what FACT and GOVERNED_BY are called; else NULL */
  char            *note_path;     /* owned; of the note of a JOIN or LEAF; NULL: none */
  char            *note;          /* owned; its words */
  guint            number;        /* of a criterion among its own, from 1 */
  guint            count;         /* of at-least */
  guint            run;           /* PROSE: which one of what it stands in, from 0 */
  gboolean         is_said;       /* JOIN: the line before the criteria says how they count */
  gboolean         mandate;       /* has the mark itself */
  PreceptCoverage *parent;        /* borrowed; NULL: the part */
  GPtrArray       *children;      /* owned; of PreceptCoverage, in the document's order; never NULL */
};

PreceptCoverage *precept_coverage_new (PreceptDocument *document); /* NULL: the guideline has no such part */
void             precept_coverage_free (PreceptCoverage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptCoverage, precept_coverage_free)

PreceptCoverage *precept_coverage_find (PreceptCoverage *self, const char *path);                /* in @self; by path or id; NULL: not there */
PreceptCoverage *precept_coverage_child (PreceptCoverage *self, PreceptCoverageKind kind);       /* the first; NULL: none */
PreceptCoverage *precept_coverage_ancestor (PreceptCoverage *self, PreceptCoverageKind kind);    /* @self or around it; NULL: none */
gboolean         precept_coverage_is_criterion (PreceptCoverage *self);                          /* JOIN, LEAF or SENTENCE */
void             precept_coverage_count (PreceptCoverage *self, guint *n_coded, guint *n_total); /* leaves and sentences in it */

G_END_DECLS
