/**
 * Makes the mutations of tools/mutations/list.mjs in a temporary copy of the project, and prints what caught each. A mutation that
 * nothing catches fails, as does one whose text is no longer in its file. Takes a few minutes.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compiled, running } from './mutations/list.mjs'

const project = path.resolve(import.meta.dirname, '..')
const copy = mkdtempSync(path.join(tmpdir(), 'porchlight-mutations-'))
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: project,
  encoding: 'utf8',
})
for (const file of files.trim().split('\n'))
  cpSync(path.join(project, file), path.join(copy, file), { recursive: true, errorOnExist: false })
symlinkSync(path.join(project, 'node_modules'), path.join(copy, 'node_modules'))

const run = ([program, ...args]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy, encoding: 'utf8' })
  return { isCaught: status !== 0, text: `${stdout}${stderr}` }
}
const read = (file) => readFileSync(path.join(copy, file), 'utf8')
const lineOf = (text, part) => text.slice(0, text.indexOf(part)).split('\n').length

/** Makes an edit and returns the way back. */
function make({ file, find, replace }) {
  const before = read(file)
  if (!before.includes(find)) throw new Error(`${file} has no longer: ${find}`)
  writeFileSync(
    path.join(copy, file),
    before.replace(find, () => replace),
  )
  return () => writeFileSync(path.join(copy, file), before)
}

const outcomes = []
try {
  const undo = compiled.map(make)
  const { text } = run(['node_modules/.bin/tsc', '--noEmit'])
  const errors = [...text.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm)].map(([, file, line, code]) => ({
    file,
    line: Number(line),
    code,
  }))
  for (const { what, file, replace, at, reportedIn } of compiled) {
    const near = lineOf(read(file), at ?? replace)
    const error = errors.find((one) =>
      reportedIn ? one.file === reportedIn : one.file === file && Math.abs(one.line - near) <= 3,
    )
    outcomes.push({ what, by: error && `tsc: ${error.code}` })
  }
  for (const back of undo.reverse()) back()
  for (const { what, edits, command, says } of running) {
    const undo = edits.map(make)
    const { isCaught, text } = run(command)
    outcomes.push({
      what,
      by: isCaught && text.includes(says) ? (says === 'FAIL' ? command.at(-1) : says) : undefined,
    })
    for (const back of undo.reverse()) back()
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
for (const { what, by } of outcomes)
  console.log(`${by ? 'caught  ' : 'SURVIVED'}  ${what.padEnd(80)}  ${by ?? ''}`)
const survived = outcomes.filter(({ by }) => !by).length
console.log(`mutations: ${outcomes.length}, ${survived} survived`)
process.exitCode = survived > 0 ? 1 : 0
