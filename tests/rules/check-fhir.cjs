// check-fhir.cjs: published FHIR resources against validators of others, R4's invariants and what guidelines say
//
// Usage: check-fhir.cjs < lines of {"name": …, "bundle": …, "rules": …, "codes": [[system URI, code, through]…]}
//
// A line "broken": [what each is] in place of "name" holds bundles in each of which one thing was broken: the checks
// must find it.
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict'
const path = require('path')
const readline = require('readline')

const modules = process.env.PRECEPT_NODE_MODULES
const { Fhir } = require(path.join(modules, 'fhir'))
const schemas = require(path.join(modules, '@solarahealth', 'fhir-r4'))
const fhirpath = require(path.join(modules, 'fhirpath'))
const model = require(path.join(modules, 'fhirpath', 'fhir-context', 'r4'))

const fhir = new Fhir()

// R4's own constraints, by the path of what each is about: hl7.org/fhir/R4, "Constraints" of each resource.
const constraints = {
  Bundle: [
    ['bdl-7', 'entry.fullUrl.isDistinct()'],
    ['urls', 'entry.resource.url.isDistinct()'],
    ['ids', "entry.resource.select(type().name + '/' + id).isDistinct()"],
    ['element ids', 'entry.resource.ofType(PlanDefinition).descendants().id.isDistinct()'],
    ['types', "type = 'collection' and entry.resource.ofType(PlanDefinition).count() = 1 and entry.resource.ofType(Questionnaire).count() <= 1"],
    ['fullUrl', "entry.all(fullUrl.matches('^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'))"]
  ],
  'Bundle.entry.resource': [
    ['id', "id.matches('^[A-Za-z0-9.-]{1,64}$')"],
    ['name', "name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')"],
    ['dom-6', '`text`.`div`.exists()'],
    ['shareable', 'url.exists() and title.exists() and status.exists()']
  ],
  'Bundle.entry.resource.ofType(Questionnaire)': [
    ['que-2', 'descendants().linkId.isDistinct()'],
    ['items', 'item.exists()']
  ],
  'Bundle.entry.resource.ofType(Questionnaire).repeat(item)': [
    ['que-1', "(type='group' implies item.empty().not()) and (type='display' implies item.empty())"],
    ['que-3', "type!='display' or code.empty()"],
    ['que-4', 'answerOption.empty() or answerValueSet.empty()'],
    ['que-5', "(type='choice' or type='open-choice') or (answerOption.empty() and answerValueSet.empty())"],
    ['que-6', "type!='display' or (required.empty() and repeats.empty())"],
    ['que-9', "type!='display' or readOnly.empty()"],
    ['que-12', 'enableWhen.count() > 1 implies enableBehavior.exists()'],
    ['text', "type = 'group' or text.exists()"],
    ['answers', "(type='choice' or type='open-choice') implies (answerOption.exists() or answerValueSet.exists())"],
    ['unit', "extension.where(url = 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit').empty() or type = 'integer' or type = 'decimal'"]
  ],
  'Bundle.entry.resource.ofType(Questionnaire).repeat(item).enableWhen': [
    ['que-7', "operator = 'exists' implies (answer is boolean)"],
    ['operator', "operator in ('exists' | '=' | '!=' | '>' | '<' | '>=' | '<=')"]
  ],
  'Bundle.entry.resource.ofType(ValueSet).compose.include': [
    ['vsd-1', 'valueSet.exists() or system.exists()'],
    ['vsd-2', '(concept.exists() or filter.exists()) implies system.exists()'],
    ['vsd-3', 'concept.empty() or filter.empty()'],
    ['codes', 'concept.code.isDistinct()']
  ],
  'Bundle.entry.resource.ofType(CodeSystem)': [
    ['csd-1', 'concept.code.isDistinct()']
  ],
  'Bundle.entry.resource.ofType(PlanDefinition).action': [
    ['said', 'title.exists() and description.exists() and textEquivalent.exists() and reason.exists()'],
    ['condition', "condition.exists() and condition.all(kind = 'applicability')"],
    ['documentation', "documentation.exists() and documentation.all(type = 'documentation' or type = 'citation')"]
  ],
  'Bundle.entry.resource.ofType(PlanDefinition).action.condition.expression': [
    ['exp-1', 'expression.exists() and description.exists()'],
    ['language', "language = 'text/fhirpath'"],
    ['name', "name.exists() or expression = 'false'"]
  ]
}
const compiled = Object.entries(constraints).map(([where, rules]) => [where, fhirpath.compile(where, model),
  rules.map(([name, rule]) => [name, fhirpath.compile(rule, model)])])

