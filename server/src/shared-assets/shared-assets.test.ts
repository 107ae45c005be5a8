import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { etagOf } from '../assets.ts'
import { projectFolder } from '../project-folder.ts'
import { shareAssets } from './shared-assets.ts'

let app: TestApp
const body = Buffer.from('body { color: rebeccapurple }')
const chunk = Buffer.from('export const one = 1')
const asset = (of: Buffer, type: string) => ({ body: of, type, etag: etagOf(of) })

beforeAll(async () => {
  app = await createTestApp()
  // What a process of another version does when it starts.
  await shareAssets(
    app.owner,
    new Map([
      ['portal.css', asset(body, 'text/css; charset=utf-8')],
      ['chunks/one-ABC.js', asset(chunk, 'text/javascript; charset=utf-8')],
    ]),
  )
  const other = Buffer.from('changed')
  await app.owner`INSERT INTO served_assets (etag, name, type, body) VALUES ('0123456789abcdef', 'evil.js', 'text/javascript', ${other})`
})
afterAll(() => app.close())

const ask = (url: string) => app.fastify.inject({ url, headers: { host: new URL(testOrigins.portal).host } })

test('a file of another version is served as that version would, to keep', async () => {
  const response = await ask(`/assets/${etagOf(body)}/portal.css`)
  expect([response.statusCode, response.body]).toEqual([200, String(body)])
  expect(response.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  // A chunk is asked for beside the script that imports it.
  expect((await ask('/assets/AAAAAAAAAAAAAAAA/chunks/one-ABC.js')).body).toBe(String(chunk))
})

test('what no version has is 404, and costs the database nothing more', async () => {
  app.statements.length = 0
  const names = Array.from({ length: 20 }, (_, at) => `/assets/${String(at).padStart(16, 'x')}/portal.css`)
  for (const name of names) expect((await ask(name)).statusCode).toBe(404)
  expect(app.statements.filter((text) => text.includes('served_assets')).length).toBeLessThan(names.length)
})

test('a file that was changed in the database is not served', async () => {
  expect((await ask('/assets/0123456789abcdef/evil.js')).statusCode).toBeGreaterThanOrEqual(400)
})

test('the documented proxy writes neither queries nor Referer into its logs', async () => {
  const text = await readFile(path.join(projectFolder(), 'docs/operating/nginx.conf'), 'utf8')
  const format = /^log_format porchlight (.*)$/m.exec(text)?.[1] ?? ''
  expect(format).toContain('$uri')
  expect(format).not.toMatch(/\$(request_uri|request\b|args|query_string|http_referer|arg_)/)
  expect(text).toMatch(/access_log \S+ porchlight;/)
  expect(text).toMatch(/error_log \S+ crit;/)
})
