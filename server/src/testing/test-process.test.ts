import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProcess } from './test-process.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-process-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (script: string) => {
  const file = path.join(folder, 'script.mjs')
  writeFileSync(file, script)
  return startProcess(file, [], [])
}

test('fails at once with the message of a process that exits before it reports its outcome', async () => {
  const { child, until } = start("throw new Error('the worker found no database')")
  await expect(until(once(child, 'message'))).rejects.toThrow(
    /script\.mjs ended with 1: .*the worker found no database/s,
  )
})

test('gives the outcome of a process that goes on, and kills it', async () => {
  const { child, until, kill, ended } = start("setInterval(() => {}, 1000); process.send('loaded')")
  expect(await until(once(child, 'message'))).toEqual(['loaded', undefined])
  await kill()
  expect(await ended).toEqual({ code: null, signal: 'SIGKILL' })
})

test('does not count an exit of the process itself as a kill', async () => {
  const { kill, ended } = start('process.exitCode = 3; process.disconnect()')
  await ended
  await expect(kill()).rejects.toThrow('script.mjs ended with 3')
})
