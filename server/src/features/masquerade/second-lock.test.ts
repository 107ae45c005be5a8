import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, sessionOf, type TestApp } from '#testing/test-app.ts'
import { startRequest } from './masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('25: the role of a read-only masquerade has no write grant on any table or column', async () => {
  const grants = await app.owner`
    SELECT table_name, privilege_type FROM information_schema.column_privileges
    WHERE grantee IN ('porchlight_view', 'PUBLIC') AND table_schema = 'public' AND privilege_type <> 'SELECT'
    UNION SELECT table_name, privilege_type FROM information_schema.table_privileges
    WHERE grantee IN ('porchlight_view', 'PUBLIC') AND table_schema = 'public' AND privilege_type <> 'SELECT'`
  expect(grants).toEqual([])
})

test('25: what the view and portal roles may execute beyond their rights is this list, each with a fixed search_path', async () => {
  const functions = await app.owner`
    SELECT p.proname, p.proconfig, has_function_privilege('porchlight_view', p.oid, 'EXECUTE') AS view,
      has_function_privilege('porchlight_portal', p.oid, 'EXECUTE') AS portal
    FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`
  for (const { proname, proconfig } of functions)
    expect(proconfig, proname).toContain('search_path=pg_catalog, public, pg_temp')
  expect(functions.filter((f) => f.view).map((f) => f.proname)).toEqual([
    'accepted_invitation_id',
    'append_own_record',
    'arrive_masquerade',
    'current_web_user_id',
    'end_own_masquerade',
    'held_account_ids',
    'is_recorded',
    'linked_account_ids',
    'live_support_visits',
    'name_between',
    'name_of_preparer',
    'open_masquerade_request',
    'own_accounts',
    'own_data_grants',
    'own_held_autopays',
    'own_link',
    'own_messages',
    'own_questioned_visits',
    'own_read_out_codes',
    'own_services',
    'people_of_account',
    'sees_link_request_of',
    'setting_value',
    'switch_own_masquerade',
    'take_attempt',
    'view_end',
    'view_end_by_key',
    'view_to_follow',
    'waiting_link_requests',
  ])
  expect(functions.filter((f) => f.portal).map((f) => f.proname)).toEqual([
    'accept_guest_invitation',
    'accepted_invitation_id',
    'add_guest_key',
    'append_own_record',
    'ask_for_password_reset',
    'ask_for_registration',
    'attempt_wait',
    'change_guest_role',
    'change_password',
    'change_second_factor',
    'current_web_user_id',
    'data_client_asking',
    'end_all_own_sessions',
    'end_customer_session',
    'end_own_data_grant',
    'end_own_masquerade',
    'end_own_session',
    'enqueue_cis_deliveries',
    'give_back_attempt',
    'give_data_grant',
    'hash_settings_of_session',
    'held_account_ids',
    'hold_for_leaving',
    'invitation_of_key',
    'is_own_bank_account',
    'is_password',
    'is_prepared_by',
    'is_recorded',
    'lacks_second_factor',
    'leave_account',
    'link_request_of_key',
    'linked_account_ids',
    'live_support_visits',
    'mails_invitation',
    'make_link_as_holder',
    'may_request_link',
    'name_between',
    'name_of_preparer',
    'note_failed_attempt',
    'note_failed_sign_in',
    'notice_of_key',
    'open_customer_request',
    'open_masquerade_request',
    'own_accounts',
    'own_data_connection',
    'own_data_grants',
    'own_held_autopays',
    'own_language_for_change',
    'own_link',
    'own_messages',
    'own_questioned_visits',
    'own_read_out_codes',
    'own_second_factor',
    'own_services',
    'people_of_account',
    'question_support_visit',
    'raise_to_do',
    'read_own_messages',
    'register_guest',
    'register_web_user',
    'registration_of_key',
    'renew_recovery_codes',
    'reset_password',
    'second_factor_of',
    'sees_link_request_of',
    'set_own_language',
    'setting_value',
    'settle_task_to_dos',
    'sign_customer_in',
    'sign_customer_in_twice',
    'sign_in_candidate',
    'take_attempt',
    'take_off_account',
    'use_mailed_key',
    'use_notice_key',
    'view_end',
    'view_end_by_key',
    'waiting_link_requests',
    'web_user_of_mailed_key',
  ])
})

test('a temporary table of a caller’s never stands in for ours in what runs with more rights', async () => {
  const [seen] = await app.database.view.begin(async (sql) => {
    await sql`CREATE TEMPORARY TABLE web_user_accounts (web_user_id bigint, account_id bigint, is_active boolean)`
    await sql`SELECT set_config('porchlight.session', ${await sessionOf(app, town.john)}, true)`
    return sql`SELECT linked_account_ids() AS ids`
  })
  expect(seen?.ids.map(Number)).toEqual([town.mariaAccount])
})

test('a missing setting yields no rows', async () => {
  for (const pool of [app.database.portal, app.database.view])
    for (const table of [
      'accounts',
      'bills',
      'web_users',
      'web_user_accounts',
      'self_service_tasks',
      'usage_months',
      'masquerades',
      'record_entries',
    ]) {
      const [row] = await pool.unsafe(`SELECT count(*)::int AS n FROM ${table}`)
      expect(row?.n, table).toBe(0)
    }
})

test('no role that writes may change the record', async () => {
  for (const pool of [app.database.portal, app.database.view, app.database.desk, app.database.worker]) {
    await expect(pool`UPDATE record_entries SET reason = 'other'`).rejects.toThrow(/permission denied/)
    await expect(pool`DELETE FROM record_entries`).rejects.toThrow(/permission denied/)
  }
})

test('7: a row without an actor violates a constraint', async () => {
  const append = (entry: object) =>
    app.owner`SELECT append_record(${app.owner.json([{ event: 'read', action: 'x', correlation_id: crypto.randomUUID(), ...entry }])})`
  await expect(append({})).rejects.toThrow()
  await expect(append({ actor_kind: 'masquerade', csr_id: 'amara.okafor' })).rejects.toThrow(
    /record_entries_actor/,
  )
  await expect(append({ actor_kind: 'csr' })).rejects.toThrow(/record_entries_actor/)
})

test('the four fields are a constraint, not a habit', async () => {
  const insert = (columns: object) =>
    app.owner`INSERT INTO self_service_tasks ${app.owner({
      task_type: 'mailing-address',
      state: 'completed',
      payload: app.owner.json({}),
      correlation_id: crypto.randomUUID(),
      created_at: new Date(),
      updated_at: new Date(),
      ip_address: '192.0.2.1',
      self_service_user_id: town.maria,
      ...columns,
    })}`
  await expect(
    insert({ actor_kind: 'customer', web_user_id: 'm.alvarez', email_address: null }),
  ).rejects.toThrow(/who_did_it/)
  await expect(
    insert({ actor_kind: 'csr', csr_id: 'amara.okafor', web_user_id: 'm.alvarez' }),
  ).rejects.toThrow(/who_did_it/)
  await expect(
    insert({
      actor_kind: 'csr',
      csr_id: 'amara.okafor',
      web_user_id: 'amara.okafor',
      email_address: 'x@example.com',
    }),
  ).rejects.toThrow(/who_did_it/)
})

test('24: the record holds no name, e-mail or purpose', async () => {
  const desk = await app.asCsr('amara.okafor')
  await desk.api.startMasquerade({
    body: { ...startRequest, purposeReference: 'Maria called about her bill' },
  })
  const rows = await app.owner`SELECT to_jsonb(r) AS row FROM record_entries r`
  expect(JSON.stringify(rows)).not.toMatch(/Maria|Alvarez|@example|92101/)
})
