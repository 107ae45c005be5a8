import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sealValue } from '#encryption/sealed-value.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  await app.owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    SELECT 1100000000 + i, 'residential', 'Harbor', 'active', '2020-01-01' FROM generate_series(1, 20) i`
  const seal = (plain: string) => sealValue('test-encryption-key-of-thirty-two-characters', plain)
  for (const id of [1, 2, 3, 4])
    await app.owner`INSERT INTO person_identifiers (person_identifier_id, person_id, identifier_type, value_encrypted, value_hash, masked_value)
      OVERRIDING SYSTEM VALUE VALUES (${id}, 1, 'passport', ${seal(`P-${id}`)}, '\\x00', '••')`
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`TRUNCATE csr_openings, to_dos, alert_steps, alert_findings, record_entries, setting_versions`
  amara = await app.asCsr('amara.okafor')
})

const set = (setting: string, value: unknown) =>
  app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    VALUES (${setting}, '', (SELECT COALESCE(max(version), 0) + 1 FROM setting_versions WHERE setting = ${setting}),
      ${app.owner.json(value as never)}, 'kenji.sato', now())`
const open = (i: number, who = amara) => who.api.readAccount({ params: { accountId: 1_100_000_000 + i } })
const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (refused) => refused.body.reason as string,
  )
test('refuses a new customer beyond the limit; opening an open customer again is free', async () => {
  await set('limits.customers-per-hour', 3)
  const opened = []
  for (const i of [1, 2, 2, 3, 1, 4, 3]) opened.push(await statusOf(open(i)))
  expect(opened).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'too-many-customers', 'ok'])
  await expect(open(4)).rejects.toMatchObject({ status: 429 })
  expect(await statusOf(open(4, await app.asCsr('ines.ferreira')))).toBe('ok')
})

test('counts the limit over all desk sessions of a CSR and over the last hour', async () => {
  await set('limits.customers-per-hour', 2)
  await open(1)
  await app.advanceClock('40 minutes')
  const elsewhere = await app.asCsr('amara.okafor')
  await open(2, elsewhere)
  expect(await statusOf(open(3))).toBe('too-many-customers')
  await app.advanceClock('21 minutes')
  expect(await statusOf(open(3, elsewhere))).toBe('ok')
  expect(await statusOf(open(1, elsewhere))).toBe('too-many-customers')
})

test('whatever opens a customer counts: the web users, a task, the prompt of a masquerade, a note', async () => {
  const { mariaAccount: accountId, maria: webUserId } = town
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
      csr_id, ip_address, payload, correlation_id, created_at, updated_at)
    VALUES (7, 'outage-report', 'pending', ${accountId}, 'csr', 'amara.okafor', 'amara.okafor', '192.0.2.1', '{}',
      gen_random_uuid(), now(), now())`
  await set('limits.customers-per-hour', 1)
  const asks: (() => Promise<unknown>)[] = [
    () => amara.api.readAccount({ params: { accountId } }),
    () => amara.api.readWebUserSummary({ params: { accountId } }),
    () => amara.api.readWebUserAccounts({ params: { webUserId }, query: {} }),
    () => amara.api.readTask({ params: { taskId: 7 } }),
    () => amara.api.readMasqueradePrompt({ body: { webUserId, accountId, locale: 'en' } }),
    () =>
      amara.api.addCustomerContact({
        params: { accountId },
        body: { contactClass: 'general', contactType: 'call', note: 'x', masqueradeId: null },
      }),
  ]
  for (const ask of asks) {
    await app.owner`TRUNCATE csr_openings`
    await open(1)
    expect(await statusOf(ask()), String(ask)).toBe('too-many-customers')
    await app.owner`TRUNCATE csr_openings`
    expect(await statusOf(ask()), String(ask)).toBe('ok')
    expect(await statusOf(open(1)), String(ask)).toBe('too-many-customers')
  }
})

test('twenty requests at once do not pass the limit together', async () => {
  await set('limits.customers-per-hour', 5)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => statusOf(open(i + 1))))
  expect(answers.filter((outcome) => outcome === 'ok')).toHaveLength(5)
  expect(answers.filter((outcome) => outcome === 'too-many-customers')).toHaveLength(15)
})

test('both questions of an account page at once are one customer, at the limit too', async () => {
  await set('limits.customers-per-hour', 1)
  const params = { accountId: 1_100_000_001 }
  const both = [amara.api.readAccount({ params }), amara.api.readWebUserSummary({ params })]
  expect(await Promise.all(both.map(statusOf))).toEqual(['ok', 'ok'])
})

test('reveals have a limit of their own', async () => {
  await set('limits.reveals-per-hour', 2)
  const reveal = (personIdentifierId: number) =>
    amara.api.revealIdentifier({ body: { accountId: town.mariaAccount, personIdentifierId } })
  const answers = []
  for (const id of [1, 2, 1, 3]) answers.push(await statusOf(reveal(id)))
  expect(answers).toEqual(['ok', 'ok', 'ok', 'too-many-reveals'])
  expect(await statusOf(amara.api.readAccount({ params: { accountId: town.mariaAccount } }))).toBe('ok')
})

