import { api } from '@porchlight/contract/api.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellOfAlerts } from '#features/alerts/jobs.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { masqueradeAs } from '../masquerade/masquerade.fixture.ts'
import {
  accountId,
  accountless,
  asks,
  masqueradeId,
  target,
  taskId,
  toDoId,
  webUserId,
  wholeSearches,
} from './protected-asks.fixture.ts'

const { mariaAccount } = town
const params = { accountId }
const body = { kind: 'customer-calls', reference: 'C-77' }

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
  const { owner } = app
  const [{ session } = { session: 0 }] =
    await owner`SELECT desk_session_id AS session FROM desk_sessions WHERE csr_id = 'amara.okafor'`
  // As it was before the customer became protected.
  await owner`INSERT INTO masquerades (masquerade_id, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
      purpose_reference, created_at, ends_at, idle_seconds, ip_address, last_activity_at)
    VALUES (${masqueradeId}, 'amara.okafor', ${session}, ${webUserId}, ${accountId}, 'call', 'c', now(),
      now() + interval '30 minutes', 900, '192.0.2.1', now())`
  await owner`INSERT INTO to_dos (to_do_id, to_do_role, subject, account_id, created_at)
    VALUES (${toDoId}, 'customer-records', 'message-not-sent', ${accountId}, now())`
  await owner`INSERT INTO to_dos (to_do_role, subject, account_id, created_at, completed_at, completed_by_csr_id, completion_note)
    VALUES ('customer-records', 'message-not-sent', ${accountId}, now(), now(), 'ines.ferreira', 'Grace Hidden called back')`
  for (const [id, account] of [
    [taskId, accountId],
    [accountless, null],
  ])
    await owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
        email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
      VALUES (${id ?? 0}, 'mailing-address', 'pending', ${account ?? null}, 'customer', 'g.hidden', 'g.hidden@example.com',
        '192.0.2.1', ${webUserId}, '{"line1": "1 Quiet Ln"}', gen_random_uuid(), now(), now())`
})
afterAll(() => app.close())

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (refused) => refused.body.reason as string,
  )
const isTelling = (text: string) => /grace|hidden|quiet.?l|5550105|555-0105/i.test(text)

test('nothing that the desk answers names a protected customer, or tells where they live, without a further reason', async () => {
  const names = Object.entries(api).filter(
    ([, { path }]) => path.startsWith('/api/desk') || path === '/api/customer-search',
  )
  expect(names.map(([name]) => name).filter((name) => !(name in asks))).toEqual([])
  for (const csrId of ['amara.okafor', 'tom.becker', 'ines.ferreira', 'kenji.sato']) {
    const who = await app.asCsr(csrId)
    const client = who.api as unknown as Record<string, (input: unknown) => Promise<unknown>>
    for (const [name, inputs] of Object.entries(asks))
      for (const input of inputs) {
        const response = await client[name]?.(input).catch((refused) => refused.body)
        expect(isTelling(JSON.stringify(response)), `${name} ${JSON.stringify(response)}`).toBe(false)
        if (name === 'queryTasks' || wholeSearches.some((terms) => terms === input))
          expect(JSON.stringify(response)).toContain('G•••• H••••')
        else if (name === 'searchCustomers') expect(response).toMatchObject({ rows: [] })
      }
  }
})

test('opening the account, its web users, its tasks and its identifiers asks for a further reason; so does a CSR’s own', async () => {
  const refused = 'further-reason-required'
  const withAccount = { status: 403, body: { reason: refused, accountId } }
  await expect(amara.api.readAccount({ params })).rejects.toMatchObject(withAccount)
  await expect(amara.api.readTask({ params: { taskId } })).rejects.toMatchObject(withAccount)
  expect(await reasonOf(amara.api.readAccount({ params }))).toBe(refused)
  expect(await reasonOf(amara.api.readWebUserSummary({ params }))).toBe(refused)
  expect(await reasonOf(amara.api.readWebUserAccounts({ params: { webUserId }, query: {} }))).toBe(refused)
  expect(await reasonOf(amara.api.readTask({ params: { taskId } }))).toBe(refused)
  const body = { version: 1, reason: 'x' }
  expect(await reasonOf(amara.api.performTaskAction({ params: { taskId, action: 'discard' }, body }))).toBe(
    refused,
  )
  expect(await reasonOf(amara.api.revealIdentifier({ body: { accountId, personIdentifierId: 1 } }))).toBe(
    refused,
  )
  expect(await reasonOf(amara.api.readAccount({ params: { accountId: town.amaraAccount } }))).toBe(refused)
  expect(await reasonOf(amara.api.readMasqueradePrompt({ body: { ...target, locale: 'en' } }))).toBe(
    'target-unavailable',
  )
})

test('everybody on the account of a protected person is protected with them', async () => {
  await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
    VALUES (${town.mariaShop}, 5, 'self-service')`
  const shop = { accountId: town.mariaShop }
  expect(await reasonOf(amara.api.readAccount({ params: shop }))).toBe('further-reason-required')
  const unavailable = amara.api.readMasqueradePrompt({
    body: { webUserId: town.maria, ...shop, locale: 'en' },
  })
  expect(await reasonOf(unavailable)).toBe('target-unavailable')
  const { view } = await masqueradeAs(app, 'amara.okafor')
  expect((await view.get(`/accounts/${mariaAccount}/overview`)).status).toBe(200)
  expect((await view.get(`/accounts/${town.mariaShop}/overview`)).status).toBe(403)
  expect((await view.get(`/accounts/${mariaAccount}/overview`)).text).not.toContain('Market')
  const maria = await app.asCustomer(town.maria)
  expect((await maria.get(`/accounts/${town.mariaShop}/overview`)).status).toBe(200)
  await app.owner`DELETE FROM account_persons WHERE account_id = ${town.mariaShop} AND person_id = 5`
})

