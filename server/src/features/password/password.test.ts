import { afterAll, beforeEach, expect, test } from 'vitest'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { actingAs, entriesOf, masqueradeAs } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const next = 'harbour lights at nine'
const body = { currentPassword: townPassword, newPassword: next, repeatedPassword: next }
const signIn = (password: string) => app.visitor().submit('/sign-in', { userName: 'm.alvarez', password })
const hashOf = async () => {
  const [row] =
    await app.owner`SELECT password_hash FROM web_user_credentials WHERE web_user_id = ${town.maria}`
  return row?.passwordHash
}

test('the new password counts at once; here the session goes on, everywhere else it ends', async () => {
  const maria = await app.asCustomer(town.maria)
  const elsewhere = await app.asCustomer(town.maria)
  const olga = await app.asCustomer(town.olga)
  const copied = maria.credential
  await maria.api.changePassword({ body })
  expect((await maria.get('/access')).status).toBe(200)
  expect(await statusAt(elsewhere, '/access')).toBe(303)
  expect(await statusAt(olga, '/access')).toBe(200)
  expect((await signIn(townPassword)).status).toBe(401)
  expect((await signIn(next)).status).toBe(303)

  const thief = app.visitor()
  thief.cookies.set('__Host-porchlight-portal', copied ?? '')
  expect(await statusAt(thief, '/access')).toBe(303)
})

const statusAt = async (browser: { get(path: string): Promise<{ status: number }> }, path: string) =>
  (await browser.get(path)).status

test('its task and record say what was changed, a message tells the customer, and no secret is anywhere', async () => {
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.changePassword({ body })
  const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
  expect(task).toMatchObject({
    taskType: 'login-change',
    state: 'completed',
    accountId: null,
    webUserId: 'm.alvarez',
    emailAddress: 'm.alvarez@example.com',
    ipAddress: '192.0.2.10',
    selfServiceUserId: town.maria,
    payload: { what: 'password' },
  })
  const entries = await app.owner`SELECT * FROM record_entries WHERE self_service_task_id = ${taskId}`
  expect(entries).toMatchObject([{ event: 'changed', action: 'password:change', webUserId: town.maria }])
  const messages = await app.owner`SELECT * FROM outgoing_messages`
  expect(messages).toMatchObject([{ recipient: 'm.alvarez@example.com', selfServiceTaskId: taskId }])
  const written = JSON.stringify([task, entries, messages])
  for (const secret of [next, townPassword, await hashOf()]) expect(written).not.toContain(secret)
})

test('a wrong current password is refused, and the refusal recorded', async () => {
  const maria = await app.asCustomer(town.maria)
  const before = await hashOf()
  const wrong = { ...body, currentPassword: 'not this one', repeatedPassword: 'something else' }
  await expect(maria.api.changePassword({ body: wrong })).rejects.toMatchObject({
    status: 422,
    body: {
      reason: 'password-wrong',
      fields: [
        { field: 'currentPassword', reason: 'password-wrong' },
        { field: 'repeatedPassword', reason: 'password-not-repeated' },
      ],
    },
  })
  expect(await hashOf()).toBe(before)
  const refused = await app.owner`SELECT * FROM record_entries WHERE event = 'refused'`
  expect(refused).toMatchObject([
    { action: 'password:change', reason: 'password-wrong', webUserId: town.maria },
  ])
})

test('any twelve characters are a password', async () => {
  const maria = await app.asCustomer(town.maria)
  let currentPassword: string = townPassword
  for (const newPassword of [
    '🏮'.repeat(12),
    "Robert'); DROP TABLE web_users;--",
    'Ω≈ç√∫˜µ≤≥÷ \u202e ﷽',
    '  spaces count  ',
  ]) {
    await maria.api.changePassword({ body: { currentPassword, newPassword, repeatedPassword: newPassword } })
    expect((await signIn(newPassword)).status).toBe(303)
    currentPassword = newPassword
  }
})

