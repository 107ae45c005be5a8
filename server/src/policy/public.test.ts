import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { Statement } from '#database/query.ts'

/**
 * Every statement that writes without a decision: before the pipeline knows the actor, from a public endpoint, or (counters,
 * the record) beside any decision. Every other write in the server requires a grant of its own action.
 */
const listed = [
  // who is asking: the use of a session, in sessions/identify.ts
  'open-customer-request',
  'open-desk-request',
  'open-masquerade-request',
  // the record's lines, whose attribution the database checks by the session's token
  'append-record',
  'raise-alert',
  // counters of attempts, which any action may use
  'take-attempt',
  'give-back-attempt',
  'note-failed-attempt',
  'note-failed-sign-in',
  // signing in, and the ends of sessions that come from outside
  'sign-customer-in',
  'insert-desk-session',
  'take-logout-token',
  'open-provisioning-request',
  'csr-of-subject',
  'take-claimed-groups',
  'raise-sign-in-alert',
  'arrive-masquerade',
  // mailed keys: each is used up by its statement, and names the holder in whose name the rest is decided
  'ask-for-password-reset',
  'reset-password',
  'confirm-email',
  'take-off-key-holder',
]

const source = path.resolve(import.meta.dirname, '..')

async function statements(): Promise<Statement[]> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|[/\\])queries\.ts$/.test(file),
  )
  const modules = await Promise.all(
    files.map(
      (file): Promise<Record<string, unknown>> => import(pathToFileURL(path.join(source, file)).href),
    ),
  )
  return modules.flatMap((module) =>
    Object.values(module).filter(
      (value): value is Statement & (() => unknown) => typeof value === 'function' && 'queryName' in value,
    ),
  )
}

test('only these statements write without a decision', async () => {
  const all = await statements()
  expect(all.length).toBeGreaterThan(200)
  const open = new Set(all.filter(({ kind }) => kind === 'public command').map(({ queryName }) => queryName))
  expect([...open].sort()).toEqual([...listed].sort())
})
