/* random-guideline.c: guidelines drawn at random, with everything that rules may hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "random-case.h"

typedef struct
{
  GRand   *rand;
  GString *xml;
  guint    n_ids;
  guint    depth; /* of the criteria of a request */
  guint    n_indications;
} Generator;

static guint
draw (Generator *self,
      guint      limit)
{
  return g_rand_int_range (self->rand, 0, limit);
}

static void
write_leaf (Generator *self)
{
  static const char *const leaves[] = {
    "<age id='n-%u' at-least='%u'/>",
    "<age id='n-%u' more-than='2' at-most='1%u'/>",
    "<age id='n-%u' less-than='%u' unit='months'/>",
    "<diagnosis id='n-%u' of='disease %u'><code-ref table='dx'/></diagnosis>",
    "<diagnosis id='n-%u' of='disease %u'><code-ref table='dx' value='G12.21'/></diagnosis>",
    "<diagnosis id='n-%u' of='range %u'><code-ref table='ranges'/></diagnosis>",
    "<lab id='n-%u' fact='lab' at-least='%u' within='6 weeks'/>",
    "<lab id='n-%u' fact='lab' less-than='1%u' within='6 weeks'/>",
    "<lab id='n-%u' fact='lab' more-than='0.5' less-than='%u.25'/>",
    "<number-of id='n-%u' fact='count' at-least='%u' within='1 year'/>",
    "<number-of id='n-%u' fact='count' at-most='%u'/>",
    "<tried id='n-%u' fact='drug'><note id='note-%u'><p>Once.</p></note></tried>",
    "<tried id='n-%u' fact='drug' for-at-least='1%u weeks'/>",
    "<tried id='n-%u' fact='drug' for-at-least='1%u months' within='2 years'/>",
    "<prescriber id='n-%u'><specialty code='207K00000X'>specialist %u</specialty></prescriber>",
    "<prescriber id='n-%u' consultation='yes'><specialty>healer %u</specialty></prescriber>",
    "<is id='n-%u' fact='yes-%u'/>",
    "<is id='n-%u' fact='choice' value='option-%u option-1'/>",
    "<is id='n-%u' fact='code' value='code-%u'/>",
    "<criterion id='n-%u'><p>Something %u.</p></criterion>",
  };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (self->xml, leaves[draw (self, G_N_ELEMENTS (leaves))], ++self->n_ids, draw (self, 4));
#pragma GCC diagnostic pop
}

static void
write_tree (Generator *self,
            guint      depth)
{
  static const char *const operators[] = { "all", "any", "none", "at-least" };
  const char              *name = operators[draw (self, G_N_ELEMENTS (operators))];
  guint                    n_children = 1 + draw (self, 4);

  if (depth == 0 || draw (self, 3) == 0)
    {
      write_leaf (self);
      return;
    }

  g_string_append_printf (self->xml, "<%s id='n-%u'", name, ++self->n_ids);
  if (g_str_equal (name, "at-least"))
    g_string_append_printf (self->xml, " count='%u'", 1 + draw (self, n_children + 1));
  g_string_append (self->xml, ">");
  for (guint i = 0; i < n_children; i++)
    write_tree (self, depth - 1);
  g_string_append_printf (self->xml, "</%s>", name);
}

static void
write_request (Generator *self)
{
  static const char *const types[] = { "initial", "continuation", "any" };
  static const char *const limits[] = {
    "<limit id='l-%u' dose='1 mg' every='4 weeks' billing-code='J0001' billing-units='1%u'/>",
    "<limit id='l-%u' dose='1 mg' age-at-least='12' billing-code='J0001' billing-units='1%u'/>",
    "<limit id='l-%u' dose='1 mg' age-at-least='6' age-at-most='1%u' every='1 month' billing-code='J0002' billing-units='2'/>",
    "<limit id='l-%u' quantity='%u boxes'/>",
  };
  guint n_limits = draw (self, 4);

  g_string_append_printf (self->xml, "<request id='r-%u' type='%s' authorize-for='6 months'>", ++self->n_ids, types[draw (self, 3)]);
  write_tree (self, self->depth);
  for (guint i = 0; i < n_limits; i++)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_string_append_printf (self->xml, limits[draw (self, G_N_ELEMENTS (limits))], ++self->n_ids, draw (self, 4));
#pragma GCC diagnostic pop
    }
  g_string_append (self->xml, "</request>");
}