test('the eleventh attempt within a quarter of an hour is too many, with the right password too', async () => {
  const maria = await app.asCustomer(town.maria)
  for (let i = 0; i < 10; i++)
    await expect(
      maria.api.changePassword({ body: { ...body, currentPassword: 'guess' } }),
    ).rejects.toMatchObject({ status: 422 })
  await expect(maria.api.changePassword({ body })).rejects.toMatchObject({
    status: 429,
    body: { reason: 'too-many-attempts' },
  })
  await app.advanceClock('15 minutes')
  await expect(maria.api.changePassword({ body })).resolves.toMatchObject({ taskId: expect.any(Number) })
})

test('two changes at once: one counts', async () => {
  const maria = await app.asCustomer(town.maria)
  const tablet = await app.asCustomer(town.maria)
  const results = await Promise.allSettled([
    maria.api.changePassword({ body }),
    tablet.api.changePassword({ body: { ...body, newPassword: `${next}!`, repeatedPassword: `${next}!` } }),
  ])
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  const tasks = await app.owner`SELECT 1 FROM self_service_tasks`
  expect(tasks).toHaveLength(1)
})

test('never in a masquerade, acting or not: refused, recorded, and the customer’s attempts stay as they were', async () => {
  const before = await hashOf()
  for (const masquerade of [
    await masqueradeAs(app, 'amara.okafor', { purposeReference: 'reads' }),
    await actingAs(app, 'amara.okafor', { purposeReference: 'acts' }),
  ]) {
    const { view, masqueradeId } = masquerade
    await expect(view.api.changePassword({ body })).rejects.toMatchObject({
      status: 403,
      body: { reason: 'masquerade-never' },
    })
    const refused = (await entriesOf(app, masqueradeId)).filter((entry) => entry.event === 'refused')
    expect(refused).toMatchObject([
      { action: 'password:change', reason: 'masquerade-never', csrId: 'amara.okafor' },
    ])
    const page = await view.get('/password')
    expect(page.text).toContain('aria-describedby="change-password-reason"')
    expect(page.text).toContain('Not available in a masquerade.')
    expect(page.text).not.toContain('name="newPassword"')
    expect((await view.submit('/password', body)).status).toBe(403)
  }
  expect(await hashOf()).toBe(before)
  expect(await app.owner`SELECT 1 FROM attempts`).toHaveLength(0)
})

test('the form works without JavaScript, and never shows what was typed', async () => {
  const maria = await app.asCustomer(town.maria)
  const xss = '"><script>alert(1)</script>'
  const form = { currentPassword: townPassword, newPassword: xss, repeatedPassword: 'another' }
  const refused = await maria.submit('/password', form)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('href="#repeatedPassword"')
  for (const typed of [xss, townPassword, 'alert(1)']) expect(refused.text).not.toContain(typed)
  const taken = await maria.submit('/password', body)
  expect([taken.status, taken.headers.location]).toEqual([303, '/access?notice=password-changed'])
  expect(taken.headers['set-cookie']).toMatch(
    /^__Host-porchlight-portal=[\w-]{43}; Path=\/; HttpOnly; .*; Secure$/,
  )
  expect((await maria.get('/access?notice=password-changed')).text).toContain('Your password is changed.')
})

test('no role but the portal’s may call the functions, and none may read a hash', async () => {
  const { portal, view, desk, worker } = app.database
  for (const pool of [view, desk, worker]) {
    await expect(pool`SELECT * FROM credential_of_session('x'::bytea)`).rejects.toMatchObject({
      code: '42501',
    })
    await expect(pool`SELECT change_password('x', 'x', 'x', 'x')`).rejects.toMatchObject({ code: '42501' })
  }
  await expect(portal`SELECT password_hash FROM web_user_credentials`).rejects.toMatchObject({
    code: '42501',
  })
  await expect(portal`SELECT web_user_of_session('x'::bytea)`).rejects.toMatchObject({ code: '42501' })
})
