// bench-logic.cjs: how many cases a second JsonLogic engines of others decide by the published steps
//
// Usage: bench-logic.cjs < a line {"rules": …}, then a line a case. One line an engine: its name and its cases a second,
// of the processor's time, reading the case from its text as our own program does.
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict'
const fs = require('fs')
const path = require('path')

const RUNS = 3
const modules = process.env.PRECEPT_NODE_MODULES
const jsonLogic = require(path.join(modules, 'json-logic-js'))
const { LogicEngine } = require(path.join(modules, 'json-logic-engine'))
const engine = new LogicEngine()
const runners = {
  'json-logic-js': step => facts => jsonLogic.apply(step.logic, facts),
  'json-logic-engine, compiled': step => engine.build(step.logic)
}

const lines = fs.readFileSync(0, 'utf8').split('\n').filter(line => line !== '')
const rules = JSON.parse(lines.shift()).rules

function run (program) {
  const start = process.cpuUsage()
  for (const line of lines) {
    const facts = JSON.parse(line)
    for (const [set, step] of program) facts[set] = step(facts)
  }
  const used = process.cpuUsage(start)
  return lines.length * 1e6 / (used.user + used.system)
}

for (const [name, prepare] of Object.entries(runners)) {
  const program = rules.executable.steps.map(step => [step.set, prepare(step)])
  const rates = Array.from({ length: RUNS }, () => run(program)).sort((a, b) => a - b)
  console.log(`${name}\t${Math.round(rates[Math.floor(RUNS / 2)])}`)
}
