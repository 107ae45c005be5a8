import { onlyKey } from '@porchlight/server/encryption/encryption-keys.ts'
import { actingAs, newAddress } from '@porchlight/server/features/masquerade/masquerade.fixture.ts'
import { runAll, saveAndStart } from '@porchlight/server/features/retention/retention.fixture.ts'
import { prepareDatabase } from '@porchlight/server/start/prepare-database.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { createTestApp, type TestApp } from '@porchlight/server/testing/test-app.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../server/src/config.ts'
import { sealValue } from '../server/src/encryption/sealed-value.ts'
import { backupCheck } from './backup-check.ts'
import { stoppingForTests } from './stopping.fixture.ts'

const config = readConfig({
  DATABASE_URL: 'postgres://me@db/x?sslmode=verify-full',
  PORCHLIGHT_ISSUER: 'https://login.utility.example',
  PORCHLIGHT_ENCRYPTION_KEY: testEncryptionKey,
})
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await (await prepareDatabase(app.url, { encryptionKey: testEncryptionKey })).close()
  await app.owner`INSERT INTO person_identifiers (person_id, identifier_type, value_encrypted, value_hash, masked_value)
    SELECT min(person_id), 'passport', ${Buffer.from(sealValue(testEncryptionKey, 'X1234567'))}, '\\x00', '' FROM persons`
  // The small town has numbers of its own choosing, which no sequence gave out.
  await app.owner.unsafe(`DO $$ DECLARE c record; BEGIN
    FOR c IN SELECT attrelid::regclass AS t, attname AS a FROM pg_attribute JOIN pg_class ON oid = attrelid
      WHERE attidentity <> '' AND relnamespace = 'public'::regnamespace AND NOT relispartition LOOP
      EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), greatest((SELECT max(%I) FROM %s), 1000))', c.t, c.a, c.a, c.t);
    END LOOP; END $$`)
  const { view } = await actingAs(app, 'amara.okafor')
  const { mailingAddress } = await view.api.readAccountInformation({
    params: { accountId: town.mariaAccount },
  })
  await view.api.changeMailingAddress({
    params: { accountId: town.mariaAccount },
    body: { ...newAddress, version: mailingAddress.version },
  })
})
afterAll(() => app.close())

/** What the command prints, its verdict last. */
async function check(encryptionKey = testEncryptionKey): Promise<Record<string, string>> {
  const lines: string[] = []
  const { stopping, close } = stoppingForTests()
  const say = (line: string) => lines.push(line)
  const verdict = await backupCheck({
    config,
    ...onlyKey(encryptionKey),
    ownerUrl: app.url,
    stopping,
    say,
  }).then(
    () => 'whole',
    (error: Error) => error.message,
  )
  await close()
  const named = lines.flatMap((line) => {
    const [, state = '', name = '', text = ''] = /^(ok|FAILED) +(.{13}) (.*)$/.exec(line) ?? []
    return state ? [[name.trim(), `${state} ${text}`]] : []
  })
  return { ...Object.fromEntries(named), verdict }
}

test('a whole copy passes every check', async () => {
  const report = await check()
  expect(report.verdict).toBe('whole')
  expect(Object.keys(report)).toEqual([
    'key',
    'roles',
    'migrations',
    'sequences',
    'search index',
    'record',
    'verdict',
  ])
  expect(report.key).toBe('ok the key is right, 1 sealed identifiers open')
})

test('reports another key', async () => {
  const report = await check('another key of more than thirty-two characters')
  expect(report.key).toMatch(/^FAILED PORCHLIGHT_ENCRYPTION_KEY is not the key/)
  expect(report.verdict).toMatch(/^This copy is not whole: key, roles\.$/)
})

test('tasks that retention deleted are not lost; one more is', async () => {
  const [task] =
    await app.owner`INSERT INTO self_service_tasks (task_type, state, actor_kind, ip_address, payload, correlation_id,
      created_at, updated_at)
    VALUES ('nickname', 'completed', 'visitor', '192.0.2.1', '{}', gen_random_uuid(), '2015-01-01', '2015-01-01')
    RETURNING self_service_task_id AS id`
  const line = (
    id: number,
  ) => app.owner`INSERT INTO record_entries (at, event, action, actor_kind, self_service_task_id, ip_address,
      correlation_id) VALUES ('2015-01-01', 'changed', 'nickname:change', 'visitor', ${id}, '192.0.2.1', gen_random_uuid())`
  await line(Number(task?.id))
  const kenji = await app.asCsr('kenji.sato')
  await saveAndStart(kenji, 'tasks', 12)
  await runAll(app)
  expect(
    await app.owner`SELECT 1 FROM self_service_tasks WHERE self_service_task_id = ${Number(task?.id)}`,
  ).toEqual([])
  expect((await check()).record).toMatch(/^ok/)
  await line(1)
  expect((await check()).record).toMatch(/^FAILED 1 tasks that the record names are not there/)
  await app.owner`DELETE FROM record_entries WHERE self_service_task_id = 1`
})

test.each([
  [
    'sequences',
    `SELECT setval('persons_person_id_seq', 1, false)`,
    `SELECT setval('persons_person_id_seq', max(person_id)) FROM persons`,
  ],
  ['search index', 'DELETE FROM search_names', 'SELECT 1'],
  ['migrations', `UPDATE schema_migrations SET checksum = 'x' WHERE name LIKE '0001%'`, 'SELECT 1'],
  ['record', 'DELETE FROM record_entries WHERE self_service_task_id IS NOT NULL', 'SELECT 1'],
])('what a restore lost is told: %s', async (name, lose, mend) => {
  await app.owner.unsafe(lose)
  const report = await check()
  await app.owner.unsafe(mend)
  expect(report[name]).toMatch(/^FAILED /)
  expect(report.verdict).toContain(name)
})
