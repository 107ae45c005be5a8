import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sql } from '#database/sql.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, sessionOf, type TestApp } from '#testing/test-app.ts'

/**
 * Somebody runs SQL of their own choosing on the role that serves the desk, or that the worker has. Both see every row by design
 * and are believed about who acts (docs/security.md says so); here is what they do not get.
 */
let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const roles = ['desk', 'worker'] as const
type Role = (typeof roles)[number]
const denied =
  /permission denied|insufficient_privilege|must be owner|must be (a )?superuser|must be a member|no privileges|is not visible|does not prove/i
const inside = (role: Role | 'portal', work: (sql: Sql) => Promise<unknown>) =>
  app.database[role].begin((sql) => work(sql))
type Attempt = (sql: Sql) => Promise<unknown>
async function expectDenied(role: Role | 'portal', attempts: Attempt[]) {
  for (const attempt of attempts)
    await expect(inside(role, attempt), attempt.toString()).rejects.toThrow(denied)
}

/** What runs with more rights than the role has; a new one is looked at before it is listed. */
const functions: Record<Role, string[]> = {
  desk: [
    'adopt_account_person',
    'append_own_record',
    'append_record',
    'begin_person_erasure',
    'change_csr',
    'change_group_mapping',
    'change_staff',
    'cis_deliveries_of_person',
    'count_seen',
    'csr_of_subject',
    'current_web_user_id',
    'desk_session_end',
    'end_lost_issuer_sessions',
    'end_masquerade',
    'end_own_masquerade',
    'ended_views',
    'enqueue_cis_deliveries',
    'entitlement_switches_at',
    'entitlement_switches_of',
    'give_back_attempt',
    'has_password',
    'hold_for_unlink',
    'is_hidden_between',
    'is_recorded',
    'is_removable_by_holders',
    'link_web_user_again',
    'mapped_groups',
    'mark_holder_protection',
    'medium_is_delayed',
    'messages_of_person',
    'note_opening',
    'open_desk_request',
    'open_issuer_session',
    'open_protected',
    'open_provisioning_request',
    'openings_of',
    'people_of_provider_group',
    'permissions_at',
    'permissions_of',
    'place_legal_hold',
    'preview_person_erasure',
    'preview_staff_change',
    'put_provisioned_csr',
    'raise_alert',
    'raise_provider_alert',
    'raise_to_do',
    'remove_account_person',
    'remove_holder_protection',
    'resend_task_message',
    'rest_search',
    'rest_search_within',
    'retention_preview',
    'retention_row_bytes',
    'second_factor_required',
    'set_web_user_active',
    'setting_value',
    'settle_search',
    'settle_task_to_dos',
    'sync_provider_groups',
    'take_attempt',
    'take_claimed_groups',
    'unlink_web_user',
  ],
  worker: [
    'append_own_record',
    'append_record',
    'current_web_user_id',
    'end_own_masquerade',
    'enqueue_cis_deliveries',
    'erase_person_batch',
    'erase_record_values',
    'has_password',
    'is_hidden_between',
    'is_recorded',
    'make_record_partitions',
    'make_requested_links',
    'may_give_data',
    'operating_figures',
    'raise_findings',
    'raise_record_alert',
    'raise_to_do',
    'retention_delete',
    'retention_size',
    'search_count_words',
    'set_contacts',
    'setting_value',
    'settle_rested_searches',
    'settle_task_to_dos',
    'sweep_masquerades',
  ],
}

