import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { databaseUrlOf } from './config-database.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-ca-'))
const ca = path.join(folder, 'ca.pem')
writeFileSync(ca, 'certificate')
afterAll(() => rmSync(folder, { recursive: true }))

const read = (text: string) => databaseUrlOf({ DATABASE_URL: text })

describe('reads DATABASE_URL as PostgreSQL’s own programs do', () => {
  test.each([
    ['postgres://me:p@db:5433/x', 'postgres://me:p@db:5433/x'],
    ['postgresql://me@[::1]/x', 'postgres://me@[::1]/x'],
    ['postgres://me:p%40%3As@db/x', 'postgres://me:p%40%3As@db/x'],
    ['postgres://me:p@db/x?sslmode=require', 'postgres://me:p@db/x?sslmode=require'],
    ['postgres://me@db/x?application_name=y&connect_timeout=5', 'postgres://me@db/x'],
    ['postgres://me:p@/x?host=/run/postgresql', 'postgres://me:p@%2Frun%2Fpostgresql/x'],
    ['postgres:///x?host=/run/postgresql&user=me&port=5433', 'postgres://me@%2Frun%2Fpostgresql:5433/x'],
    ['postgres://me:p@%2Frun%2Fpostgresql/x', 'postgres://me:p@%2Frun%2Fpostgresql/x'],
    [
      'postgres://me:p@db/x?sslmode=verify-full&sslrootcert=system',
      'postgres://me:p@db/x?sslmode=verify-full',
    ],
  ])('%s', (text, canonical) => expect(read(text)).toBe(canonical))

  test('removes a user from the query of DATABASE_URL, where it would override the role of a request', () => {
    const url = new URL(read('postgres://ignored:q@db/x?user=owner&password=p%40') ?? '')
    expect([url.username, url.password, url.search]).toEqual(['owner', 'p%40', ''])
  })

  test('a private authority is named by its file', () => {
    const url = new URL(read(`postgres://me:p@10.0.0.5/x?sslmode=verify-full&sslrootcert=${ca}`) ?? '')
    expect(url.searchParams.get('sslrootcert')).toBe(ca)
  })
})

describe('one sentence for', () => {
  test.each([
    ['several hosts', 'postgres://me:p@one:5432,two:5432/x', /several hosts.+HAProxy/],
    ['several hosts behind the ?', 'postgres://me:p@/x?host=one,two', /several hosts/],
    ['another protocol', 'mysql://me@db/x', /must be an address/],
    ['a password with signs', 'postgres://me:p#s@db/x', /%40/],
    ['no user', 'postgres://db/x', /no user/],
    ['no database', 'postgres://me@db', /no database/],
    ['no host', 'postgres://me@/x', /no host/],
    ['a mode that is none', 'postgres://me@db/x?sslmode=perhaps', /"perhaps".+verify-full/],
    ['TLS over a socket', 'postgres://me@/x?host=/run&sslmode=require', /socket/],
    [
      'a file that is not there',
      'postgres://me@db/x?sslmode=verify-full&sslrootcert=/none/ca.pem',
      /cannot be read/,
    ],
    ['an authority without a mode', `postgres://me@db/x?sslrootcert=${ca}`, /sslrootcert, which counts with/],
    ['an authority that is missing', 'postgres://me@db/x?sslmode=verify-ca', /needs sslrootcert/],
    ['options', 'postgres://me@db/x?options=-csearch_path%3Dother', /parameter options/],
  ])('%s', (_, text, words) => {
    expect(() => read(text)).toThrow(words)
    expect(() => read(text)).toThrow(/^[^\n]+\.$/)
  })
})
