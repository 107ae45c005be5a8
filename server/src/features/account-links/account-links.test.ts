import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, sessionOf, type TestApp } from '#testing/test-app.ts'
import { actingAs, entriesOf, masqueradeAs } from '../masquerade/masquerade.fixture.ts'
import { body, linksOf, personOf, taskOf, work } from './links.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

test('a request waits for approval as a self-service task, and makes no link', async () => {
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.linkAccount({ body })
  expect(await linksOf(app, town.maria)).toEqual([])
  expect(await personOf(app, 1)).toEqual([])
  expect(await taskOf(app, taskId)).toMatchObject({
    taskType: 'account-verification',
    state: 'awaiting-approval',
    accountId: town.otherAccount,
    webUserId: 'm.alvarez',
    emailAddress: 'm.alvarez@example.com',
    ipAddress: '192.0.2.10',
    selfServiceUserId: town.maria,
    payload: { verifiedBy: 'postal-code' },
  })
  const entries = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId}`
  expect(entries).toMatchObject([
    { event: 'changed', action: 'account-link:add', webUserId: town.maria, accountId: town.otherAccount },
  ])
})

test('until then nothing of the account is seen: no page, no API, no file, no row, not in a masquerade either', async () => {
  const maria = await app.asCustomer(town.maria)
  await maria.api.linkAccount({ body })
  const account = town.otherAccount
  const places = [
    'overview',
    'bills',
    'usage',
    'information',
    'preferences',
    'people',
    'mailing-address',
    'pay',
  ]
  for (const place of places) {
    const page = await maria.get(`/accounts/${account}/${place}`)
    expect([place, page.status]).toEqual([place, 403])
    expect(page.text).not.toMatch(/Olga|Petrova|Elm Ave/)
  }
  for (const path of ['information', 'overview', 'bills', 'bills.csv', 'people', 'usage?step=month']) {
    const response = await maria.request('GET', `/api/accounts/${account}/${path}`)
    expect([path, response.status >= 400]).toEqual([path, true])
    expect(response.text).not.toMatch(/Olga|Petrova|Elm Ave/)
  }
  const [rows] = await app.database.portal.begin(async (sql) => {
    await sql`SELECT set_config('porchlight.session', ${await sessionOf(app, town.maria)}, true)`
    return sql`SELECT
      (SELECT count(*)::integer FROM accounts WHERE account_id = ${account}) AS accounts,
      (SELECT count(*)::integer FROM account_persons WHERE account_id = ${account}) AS persons,
      (SELECT count(*)::integer FROM bills WHERE account_id = ${account}) AS bills,
      (SELECT count(*)::integer FROM person_names WHERE surname = 'Petrova') AS names,
      (SELECT count(*)::integer FROM people_of_account(${account})) AS people`
  })
  expect(rows).toEqual({ accounts: 0, persons: 0, bills: 0, names: 0, people: 0 })
  const { view } = await masqueradeAs(app, 'amara.okafor')
  expect((await view.get(`/accounts/${account}/overview`)).status).toBe(403)
  const olga = { webUserId: town.maria as number, accountId: account as number }
  const csr = await app.asCsr('amara.okafor')
  await expect(
    csr.api.startMasquerade({
      body: { ...olga, purposeKind: 'call', purposeReference: 'x', promptVersion: 0, locale: 'en' },
    }),
  ).rejects.toMatchObject({ body: { reason: 'target-unavailable' } })
})

test('a CSR approves at the desk: then the role is what the utility says of the person', async () => {
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.linkAccount({ body })
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.performTaskAction({ params: { taskId, action: 'approve' }, body: { version: 1 } })
  const mails = await work(app)
  expect(await linksOf(app, town.maria)).toMatchObject([{ role: 'viewer', isActive: true }])
  expect(await personOf(app, 1)).toMatchObject([
    { relationshipType: 'self-service', isFinanciallyResponsible: false, isMainCustomer: false },
  ])
  expect(await taskOf(app, taskId)).toMatchObject({
    state: 'completed',
    payload: { verifiedBy: 'postal-code', role: 'viewer', isPersonAdded: true },
  })
  expect((await maria.get(`/accounts/${town.otherAccount}/information`)).status).toBe(200)
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual(
    expect.arrayContaining([
      ['m.alvarez@example.com', 'An account is now in your portal'],
      ['o.petrova@example.com', 'Maria Alvarez can now see your account ending in 0003'],
    ]),
  )
})

test('a CSR rejects: nothing is linked, the newcomer is told, and is not asked for again within thirty days', async () => {
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.linkAccount({ body })
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.performTaskAction({
    params: { taskId, action: 'reject' },
    body: { version: 1, reason: 'not known there' },
  })
  const mails = await work(app)
  expect(mails.map(({ subject }) => subject)).toContain('Your request to see an account was declined')
  expect(await linksOf(app, town.maria)).toEqual([])
  const again = maria.api.linkAccount({ body })
  await expect(again).rejects.toMatchObject({ status: 409, body: { reason: 'link-declined' } })
  await app.advanceClock('31 days')
  const later = await app.asCustomer(town.maria)
  await expect(later.api.linkAccount({ body })).resolves.toMatchObject({})
})

test('an account that nobody holds in the portal is a to-do of staff, and who is on it gets the role that this implies', async () => {
  await app.owner`DELETE FROM web_user_accounts WHERE account_id = ${town.otherAccount}`
  const olga = await app.asCustomer(town.olga)
  const { taskId } = await olga.api.linkAccount({ body })
  expect((await olga.get(`/accounts/${town.otherAccount}/overview`)).status).toBe(403)
  const toDos = await app.owner`SELECT subject, to_do_role FROM to_dos WHERE self_service_task_id = ${taskId}`
  expect(toDos).toMatchObject([{ subject: 'task-awaits-approval', toDoRole: 'customer-records' }])
  const ines = await app.asCsr('ines.ferreira')
  await ines.api.performTaskAction({ params: { taskId, action: 'approve' }, body: { version: 1 } })
  await work(app)
  expect(await linksOf(app, town.olga)).toMatchObject([{ role: 'account-holder' }])
})

test('where somebody holds the account, they are asked and no to-do is raised', async () => {
  const maria = await app.asCustomer(town.maria)
  await maria.api.linkAccount({ body })
  expect(await app.owner`SELECT 1 FROM to_dos`).toEqual([])
})

test('expires an unanswered request after fourteen days and tells the newcomer', async () => {
  const maria = await app.asCustomer(town.maria)
  const { taskId, expiresAt } = await maria.api.linkAccount({ body })
  expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(14)
  await app.advanceClock('14 days')
  const { expireTasks } = await import('#tasks/working/expire-tasks.ts')
  const { testInstallation } = await import('#testing/test-installation.ts')
  const signal = new AbortController().signal
  await expireTasks.run({ pool: app.database.worker, installation: testInstallation(), signal })
  expect(await taskOf(app, taskId)).toMatchObject({ state: 'expired' })
  expect((await work(app)).map(({ subject }) => subject)).toContain(
    'Nobody answered your request to see an account',
  )
  const later = await app.asCustomer(town.maria)
  const { requests } = await later.api.listLinkRequests()
  expect(requests).toMatchObject([{ taskId, state: 'expired' }])
  await expect(later.api.linkAccount({ body })).resolves.toMatchObject({})
})

test('in a masquerade: off by default, then only with the CSR’s second factor; the attempts are the CSR’s', async () => {
  const reading = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'reads' })
  await expect(reading.view.api.linkAccount({ body })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'entitlement-off' },
  })
  const refused = (await entriesOf(app, reading.masqueradeId)).filter((entry) => entry.event === 'refused')
  expect(refused).toMatchObject([{ action: 'account-link:add', reason: 'entitlement-off' }])
  const page = await reading.view.get('/link-account')
  expect(page.text).toContain('aria-describedby="add-account-reason"')
  expect(page.text).not.toContain('name="accountNumber"')

  await app.owner`INSERT INTO entitlement_changes (entitlement, is_on, was_on, changed_by_csr_id, changed_at)
    VALUES ('account.link', true, false, 'kenji.sato', current_instant())`
  const { view, masqueradeId } = await actingAs(app, 'amara.okafor', { purposeReference: 'acts' })
  await expect(view.api.linkAccount({ body })).rejects.toMatchObject({ body: { reason: 'step-up-required' } })
  expect(await app.owner`SELECT 1 FROM attempts`).toHaveLength(0)
  await app.owner`UPDATE masquerades SET step_up_until = current_instant() + interval '5 minutes'
    WHERE masquerade_id = ${masqueradeId}`
  const { taskId } = await view.api.linkAccount({ body })
  expect(await taskOf(app, taskId)).toMatchObject({
    webUserId: 'amara.okafor',
    emailAddress: null,
    selfServiceUserId: town.maria,
  })
  const newcomer = (await work(app)).find(({ to }) => to === 'm.alvarez@example.com')
  expect(newcomer?.text).toContain('Our support team asked on your behalf')

  // The CSR who asked for the customer cannot also approve as a holder.
  const holder = await actingAs(app, 'amara.okafor', {
    webUserId: town.olga,
    accountId: town.otherAccount,
    purposeReference: 'approves',
  })
  await app.owner`UPDATE masquerades SET step_up_until = current_instant() + interval '5 minutes'
    WHERE masquerade_id = ${holder.masqueradeId}`
  const params = { accountId: town.otherAccount, taskId }
  const people = await holder.view.api.listAccountPeople({ params: { accountId: town.otherAccount } })
  expect(people.requests).toMatchObject([
    { taskId, may: { 'account-link:approve': 'own-request', 'account-link:decline': 'entitlement-off' } },
  ])
  const shown = (await holder.view.get(`/accounts/${town.otherAccount}/people`)).text
  expect(shown).not.toContain('/approve"')
  expect(shown).toContain(`id="approve-${taskId}-reason"`)
  await expect(holder.view.api.approveLinkRequest({ params, body: { version: 1 } })).rejects.toMatchObject({
    body: { reason: 'own-request' },
  })
  expect(await linksOf(app, town.maria)).toEqual([])
})

test('the form works without JavaScript: refused with what was typed, taken, shown as waiting, withdrawn', async () => {
  const maria = await app.asCustomer(town.maria)
  const xss = '"><img src=x onerror=alert(1)>'
  const refused = await maria.submit('/link-account', { accountNumber: xss, postalCode: '92101' })
  expect(refused.status).toBe(422)
  expect(refused.text).not.toContain('<img src=x')
  expect(refused.text).toContain('href="#accountNumber"')
  const wrong = await maria.submit('/link-account', { ...body, postalCode: '10001' })
  expect(wrong.text).toContain('We cannot link an account with this account number and postal code.')
  expect(wrong.text).toContain(`value="${town.otherAccount}"`)
  const taken = await maria.submit('/link-account', body)
  expect([taken.status, taken.headers.location]).toEqual([303, '/link-account?notice=link-requested'])
  const page = await maria.get('/link-account')
  expect(page.text).toContain('Waiting for approval')
  const [task] = await app.owner`SELECT self_service_task_id AS task_id FROM self_service_tasks`
  const withdrawn = await maria.submit(`/link-account/${task?.taskId}/withdraw`, {})
  expect(withdrawn.headers.location).toBe('/link-account?notice=link-withdrawn')
  expect(await taskOf(app, Number(task?.taskId))).toMatchObject({ state: 'discarded' })
  const john = await app.asCustomer(town.john)
  const foreign = john.api.withdrawLinkRequest({ params: { taskId: Number(task?.taskId) } })
  await expect(foreign).rejects.toMatchObject({ status: 404 })
})
