import { work } from '#features/account-links/links.fixture.ts'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import { town } from '#testing/small-town.ts'
import type { TestApp } from '#testing/test-app.ts'

/** In every value of the other holder that nobody else may see. */
export const sentinel = 'zyqx'

/** Nora, a co-holder of Maria's account. */
export const nora = { webUserId: 20_006, personId: 6, email: `${sentinel}.login@example.com` } as const

/** Returns whether a text carries a value of Nora's that nobody else may see. */
export const isTelling = (text: string): boolean => text.toLowerCase().includes(sentinel)

/**
 * Adds Nora to Maria's account, with a value that carries the sentinel in every field that she, a CSR or her browser can fill:
 * contacts, identifiers, e-mail address, devices, choices, nickname, tasks with their log, contact notes, to-dos, a support visit.
 */
export async function addNora(app: TestApp): Promise<void> {
  const { owner } = app
  const { mariaAccount: account } = town
  await owner`INSERT INTO persons (person_id, kind) VALUES (${nora.personId}, 'human')`
  await owner`INSERT INTO person_names (person_id, name_type, given_name, surname) VALUES (${nora.personId}, 'primary', 'Nora', 'Berg'),
    (${nora.personId}, 'alias', ${sentinel}, 'Alias')`
  await owner`INSERT INTO person_contacts (person_id, contact_type, value, normalised_value, is_primary)
    VALUES (${nora.personId}, 'mobile', ${`${sentinel} 555-0199`}, '+16195550199', true),
      (${nora.personId}, 'email', ${`${sentinel}@example.com`}, ${`${sentinel}@example.com`}, false)`
  await owner`INSERT INTO person_identifiers (person_id, identifier_type, value_encrypted, value_hash, masked_value)
    VALUES (${nora.personId}, 'passport', '', '', ${`••••${sentinel}`})`
  await owner`INSERT INTO account_persons (account_id, person_id, is_financially_responsible, relationship_type)
    VALUES (${account}, ${nora.personId}, true, 'spouse')`
  await owner`INSERT INTO web_users (web_user_id, user_name, email, person_id)
    VALUES (${nora.webUserId}, 'n.berg', ${nora.email}, ${nora.personId})`
  await owner`INSERT INTO web_user_credentials (web_user_id, password_hash)
    SELECT ${nora.webUserId}, password_hash FROM web_user_credentials WHERE web_user_id = ${town.maria}`
  await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role, nickname)
    VALUES (${nora.webUserId}, ${account}, 'co-holder', ${`${sentinel} home`})`
  await masqueradeAs(app, 'amara.okafor', {
    webUserId: nora.webUserId,
    purposeReference: `${sentinel} visit`,
  })
  await app.asCustomer(nora.webUserId)
  await owner`UPDATE customer_sessions SET user_agent = ${`${sentinel} browser`} WHERE web_user_id = ${nora.webUserId}`
  const payload = JSON.stringify({
    before: null,
    after: { line1: `${sentinel} Shelter`, city: sentinel, note: sentinel },
  })
  for (const [type, state] of [
    ['mailing-address', 'completed'],
    ['contact-details', 'pending'],
    ['appointment', 'scheduled'],
  ])
    await owner`WITH task AS (
        INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
          self_service_user_id, payload, correlation_id, created_at, updated_at)
        VALUES (${type ?? ''}, ${state ?? ''}, ${account}, 'customer', 'n.berg', ${nora.email}, '198.51.100.66', ${nora.webUserId},
          ${payload}::text::jsonb, gen_random_uuid(), now(), now()) RETURNING self_service_task_id AS id),
      logged AS (INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason)
        SELECT id, 1, now(), ${state ?? ''}, 'n.berg', ${`${sentinel} reason`} FROM task)
      INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id, self_service_task_id)
        SELECT ${account}, 'general', 'call', ${`${sentinel} note`}, now(), 'amara.okafor', id FROM task`
  await owner`INSERT INTO to_dos (to_do_role, subject, account_id, created_at, completed_at, completed_by_csr_id, completion_note)
    VALUES ('customer-records', 'message-not-sent', ${account}, now(), now(), 'ines.ferreira', ${`${sentinel} called back`})`
}

/**
 * Marks Nora as hidden from the others on the account, at the desk; then changes her name, her user name and her mailing address,
 * and adds a second web user of hers.
 */
export async function hideNora(app: TestApp): Promise<void> {
  const { owner } = app
  const params = { accountId: town.mariaAccount, personId: nora.personId }
  const amara = await app.asCsr('amara.okafor')
  const body = { kind: 'family-violence' as const, isAddressConfidential: false, reason: `${sentinel} asked` }
  await amara.api.markHolderProtection({ params, body })
  const browser = await app.asCustomer(nora.webUserId)
  const { mailingAddress } = await browser.api.readAccountInformation({ params })
  await browser.api.changeMailingAddress({
    params,
    body: { ...mailingAddress, line1: `${sentinel} Shelter 5`, city: sentinel },
  })
  await owner`UPDATE person_names SET surname = ${`${sentinel}new`} WHERE person_id = ${nora.personId} AND name_type = 'primary'`
  await owner`UPDATE web_users SET user_name = ${`${sentinel}.user`} WHERE web_user_id = ${nora.webUserId}`
  await owner`INSERT INTO web_users (web_user_id, user_name, email, person_id)
    VALUES (20007, ${`${sentinel}.second`}, ${`${sentinel}.second@example.com`}, ${nora.personId})`
  await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    VALUES (20007, ${town.mariaAccount}, 'co-holder')`
  // Mails about the change are written while she is hidden.
  await work(app)
}
