import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { addEntries, emptyRecord, key, seal } from '@porchlight/server/features/the-record/record.fixture.ts'
import type { Browser } from '@porchlight/server/testing/browser.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { createTestApp, type TestApp } from '@porchlight/server/testing/test-app.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proveEntries } from './prove.ts'

const verifier = fileURLToPath(new URL('../verify-record.mjs', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-export-'))
const keys = path.join(folder, 'keys.pub')
const lines = 1_100

let app: TestApp
let kenji: Browser
beforeAll(async () => {
  app = await createTestApp()
  await emptyRecord(app.owner)
  await addEntries(lines, app.owner)
  await app.owner`UPDATE record_entries SET account_id = ${town.mariaAccount} WHERE (details ->> 'n')::int % 2 = 0`
  await seal(app)
  kenji = await app.asCsr('kenji.sato')
  writeFileSync(keys, `2026-11-30 ${key.vkey}\n`)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})

async function exported(body: object): Promise<string> {
  const { status, text } = await kenji.request('POST', '/api/desk/record/export.jsonl', { json: body })
  expect(status).toBe(200)
  return text
}
function verify(text: string, by = keys) {
  const file = path.join(folder, 'record.jsonl')
  writeFileSync(file, text)
  const { stdout, status } = spawnSync(process.execPath, [verifier, by, file], { encoding: 'utf8' })
  return { said: stdout.trim(), status }
}

test('a list is exported as one file that is verified without the database', async () => {
  const text = await exported({ csrId: 'tom.becker' })
  expect(text.trim().split('\n')).toHaveLength(lines + 2)
  expect(verify(text)).toEqual({
    said: expect.stringMatching(/PROVED, 1100 entries of \d+ in .*\/record$/),
    status: 0,
  })
  expect(text).toContain('192.0.2.1')
  const customer = await exported({ personId: 1 })
  expect(verify(customer).said).toContain(`PROVED, ${lines / 2} entries`)
})

test('has the filters of the list, and says how many lines are too new to be proved', async () => {
  await app.owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, ip_address, correlation_id, reason)
    SELECT now(), 'refused', 'account:view', 'csr', 'tom.becker', '192.0.2.1', gen_random_uuid(), 'not-found'`
  const refused = await exported({ csrId: 'tom.becker', event: 'refused' })
  expect(verify(refused).said).toMatch(/PROVED, 0 entries of .*; 1 newer ones were not sealed yet$/)
})

test('an erased value stays a hash, and the file still verifies', async () => {
  const [row] = await app.owner`SELECT max(record_entry_id) AS id FROM record_leaves`
  await app.owner`SELECT erase_record_values(ARRAY[${Number(row?.id)}::bigint])`
  const text = await exported({ csrId: 'tom.becker', event: 'read' })
  const newest = JSON.parse(text.split('\n')[1] ?? '')
  expect(newest.values).toBeUndefined()
  expect(JSON.parse(newest.leaf)).toMatchObject({ ipHash: expect.any(String), entry: Number(row?.id) })
  expect(verify(text).status).toBe(0)
})

test('a changed entry, a changed value, a missing line, a cut file and another key are not proved', async () => {
  const text = await exported({ csrId: 'tom.becker', event: 'read' })
  const all = text.trim().split('\n')
  const changedValue = text.replace('"value":"192.0.2.1"', '"value":"192.0.2.9"')
  const results = [
    verify(text.replace('tom.becker\\"', 'tim.becker\\"')),
    verify(changedValue),
    verify(`${[...all.slice(0, 5), ...all.slice(6)].join('\n')}\n`),
    verify(`${all.slice(0, 100).join('\n')}\n`),
    verify(text.slice(0, 9_000)),
    verify('{"format":"something"}\n'),
  ]
  for (const { said, status } of results)
    expect([said, status]).toEqual([expect.stringContaining('NOT PROVED'), 1])
  expect(results[3]?.said).toContain('cut off behind 99 entries')
  const other = path.join(folder, 'other.pub')
  writeFileSync(other, 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n')
  expect(verify(text, other).said).toContain('not signed by any')
})

test('the export is on the record at its beginning and its end', async () => {
  await exported({ personId: 1, from: '2020-01-01' })
  const rows = await app.owner`SELECT event, csr_id, details FROM record_entries
    WHERE action = 'record:view' AND details ? 'export' ORDER BY record_entry_id DESC LIMIT 2`
  const about = { personId: 1, from: '2020-01-01' }
  expect(rows).toMatchObject([
    { event: 'read', csrId: 'kenji.sato', details: { export: 'ended', lines: lines / 2, ...about } },
    { event: 'read', csrId: 'kenji.sato', details: { export: 'begun', ...about } },
  ])
})

test('a page in the middle is on the record, also when it is asked for by itself', async () => {
  const continued = () => app.owner`SELECT details FROM record_entries
    WHERE action = 'record:view' AND details ->> 'export' = 'continued' ORDER BY record_entry_id`
  const before = (await continued()).length
  const first = await kenji.api.exportRecord({ body: { csrId: 'tom.becker' } })
  const cursor = first.nextCursor ?? undefined
  await kenji.api.exportRecord({ body: { csrId: 'tom.becker', cursor } })
  const pages = await continued()
  expect(pages).toHaveLength(before + 1)
  expect(pages.at(-1)).toMatchObject({ details: { ofCsr: 'tom.becker', before: cursor?.before } })
})

test('refuses both subjects or none, a cursor of another record, and a CSR without the permission', async () => {
  const status = async (json: object, who = kenji) =>
    (await who.request('POST', '/api/desk/record/export.jsonl', { json })).status
  expect(await status({})).toBe(422)
  expect(await status({ csrId: 'tom.becker', personId: 1 })).toBe(422)
  expect(await status({ personId: 999_999 })).toBe(404)
  expect(await status({ csrId: 'tom.becker' }, await app.asCsr('amara.okafor'))).toBe(403)
  const cursor = { before: 1, size: 999_999, lines: 0, unsealed: 0 }
  await expect(kenji.api.exportRecord({ body: { csrId: 'tom.becker', cursor } })).rejects.toMatchObject({
    status: 422,
  })
})

test('`prove --customer` writes the same kind of file, with what the customer did too', async () => {
  await app.owner`INSERT INTO record_entries (at, event, action, actor_kind, web_user_id, ip_address, correlation_id)
    SELECT now(), 'signed-in', 'sign-in:finish', 'customer', ${town.maria}, '192.0.2.1', gen_random_uuid()`
  await seal(app)
  const file = path.join(folder, 'customer.jsonl')
  const said: string[] = []
  const options = new Map([
    ['customer', '1'],
    ['out', file],
  ])
  await proveEntries({ owner: app.owner, options, usage: '', say: (one: string) => said.push(one) } as never)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('signed-in')
  expect(verify(text).status).toBe(0)
  expect(said.at(-1)).toContain('verify-record.mjs')
})

test('says so where no checkpoint is signed', async () => {
  await emptyRecord(app.owner)
  const { status, text } = await kenji.request('POST', '/api/desk/record/export.jsonl', {
    json: { csrId: 'tom.becker' },
  })
  expect([status, JSON.parse(text).reason]).toEqual([409, 'record-not-signed'])
})
