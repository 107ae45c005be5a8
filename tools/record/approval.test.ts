import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type ApprovalFacts,
  approvalNote,
  hashOfApproval,
} from '@porchlight/server/features/prepared-changes/approval-note.ts'
import { makeNoteKey, signerOf, signNote } from '@porchlight/server/features/the-record/index.ts'
import { afterAll, expect, test } from 'vitest'

const verifier = fileURLToPath(new URL('../verify-record.mjs', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-approval-'))
afterAll(() => rmSync(folder, { recursive: true }))

const record = 'desk.utility.example/record'
const key = makeNoteKey(record)
const next = makeNoteKey(record)
const stranger = makeNoteKey(record)
const signersOf = (...keys: { privateKey: string }[]) =>
  keys.map(({ privateKey }) => signerOf(record, privateKey))

const facts: ApprovalFacts = {
  account: 1_000_000_001,
  approvedAt: '2026-11-30T12:00:00.000Z',
  approvedBy: { userName: 'm.alvarez', webUser: 7 },
  change: {
    body: { line1: '9 Münster St', version: 2 },
    command: 'changeMailingAddress',
    note: 'As we said',
    params: { accountId: 1_000_000_001 },
    shown: [{ field: 'line1', kind: 'text', before: '12 Oak St', after: '9 Münster St', currency: null }],
  },
  madeTask: 12,
  preparedAt: '2026-11-29T12:00:00.000Z',
  preparedBy: 'amara.okafor',
  preparedTask: 11,
  record,
  request: 'b5a4e0c2-0000-4000-8000-000000000000',
}
const note = approvalNote(facts, { signers: signersOf(key) })

/** What the verifier says of a note, with this list of public keys. */
function verify(text: string, keys = `2026-01-01 ${key.vkey}\n`) {
  const list = path.join(folder, 'keys.pub')
  const file = path.join(folder, 'approval-11.approval')
  writeFileSync(list, keys)
  writeFileSync(file, text)
  const { stdout, status } = spawnSync(process.execPath, [verifier, list, file], { encoding: 'utf8' })
  return { said: stdout.trim(), status }
}

test('an approval is verified offline, and its hash is the one that the record has', () => {
  const { said, status } = verify(note)
  expect(status).toBe(0)
  expect(said).toContain('PROVED, approval of task 11')
  expect(said).toContain(hashOfApproval(note))
  expect(said).toContain('9 Münster St')
})

test('either key of a rotation verifies it, also after the first has ended; not one that ended before it', () => {
  const both = approvalNote(facts, { signers: signersOf(key, next) })
  expect(verify(both, `2026-11-01 ${next.vkey}\n`).status).toBe(0)
  expect(verify(note, `2026-01-01 2026-11-30 ${key.vkey}\n`).status).toBe(0)
  expect(verify(note, `2026-01-01 2026-11-29 ${key.vkey}\n`).said).toContain('had ended before the approval')
})

const spaced = signNote(
  `porchlight-approval/1\n${JSON.stringify(facts, null, 1).replaceAll('\n', '')}\n`,
  signersOf(key),
)
test.each<[string, string, string]>([
  ['a changed letter', note.replace('9 Münster', '8 Münster'), 'not signed by any'],
  ['another preparer', note.replace('amara.okafor', 'ines.ferreira'), 'not signed by any'],
  [
    'a key that the utility did not publish',
    approvalNote(facts, { signers: signersOf(stranger) }),
    'not signed by any',
  ],
  ['no signature', approvalNote(facts, { signers: [] }), 'not signed by any'],
  ['a form that is not canonical', spaced, 'not in its canonical form'],
  [
    'another signed text of the same key',
    signNote(`${record}\n7\nAAAA\n`, signersOf(key)),
    'not an approval of a prepared change',
  ],
  [
    'an approval of another installation',
    approvalNote({ ...facts, record: 'desk.other.example/record' }, { signers: signersOf(key) }),
    'another installation',
  ],
])('refuses %s', (_, text, why) => {
  const { said, status } = verify(text)
  expect(status).toBe(1)
  expect(said).toContain('NOT PROVED')
  expect(said).toContain(why)
})
