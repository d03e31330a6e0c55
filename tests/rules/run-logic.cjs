// run-logic.cjs: the published steps on JsonLogic engines of others, against what our own program decides
//
// Usage: run-logic.cjs < what test-decision-properties prints
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict'
const path = require('path')
const readline = require('readline')

const modules = process.env.PRECEPT_NODE_MODULES
const jsonLogic = require(path.join(modules, 'json-logic-js'))
const { LogicEngine } = require(path.join(modules, 'json-logic-engine'))

const engine = new LogicEngine()
// Each runs one step on what is known, its own way.
const runners = {
  'json-logic-js': step => facts => jsonLogic.apply(step.logic, facts),
  'json-logic-engine': step => facts => engine.run(step.logic, facts),
  'json-logic-engine, compiled': step => engine.build(step.logic)
}

let programs = {}
let cases = 0
let guidelines = 0
const decisions = {}

function prepare (rules) {
  guidelines++
  programs = {}
  for (const [name, prepareStep] of Object.entries(runners)) {
    programs[name] = rules.executable.steps.map(step => [step.set, prepareStep(step)])
  }
}

function compare (expected) {
  cases++
  decisions[expected.decision] = (decisions[expected.decision] || 0) + 1
  for (const [name, program] of Object.entries(programs)) {
    const facts = { ...expected.facts }
    for (const [set, run] of program) facts[set] = run(facts)
    const differences = []
    const check = (key, found, wanted) => {
      if (JSON.stringify(found) !== JSON.stringify(wanted)) differences.push(`${key}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`)
    }
    check('@decision', facts['@decision'], expected.decision)
    check('@ask', facts['@ask'], expected.ask)
    check('@verify', facts['@verify'], expected.verify)
    // JSON has no negative zero, so that 0 and -0 are the same here.
    for (const [step, value] of Object.entries(expected.values)) check(step, facts[step], value)
    if (differences.length > 0) {
      console.log(`${name} on ${JSON.stringify(expected.facts)}\n  ${differences.join('\n  ')}`)
      process.exit(1)
    }
  }
}

async function main () {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const entry = JSON.parse(line)
    if (entry.rules) prepare(entry.rules)
    else compare(entry)
  }
  console.log(JSON.stringify({ guidelines, cases, decisions }))
}

main()
