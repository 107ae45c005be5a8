import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sql } from '#database/sql.ts'
import { hashToken } from '#sessions/token.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, sessionOf, type TestApp } from '#testing/test-app.ts'
import { entriesOf, masqueradeAs } from './masquerade.fixture.ts'

/** Somebody runs SQL of their own choosing on the role that serves the portal, or the views: what they get, and what not. */
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const roles = ['portal', 'view'] as const
const denied = /permission denied|insufficient_privilege|does not prove|nobody signed in/
const inside = (role: (typeof roles)[number], work: (sql: Sql) => Promise<unknown>) =>
  app.database[role].begin((sql) => work(sql))
const line = (more: object) =>
  JSON.stringify([
    { event: 'read', action: 'bill:view', correlation_id: randomUUID(), ip_address: '192.0.2.66', ...more },
  ])

describe.each(roles)('on the role of the %s', (role) => {
  test('shows no rows for a setting with a person’s id or for an invented token', async () => {
    const seen = await inside(role, async (sql) => {
      await sql`SELECT set_config('porchlight.web_user_id', ${String(town.maria)}, true)`
      await sql`SELECT set_config('porchlight.session', ${'ab'.repeat(32)}, true)`
      await sql`SELECT set_config('porchlight.mailed_key', ${'cd'.repeat(32)}, true)`
      return sql`SELECT (SELECT count(*)::int FROM accounts) + (SELECT count(*)::int FROM bills)
        + (SELECT count(*)::int FROM web_users) + (SELECT count(*)::int FROM self_service_tasks)
        + (SELECT count(*)::int FROM record_entries) AS rows`
    })
    expect(seen).toEqual([{ rows: 0 }])
  })

  test('a session shows its own customer’s rows, and signs its own customer’s lines alone', async () => {
    const session = await sessionOf(app, town.john)
    const proof = Buffer.from(session, 'hex')
    const seen = await inside(role, async (sql) => {
      await sql`SELECT set_config('porchlight.session', ${session}, true)`
      await sql`SELECT append_own_record(${proof}::bytea, ${line({ actor_kind: 'customer', web_user_id: town.maria, csr_id: 'amara.okafor' })}::text::jsonb)`
      return sql`SELECT web_user_id FROM web_users`
    })
    expect(seen).toEqual([{ webUserId: town.john }])
    const [written] = await app.owner`SELECT * FROM record_entries ORDER BY record_entry_id DESC LIMIT 1`
    expect(written).toMatchObject({ actorKind: 'customer', webUserId: town.john, csrId: null })
  })

  type As = { actor_kind?: string } & Record<string, unknown>
  test.each<[string, As]>([
    ['a CSR', { actor_kind: 'csr', csr_id: 'ines.ferreira' }],
    [
      'a masquerade',
      {
        actor_kind: 'masquerade',
        csr_id: 'ines.ferreira',
        web_user_id: town.maria,
        masquerade_id: 'a'.repeat(26),
      },
    ],
    ['a customer', { actor_kind: 'customer', web_user_id: town.maria }],
    ['the payment page', { actor_kind: 'integration', client_id: 'payment-page' }],
    ['the system', { actor_kind: 'system', ip_address: null }],
    ['nobody who is named', {}],
    [
      'a sign-in that was not',
      { actor_kind: 'visitor', event: 'signed-in', action: 'public', web_user_id: town.maria },
    ],
  ])('no line in the name of %s', async (_, as) => {
    const [before] = await app.owner`SELECT count(*)::int AS lines FROM record_entries`
    for (const proof of [null, Buffer.alloc(32), Buffer.from(await sessionOf(app, town.john), 'hex')])
      if (!(proof?.some((byte) => byte > 0) && as.actor_kind === 'customer'))
        await expect(
          inside(role, (sql) => sql`SELECT append_own_record(${proof}::bytea, ${line(as)}::text::jsonb)`),
        ).rejects.toThrow(denied)
    await expect(inside(role, (sql) => sql`SELECT append_record(${line(as)}::text::jsonb)`)).rejects.toThrow(
      denied,
    )
    expect(await app.owner`SELECT count(*)::int AS lines FROM record_entries`).toEqual([before])
  })

  test('no masquerade is switched to act, ended or started for anybody', async () => {
    const { masqueradeId, view } = await masqueradeAs(app, 'amara.okafor', {
      purposeReference: `own sql ${role}`,
    })
    const attempts: ((sql: Sql) => Promise<unknown>)[] = [
      (sql) => sql`SELECT switch_masquerade_to_act(${masqueradeId})`,
      (sql) => sql`SELECT end_masquerade(${masqueradeId}, 'supervisor', '{"csr_id": "kenji.sato"}')`,
      (sql) => sql`UPDATE masquerades SET mode = 'act', acting_since = now()`,
      (sql) => sql`INSERT INTO masquerades DEFAULT VALUES`,
      (sql) => sql`SELECT token_hash FROM masquerades`,
      (sql) => sql`SELECT code_hash FROM masquerade_used_codes`,
    ]
    for (const attempt of attempts) await expect(inside(role, attempt)).rejects.toThrow(denied)
    const stranger = Buffer.alloc(32)
    const [ended] = (await inside(
      role,
      (sql) => sql`SELECT end_own_masquerade(${stranger}::bytea, ${masqueradeId}, 'banner', '{}') AS done`,
    )) as [{ done: boolean }]
    expect(ended.done).toBe(false)
    if (role === 'view')
      expect(
        await inside(role, (sql) => sql`SELECT switch_own_masquerade(${stranger}::bytea, 'act') AS done`),
      ).toEqual([{ done: false }])
    const [row] =
      await app.owner`SELECT mode, ended_at FROM masquerades WHERE masquerade_id = ${masqueradeId}`
    expect(row).toEqual({ mode: 'read', endedAt: null })
    expect((await view.get('/')).status).toBe(200)
    expect((await entriesOf(app, masqueradeId)).map(({ event }) => event)).not.toContain('ended')
  })

  test('another customer’s session ends no visit and proves none', async () => {
    const { masqueradeId } = await masqueradeAs(app, 'amara.okafor', { purposeReference: `visit ${role}` })
    const end = async (webUserId: number) => {
      const proof = Buffer.from(await sessionOf(app, webUserId), 'hex')
      return inside(
        role,
        (sql) =>
          sql`SELECT end_own_masquerade(${proof}::bytea, ${masqueradeId}, 'supervisor', '{"actor_kind": "csr", "csr_id": "kenji.sato", "ip_address": "192.0.2.66"}') AS done`,
      )
    }
    expect(await end(town.olga)).toEqual([{ done: false }])
    expect(await end(town.maria)).toEqual([{ done: true }])
    const ended = (await entriesOf(app, masqueradeId)).at(-1)
    expect(ended).toMatchObject({
      event: 'ended',
      reason: 'customer',
      actorKind: 'customer',
      webUserId: town.maria,
      csrId: null,
    })
  })

  test('reads and writes no password hash, token hash or session', async () => {
    const hashes = await app.owner`SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND (column_name ~ 'hash' OR column_name ~ 'sealed' OR table_name = 'web_user_credentials')`
    expect(hashes.length).toBeGreaterThan(5)
    for (const { tableName, columnName } of hashes) {
      const attempt = (sql: Sql) => sql.unsafe(`SELECT ${columnName} FROM ${tableName} LIMIT 1`)
      await expect(inside(role, attempt), `${tableName}.${columnName}`).rejects.toThrow(denied)
    }
    const calls: ((sql: Sql) => Promise<unknown>)[] = [
      (sql) => sql`SELECT * FROM credential_of('m.alvarez')`,
      (sql) => sql`SELECT * FROM credential_of_session(${Buffer.alloc(32)}::bytea)`,
      (sql) =>
        sql`SELECT start_customer_session(${town.maria}, ${Buffer.alloc(32)}::bytea, '192.0.2.66', 'x')`,
      (sql) => sql`INSERT INTO customer_sessions DEFAULT VALUES`,
      (sql) => sql`SELECT * FROM session_proof(${Buffer.alloc(32)}::bytea, '1 hour')`,
    ]
    for (const attempt of calls) await expect(inside(role, attempt)).rejects.toThrow(denied)
  })

  test('no large object is made, read or changed', async () => {
    const calls: ((sql: Sql) => Promise<unknown>)[] = [
      (sql) => sql`SELECT lo_create(0)`,
      (sql) => sql`SELECT lo_creat(-1)`,
      (sql) => sql`SELECT lo_from_bytea(0, 'x')`,
      (sql) => sql`SELECT lo_open(1, 131072)`,
      (sql) => sql`SELECT lo_put(1, 0, 'x')`,
      (sql) => sql`SELECT lo_get(1)`,
      (sql) => sql`SELECT lo_unlink(1)`,
      (sql) => sql`SELECT lo_import('/etc/passwd')`,
      (sql) => sql`SELECT lo_export(1, '/tmp/x')`,
    ]
    for (const attempt of calls) await expect(inside(role, attempt)).rejects.toThrow(denied)
    expect(await app.owner`SELECT count(*)::int AS n FROM pg_largeobject_metadata`).toEqual([{ n: 0 }])
  })

  test('nothing is created, granted or taken over', async () => {
    const calls: ((sql: Sql) => Promise<unknown>)[] = [
      (sql) => sql`CREATE TABLE public.mine (a int)`,
      (sql) => sql`CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      (sql) => sql`CREATE SCHEMA mine`,
      (sql) => sql`SET ROLE porchlight_desk`,
      (sql) => sql`SET SESSION AUTHORIZATION porchlight_desk`,
      (sql) => sql`ALTER TABLE accounts DISABLE ROW LEVEL SECURITY`,
      (sql) => sql`COPY accounts TO PROGRAM 'cat'`,
      (sql) => sql`SELECT pg_read_file('/etc/passwd')`,
    ]
    for (const attempt of calls)
      await expect(inside(role, attempt)).rejects.toThrow(
        /permission denied|must be owner|must be (a )?superuser|must be a member|no privileges/i,
      )
  })
})

test('after a change of password the old token proves nothing but what its own transaction still writes', async () => {
  const john = await app.asCustomer(town.john)
  const before = hashToken(john.credential ?? '')
  const body = {
    currentPassword: 'a long enough password',
    newPassword: 'quite another long sentence',
    repeatedPassword: 'quite another long sentence',
  }
  await john.api.changePassword({ body })
  const [changed] =
    await app.owner`SELECT * FROM record_entries WHERE action = 'password:change' AND event = 'changed'`
  expect(changed).toMatchObject({ actorKind: 'customer', webUserId: town.john })
  await expect(
    inside(
      'portal',
      (sql) =>
        sql`SELECT append_own_record(${before}::bytea, ${line({ actor_kind: 'customer' })}::text::jsonb)`,
    ),
  ).rejects.toThrow(denied)
})

test('a session that ends while a request of it is under way keeps its rows until the request is done', async () => {
  const session = await sessionOf(app, town.john)
  const rows = await inside('portal', async (sql) => {
    await sql`SELECT set_config('porchlight.session', ${session}, true)`
    await app.owner`UPDATE customer_sessions SET ended_at = current_instant() - interval '1 second'
      WHERE token_hash = decode(${session}, 'hex')`
    return sql`SELECT web_user_id FROM web_users`
  })
  expect(rows).toEqual([{ webUserId: town.john }])
  const later = await inside('portal', async (sql) => {
    await app.owner`UPDATE customer_sessions SET ended_at = current_instant() - interval '11 seconds'
      WHERE token_hash = decode(${session}, 'hex')`
    await sql`SELECT set_config('porchlight.session', ${session}, true)`
    return sql`SELECT web_user_id FROM web_users`
  })
  expect(later).toEqual([])
})
