import { expect, test } from 'vitest'
import { cefEvent } from './cef-event.ts'
import type { StreamedEntry } from './ocsf-event.ts'

const entry: StreamedEntry = {
  leafIndex: 41,
  recordEntryId: 97,
  atText: '2026-11-30T19:25:17.123456Z',
  event: 'refused',
  action: 'mailing-address:change',
  actorKind: 'masquerade',
  csrId: 'amara.okafor',
  webUserId: 20_001,
  accountId: 1_000_000_001,
  masqueradeId: 'abc',
  clientId: null,
  taskId: null,
  correlationId: '5f0c8a52-6d1c-4a7e-9d5e-0a5c6f0f8b11',
  reason: 'role-may-not',
  ipAddress: '203.0.113.7',
  givenReason: 'asked = yes \\ no\nsecond line | pipe',
}
const leaf = '{"account":1000000001}'
const made = (hasValues: boolean, more: Partial<StreamedEntry> = {}) =>
  cefEvent({ ...entry, ...more }, leaf, {
    origin: 'desk.utility.example/record',
    version: '0.2.0',
    hasValues,
  })

/** Reads a line as a collector does: seven fields ahead, then names and values; a value ends before the next name. */
function read(line: string) {
  const [, head = '', extension = ''] = /^((?:(?:[^|\\]|\\.)*\|){7})(.*)$/.exec(line) ?? []
  const names = [...extension.matchAll(/(?:^| )([A-Za-z0-9]+)=/g)]
  const unescaped = (text: string) =>
    text.replace(/\\([\\=nr])/g, (_, one: string) => ({ n: '\n', r: '\r' })[one] ?? one)
  const values = names.map((name, at) => {
    const begin = (name.index ?? 0) + name[0].length
    return [name[1], unescaped(extension.slice(begin, names[at + 1]?.index))] as const
  })
  return { head: head.split('|').slice(0, 7), fields: Object.fromEntries(values) }
}

test('a line of the record is one CEF line, with its place in the tree, its request and its leaf', () => {
  const { head, fields } = read(made(false))
  expect(head).toEqual([
    'CEF:0',
    'Porchlight',
    'Porchlight',
    '0.2.0',
    'mailing-address:change',
    'refused mailing-address:change',
    '4',
  ])
  expect(fields).toMatchObject({
    rt: String(Date.parse(entry.atText)),
    externalId: 'desk.utility.example/record#41',
    act: 'refused',
    outcome: 'failure',
    reason: 'role-may-not',
    suser: 'amara.okafor',
    cs1: entry.correlationId,
    cs1Label: 'requestId',
    cs2: '1000000001',
    cs6: leaf,
    cs6Label: 'leaf',
  })
})

test('sends no address and no typed reason unless the setting allows it; typed signs and line breaks stay inside their value', () => {
  for (const value of ['203.0.113.7', 'second line']) expect(made(false)).not.toContain(value)
  const line = made(true)
  expect(line).not.toMatch(/[\r\n]/)
  expect(read(line).fields).toMatchObject({ src: '203.0.113.7', msg: entry.givenReason })
})

test('a line break or a sign in the head cannot begin another field', () => {
  const { head } = read(made(false, { action: 'a|b\\c\nd' }))
  expect(made(false, { action: 'a|b' })).toContain('|a\\|b|')
  expect(head.join('|')).not.toMatch(/[\r\n]/)
})