const answerTypes = {
  boolean: 'answerBoolean', integer: 'answerInteger', decimal: 'answerDecimal', choice: 'answerCoding', 'open-choice': 'answerCoding', string: 'answerString'
}

function * walk (value, where = '') {
  yield [where, value]
  if (value !== null && typeof value === 'object') {
    for (const [key, child] of Object.entries(value)) yield * walk(child, `${where}/${key}`)
  }
}

function checkConstraints (bundle, faults) {
  for (const [where, find, rules] of compiled) {
    for (const node of find(bundle)) {
      for (const [name, rule] of rules) {
        if (rule(node)[0] !== true) faults.push(`${where} breaks ${name}: ${JSON.stringify(node).slice(0, 300)}`)
      }
    }
  }
}

function checkValidators (bundle, faults) {
  // This one takes false for a missing value.
  const read = JSON.parse(JSON.stringify(bundle), (key, value) => key === 'answerBoolean' ? true : value)
  for (const message of fhir.validate(read, { errorOnUnexpected: true }).messages) {
    if (message.severity === 'error' || message.severity === 'fatal') faults.push(`fhir: ${message.location}: ${message.message}`)
  }
  for (const { resource } of [...bundle.entry, { resource: { ...bundle, entry: undefined } }]) {
    const result = schemas[`create${resource.resourceType}Schema`]().safeParse(resource)
    if (!result.success) faults.push(`fhir-r4: ${resource.resourceType}: ${JSON.stringify(result.error.issues).slice(0, 300)}`)
  }
}

// FHIR has no empty strings, lists and objects, and no null.
function checkForm (bundle, faults) {
  for (const [where, value] of walk(bundle)) {
    if (value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)) faults.push(`${where} is empty`)
    if (typeof value === 'string' && where.endsWith('/code') && !/^\S+( \S+)*$/.test(value)) faults.push(`${where} is no code: “${value}”`)
  }
}

function checkReferences (bundle, faults) {
  const urls = new Map(bundle.entry.map(each => [each.resource.url, each.resource]))
  for (const [where, value] of walk(bundle)) {
    if (typeof value === 'string' && /\/(resource|answerValueSet|valueSet\/\d+|system)$/.test(where) && value.startsWith('urn:precept:fhir:') && !urls.has(value)) {
      faults.push(`${where} leads nowhere: ${value}`)
    }
    if (value && typeof value === 'object' && value.code && value.system && urls.has(value.system) && !urls.get(value.system).concept.some(each => each.code === value.code)) {
      faults.push(`${where}: ${value.system} has no ${value.code}`)
    }
  }
}

