import { sealValue } from '#encryption/sealed-value.ts'
import { addBill } from '#testing/add-bill.ts'
import { addUsage, servicePointOf } from '#testing/add-usage.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import type { TestApp } from '#testing/test-app.ts'

/** Whatever is told of Maria in free text has this in it, so that a test finds it in any column. */
export const trace = 'zyx'
/** The same of John, who shares an account with her. */
export const otherTrace = 'qwj'

/** Puts a row about Maria into every table that can have one, and beside it what is John's. */
export async function fillLife({ owner, asCsr, asCustomer }: TestApp): Promise<void> {
  await asCustomer(town.maria)
  await asCsr('amara.okafor')
  const [desk] = await owner`SELECT desk_session_id FROM desk_sessions LIMIT 1`
  const session = Number(desk?.deskSessionId)
  for (const [personId, webUserId, mark] of [
    [1, town.maria, trace],
    [2, town.john, otherTrace],
  ] as const) {
    const email = `${mark}.mail@example.com`
    await owner`UPDATE persons SET source_key = ${`cis-${mark}`} WHERE person_id = ${personId}`
    await owner`UPDATE person_names SET given_name = ${`${mark}Given`}, surname = ${`${mark}Surname`} WHERE person_id = ${personId}`
    await owner`INSERT INTO person_names (person_id, name_type, organisation_name) VALUES (${personId}, 'alias', ${`${mark} Bakery`})`
    await owner`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, state)
      VALUES (${personId}, 'email', ${email}, ${email}, 'pending')`
    await owner`INSERT INTO person_identifiers (person_id, identifier_type, value_encrypted, value_hash, masked_value)
      VALUES (${personId}, 'passport', ${sealValue(testEncryptionKey, `${mark}-passport`)}, ${Buffer.alloc(32, personId)}, ${`••${mark}`})`
    await owner`UPDATE web_users SET user_name = ${`${mark}.login`}, email = ${email}, source_key = ${`web-${mark}`},
      last_seen_at = now() WHERE web_user_id = ${webUserId}`
    await owner`UPDATE web_user_accounts SET nickname = ${`${mark} nickname`}, business_line = ${`${mark} line`}
      WHERE web_user_id = ${webUserId}`
    await owner`INSERT INTO notification_preferences (web_user_id, account_id, choices)
      VALUES (${webUserId}, ${town.mariaAccount}, ${JSON.stringify({ note: `${mark} choice` })}::text::jsonb)`
    await owner`UPDATE customer_sessions SET user_agent = ${`${trace} browser`}, ended_at = now() WHERE web_user_id = ${town.maria}`
    await owner`INSERT INTO known_devices (web_user_id, device_hash, created_at, last_used_at)
      VALUES (${webUserId}, ${Buffer.alloc(32, personId + 50)}, now(), now())`
    await owner`UPDATE web_user_credentials SET totp_since = now() WHERE web_user_id = ${webUserId}`
    await owner`INSERT INTO failed_sign_ins VALUES (${webUserId}, 2, now()) ON CONFLICT DO NOTHING`
    const [task] =
      await owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
        ip_address, self_service_user_id, payload, amount_cents, currency, scheduled_on, expires_at, correlation_id, created_at,
        updated_at, applied_at, failure)
      VALUES ('mailing-address', 'completed', ${town.mariaAccount}, 'customer', ${`${mark}.login`}, ${email}, ${personId === 1 ? '203.0.113.77' : '203.0.113.88'},
        ${webUserId}, ${JSON.stringify({ line1: `${mark} Street 7`, more: { deep: [`${mark} deep`] } })}::text::jsonb, 1234, 'USD',
        '2026-05-06', now(), gen_random_uuid(), now(), now(), now(), ${`${mark} failed`}) RETURNING self_service_task_id`
    const taskId = Number(task?.selfServiceTaskId)
    await owner`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason, action)
      VALUES (${taskId}, 1, now(), 'completed', ${`${mark}.login`}, ${`${mark} said so`}, 'note')`
    await owner`INSERT INTO card_payment_sessions (self_service_task_id, provider_session_id, redirect_url, provider_event_id,
        provider_state, told_at, decline_reason)
      VALUES (${taskId}, ${`${mark}-pay`}, ${`https://pay.example/${mark}`}, ${`${mark}-event`}, 'declined', now(), 'declined')`
    await owner`INSERT INTO bank_accounts (bank_account_id, web_user_id, self_service_task_id, kind, routing_number, masked_number,
        nickname, bank_reason, added_at, verified_at, removed_at)
      VALUES (${personId}, ${webUserId}, ${taskId}, 'checking', '122105155', ${`•••• 000${personId}`}, ${`${mark} house`}, 'stopped',
        now(), now(), now())`
    await owner`INSERT INTO autopays (account_id, web_user_id, bank_account_id, masked_number, day_of_month, limit_cents,
        terms_version, self_service_task_id, started_on, paused_because, ended_at, ended_by, version)
      VALUES (${town.mariaAccount}, ${webUserId}, ${personId}, ${`•••• 000${personId}`}, 12, 50000, 1, ${taskId}, '2026-05-06', 'stopped', now(), 'stopped',
        ${personId})`
    await owner`INSERT INTO data_clients VALUES ('sunny-side', 'Sunny Side', 'https://sunny-side.example', '{https://sunny-side.example}',
        'hash', true, now()) ON CONFLICT DO NOTHING`
    await owner`INSERT INTO data_grants (client_id, web_user_id, account_id, readings_from, ends_on, created_at, redirect_uri, state,
        code_nonce, code_hash, code_challenge, code_expires_at, last_read_at, revoked_at, revoked_by)
      VALUES ('sunny-side', ${webUserId}, ${town.mariaAccount}, '2026-01-01', '2027-01-01', now(), 'https://sunny-side.example', 's', 'n',
        ${Buffer.alloc(32, personId + 90)}, 'c', now(), now(), now(), 'ended')`
    await owner`INSERT INTO bank_transfers (purpose, bank_account_id, self_service_task_id, amount_cents, currency, state,
        bank_reference, bank_reason, next_attempt_at, ended_at)
      VALUES ('payment', ${personId}, ${taskId}, 1234, 'USD', 'returned', ${`${mark}-bank`}, 'stopped', now(), now())`
    await owner`INSERT INTO cis_deliveries (self_service_task_id, line, state, body, created_at, next_attempt_at, claims, failures,
        refusals, failure, answered_at, reference)
      VALUES (${taskId}, ${`web-user ${webUserId}`}, 'accepted', ${`{"name":"${mark} body"}`}, now(), now(), 0, 0, 0, ${`${mark} refused`}, now(), ${`${mark}-ref`})`
    await owner`INSERT INTO outgoing_messages (recipient, subject, body, self_service_task_id, created_at, next_attempt_at, sent_at, failure)
      VALUES (${email.toUpperCase()}, ${`${mark} subject`}, ${`Hello ${mark}`}, ${taskId}, now(), now(), now(), ${`${mark} mailbox full`})`
    await owner`INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, csr_id, created_at, expires_at, used_at)
      VALUES ('password-reset', ${webUserId}, ${email}, 'nonce', ${Buffer.alloc(32, personId + 80)}, 'amara.okafor', now(), now(), now())`
    await owner`INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, account_id, stops)
      VALUES ('notice-off', ${webUserId}, ${email}, 'nonce', ${Buffer.alloc(32, personId + 90)}, now(), now(), ${town.mariaAccount},
        ${`${mark} bill-ready.email`})`
    const masqueradeId = (personId === 1 ? 'm' : 'n').repeat(26)
    await owner`INSERT INTO masquerades (masquerade_id, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
        purpose_reference, created_at, arrived_at, mode, acting_since, ends_at, idle_seconds, ip_address, last_activity_at, ended_at, end_cause)
      VALUES (${masqueradeId}, 'amara.okafor', ${session}, ${webUserId}, ${town.mariaAccount}, 'call', ${`${mark} rang`}, now(),
        now(), 'act', now(), now() + interval '30 minutes', 900, '198.51.100.7', now(), now(), 'banner')`
    await owner`INSERT INTO caller_verifications (csr_id, web_user_id, account_id, purpose_kind, purpose_reference, grade,
        identifiers, channel, verified_at)
      VALUES ('amara.okafor', ${webUserId}, ${town.mariaAccount}, 'call', ${`${mark} called`}, 'code', '{service-address}', 'mail', now())`
    await owner`INSERT INTO trusted_issuers (issuer_key, display_name, issuer, audience, key_address, algorithms, return_urls,
        context_names, active_from)
      VALUES ('other-cis', 'Other CIS', 'https://cis.example', 'desk', 'https://cis.example/keys', '{ES256}',
        '{https://cis.example/back}', '{screen}', now()) ON CONFLICT DO NOTHING`
    await owner`INSERT INTO token_exchanges (masquerade_id, issuer_key, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
        purpose_reference, context, return_url, locale, ip_address, created_at, code_hash, code_expires_at)
      VALUES (${(personId === 1 ? 'o' : 'p').repeat(26)}, 'other-cis', 'amara.okafor', ${session}, ${webUserId}, ${town.mariaAccount},
        'call', ${`${mark} rang them`}, ${JSON.stringify({ screen: `${mark} screen` })}::text::jsonb, 'https://cis.example/back', 'en',
        '198.51.100.7', now(), ${Buffer.alloc(32, personId + 90)}, now())`
    await owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id, masquerade_id)
      VALUES (${town.mariaAccount}, 'general', 'call', ${`${mark} was shown the bill`}, now(), 'amara.okafor', ${masqueradeId})`
    await owner`INSERT INTO to_dos (to_do_role, subject, account_id, self_service_task_id, created_at, completed_at,
        completed_by_csr_id, completion_note, message_failure)
      VALUES ('payments', 'payment-differs', ${town.mariaAccount}, ${taskId}, now(), now(), 'ines.ferreira', ${`${mark} paid twice`}, ${`${mark} no mail`})`
    await owner`INSERT INTO unlinks (web_user_id, account_id, csr_id, desk_session_id, self_service_task_id, reason, link,
        account_person, unlinked_at, undo_until, linked_again_at)
      VALUES (${webUserId}, ${town.mariaAccount}, 'amara.okafor', ${session}, ${taskId}, ${`${mark} moved out`},
        ${JSON.stringify({ nickname: `${mark} old` })}::text::jsonb, ${JSON.stringify({ personId })}::text::jsonb, now(), now(), now())`
    await owner`INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at, told_at)
      VALUES ('requested', ${town.mariaAccount}, ${webUserId}, ${taskId}, now(), now())`
    await owner`INSERT INTO visit_news (masquerade_id, web_user_id, account_id, purpose_kind, at, told_at)
      VALUES (${masqueradeId}, ${webUserId}, ${town.mariaAccount}, 'call', now(), now()) ON CONFLICT DO NOTHING`
    await owner`INSERT INTO record_entries (at, event, action, actor_kind, csr_id, web_user_id, account_id, masquerade_id,
        self_service_task_id, ip_address, correlation_id, reason, details)
      VALUES (now(), 'changed', 'mailing-address:change', 'customer', NULL, ${webUserId}, ${town.mariaAccount}, NULL, ${taskId},
        ${personId === 1 ? '203.0.113.77' : '203.0.113.88'}, gen_random_uuid(), NULL, '{}'),
      (now(), 'ended', 'masquerade:end', 'csr', 'amara.okafor', ${webUserId}, ${town.mariaAccount}, ${masqueradeId}, NULL,
        '198.51.100.7', gen_random_uuid(), 'supervisor', ${JSON.stringify({ givenReason: `${mark} shouted` })}::text::jsonb)`
  }
  await fillShop(owner, session)
}