static void
write_indication (Generator *self)
{
  static const char *const determinations[] = {
    "medically-necessary-when-met", "not-medically-necessary", "experimental-investigational-unproven", "case-by-case-review"
  };
  static const char *const subjects[] = { "", " for='one'", " for='two'", " for='one two'", " for='three'" };
  gboolean                 has_requests = draw (self, 3) > 0;
  guint                    n_requests = 1 + draw (self, 2);

  self->n_ids++;
  g_string_append_printf (self->xml, "<indication id='i-%u'%s determination='%s'><title>Use %u</title>",
                          self->n_ids, subjects[draw (self, G_N_ELEMENTS (subjects))],
                          determinations[has_requests && draw (self, 4) > 0 ? 0 : draw (self, 4)], self->n_ids);
  if (draw (self, 4) > 0)
    {
      g_string_append (self->xml, "<applies-to>");
      write_tree (self, 1);
      g_string_append (self->xml, "</applies-to>");
    }
  for (guint i = 0; has_requests && i < n_requests; i++)
    write_request (self);
  if (!has_requests)
    g_string_append_printf (self->xml, "<position id='p-%u'><p>A position.</p></position>", ++self->n_ids);
  g_string_append (self->xml, "</indication>");
}

static void
write_tables (Generator *self)
{
  static const char *const billing[] = {
    "<code-table id='b-1' role='billing' for='one'><caption>One</caption><code system='HCPCS' value='J0001' use='product'/>"
    "<code system='CPT' value='96372' use='administration' only-with='J0001'/></code-table>"
    "<code-table id='b-2' role='billing' for='two three'><caption>Two</caption><code system='HCPCS' value='J0002' use='product'/></code-table>",
    "<code-table id='b-1' role='billing'><caption>All</caption><code system='CPT' value='01150' through='01199'/>"
    "<code system='CPT' value='0001M' through='0003M'/><code system='NDC' value='0001-0001-01'/><code system='REV' value='0110' through='0119'/></code-table>",
    "<code-table id='b-1' role='billing'><caption>All</caption><code system='ICD-10-PCS' value='3E0R300' through='3E0R3ZZ' use='procedure'/></code-table>",
    "<code-table id='b-1' role='billing'><caption>All</caption><code system='CPT' value='62322' use='administration' only-with='J0001'/></code-table>",
    "",
  };

  g_string_append (self->xml, "<billing-codes id='billing'>");
  g_string_append (self->xml, billing[draw (self, G_N_ELEMENTS (billing))]);
  g_string_append (self->xml, "<code-table id='dx' role='diagnosis'><caption>Dx</caption><code system='ICD-10-CM' value='G12.21'/>"
                              "<code system='ICD-10-CM' value='J45.50'/></code-table><code-table id='ranges' role='diagnosis'><caption>Dx</caption>"
                              "<code system='ICD-10-CM' value='C00' through='C09'/><code system='ICD-10-CM' value='U07.1'/></code-table></billing-codes>");
}

static char *
write_guideline (Generator *self)
{
  g_string_append (self->xml, "<guideline xmlns='urn:precept:guideline:1' id='random' xml:lang='en-US'><metadata><title>Random</title><status>draft</status>"
                              "<subject id='one' kind='drug'><brand>One</brand></subject><subject id='two' kind='drug'><brand>Two</brand></subject>"
                              "<subject id='three' kind='drug'/></metadata><coverage id='coverage'><precedence><governed-by id='contract'>a contract</governed-by>"
                              "<governed-by id='cms' only-for='medicare-advantage'>CMS</governed-by></precedence><facts>"
                              "<fact id='lab' kind='lab' unit='mg/dL'><name>lab</name></fact><fact id='count' kind='count'><name>event</name><plural>events</plural></fact>"
                              "<fact id='drug' kind='therapy'><name>a drug</name></fact><fact id='yes-0' kind='yes-no'><name>zero</name></fact>"
                              "<fact id='yes-1' kind='yes-no'><name>one</name></fact><fact id='yes-2' kind='yes-no'><name>two</name></fact>"
                              "<fact id='choice' kind='choice'><name>choice</name><option id='option-0'>Zero</option><option id='option-1'>One</option>"
                              "<option id='option-2'>Two</option></fact><fact id='code' kind='code'><name>code</name></fact></facts>");
  if (draw (self, 3) == 0)
    {
      g_string_append (self->xml, "<general>");
      write_tree (self, 1);
      g_string_append (self->xml, "</general>");
    }
  for (guint i = 0; i < self->n_indications; i++)
    write_indication (self);
  if (draw (self, 4) > 0)
    g_string_append_printf (self->xml, "<all-other-uses id='others'%s determination='%s'><p>Nothing else.</p></all-other-uses>",
                            draw (self, 2) == 0 ? "" : " for='one'", draw (self, 2) == 0 ? "experimental-investigational-unproven" : "case-by-case-review");
  g_string_append (self->xml, "</coverage>");
  write_tables (self);
  g_string_append (self->xml, "</guideline>");

  return g_string_free (self->xml, FALSE);
}

char *
random_guideline_new (GRand *rand)
{
  Generator self = { .rand = rand, .xml = g_string_new (NULL), .depth = 3 };

  self.n_indications = draw (&self, 4);

  return write_guideline (&self);
}

char *
random_guideline_new_deep (GRand *rand,
                           guint  depth,
                           guint  n_indications)
{
  Generator self = { .rand = rand, .xml = g_string_new (NULL), .depth = depth, .n_indications = n_indications };

  return write_guideline (&self);
}
