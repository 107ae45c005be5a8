import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const tool = path.resolve('tools/features.mjs')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'features-'))
  const source = ['contract/src', 'server/src/features/lamps', 'server/src/policy']
  for (const workspace of ['portal', 'desk']) source.push(`${workspace}/src/features`, `${workspace}/src/app`)
  for (const place of source) mkdirSync(path.join(folder, place), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (file: string, text: string) =>
  writeFileSync(path.join(folder, 'server/src/features/lamps', file), text)
const run = (...args: string[]) =>
  spawnSync(process.execPath, [tool, ...args], { cwd: folder, encoding: 'utf8' })
const type = (variable: string, name: string) =>
  `export const ${variable} = taskType({\n  ...preset,\n${name}  retries: soon,\n})\n`
const report = type('lampReport', "  name: 'lamp-report',\n")

test('lists the names of the task types for the contract, in the order in which they are declared', () => {
  write('task-types.ts', report + type('newLamp', "  name: 'lamp-installation',\n"))
  expect(run().stderr).toBe('')
  expect(readFileSync(path.join(folder, 'contract/src/task-types.generated.ts'), 'utf8')).toContain(
    "export const taskTypes = [\n  'lamp-report',\n  'lamp-installation',\n] as const",
  )
  expect(run('--check').status).toBe(0)
})

test('refuses a list that is not what the features declare', () => {
  write('task-types.ts', report)
  run()
  write('task-types.ts', report + type('newLamp', "  name: 'lamp-installation',\n"))
  const { status, stderr } = run('--check')
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining('contract/src/task-types.generated.ts is not'),
  ])
})

test.each([
  ['two task types of one name', report, 'two declarations are named lamp-report'],
  ['a task type without a name', type('newLamp', ''), 'newLamp says no name'],
])('refuses %s', (_, more, reason) => {
  write('task-types.ts', report)
  write('more-task-types.ts', more)
  const { status, stderr } = run()
  expect(status).not.toBe(0)
  expect(stderr).toContain(reason)
})
