// fill-form.cjs: the published Questionnaire and PlanDefinition, filled in and evaluated as a reader of FHIR does,
// against what our own program decides and asks
//
// Usage: fill-form.cjs < what print-form prints
//
// - No question is hidden that can still change the decision, nor one to verify: neither by all facts of a case, nor by
//   those that the form keeps (answers to disabled questions are dropped).
// - What the form keeps leads to the same decision, or to one of its questions.
// - The conditions of actions (FHIRPath) have the values of the criteria.
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict'
const path = require('path')
const readline = require('readline')

const modules = process.env.PRECEPT_NODE_MODULES
const jsonLogic = require(path.join(modules, 'json-logic-js'))
const fhirpath = require(path.join(modules, 'fhirpath'))
const model = require(path.join(modules, 'fhirpath', 'fhir-context', 'r4'))

const codeForms = [
  ['http://hl7.org/fhir/sid/ndc', /^(\d{11}|\d{5}-\d{4}-\d{2})$/],
  ['https://www.nubc.org/CodeSystem/RevenueCodes', /^\d{4}$/],
  ['http://www.ama-assn.org/go/cpt', /^\d{4}[0-9FMTU]$/],
  ['http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', /^[A-V]\d{4}$/],
  ['http://hl7.org/fhir/sid/icd-10-cm', /^[A-Z]\d[0-9AB](\..+)?$/],
  ['http://www.cms.gov/Medicare/Coding/ICD10', /^[0-9A-HJ-NP-Z]{7}$/]
]

let form
let rules
let conditions
const counts = { guidelines: 0, cases: 0, asked: 0, hidden: 0, needless: 0, open: 0, paths: 0 }

function fail (what, entry) {
  console.log(`${rules.guideline.id}: ${what}\n  ${JSON.stringify(entry.facts)}\n  ask ${entry.ask} verify ${entry.verify} decision ${entry.decision}`)
  process.exit(1)
}

function prepare (entry) {
  counts.guidelines++
  rules = entry.rules
  const resources = entry.fhir.entry.map(each => each.resource)
  form = resources.find(each => each.resourceType === 'Questionnaire') || { item: [] }
  const plan = resources.find(each => each.resourceType === 'PlanDefinition')
  const found = new Map()
  for (const action of plan.action || []) {
    for (const condition of action.condition || []) {
      if (condition.expression.name !== undefined) found.set(condition.expression.name, condition.expression.expression)
    }
  }
  conditions = [...found].map(([id, expression]) => [id, fhirpath.compile(expression, model)])
}

// A value of a case as answers of FHIR: [type, value] each.
function toAnswers (item, value) {
  const toCoding = code => {
    const option = (item.answerOption || []).find(each => each.valueCoding.code === code)
    const form = codeForms.find(each => each[1].test(code))
    return ['valueCoding', option ? { ...option.valueCoding } : { system: form && form[0], code }]
  }
  if (item.type === 'boolean') return [['valueBoolean', value]]
  if (item.type === 'integer') return [['valueInteger', value]]
  if (item.type === 'decimal') return [['valueDecimal', value]]
  if (item.type === 'string') return [].concat(value).map(each => ['valueString', each])
  return [].concat(value).map(toCoding)
}

function isEqual (answer, wanted) {
  return wanted.code !== undefined ? answer.code === wanted.code && answer.system === wanted.system : answer === wanted
}

const comparisons = {
  '=': isEqual,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b
}

// Readers of R4 differ in what "!=" is without an answer: true, as its definition says, or false.
function isTrue (when, kept, emptyDiffers) {
  const answers = (kept.get(when.question) || []).map(each => each[1])
  const wanted = when[Object.keys(when).find(key => key.startsWith('answer'))]
  if (when.operator === 'exists') return (answers.length > 0) === wanted
  if (when.operator === '!=') return answers.length > 0 ? !answers.some(each => isEqual(each, wanted)) : emptyDiffers
  return answers.some(each => comparisons[when.operator](each, wanted))
}

