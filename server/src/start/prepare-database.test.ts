import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readMigrations } from '#database/migrate.ts'
import { roleNames, rolePassword, rolesSql } from '#database/roles.ts'
import { openPool, type Pool } from '#database/sql.ts'
import { sealValue } from '#encryption/sealed-value.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { createTestDatabase } from '#testing/test-database.ts'
import { StartRefused } from '../start-refused.ts'
import { prepareDatabase } from './prepare-database.ts'

const otherKey = 'another encryption key of thirty-two characters'
let admin: Pool
const made: string[] = []
const prefixes: string[] = []
const owners: string[] = []

beforeAll(() => {
  admin = openPool(inject('clusterUrl'), 1)
})
afterAll(async () => {
  for (const name of made) await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  for (const role of [...prefixes.flatMap((prefix) => roleNames(prefix)), ...owners])
    await admin.unsafe(`DROP ROLE IF EXISTS ${role}`)
  await admin.end()
})

async function newDatabase(options = 'TEMPLATE template0') {
  const name = `prepared_${randomBytes(6).toString('hex')}`
  await admin.unsafe(`CREATE DATABASE ${name} ${options}`)
  made.push(name)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  return { name, url: url.href }
}
const newPrefix = () => {
  const prefix = `pl_${randomBytes(4).toString('hex')}`
  prefixes.push(prefix)
  return prefix
}
async function start(url: string, encryptionKey: string, rolePrefix?: string) {
  const database = await prepareDatabase(url, { encryptionKey, ...(rolePrefix && { rolePrefix }) })
  await database.close()
}
/** The sentence that a start is refused with: one, and without a password or key. */
async function refusal(url: string, encryptionKey: string, rolePrefix?: string): Promise<string> {
  const error = await start(url, encryptionKey, rolePrefix).catch((e: unknown) => e)
  if (!(error instanceof StartRefused)) throw error ?? new Error('it started')
  expect(error.message).toMatch(/^[^\n]+\.$/)
  expect(error.message).not.toContain(encryptionKey)
  return error.message
}
async function on<T>(url: string, work: (sql: Pool) => Promise<T>): Promise<T> {
  const owner = openPool(url, 1)
  return work(owner).finally(() => owner.end())
}
/** Everything in the cluster that a start might write: roles with their passwords, and the tables of a database. */
const written = (url: string) =>
  on(url, async (sql) => [
    await sql.unsafe(
      `SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'porchlight%' ORDER BY 1`,
    ),
    await sql.unsafe(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`),
  ])

test('an owner who is no superuser installs it, as docs/operating.md says, and starts it again', async () => {
  const { name, url } = await newDatabase()
  const rolePrefix = newPrefix()
  const owner = `${rolePrefix}_owner`
  await admin.unsafe(`CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'secret'`)
  owners.push(owner)
  await admin.unsafe(`ALTER DATABASE ${name} OWNER TO ${owner}`)
  const asOwner = Object.assign(new URL(url), { username: owner, password: 'secret' }).href
  await start(asOwner, testEncryptionKey, rolePrefix)
  await start(asOwner, testEncryptionKey, rolePrefix)
  const applied = await on(url, (sql) =>
    sql.unsafe('SELECT count(*)::integer AS count FROM schema_migrations'),
  )
  expect(applied).toEqual([{ count: (await readMigrations()).length }])
})

test('a database that ran the earlier text of a migration that had to be edited starts', async () => {
  const { url } = await newDatabase()
  await start(url, testEncryptionKey)
  const earlier = '27696d434b8a72df062ee345458c4af8f1a6577953ca7d67d49f5e63835528c2'
  const keep = (checksum: string) =>
    on(url, (sql) =>
      sql.unsafe(
        `UPDATE schema_migrations SET checksum = '${checksum}' WHERE name = '0056_proven_sessions.sql'`,
      ),
    )
  await keep(earlier)
  await start(url, testEncryptionKey)
  await keep(earlier.replace('2', '3'))
  expect(await refusal(url, testEncryptionKey)).toContain('0056_proven_sessions.sql was edited')
})

describe('the encryption key', () => {
  test('another one is refused before anything is written, and the right one starts again', async () => {
    const { name, url } = await newDatabase()
    await start(url, testEncryptionKey)
    const before = await written(url)
    expect(await refusal(url, otherKey)).toBe(
      `PORCHLIGHT_ENCRYPTION_KEY is not the key of the database ${name}: set the key that it was made with, or name another database.`,
    )
    expect(await written(url)).toEqual(before)
    await start(url, testEncryptionKey)
  })

  test('of a database from before the check value is proven by what was sealed under it', async () => {
    const { url } = await newDatabase()
    await start(url, testEncryptionKey)
    await on(url, async (sql) => {
      await sql.unsafe('DELETE FROM installation')
      await sql.unsafe(`INSERT INTO persons (person_id, kind) VALUES (1, 'human')`)
      await sql.unsafe(
        `INSERT INTO person_identifiers (person_id, identifier_type, value_encrypted, value_hash, masked_value)
         VALUES (1, 'passport', $1, '\\x00', '')`,
        [sealValue(testEncryptionKey, 'X1234567')],
      )
    })
    expect(await refusal(url, otherKey)).toContain('is not the key of the database')
    await start(url, testEncryptionKey)
    expect(await on(url, (sql) => sql.unsafe('SELECT key_check FROM installation'))).toHaveLength(1)
  })

  test('of such a database without sealed values is refused if the roles have other passwords', async () => {
    const prefix = newPrefix()
    const { url } = await newDatabase()
    await start(url, testEncryptionKey, prefix)
    await on(url, (sql) => sql.unsafe('DELETE FROM installation'))
    expect(await refusal(url, otherKey, prefix)).toContain('nothing in the database')
    await start(url, testEncryptionKey, prefix)
  })
})

describe('two installations on one server', () => {
  test('the second one does not take the roles of the first one', async () => {
    const first = await createTestDatabase()
    const { url } = await newDatabase()
    const before = await written(url)
    expect(await refusal(url, otherKey)).toMatch(
      /^The roles porchlight_\* of this database server have other passwords and belong to the installation in the database .+: set PORCHLIGHT_DATABASE_ROLES to another name/,
    )
    expect(await written(url)).toEqual(before)
    expect(await first.database.worker.unsafe('SELECT 1 AS one')).toHaveLength(1)
    await first.drop()
  })

  test('with roles of their own both work, and neither reads the other', async () => {
    const prefix = newPrefix()
    const { url } = await newDatabase()
    const database = await prepareDatabase(url, { encryptionKey: otherKey, rolePrefix: prefix })
    const [row] = await database.portal.unsafe('SELECT current_user::text AS name')
    expect(row?.name).toBe(`${prefix}_portal`)
    expect(await database.worker.unsafe('SELECT * FROM operating_figures()')).toHaveLength(1)
    await database.close()
    const named = await on(url, (sql) =>
      sql.unsafe(`SELECT tablename FROM pg_policies WHERE roles::text LIKE '%porchlight_%'`),
    )
    expect(named).toEqual([])
    expect(await refusal(url, otherKey)).toContain(`set PORCHLIGHT_DATABASE_ROLES to ${prefix}.`)
  })

  test('that share a key share the roles, as a copy beside the original does', async () => {
    const { url } = await newDatabase()
    await start(url, testEncryptionKey)
    const before = await written(url)
    await start(url, testEncryptionKey)
    expect(await written(url)).toEqual(before)
  })
})

describe('a restore', () => {
  test('onto a server without the roles is refused with what to do, not ready', async () => {
    const prefix = newPrefix()
    const { name, url } = await newDatabase()
    await start(url, testEncryptionKey, prefix)
    // What pg_restore leaves where the roles do not exist: every table, no grant, no policy.
    await on(url, (sql) => sql.unsafe(`DROP OWNED BY ${roleNames(prefix).join(', ')}`))
    for (const role of roleNames(prefix)) await admin.unsafe(`DROP ROLE ${role}`)
    const sentence = await refusal(url, testEncryptionKey, prefix)
    expect(sentence).toContain(`The database ${name} has lost rights of ${prefix}_portal, ${prefix}_view`)
    expect(sentence).toContain('npm run admin -- roles')
    // The roles alone do not bring the rights back.
    for (const statement of rolesSql(testEncryptionKey, prefix)) await admin.unsafe(statement)
    expect(await refusal(url, testEncryptionKey, prefix)).toContain('has lost rights of')
  })

  test('that lost a single grant is refused', async () => {
    const prefix = newPrefix()
    const { url } = await newDatabase()
    await start(url, testEncryptionKey, prefix)
    await on(url, (sql) => sql.unsafe(`REVOKE ALL ON outgoing_messages FROM ${prefix}_worker`))
    expect(await refusal(url, testEncryptionKey, prefix)).toContain(`has lost rights of ${prefix}_worker`)
  })
})

describe('the encoding of the database', () => {
  test.each(['SQL_ASCII', 'LATIN1'])('%s is refused before anything is written', async (encoding) => {
    const { name, url } = await newDatabase(
      `TEMPLATE template0 ENCODING '${encoding}' LOCALE_PROVIDER libc LOCALE 'C'`,
    )
    expect(await refusal(url, testEncryptionKey)).toBe(
      `The database ${name} has the encoding ${encoding}, and Porchlight needs UTF8: make it again with ENCODING 'UTF8' TEMPLATE template0.`,
    )
    expect((await written(url))[1]).toEqual([])
  })
})

test('the statements that make the roles hold no password', async () => {
  const text = rolesSql(testEncryptionKey).join('\n')
  for (const role of roleNames()) expect(text).not.toContain(rolePassword(testEncryptionKey, role))
  expect(text).toMatch(/ALTER ROLE porchlight_portal PASSWORD 'SCRAM-SHA-256\$4096:/)
})
