import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs, masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { changeSetting } from './programs.fixture.ts'

let app: TestApp
const params = { accountId: town.mariaAccount as number }
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const paperless = async () =>
  (await app.owner`SELECT is_paperless FROM accounts WHERE account_id = ${town.mariaAccount}`)[0]?.isPaperless
const traces = async () =>
  (
    await app.owner`SELECT (SELECT count(*)::integer FROM self_service_tasks) AS tasks,
      (SELECT count(*)::integer FROM record_entries) AS entries, (SELECT count(*)::integer FROM outgoing_messages) AS mails,
      (SELECT count(*)::integer FROM account_programs) AS programs`
  )[0]

describe('paperless bills', () => {
  test('enrolls with a completed task that is true, one record row and one mail', async () => {
    const maria = await app.asCustomer(town.maria)
    const before = await maria.api.readPrograms({ params })
    expect(before.paperless).toMatchObject({ state: 'none', terms: null, whyNot: [], version: 0 })
    expect(before.paperless.offer).toEqual({ email: 'm.alvarez@example.com' })
    const { taskId, version } = await maria.api.changePaperless({
      params,
      body: { terms: { paperToo: true }, version: 0 },
    })
    expect(version).toBe(1)
    expect(await paperless()).toBe(true)
    const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
    expect(task).toMatchObject({
      taskType: 'paperless',
      state: 'completed',
      isFinal: true,
      webUserId: 'm.alvarez',
      payload: { paperless: { before: false, after: true }, paperToo: { before: false, after: true } },
    })
    expect(
      await app.owner`SELECT event, action FROM record_entries WHERE self_service_task_id = ${taskId}`,
    ).toEqual([{ event: 'changed', action: 'program:change' }])
    const [mail] =
      await app.owner`SELECT subject, recipient FROM outgoing_messages WHERE self_service_task_id = ${taskId}`
    expect(mail).toEqual({
      subject: 'You are enrolled: Paperless bills',
      recipient: 'm.alvarez@example.com',
    })
    expect((await maria.api.readOverview({ params })).isPaperless).toBe(true)
  })

  test('changes nothing the second time, refuses a stale version, and leaves with a task of its own', async () => {
    const maria = await app.asCustomer(town.maria)
    const before = await traces()
    const again = { params, body: { terms: { paperToo: true }, version: 0 } }
    expect(await maria.api.changePaperless(again)).toEqual({ taskId: null, version: 1 })
    expect(await traces()).toEqual(before)
    await expect(
      maria.api.changePaperless({ params, body: { terms: { paperToo: false }, version: 0 } }),
    ).rejects.toMatchObject({ status: 409, body: { reason: 'version-conflict', version: 1 } })
    expect(await traces()).toMatchObject({ programs: 1 })
    const { taskId, version } = await maria.api.changePaperless({ params, body: { terms: null, version: 1 } })
    expect(version).toBe(2)
    expect(await paperless()).toBe(false)
    const [task] =
      await app.owner`SELECT payload FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
    expect(task?.payload).toMatchObject({ paperless: { before: true, after: false } })
    const { paperless: now } = await maria.api.readPrograms({ params })
    expect(now).toMatchObject({ state: 'withdrawn', terms: null, version: 2 })
    // A page of the first enrollment does not undo a later one.
    await maria.api.changePaperless({ params, body: { terms: { paperToo: false }, version: 2 } })
    await expect(
      maria.api.changePaperless({ params, body: { terms: null, version: 1 } }),
    ).rejects.toMatchObject({
      status: 409,
    })
  })

  test('two of the same request at once make one task', async () => {
    const olga = await app.asCustomer(town.olga)
    const other = { accountId: town.otherAccount as number }
    const send = () =>
      olga.api.changePaperless({ params: other, body: { terms: { paperToo: false }, version: 0 } })
    const made = (await Promise.all([send(), send(), send()])).map(({ taskId }) => taskId !== null)
    expect(made.sort()).toEqual([false, false, true])
    const tasks = await app.owner`SELECT 1 FROM self_service_tasks WHERE account_id = ${town.otherAccount}`
    expect(tasks).toHaveLength(1)
  })

  test('an account that the CIS switched counts as enrolled, and can leave', async () => {
    await app.owner`UPDATE accounts SET is_paperless = true WHERE account_id = ${town.mariaShop}`
    const maria = await app.asCustomer(town.maria)
    const shop = { accountId: town.mariaShop as number }
    const { paperless: now } = await maria.api.readPrograms({ params: shop })
    expect(now).toMatchObject({ state: 'active', startedOn: null, terms: { paperToo: false }, version: 0 })
    const left = await maria.api.changePaperless({ params: shop, body: { terms: null, version: 0 } })
    expect(left.version).toBe(1)
    expect((await maria.api.readPrograms({ params: shop })).paperless).toMatchObject({
      state: 'withdrawn',
      version: 1,
    })
  })
})

test('each role sees the programs; holder, co-holder and manager change them, payer and viewer do not', async () => {
  const john = await app.asCustomer(town.john)
  for (const [role, decision] of [
    ['account-holder', 'ok'],
    ['co-holder', 'ok'],
    ['manager', 'ok'],
    ['payer', 'role-may-not'],
    ['viewer', 'role-may-not'],
  ] as const) {
    await app.owner`UPDATE web_user_accounts SET role = ${role} WHERE web_user_id = ${town.john}`
    const read = await john.api.readPrograms({ params })
    expect([role, read.may['program:change']]).toEqual([role, decision])
    const { version, terms } = read.charityRoundUp
    const sent = john.api.changeCharityRoundUp({ params, body: { terms: terms ? null : {}, version } })
    if (decision === 'ok') expect((await sent).taskId).not.toBeNull()
    else await expect(sent).rejects.toMatchObject({ status: 403, body: { reason: decision } })
    const page = await john.get(`/accounts/${town.mariaAccount}/programs/charity-round-up`)
    expect(page.status).toBe(200)
    const button = /<button[^>]*>(Round up my bills|Stop rounding up)<\/button>/.exec(page.text)?.[0] ?? ''
    expect(button !== '' && !button.includes('aria-disabled')).toBe(decision === 'ok')
  }
})

test("another customer's programs are refused, and a visitor is sent to sign in", async () => {
  const olga = await app.asCustomer(town.olga)
  for (const call of [
    () => olga.api.readPrograms({ params }),
    () => olga.api.changeCharityRoundUp({ params, body: { terms: {}, version: 0 } }),
  ])
    await expect(call()).rejects.toMatchObject({ status: 403, body: { reason: 'account-not-linked' } })
  await expect(app.visitor().api.readPrograms({ params })).rejects.toMatchObject({ status: 401 })
})

test('a CSR in an acting masquerade changes a program in her own name; reading only, she does not', async () => {
  const reading = await masqueradeAs(app, 'amara.okafor')
  await expect(
    reading.view.api.changeCharityRoundUp({ params, body: { terms: {}, version: 0 } }),
  ).rejects.toMatchObject({ status: 403, body: { reason: 'masquerade-read-only' } })
  const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'C-1002' })
  const { preferredDueDate } = await view.api.readPrograms({ params })
  const { taskId } = await view.api.changePreferredDueDate({
    params,
    body: { terms: { dayOfMonth: 20 }, version: preferredDueDate.version },
  })
  const [task] = await app.owner`SELECT actor_kind, csr_id, web_user_id, email_address FROM self_service_tasks
    WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({ csrId: 'amara.okafor', webUserId: 'amara.okafor', emailAddress: null })
})

test('a closed account and a program that is taken out are refused with the named reason', async () => {
  const maria = await app.asCustomer(town.maria)
  const enroll = (version: number) =>
    maria.api.changeCharityRoundUp({ params: { accountId: town.mariaShop }, body: { terms: {}, version } })
  const undo = await changeSetting(app, 'programs.offered', ['paperless'])
  await expect(enroll(0)).rejects.toMatchObject({
    status: 409,
    body: { reason: 'program-not-open', fields: [{ field: 'terms', reason: 'program-not-offered' }] },
  })
  await undo()
  await app.owner`UPDATE accounts SET status = 'closed' WHERE account_id = ${town.mariaShop}`
  await expect(enroll(0)).rejects.toMatchObject({ body: { fields: [{ reason: 'account-closed' }] } })
})

test('the pages work without JavaScript, in both languages', async () => {
  const olga = await app.asCustomer(town.olga)
  const path = `/accounts/${town.otherAccount}/programs`
  expect((await olga.get(path)).text).toContain(
    'Change or leave <span class="visually-hidden">Paperless bills',
  )
  const taken = await olga.submit(`${path}/charity-round-up`, { version: '0' })
  expect([taken.status, taken.headers.location]).toEqual([303, `${path}?notice=program-changed`])
  const left = await olga.submit(`${path}/charity-round-up`, { version: '1', leave: 'yes' })
  expect(left.status).toBe(303)
  const wrong = await olga.submit(`${path}/preferred-due-date`, { version: '0', dayOfMonth: '31' })
  expect(wrong.status).toBe(422)
  olga.cookies.set('language', 'es')
  expect((await olga.get(path)).text).toContain('Redondeo solidario')
})
