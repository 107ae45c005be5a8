import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commitmentOf, type EntryFacts, leafText, saltFor } from './leaf.ts'

const facts: EntryFacts = {
  recordEntryId: 7,
  atText: '2026-11-30T08:09:10.123456Z',
  event: 'changed',
  action: 'mailing-address:change',
  actorKind: 'masquerade',
  csrId: 'amara.okafor',
  webUserId: 12,
  accountId: 1_000_000_016,
  masqueradeId: 'm1',
  clientId: null,
  taskId: 5,
  correlationId: '9b2d7a9e-0000-4000-8000-000000000001',
  reason: null,
  details: {},
}
const salt = Buffer.alloc(32, 1)

test('a leaf is canonical JSON with the facts that the entry has, and hashes of what may be erased', () => {
  const ip = createHash('sha256')
    .update(Buffer.concat([salt, Buffer.from('192.0.2.1')]))
    .digest('hex')
  expect(leafText(facts, { ipAddress: { value: '192.0.2.1', salt }, givenReason: null })).toBe(
    `{"account":1000000016,"action":"mailing-address:change","actor":"masquerade","at":"2026-11-30T08:09:10.123456Z",` +
      `"csr":"amara.okafor","entry":7,"event":"changed","ipHash":"${ip}","masquerade":"m1",` +
      `"request":"9b2d7a9e-0000-4000-8000-000000000001","task":5,"webUser":12}`,
  )
})

test('details are written in the order of their names, with every character as RFC 8785 writes it', () => {
  const details = {
    '\u20ac': 1,
    '\r': 'Carriage',
    a: null,
    '\ud83d\ude00': true,
    '\ufb33': 2,
    '1': 'é"\\\u000f',
  }
  const text = leafText({ ...facts, details }, { ipAddress: null, givenReason: null })
  expect(text).toContain(
    '"details":{"\\r":"Carriage","1":"é\\"\\\\\\u000f","a":null,"\u20ac":1,"\ud83d\ude00":true,"\ufb33":2}',
  )
})

test('details of any names and values are written in the order of their names', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  )
  const ordered = (details: EntryFacts['details']) =>
    `{${Object.keys(details)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${JSON.stringify(details[name])}`)
      .join(',')}}`
  const property = fc.property(
    fc.dictionary(fc.string(), value, { minKeys: 1, noNullPrototype: true }),
    (details) => {
      const text = leafText({ ...facts, details }, { ipAddress: null, givenReason: null })
      expect(text).toContain(`"details":${ordered(details)},"entry"`)
    },
  )
  fc.assert(property)
})

test('the leaf is the same after a value is erased, and another one for another value or salt', () => {
  const value = 'the customer’s reason'
  const before = leafText(facts, { ipAddress: null, givenReason: { value, salt } })
  const commitment = commitmentOf(value, salt)
  expect(leafText(facts, { ipAddress: null, givenReason: { commitment } })).toBe(before)
  expect(leafText(facts, { ipAddress: null, givenReason: { value: 'x', salt } })).not.toBe(before)
  const other = saltFor(value) ?? salt
  expect(leafText(facts, { ipAddress: null, givenReason: { value, salt: other } })).not.toBe(before)
  expect([other.length, saltFor(null)]).toEqual([32, null])
})
