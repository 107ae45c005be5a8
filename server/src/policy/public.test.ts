import { expect, test } from 'vitest'
import { allStatements } from './statements.fixture.ts'

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
  'sign-customer-in-twice',
  'insert-desk-session',
  'take-logout-token',
  'open-provisioning-request',
  'csr-of-subject',
  'take-claimed-groups',
  'raise-sign-in-alert',
  'arrive-masquerade',
  // mailed keys: each is used up by its statement, and names the holder in whose name the rest is decided
  'ask-for-password-reset',
  'ask-for-registration',
  'register-web-user',
  'reset-password',
  'confirm-email',
  'notice-key-holder',
  'take-off-key-holder',
  'register-guest',
]

test('only these statements write without a decision', async () => {
  const all = await allStatements()
  expect(all.length).toBeGreaterThan(200)
  const open = new Set(all.filter(({ kind }) => kind === 'public command').map(({ queryName }) => queryName))
  expect([...open].sort()).toEqual([...listed].sort())
})