test('each refusal is on the record; the alert, for the security officer to settle, once an hour for each CSR', async () => {
  await set('limits.customers-per-hour', 1)
  await open(1)
  for (const i of [2, 3, 2]) await statusOf(open(i))
  const events = () =>
    app.owner`SELECT event, reason, account_id, csr_id FROM record_entries WHERE event IN ('refused', 'alert')
      ORDER BY record_entry_id`
  const about = { reason: 'too-many-customers', csrId: 'amara.okafor' }
  expect(await events()).toEqual([
    { event: 'refused', accountId: 1_100_000_002, ...about },
    { event: 'alert', accountId: 1_100_000_002, ...about },
    { event: 'refused', accountId: 1_100_000_003, ...about },
    { event: 'refused', accountId: 1_100_000_002, ...about },
  ])
  const kenji = await app.asCsr('kenji.sato')
  const { alerts } = await kenji.api.listAlerts()
  expect(alerts).toMatchObject([
    {
      subject: 'too-many-customers',
      csrId: 'amara.okafor',
      csrName: 'Amara Okafor',
      accountId: 1_100_000_002,
    },
  ])
  const params = { toDoId: alerts[0]?.toDoId ?? 0 }
  await kenji.api.settleAlert({ params, body: { outcome: 'explained', reason: 'Looked into' } })
  await expect(
    kenji.api.settleAlert({ params, body: { outcome: 'explained', reason: 'Looked into' } }),
  ).rejects.toMatchObject({
    status: 404,
  })
  expect(await kenji.api.listAlerts()).toEqual({ alerts: [] })
  await statusOf(open(2))
  expect(await kenji.api.listAlerts()).toEqual({ alerts: [] })
  await app.advanceClock('61 minutes')
  const later = await app.asCsr('amara.okafor')
  await open(1, later)
  await statusOf(open(2, later))
  expect((await (await app.asCsr('kenji.sato')).api.listAlerts()).alerts).toHaveLength(1)
})

test('shows no alerts to a CSR without the permission to review them, and lets them settle none', async () => {
  for (const who of [amara, await app.asCsr('ines.ferreira')]) {
    await expect(who.api.listAlerts()).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
    await expect(
      who.api.settleAlert({ params: { toDoId: 1 }, body: { outcome: 'explained', reason: 'x' } }),
    ).rejects.toMatchObject({ status: 403 })
  }
})

test('an officer cannot settle an alert about themself, and the list says so; a colleague can', async () => {
  const { owner } = app
  await owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
    VALUES ('vera.lind', 'http://id.localhost', 'vera.lind', 'Vera Lind', 'vera.lind@utility.example')`
  await owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('security-officer', 'vera.lind')`
  const [row] = await owner`INSERT INTO to_dos (to_do_role, subject, priority, about_csr_id, created_at)
    VALUES ('security-officer', 'too-many-reveals', 1, 'kenji.sato', current_instant()) RETURNING to_do_id`
  const params = { toDoId: Number(row?.toDoId) }
  const [kenji, vera] = [await app.asCsr('kenji.sato'), await app.asCsr('vera.lind')]
  const mayOf = async (browser: Browser) =>
    (await browser.api.listAlerts()).alerts.find(({ toDoId }) => toDoId === params.toDoId)?.may[
      'alert:settle'
    ]
  expect([await mayOf(kenji), await mayOf(vera)]).toEqual(['own-alert', 'ok'])
  const refused = { status: 403, body: { reason: 'own-alert' } }
  await expect(
    kenji.api.settleAlert({ params, body: { outcome: 'explained', reason: 'Looked into' } }),
  ).rejects.toMatchObject(refused)
  // The door of to-dos does not lead to alerts, whatever group works them.
  await owner`INSERT INTO group_permissions (csr_group, resource, access_mode)
    VALUES ('security-officer', 'to-do', 'work'), ('security-officer', 'to-do', 'view')`
  const notFound = { status: 404 }
  await expect(kenji.api.takeToDo({ params, body: { version: 1 } })).rejects.toMatchObject(notFound)
  const done = { version: 1, note: 'nothing to see' }
  await expect(kenji.api.completeToDo({ params, body: done })).rejects.toMatchObject(notFound)
  const [still] = await owner`SELECT completed_at FROM to_dos WHERE to_do_id = ${params.toDoId}`
  expect(still?.completedAt).toBeNull()
  await vera.api.settleAlert({ params, body: { outcome: 'explained', reason: 'Looked into' } })
  expect(await mayOf(vera)).toBeUndefined()
  // It can be found afterwards, with what came of it; so can its line in the record.
  const { alerts } = await vera.api.queryAlerts({ body: { state: 'settled', csrId: 'kenji.sato' } })
  expect(alerts).toMatchObject([
    { ...params, csrId: 'kenji.sato', settledBy: 'vera.lind', reason: 'Looked into' },
  ])
  expect((await vera.api.queryAlerts({ body: { state: 'settled', csrId: 'vera.lind' } })).alerts).toEqual([])
  const [line] = await owner`SELECT details ->> 'givenReason' AS reason FROM record_entries
    WHERE action = 'alert:settle' AND csr_id = 'vera.lind' AND event = 'changed'`
  expect(line?.reason).toBe('Looked into')
})