function checkQuestions (questionnaire, rules, faults) {
  const seen = new Map()
  const visit = items => {
    for (const item of items || []) {
      const isQuestion = item.type !== 'group' && item.type !== 'display'
      for (const when of item.enableWhen || []) {
        const asked = seen.get(when.question)
        const answer = Object.keys(when).find(key => key.startsWith('answer'))
        if (!asked) faults.push(`${item.linkId} waits for ${when.question}, which was not asked before`)
        else if (when.operator !== 'exists' && answer !== answerTypes[asked.type]) faults.push(`${item.linkId} compares ${when.question} (${asked.type}) with ${answer}`)
        else if (answer === 'answerCoding' && !when.answerCoding.system) faults.push(`${item.linkId} waits for a code without a system`)
        else if (answer === 'answerCoding' && asked.type === 'choice' && !asked.answerOption.some(each => each.valueCoding.code === when.answerCoding.code && each.valueCoding.system === when.answerCoding.system)) {
          faults.push(`${item.linkId} waits for ${when.answerCoding.code}, which ${when.question} does not offer`)
        }
      }
      if (isQuestion) seen.set(item.linkId, item)
      else if (!item.linkId.includes('.')) faults.push(`${item.linkId} may be the id of a fact`)
      visit(item.item)
    }
  }
  visit(questionnaire.item)

  // What the executable form looks at is what is asked; each fact by its own question, kind and unit.
  const used = new Set()
  for (const [where, value] of walk(rules.executable.steps)) {
    if (where.endsWith('/var') && typeof value === 'string' && !value.startsWith('@')) used.add(value)
  }
  const kinds = { 'yes-no': ['boolean'], number: ['integer', 'decimal'], choice: ['choice'], code: ['choice', 'open-choice', 'string'], 'code-list': ['open-choice', 'string'] }
  for (const fact of rules.facts) {
    const item = seen.get(fact.id)
    if (!item) {
      // The limits of requests that nobody can meet are looked at by the steps, but change nothing.
      const limits = rules.indications.flatMap(each => each.requests).filter(each => !each.criteria)
      if (used.has(fact.id) && !JSON.stringify(limits).includes(`"${fact.id}"`)) faults.push(`${fact.id} is not asked`)
      continue
    }
    seen.delete(fact.id)
    if (item.text !== fact.question) faults.push(`${fact.id} is asked as “${item.text}”, not “${fact.question}”`)
    if (!kinds[fact.kind].includes(item.type)) faults.push(`${fact.id} (${fact.kind}) is of type ${item.type}`)
    if ((fact.kind === 'code-list') !== (item.repeats === true)) faults.push(`${fact.id} repeats: ${item.repeats}`)
    const unit = (item.extension || []).find(each => each.url.endsWith('/questionnaire-unit'))
    if (fact.kind === 'number' && (unit.valueCoding.code !== fact.unit || unit.valueCoding.system !== 'http://unitsofmeasure.org')) faults.push(`${fact.id} is asked in ${JSON.stringify(unit)}`)
    if (fact.options && JSON.stringify(fact.options.map(each => [each.code, each.display])) !== JSON.stringify(item.answerOption.map(each => [each.valueCoding.code, each.valueCoding.display]))) {
      faults.push(`${fact.id} has other options`)
    }
    if (fact.window && !(item.item && item.item[0].linkId === `${fact.id}.help`)) faults.push(`${fact.id} does not say which value counts`)
  }
  for (const id of seen.keys()) faults.push(`${id} is no fact of the rules`)
}

function checkCodes (bundle, codes, faults) {
  const said = new Set(codes.flatMap(([system, first, last]) => [`${system} ${first}`, `${system} ${last || first}`]))
  const sets = bundle.entry.map(each => each.resource).filter(each => each.resourceType === 'ValueSet')
  const includes = sets.flatMap(each => each.compose ? each.compose.include : [])
  for (const include of includes) {
    for (const { code } of include.concept || []) {
      if (!said.has(`${include.system} ${code}`)) faults.push(`the guideline has no ${include.system} ${code}`)
    }
  }
  const has = (system, code) => includes.some(include => include.system === system &&
    ((include.concept || []).some(each => each.code === code) || (include.filter || []).some(each => new RegExp(`^(?:${each.value})$`).test(code.replace(/-/g, '')))))
  for (const [system, first, last] of codes) {
    for (const code of [first, last || first]) {
      if (!has(system, code)) faults.push(`no ValueSet has ${system} ${code}`)
    }
  }
}

