import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { grantOf } from '#policy/decide.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { openCheckpoint } from '#transparency-log/checkpoint.ts'
import { keyName, makeNoteKey, type NoteSigner, verifierOf } from '#transparency-log/note.ts'
import { addEntries, emptyRecord, key, origin, seal, signing } from '../record.fixture.ts'
import { keepNewestCheckpoint, type RecordPlace } from './second-place.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-checkpoints-'))
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})
beforeEach(() => emptyRecord(app.owner))

const keep = (place: RecordPlace, signer?: NoteSigner) =>
  keepNewestCheckpoint(app.database.worker, grantOf({ kind: 'system' }, 'job:keep-checkpoint'), place, {
    signal: new AbortController().signal,
    signer,
  })
const addAndSeal = async (count: number) => {
  await addEntries(count, app.owner)
  await seal(app)
}
const sizeOf = (note: string) => openCheckpoint(note, [verifierOf(key.vkey)], origin).size

test('a folder gets the newest signed checkpoint, each in a file of its own, and nothing where nothing is new', async () => {
  const place = { folder: path.join(folder, 'made', 'here') }
  await keep(place)
  await addAndSeal(3)
  await addAndSeal(4)
  await keep(place)
  await keep(place)
  await addAndSeal(1)
  await keep(place)
  const names = readdirSync(place.folder)
  expect(names).toEqual(['0000000000000007.checkpoint', '0000000000000008.checkpoint'])
  expect(names.map((name) => sizeOf(readFileSync(path.join(place.folder, name), 'utf8')))).toEqual([7, 8])
})

test('retries a place that fails, and keeps its error until it works', async () => {
  const file = path.join(folder, 'a-file')
  writeFileSync(file, '')
  const place = { folder: path.join(file, 'below') }
  await addAndSeal(2)
  await expect(keep(place)).rejects.toThrow()
  expect(await app.owner`SELECT size, failure IS NOT NULL AS failed FROM record_places`).toEqual([
    { size: 0, failed: true },
  ])
  rmSync(file)
  await keep(place)
  expect(await app.owner`SELECT size, failure, kept_at IS NOT NULL AS kept FROM record_places`).toEqual([
    { size: 2, failure: null, kept: true },
  ])
})

test('another server gets the signed note; an answer other than 2xx is a failure', async () => {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    bodies.push(Buffer.concat(parts).toString())
    response.writeHead(bodies.length === 1 ? 507 : 204).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/checkpoints` }
  try {
    await addAndSeal(5)
    await expect(keep(place)).rejects.toThrow('507')
    await keep(place)
    expect(bodies.map(sizeOf)).toEqual([5, 5])
  } finally {
    server.close()
  }
})

test('the request to another server is signed by the key of the record: a changed body, address or key does not fit', async () => {
  const got: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    got.push({ url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() })
    response.writeHead(204).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await addAndSeal(2)
    await keep(
      { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/checkpoints` },
      signing.signers[0],
    )
  } finally {
    server.close()
  }
  const [{ url, headers, body } = { url: '', headers: {}, body: '' }] = got
  const params = String(headers['signature-input']).slice('porchlight='.length)
  expect(params).toContain(`keyid="${keyName(verifierOf(key.vkey))}";alg="ed25519"`)
  // The lines of RFC 9421, section 2.5, written out.
  const base = (path: string, digest: string) =>
    [
      '"@method": POST',
      `"@authority": ${headers.host}`,
      `"@path": ${path}`,
      `"content-type": ${headers['content-type']}`,
      `"content-digest": ${digest}`,
      `"@signature-params": ${params}`,
    ].join('\n')
  const digestOf = (text: string) => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`
  const signature = Buffer.from(String(headers.signature).slice('porchlight=:'.length, -1), 'base64')
  const fits = (text: string, vkey = key.vkey) => verifierOf(vkey).verify(text, signature)
  expect(headers['content-digest']).toBe(digestOf(body))
  expect(fits(base(url ?? '', digestOf(body)))).toBe(true)
  expect(fits(base(url ?? '', digestOf(`${body} `)))).toBe(false)
  expect(fits(base('/elsewhere', digestOf(body)))).toBe(false)
  expect(fits(base(url ?? '', digestOf(body)), makeNoteKey(origin).vkey)).toBe(false)
})