/** The account that Maria has alone, and bills and readings of the shared one. */
async function fillShop(owner: TestApp['owner'], session: number): Promise<void> {
  await owner`UPDATE account_persons SET is_financially_responsible = true WHERE account_id = ${town.mariaAccount}`
  await owner`UPDATE accounts SET source_key = 'account-' || account_id, customer_class = 'commercial', balance_cents = 4321,
    is_autopay = true, closed_on = '2026-06-07', status = 'closed' WHERE account_id = ${town.mariaShop}`
  await owner`UPDATE mailing_addresses SET line1 = ${`${trace} Boulevard 9`}, line2 = ${`${trace} floor`}, city = ${`${trace}ville`}
    WHERE account_id = ${town.mariaShop}`
  await owner`UPDATE service_agreements SET source_key = 'agreement-' || service_agreement_id, ended_on = '2026-06-07'
    WHERE account_id = ${town.mariaShop}`
  const bill = {
    accountId: town.mariaShop as number,
    billDate: '2026-03-02',
    dueDate: '2026-03-23',
    chargesCents: 7777,
  }
  const billId = await addBill(owner, bill)
  await owner`UPDATE bills SET source_key = ${`bill-${billId}`}, disputed_cents = 777, disputed_on = '2026-03-09'
    WHERE bill_id = ${billId}`
  await owner`INSERT INTO bill_lines (bill_id, position, premise_id, service_type, kind, quantity, unit, rate_micros, amount_cents,
      names, step_from, step_to, step_per)
    SELECT ${billId}, 1, min(premise_id), 'electricity', 'energy', 312.5, 'kWh', 181000, 7777, '{"en": "Shop rate"}', 0, 12, 'day'
    FROM premises`
  await owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender, source_key, paid_with, booked_at)
    VALUES (${town.mariaShop}, '2026-03-20', 3456, 'USD', 'check', 'payment-1', 'Visa •••• 4242', now())`
  await owner`INSERT INTO autopay_runs (autopay_id, account_id, bill_id, pay_on, amount_cents, state, self_service_task_id)
    SELECT p.autopay_id, ${town.mariaShop}, ${billId}, '2026-05-26', 4200, 'ordered', p.self_service_task_id
    FROM autopays p ORDER BY p.autopay_id LIMIT 1`
  await owner`INSERT INTO account_programs (account_id, program, state, terms, started_on, changed_on, ended_on, version)
    VALUES (${town.mariaShop}, 'preferred-due-date', 'withdrawn', '{"dayOfMonth": 15}', '2026-01-02', '2026-02-03', '2026-03-04', 2)`
  await owner`INSERT INTO payment_reversals (payment_id, kind, reason, reversed_on, self_service_task_id)
    SELECT p.payment_id, 'returned', 'stopped', '2026-03-25', t.self_service_task_id
    FROM payments p, (SELECT min(self_service_task_id) AS self_service_task_id FROM self_service_tasks) t
    WHERE p.source_key = 'payment-1'`
  await owner`INSERT INTO payment_refunds (payment_id, self_service_task_id, state, provider_reference, refused_because,
      next_attempt_at, ended_at)
    SELECT r.payment_id, r.self_service_task_id, 'made', 'refund-1', 'stopped', now(), now() FROM payment_reversals r`
  const servicePointId = await servicePointOf(owner, town.mariaShop)
  await addUsage(owner, { servicePointId, from: '2026-02-01', until: '2026-02-03', hour: () => 417 })
  await owner`UPDATE usage_months SET stored_at = now(), set_aside = '[{"raw": 16777215, "why": "sentinel", "slot": 99}]'
    WHERE service_point_id = ${servicePointId}`
  await owner`INSERT INTO usage_revisions (service_point_id, channel, register, month, starts_at, interval_minutes, revision, packed,
      total, source, stored_at)
    SELECT service_point_id, channel, register, month, starts_at, interval_minutes, 1, packed, total, source, now()
    FROM usage_months WHERE service_point_id = ${servicePointId}`
  await owner`INSERT INTO usage_periods (service_point_id, channel, starts_at, ends_at, total, quality, raw, source, stored_at)
    VALUES (${servicePointId}, 'delivered', '2026-02-01', '2026-03-02', 41700, 1, NULL, 'meter', now()),
      (${servicePointId}, 'delivered', '2026-03-02', '2026-04-01', NULL, 0, 4294967295, 'meter', now())`
  await owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id)
    VALUES (${town.mariaShop}, 'general', 'call', ${`${trace} asked about the shop`}, now(), 'amara.okafor'),
      (${town.mariaAccount}, 'general', 'call', ${`${otherTrace} wants a note between us`}, now(), 'amara.okafor')`
  await owner`INSERT INTO protected_openings (csr_id, desk_session_id, account_id, reason_kind, reference, opened_at, expires_at)
    VALUES ('amara.okafor', ${session}, ${town.mariaShop}, 'customer-calls', ${`${trace} C-1`}, now(), now())`
  await owner`INSERT INTO holder_protections (account_id, person_id, kind, reason, marked_by_csr_id, marked_at, shown_name,
      shown_web_users, line1, line2, city, region, postal_code, was_protected, removed_at, removed_by_csr_id, removal_reason)
    VALUES (${town.mariaAccount}, 1, 'family-violence', ${`${trace} told us`}, 'amara.okafor', now(), ${`${trace} before`},
      ${JSON.stringify({ 1: `${trace} user` })}::text::jsonb, ${`${trace} shelter`}, ${`${trace} room`}, ${`${trace} city`}, 'CA',
      '92109', false, now(), 'amara.okafor', ${`${trace} moved`})`
}
