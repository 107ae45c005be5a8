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
    'own_messages',
    'own_read_out_codes',
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
    'attempt_wait',
    'change_guest_role',
    'change_password',
    'current_web_user_id',
    'end_all_own_sessions',
    'end_customer_session',
    'end_own_masquerade',
    'end_own_session',
    'enqueue_cis_deliveries',
    'give_back_attempt',
    'hash_settings_of_session',
    'held_account_ids',
    'hold_for_leaving',
    'invitation_of_key',
    'is_own_bank_account',
    'is_password',
    'is_prepared_by',
    'is_recorded',
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
    'open_customer_request',
    'open_masquerade_request',
    'own_messages',
    'own_read_out_codes',
    'people_of_account',
    'raise_to_do',
    'register_guest',