describe.each(roles)('on the role of the %s', (role) => {
  test('what it may execute beyond its own rights is this list, each with a fixed search_path', async () => {
    const rows = await app.owner`SELECT proname, proconfig FROM pg_proc p WHERE p.prosecdef
      AND p.pronamespace = 'public'::regnamespace AND has_function_privilege(${`porchlight_${role}`}, p.oid, 'EXECUTE') ORDER BY 1`
    expect(rows.map(({ proname }) => proname)).toEqual(functions[role])
    for (const { proname, proconfig } of rows)
      expect(proconfig, proname).toContain('search_path=pg_catalog, public, pg_temp')
  })

  test('no line of the record is changed, removed, moved or cut off, and nothing that proves it', async () => {
    const [partition] = await app.owner`SELECT inhrelid::regclass::text AS name FROM pg_inherits
      WHERE inhparent = 'record_entries'::regclass LIMIT 1`
    const part = String(partition?.name)
    await expectDenied(role, [
      (sql) => sql`UPDATE record_entries SET csr_id = 'kenji.sato'`,
      (sql) => sql`DELETE FROM record_entries`,
      (sql) => sql`TRUNCATE record_entries`,
      (sql) => sql`DROP TABLE record_entries`,
      (sql) => sql.unsafe(`UPDATE ${part} SET reason = 'x'`),
      (sql) => sql.unsafe(`DELETE FROM ${part}`),
      (sql) => sql.unsafe(`ALTER TABLE record_entries DETACH PARTITION ${part}`),
      (sql) => sql`INSERT INTO record_entries DEFAULT VALUES`,
      (sql) => sql`UPDATE record_leaves SET leaf_index = leaf_index + 1`,
      (sql) => sql`DELETE FROM record_leaves`,
      (sql) => sql`DELETE FROM record_tiles`,
      (sql) => sql`UPDATE record_checkpoints SET note = ''`,
      (sql) => sql`DELETE FROM record_checkpoints`,
    ])
  })

  test('changes no rights, groups or staff', async () => {
    await expectDenied(role, [
      (sql) =>
        sql`INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES ('training', 'settings', 'change')`,
      (sql) => sql`UPDATE group_memberships SET csr_group = 'security-officers'`,
      (sql) => sql`INSERT INTO group_memberships DEFAULT VALUES`,
      (sql) => sql`UPDATE csr_users SET display_name = 'x'`,
      (sql) => sql`INSERT INTO csr_users DEFAULT VALUES`,
      (sql) => sql`UPDATE csr_groups SET name = 'mine'`,
      (sql) => sql`GRANT porchlight_portal TO CURRENT_USER`,
      (sql) => sql`ALTER ROLE CURRENT_USER SUPERUSER`,
    ])
  })

  test('reads and writes no customer’s password, session or key', async () => {
    await expectDenied(role, [
      (sql) => sql`SELECT * FROM web_user_credentials`,
      (sql) => sql`UPDATE web_user_credentials SET password_hash = 'x'`,
      (sql) => sql`SELECT * FROM customer_sessions`,
      (sql) => sql`INSERT INTO customer_sessions DEFAULT VALUES`,
      (sql) => sql`SELECT * FROM known_devices`,
      (sql) => sql`SELECT * FROM credential_of('m.alvarez')`,
      (sql) => sql`SELECT * FROM hash_settings_of_session(${Buffer.alloc(32)}::bytea)`,
      (sql) => sql`SELECT is_password(${town.maria}, 'x')`,
      (sql) => sql`SELECT key_hash FROM mailed_keys`,
      (sql) => sql`SELECT token_hash FROM masquerades`,
      (sql) => sql`SELECT code_hash FROM masquerades`,
      (sql) => sql`SELECT * FROM session_proof(${Buffer.alloc(32)}::bytea, '1 hour')`,
      (sql) => sql`SELECT * FROM view_end_by_key('a', ${Buffer.alloc(32)}::bytea)`,
    ])
  })

  test('cannot change the end, the customer or the rights of a masquerade', async () => {
    await expectDenied(role, [
      (sql) => sql`UPDATE masquerades SET mode = 'act'`,
      (sql) => sql`UPDATE masquerades SET ends_at = ends_at + interval '1 day'`,
      (sql) => sql`UPDATE masquerades SET web_user_id = ${town.olga}`,
      (sql) => sql`UPDATE masquerades SET ended_at = NULL`,
      (sql) => sql`DELETE FROM masquerades`,
      (sql) => sql`SELECT switch_own_masquerade(${Buffer.alloc(32)}::bytea, 'act')`,
    ])
  })

  test('deletes no people, links, bills or money, and puts nobody on an account', async () => {
    await expectDenied(role, [
      (sql) => sql`DELETE FROM persons`,
      (sql) => sql`UPDATE persons SET is_protected = false`,
      (sql) => sql`DELETE FROM accounts`,
      (sql) => sql`DELETE FROM account_persons`,
      (sql) => sql`INSERT INTO account_persons DEFAULT VALUES`,
      (sql) => sql`DELETE FROM web_users`,
      (sql) => sql`UPDATE web_users SET email = 'x@evil.example'`,
      (sql) => sql`DELETE FROM web_user_accounts`,
      (sql) => sql`INSERT INTO web_user_accounts DEFAULT VALUES`,
      (sql) => sql`DELETE FROM bills`,
      (sql) => sql`DELETE FROM payments`,
      (sql) => sql`UPDATE payments SET amount_cents = 1`,
      (sql) => sql`DELETE FROM self_service_tasks`,
      (sql) => sql`UPDATE self_service_task_log SET actor = 'x'`,
      (sql) => sql`DELETE FROM self_service_task_log`,
      (sql) => sql`DELETE FROM to_dos`,
      (sql) => sql`UPDATE setting_versions SET value = '1'`,
      (sql) => sql`DELETE FROM setting_versions`,
      (sql) => sql`UPDATE entitlement_changes SET is_on = true`,
    ])
  })

  test('nothing is created, granted, read from files or taken over', async () => {
    await expectDenied(role, [
      (sql) => sql`CREATE TABLE public.mine (a int)`,
      (sql) => sql`CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      (sql) => sql`CREATE SCHEMA mine`,
      (sql) => sql`CREATE EXTENSION dblink`,
      (sql) => sql`SET ROLE porchlight_portal`,
      (sql) => sql`SET SESSION AUTHORIZATION porchlight_portal`,
      (sql) => sql`ALTER TABLE accounts DISABLE ROW LEVEL SECURITY`,
      (sql) => sql`ALTER TABLE record_entries DISABLE TRIGGER ALL`,
      (sql) => sql`SET session_replication_role = replica`,
      (sql) => sql`COPY accounts TO PROGRAM 'cat'`,
      (sql) => sql`SELECT pg_read_file('/etc/passwd')`,
      (sql) => sql`SELECT lo_import('/etc/passwd')`,
      (sql) => sql`SELECT lo_create(0)`,
      (sql) => sql`SELECT rolpassword FROM pg_authid`,
      (sql) => sql`UPDATE schema_migrations SET name = 'x'`,
    ])
  })
})

test('the desk’s role removes nobody from an account and switches no sign-in except through the functions that check it', async () => {
  await expectDenied('desk', [
    (sql) => sql`UPDATE web_user_accounts SET is_active = false`,
    (sql) => sql`UPDATE web_users SET is_active = false`,
    (sql) => sql`UPDATE accounts SET balance_cents = 0`,
    (sql) => sql`INSERT INTO payments DEFAULT VALUES`,
    (sql) => sql`UPDATE person_contacts SET value = 'x'`,
    (sql) => sql`SELECT settle_rested_searches()`,
    (sql) => sql`DELETE FROM csr_openings`,
    (sql) => sql`UPDATE csr_openings SET opened_at = '-infinity'`,
    (sql) => sql`UPDATE protected_openings SET expires_at = 'infinity'`,
    (sql) => sql`INSERT INTO protected_openings DEFAULT VALUES`,
    (sql) => sql`DELETE FROM attempts`,
    (sql) => sql`DELETE FROM desk_sessions`,
    (sql) => sql`UPDATE desk_sessions SET csr_id = 'kenji.sato'`,
    (sql) => sql`UPDATE desk_sessions SET expires_at = 'infinity'`,
    (sql) => sql`UPDATE outgoing_messages SET recipient = 'x@evil.example'`,
    (sql) => sql`SELECT body FROM outgoing_messages`,
  ])
})

test('the worker’s role sees no desk session, no identifier and no search index, and starts no masquerade', async () => {
  await expectDenied('worker', [
    (sql) => sql`SELECT 1 FROM desk_sessions`,
    (sql) => sql`INSERT INTO desk_sessions DEFAULT VALUES`,
    (sql) => sql`SELECT 1 FROM person_identifiers`,
    (sql) => sql`SELECT 1 FROM search_names`,
    (sql) => sql`INSERT INTO masquerades DEFAULT VALUES`,
    (sql) => sql`INSERT INTO setting_versions DEFAULT VALUES`,
    (sql) => sql`SELECT open_protected('kenji.sato', 1, ${town.protectedAccount}, 'emergency', 'x')`,
    (sql) => sql`SELECT end_masquerade('a', 'supervisor', '{}')`,
  ])
})

describe('what the portal’s role does with the session of John', () => {
  const asJohn = async (work: (sql: Sql) => Promise<unknown>) => {
    const session = await sessionOf(app, town.john)
    return inside('portal', async (sql) => {
      await sql`SELECT set_config('porchlight.session', ${session}, true)`
      return work(sql)
    })
  }
  const taskOf = async (webUserId: number, accountId: number) => {
    const [row] =
      await app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
        ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
      VALUES ('service-stop', 'processing', ${accountId}, 'customer', 'x', 'x@example.com', '192.0.2.10', ${webUserId}, '{}',
        ${randomUUID()}, now(), now()) RETURNING self_service_task_id AS id`
    return Number(row?.id)
  }
  const mail =
    (recipient: string): Attempt =>
    (sql) =>
      sql`INSERT INTO outgoing_messages (recipient, subject, body, created_at, next_attempt_at)
      VALUES (${recipient}, 'Your password', 'Click here', now(), now())`

  test('mail goes to his own address, not to one that he names', async () => {
    const [own] = await app.owner`SELECT email FROM web_users WHERE web_user_id = ${town.john}`
    const [other] = await app.owner`SELECT email FROM web_users WHERE web_user_id = ${town.olga}`
    for (const recipient of ['x@evil.example', String(other?.email), ''])
      await expect(asJohn(mail(recipient))).rejects.toThrow(/row-level security/)
    await expect(inside('portal', mail(String(own?.email)))).rejects.toThrow(/row-level security/)
    await asJohn(mail(String(own?.email)))
    const rows = await app.owner`SELECT recipient FROM outgoing_messages WHERE subject = 'Your password'`
    expect(rows).toEqual([{ recipient: own?.email }])
  })

  test('to-dos and deliveries to the CIS are of tasks that he may see', async () => {
    const theirs = await taskOf(town.olga, town.otherAccount)
    const raise =
      (
        taskId: number | null,
        subject = 'task-failed',
        accountId: number | null = town.otherAccount,
      ): Attempt =>
      (sql) =>
        sql`SELECT raise_to_do('payments', ${subject}, 1::smallint, ${accountId}, ${taskId})`
    const own = await taskOf(town.john, town.mariaAccount)
    for (const attempt of [
      raise(theirs),
      raise(null, 'task-failed', null),
      raise(null, 'too-many-named', null),
      raise(own, 'protected-customer-opened', town.mariaAccount),
      raise(own, 'task-failed', town.otherAccount),
      (sql: Sql) => sql`SELECT enqueue_cis_deliveries(${[theirs]}::bigint[])`,
      (sql: Sql) => sql`SELECT enqueue_cis_deliveries(${[own, theirs]}::bigint[])`,
      (sql: Sql) => sql`SELECT enqueue_any_cis_deliveries(${[own]}::bigint[])`,
    ])
      await expect(asJohn(attempt)).rejects.toThrow(denied)
    expect(await app.owner`SELECT 1 FROM to_dos`).toEqual([])
    expect(await app.owner`SELECT 1 FROM cis_deliveries`).toEqual([])
    await asJohn(raise(own, 'task-failed', town.mariaAccount))
    await asJohn((sql) => sql`SELECT enqueue_cis_deliveries(${[own]}::bigint[])`)
    expect(await app.owner`SELECT self_service_task_id AS id FROM to_dos`).toEqual([{ id: own }])
    expect(await app.owner`SELECT self_service_task_id AS id FROM cis_deliveries`).toEqual([{ id: own }])
  })

  test('an attempt is given back in the transaction that counted it, and at no other time', async () => {
    const bucket = Buffer.alloc(32, 7)
    const take: Attempt = (sql) => sql`SELECT take_attempt(${bucket}::bytea, 5, '15 minutes')`
    const giveBack: Attempt = (sql) => sql`SELECT give_back_attempt(${bucket}::bytea, '15 minutes')`
    const count = async () => (await app.owner`SELECT count FROM attempts WHERE bucket = ${bucket}`)[0]?.count
    await asJohn(take)
    await asJohn(giveBack)
    expect(await count()).toBe(1)
    await asJohn(async (sql) => {
      await take(sql)
      return giveBack(sql)
    })
    expect(await count()).toBe(1)
  })
})