// From top to bottom: the questions that are enabled, the answers that are kept, and the response that they make.
function fill (facts, emptyDiffers) {
  const enabled = new Set()
  const kept = new Map()
  const visit = items => {
    const filled = []
    for (const item of items || []) {
      const values = (item.enableWhen || []).map(when => isTrue(when, kept, emptyDiffers))
      const isEnabled = values.length === 0 || (item.enableBehavior === 'any' ? values.includes(true) : !values.includes(false))
      if (!isEnabled) continue
      if (item.type === 'group') {
        const inner = visit(item.item)
        if (inner.length > 0) filled.push({ linkId: item.linkId, item: inner })
      } else if (item.type !== 'display') {
        enabled.add(item.linkId)
        const answers = facts[item.linkId] !== undefined && facts[item.linkId] !== null ? toAnswers(item, facts[item.linkId]) : []
        if (answers.length > 0) {
          kept.set(item.linkId, answers)
          filled.push({ linkId: item.linkId, answer: answers.map(([type, value]) => ({ [type]: value })) })
        }
      }
    }
    return filled
  }
  const item = visit(form.item)
  return { enabled, kept, response: { resourceType: 'QuestionnaireResponse', status: 'completed', item } }
}

function decide (facts) {
  const known = { ...facts }
  for (const step of rules.executable.steps) known[step.set] = jsonLogic.apply(step.logic, known)
  return { decision: known['@decision'], ask: known['@ask'], verify: known['@verify'] }
}

// What takes precedence for one line of business only is not asked of others; a case may tell it all the same.
function isOdd (facts) {
  return rules.precedence.some(each => each.onlyFor && facts[each.fact] === true && facts['line-of-business'] && facts['line-of-business'] !== each.onlyFor)
}

// A list that is known to have no codes in it: a form can't tell it from no answer.
function hasNoCodes (facts) {
  return Object.values(facts).some(each => Array.isArray(each) && each.length === 0)
}

function checkPaths (entry, filled) {
  for (const [id, run] of conditions) {
    const found = run(filled.response)
    const value = found.length === 0 ? 0 : found[0] === true ? 1 : -1
    counts.paths++
    if (value !== entry.values['@' + id]) fail(`condition ${id} is ${value}, not ${entry.values['@' + id]}`, entry)
  }
}

function check (entry) {
  counts.cases++
  for (const emptyDiffers of [true, false]) {
    const { enabled, kept } = fill(entry.facts, emptyDiffers)
    const known = Object.fromEntries(Object.entries(entry.facts).filter(each => kept.has(each[0])))
    const hides = (what, asked) => {
      for (const id of asked) {
        if (!enabled.has(id)) fail(`${id} is hidden, but ${what} (“!=” without an answer is ${emptyDiffers})`, entry)
      }
    }
    if (!hasNoCodes(entry.facts)) {
      hides('it can still change the decision', entry.ask)
      hides('it is to be verified', entry.verify)
    }
    const now = Object.keys(known).length === Object.keys(entry.facts).length ? entry : decide(known)
    hides('it can still change the decision by what the form keeps', now.ask)
    hides('it is to be verified by what the form keeps', now.verify)
    // An answer that was given before its question came up is not kept, so that the form may ask where all facts decide.
    const asks = now.decision === 'needs-information' && now.ask.length > 0
    if (now.decision !== entry.decision && !asks && !isOdd(entry.facts)) fail(`the form keeps ${JSON.stringify(known)}, which leads to ${now.decision}`, entry)
    counts.open += now.decision !== entry.decision && emptyDiffers
    if (!emptyDiffers) continue
    counts.asked += entry.ask.length
    counts.hidden += rules.facts.filter(each => !enabled.has(each.id)).length
    counts.needless += [...enabled].filter(id => !kept.has(id) && !entry.ask.includes(id) && !entry.verify.includes(id)).length
  }
  // A response may hold the answers to disabled questions too; the conditions are about all that is known.
  if (counts.cases % 5 === 0 && !hasNoCodes(entry.facts)) {
    const all = []
    const visit = items => {
      for (const item of items || []) {
        visit(item.item)
        const value = entry.facts[item.linkId]
        if (value !== undefined && value !== null) {
          all.push({ linkId: item.linkId, answer: toAnswers(item, value).map(([type, answer]) => ({ [type]: answer })) })
        }
      }
    }
    visit(form.item)
    checkPaths(entry, { response: { resourceType: 'QuestionnaireResponse', status: 'completed', item: all } })
  }
}

async function main () {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const entry = JSON.parse(line)
    if (entry.rules) prepare(entry)
    else check(entry)
  }
  console.log(JSON.stringify(counts))
}

main()