test('a further reason opens it for this desk session, for half an hour; recorded, and alerted once', async () => {
  const mine = await app.asCsr('amara.okafor')
  expect((await mine.api.readProtectedPrompt({ params })).reasonKinds).toContain('customer-calls')
  const both = await Promise.all([
    mine.api.openProtected({ params, body }),
    mine.api.openProtected({ params, body }),
  ])
  expect(both[0]).toEqual(both[1])
  const page = await mine.api.readAccount({ params })
  expect(page).toMatchObject({ isProtected: true, persons: [{ name: 'Grace Hidden' }] })
  expect((await mine.api.readTask({ params: { taskId } })).customerName).toBe('Grace Hidden')
  expect(
    (await mine.api.readWebUserAccounts({ params: { webUserId }, query: {} })).accounts[0]?.address,
  ).toBe('1 Quiet Ln, Port Ellis')
  expect((await mine.api.readWebUserSummary({ params })).webUsers[0]?.may).toMatchObject({
    'masquerade:start': 'target-unavailable',
  })
  expect(await reasonOf(amara.api.readAccount({ params }))).toBe('further-reason-required')

  const lines = await app.owner`SELECT event, reason, csr_id, account_id, details FROM record_entries
      WHERE action = 'account:open-protected' AND event <> 'refused' ORDER BY record_entry_id`
  expect(lines.filter(({ event }) => event === 'alert')).toEqual([
    { event: 'alert', reason: 'protected-customer-opened', csrId: 'amara.okafor', accountId, details: {} },
  ])
  expect(lines.filter(({ event }) => event === 'started')).toMatchObject([
    { details: { kind: 'customer-calls' } },
    { details: { kind: 'customer-calls' } },
  ])
  expect(JSON.stringify(lines)).not.toContain('C-77')
  expect(await app.owner`SELECT reason_kind, reference FROM protected_openings`).toEqual([
    { reasonKind: 'customer-calls', reference: 'C-77' },
  ])
  const kenji = await app.asCsr('kenji.sato')
  expect((await kenji.api.listAlerts()).alerts).toMatchObject([
    {
      subject: 'protected-customer-opened',
      csrId: 'amara.okafor',
      accountId,
      reasonKind: 'customer-calls',
      reference: 'C-77',
    },
  ])

  const recent = await mine.api.readRecentCustomers()
  expect(recent.customers).toMatchObject([{ accountId, isProtected: true, name: null, address: null }])

  await app.advanceClock('31 minutes')
  expect(await reasonOf(mine.api.readAccount({ params }))).toBe('further-reason-required')
  await mine.api.openProtected({ params, body })
  expect((await kenji.api.listAlerts()).alerts).toHaveLength(2)
})

test('refuses an unknown reason, an empty reference, an unprotected or unknown account, a trainee', async () => {
  const open = (changes: Partial<typeof body>, about = params) =>
    amara.api.openProtected({ params: about, body: { ...body, ...changes } })
  await expect(open({ kind: 'curiosity' })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'kind', reason: 'not-valid' }] },
  })
  await expect(open({ reference: '  ' })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'reference', reason: 'required' }] },
  })
  const answers = []
  for (const id of [town.otherAccount, 1_999_999_999]) {
    const path = `/api/desk/accounts/${id}/open-protected`
    const { status, text } = await amara.request('POST', path, { json: body })
    answers.push(`${status} ${text}`)
  }
  expect(answers).toEqual(['404 {"reason":"not-found"}', '404 {"reason":"not-found"}'])
  for (const csrId of ['tom.becker', 'kenji.sato']) {
    const who = await app.asCsr(csrId)
    expect(await reasonOf(who.api.openProtected({ params, body }))).toBe('permission-missing')
    expect(await reasonOf(who.api.readAccount({ params }))).toBe('further-reason-required')
  }
})

test('mail tells the security officer, where an address is set: who and which account, never the customer', async () => {
  const run = () =>
    tellOfAlerts.run({
      pool: app.database.worker,
      installation: testInstallation(),
      signal: new AbortController().signal,
    })
  await run()
  expect(await app.owner`SELECT 1 FROM outgoing_messages`).toEqual([])
  const kenji = await app.asCsr('kenji.sato')
  const change = { setting: 'alerts.email' as const, locale: '' as const, version: 0 }
  await expect(kenji.api.changeSetting({ body: { ...change, value: 'nobody' } })).rejects.toMatchObject({
    body: { fields: [{ field: 'value', reason: 'not-an-email' }] },
  })
  await kenji.api.changeSetting({ body: { ...change, value: 'officer@utility.example' } })
  const mine = await app.asCsr('ines.ferreira')
  await mine.api.openProtected({ params, body })
  await Promise.all([run(), run()])
  const [mail, ...more] = await app.owner`SELECT recipient, subject, body FROM outgoing_messages`
  expect(more).toEqual([])
  expect(mail).toMatchObject({
    recipient: 'officer@utility.example',
    subject: 'Alert at the support desk · Alerta en la consola de soporte',
    body: expect.stringContaining(
      'Inês Ferreira (ines.ferreira) opened a protected customer: the account ending in 0005',
    ),
  })
  expect(isTelling(String(mail?.body))).toBe(false)
})