function checkPlan (plan, rules, faults) {
  const texts = new Set()
  for (const [where, value] of walk(rules)) {
    if (/\/(text|position)$/.test(where)) for (const line of value.split('\n')) texts.add(line)
  }
  const actions = plan.action || []
  const requests = rules.indications.reduce((sum, each) => sum + Math.max(each.requests.length, 1), 0)
  if (actions.length !== requests) faults.push(`${actions.length} actions for ${requests} requests and positions`)
  for (const action of actions) {
    for (const line of action.textEquivalent.split('\n')) {
      if (!texts.has(line.replace(/^ *- /, ''))) faults.push(`the rules don't say “${line}”`)
    }
    if (action.documentation[0].citation !== action.textEquivalent) faults.push(`${action.title} is documented otherwise`)
    for (const condition of action.condition) {
      const text = condition.expression.description
      // What is requested, of which type and for which subject, the page has in tables and headings.
      const isCriterion = condition.expression.name !== undefined && !condition.expression.name.startsWith('-')
      if (isCriterion && !text.split('\n').every(line => texts.has(line))) faults.push(`the rules don't say “${text}”`)
      if (isCriterion && !action.textEquivalent.includes(text)) faults.push(`${action.title} leaves out “${text}”`)
      fhirpath.compile(condition.expression.expression, model)
    }
  }
  for (const one of rules.precedence) {
    if (!plan.usage.includes(one.text)) faults.push(`precedence is not said: “${one.text}”`)
  }
  if (rules.allOtherUses && !plan.usage.includes(rules.allOtherUses.text)) faults.push('the default is not said')
  const limits = rules.indications.flatMap(each => each.requests).flatMap(each => each.limits)
  for (const limit of limits) {
    if (!actions.some(each => each.description.split('\n').includes(limit.text))) faults.push(`a limit is not said: “${limit.text}”`)
  }
  const cited = (plan.relatedArtifact || []).filter(each => each.type === 'citation').map(each => each.citation)
  if (JSON.stringify(cited) !== JSON.stringify(rules.references.map(each => each.text))) faults.push('other references are cited')
  for (const [name, value] of [['version', rules.guideline.version], ['publisher', rules.guideline.publisher], ['title', rules.guideline.title]]) {
    if (plan[name] !== value) faults.push(`${name} is ${plan[name]}, not ${value}`)
  }
  const states = (plan.jurisdiction || []).map(each => each.text)
  if (JSON.stringify(states) !== JSON.stringify(rules.guideline.states || [])) faults.push(`states are ${states}`)
  if ((plan.effectivePeriod || {}).start !== rules.approval.effectiveFrom) faults.push('it holds from another day')
}

function check (entry, bundle) {
  const faults = []
  const plan = bundle.entry.map(each => each.resource).find(each => each.resourceType === 'PlanDefinition')
  const questionnaire = bundle.entry.map(each => each.resource).find(each => each.resourceType === 'Questionnaire')
  try {
    checkForm(bundle, faults)
    checkValidators(bundle, faults)
    checkConstraints(bundle, faults)
    checkReferences(bundle, faults)
    checkQuestions(questionnaire || { item: [] }, entry.rules, faults)
    if (entry.codes) checkCodes(bundle, entry.codes, faults)
    checkPlan(plan, entry.rules, faults)
  } catch (error) {
    faults.push(error.stack)
  }
  return faults
}

async function main () {
  let failures = 0
  const say = (passed, words) => {
    console.log(`${passed ? 'ok' : 'not ok'} - ${words}`)
    failures += !passed
  }
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const entry = JSON.parse(line)
    if (entry.broken) {
      for (const [what, bundle] of Object.entries(entry.broken)) say(check(entry, bundle).length > 0, `finds ${what}`)
    } else {
      const faults = check(entry, entry.bundle)
      say(faults.length === 0, `${entry.name}${faults.slice(0, 5).map(each => `\n  ${each}`).join('')}`)
    }
  }
  process.exit(failures > 0 ? 1 : 0)
}

main()
