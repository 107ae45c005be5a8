import { readFileSync } from 'node:fs'
import { recordEvents } from '@porchlight/contract/record-events.ts'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { ocsfEvent, type StreamedEntry } from './ocsf-event.ts'
import { syslogFrame } from './syslog-message.ts'

const schema = JSON.parse(readFileSync(new URL('ocsf.schema.json', import.meta.url), 'utf8'))
const isOcsf = new Ajv({ strict: false, allErrors: true }).compile(schema)

const actors = ['visitor', 'customer', 'csr', 'masquerade', 'integration', 'system']
const address = '203.0.113.7'
const typed = 'Mrs. Alvarez asked for it'
const entry = (event: string, actorKind: string): StreamedEntry => ({
  leafIndex: 41,
  recordEntryId: 97,
  atText: '2026-11-30T19:25:17.123456Z',
  event,
  action: 'mailing-address:change',
  actorKind,
  csrId: actorKind === 'csr' || actorKind === 'masquerade' ? 'amara.okafor' : null,
  webUserId: actorKind === 'visitor' || actorKind === 'system' ? null : 20_001,
  accountId: 1_000_000_001,
  masqueradeId: actorKind === 'masquerade' ? 'abcdefghijklmnopqrstuvwxyz' : null,
  clientId: actorKind === 'integration' ? 'payment-page' : null,
  taskId: event === 'changed' ? 7 : null,
  correlationId: '5f0c8a52-6d1c-4a7e-9d5e-0a5c6f0f8b11',
  reason: event === 'refused' ? 'role-may-not' : null,
  ipAddress: actorKind === 'system' ? null : address,
  givenReason: actorKind === 'csr' ? typed : null,
})
const stream = (hasValues: boolean) => ({
  origin: 'desk.utility.example/record',
  version: '0.2.0',
  hasValues,
})
const leaf = '{"account":1000000001}'

describe('each kind of line of each kind of actor is an event of the public OCSF schema', () => {
  test.each(recordEvents.flatMap((event) => actors.map((actor) => [event, actor] as const)))(
    '%s by a %s',
    (event, actor) => {
      for (const hasValues of [false, true]) {
        const made = JSON.parse(JSON.stringify(ocsfEvent(entry(event, actor), leaf, stream(hasValues))))
        expect(isOcsf(made), JSON.stringify(isOcsf.errors)).toBe(true)
      }
    },
  )
})

test('the schema refuses an event without its actor, and an attribute that OCSF does not have', () => {
  const { actor: _, ...without } = ocsfEvent(entry('read', 'csr'), leaf, stream(false))
  expect(isOcsf(without)).toBe(false)
  expect(isOcsf({ ...ocsfEvent(entry('read', 'csr'), leaf, stream(false)), csr: 'amara.okafor' })).toBe(false)
})

test('no address and no typed reason leaves unless the setting says so', () => {
  const text = (hasValues: boolean) =>
    JSON.stringify(ocsfEvent(entry('read', 'csr'), leaf, stream(hasValues)))
  for (const value of [address, typed]) {
    expect(text(false)).not.toContain(value)
    expect(text(true)).toContain(value)
  }
})

test('an event has actor, action, target, time and index in the record', () => {
  expect(ocsfEvent(entry('refused', 'masquerade'), leaf, stream(false))).toMatchObject({
    class_uid: 6003,
    type_uid: 600_399,
    activity_name: 'refused',
    severity_id: 2,
    status: 'Failure',
    status_code: 'role-may-not',
    time: Date.parse('2026-11-30T19:25:17.123Z'),
    metadata: {
      uid: 'desk.utility.example/record#41',
      sequence: 41,
      original_time: '2026-11-30T19:25:17.123456Z',
    },
    actor: { user: { uid: 'amara.okafor' }, session: { uid: 'abcdefghijklmnopqrstuvwxyz' } },
    api: { operation: 'mailing-address:change' },
    resources: [
      { type: 'account', uid: '1000000001' },
      { type: 'web-user', uid: '20001' },
      { type: 'masquerade', uid: 'abcdefghijklmnopqrstuvwxyz' },
    ],
    raw_data: leaf,
  })
  expect(ocsfEvent(entry('signed-out', 'csr'), leaf, stream(false))).toMatchObject({
    class_uid: 3002,
    type_uid: 300_202,
  })
})

test('a syslog message has RFC 5424’s header, and its length in bytes ahead', () => {
  const line = { leafIndex: 2_147_483_647, atText: '2026-11-30T19:25:17.123456Z', event: 'alert' }
  const frame = syslogFrame(line, 'desk.utility.example', '{"name":"Inês"}')
  const [, length, message = ''] = /^(\d+) (.+)$/s.exec(frame) ?? []
  expect(Number(length)).toBe(Buffer.byteLength(message))
  expect(message).toBe(
    '<108>1 2026-11-30T19:25:17.123456Z desk.utility.example porchlight - alert [meta sequenceId="1"] \ufeff{"name":"Inês"}',
  )
})
