import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { keyIn as takeOffKeyIn, work } from '../account-links/links.fixture.ts'
import { actingAs } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount as number }
const refusedWith = (reason: string) => ({ body: { reason } })
const password = 'seven lanterns on the quay'
const guestKeyIn = (mail: Mail | undefined) =>
  /guest-invitation\?key=([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? ''
const linkOf = async (webUserId: number, accountId = params.accountId) =>
  (
    await app.owner`SELECT role, nickname FROM web_user_accounts
      WHERE web_user_id = ${webUserId} AND account_id = ${accountId}`
  )[0]
const taskOf = async (taskId: number) =>
  (await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`)[0]

/** Maria invites; returns the task and the mail that left. */
async function invite(email = 'new.guest@example.com', role = 'payer') {
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.inviteGuest({ params, body: { email, role } })
  const mail = (await work(app)).find(({ to }) => to === email)
  return { maria, taskId, mail, key: guestKeyIn(mail) }
}

describe('an invitation', () => {
  test('is mailed with the role explained, is a task with one line in the record, and shows in the list', async () => {
    const { maria, taskId, mail, key } = await invite()
    expect(mail?.subject).toBe('Maria Alvarez invites you to an account')
    expect(mail?.text).toContain('Your role: Payer. You see bills and usage, and pay.')
    expect(mail?.text).not.toContain(String(town.mariaAccount))
    expect(key).toHaveLength(43)
    expect(await taskOf(taskId)).toMatchObject({
      taskType: 'guest-invite',
      state: 'awaiting-verification',
      accountId: town.mariaAccount,
      selfServiceUserId: town.maria,
      payload: { email: 'new.guest@example.com', role: 'payer' },
    })
    const lines = await app.owner`SELECT * FROM record_entries WHERE action = 'guest:invite'`
    expect(lines).toMatchObject([{ event: 'changed', webUserId: town.maria, selfServiceTaskId: taskId }])
    const page = (await maria.get(`/accounts/${params.accountId}/people`)).text
    expect(page).toContain('new.guest@example.com')
    expect((await maria.get(`/accounts/${params.accountId}/invite`)).text).toContain(
      'Cannot pay, and changes nothing.',
    )
  })

  test('is accepted by a customer who is signed in: the link, both tasks, and a mail to the holder that takes it off', async () => {
    const { taskId, key } = await invite('o.petrova@example.com', 'manager')
    const olga = await app.asCustomer(town.olga)
    const page = (await olga.get(`/accept-invitation?key=${key}`)).text
    for (const words of ['Maria Alvarez', 'Your role: Manager', 'o.petrova']) expect(page).toContain(words)
    const response = await olga.submit('/accept-invitation', { key })
    expect([response.status, response.headers.location]).toEqual([
      303,
      `/accounts/${town.mariaAccount}/overview?notice=guest-joined`,
    ])
    expect(await linkOf(town.olga)).toMatchObject({ role: 'manager' })
    expect(await taskOf(taskId)).toMatchObject({ state: 'completed' })
    const [own] = await app.owner`SELECT * FROM self_service_tasks WHERE originating_task_id = ${taskId}`
    expect(own).toMatchObject({
      taskType: 'account-verification',
      state: 'completed',
      selfServiceUserId: town.olga,
      payload: { verifiedBy: 'invitation', role: 'manager' },
    })
    const [person] =
      await app.owner`SELECT * FROM account_persons WHERE account_id = ${town.mariaAccount} AND person_id = 3`
    expect(person).toMatchObject({ isFinanciallyResponsible: false, relationshipType: 'self-service' })
    await expect(olga.api.acceptGuestInvitation({ body: { key } })).rejects.toMatchObject(
      refusedWith('mailed-key-over'),
    )
    const told = (await work(app)).find(({ to }) => to === 'm.alvarez@example.com')
    expect(told?.subject).toBe('Olga Petrova has joined your account ending in 0001')
    await app.visitor().submit('/take-off', { key: takeOffKeyIn(told) })
    expect(await linkOf(town.olga)).toBeUndefined()
  })

  test('is accepted by somebody who registers with the invited address, and signs in then', async () => {
    const { key } = await invite()
    const visitor = app.visitor()
    expect((await visitor.get(`/guest-invitation?key=${key}`)).text).toContain('Register and accept')
    const typed = { key, givenName: 'Nora', surname: 'Lind', locale: 'es' }
    const weak = await visitor.submit('/guest-invitation', {
      ...typed,
      newPassword: 'short',
      repeatedPassword: 'short',
    })
    expect(weak.status).toBe(422)
    const response = await visitor.submit('/guest-invitation', {
      ...typed,
      newPassword: password,
      repeatedPassword: password,
    })
    expect([response.status, response.headers.location]).toEqual([303, '/sign-in?notice=guest-registered'])
    const [user] = await app.owner`SELECT * FROM web_users WHERE user_name = 'new.guest@example.com'`
    expect(user).toMatchObject({ locale: 'es', email: 'new.guest@example.com', isActive: true })
    expect(await linkOf(Number(user?.webUserId))).toMatchObject({ role: 'payer' })
    const signIn = await visitor.submit('/sign-in', { userName: 'new.guest@example.com', password })
    expect(signIn.status).toBe(303)
    const again = { ...typed, locale: 'es' as const, newPassword: password, repeatedPassword: password }
    await expect(app.visitor().api.registerGuest({ body: again })).rejects.toMatchObject(
      refusedWith('mailed-key-over'),
    )
  })

  test('registers nobody whose address is a user name already, and leaves no person behind', async () => {
    await app.owner`UPDATE web_users SET user_name = 'o.petrova@example.com' WHERE web_user_id = ${town.olga}`
    const { key } = await invite('o.petrova@example.com')
    const body = {
      key,
      givenName: 'O',
      surname: 'P',
      locale: 'en' as const,
      newPassword: password,
      repeatedPassword: password,
    }
    const [before] = await app.owner`SELECT count(*)::int AS n FROM persons`
    await expect(app.visitor().api.registerGuest({ body })).rejects.toMatchObject(
      refusedWith('user-name-taken'),
    )
    expect((await app.owner`SELECT count(*)::int AS n FROM persons`)[0]).toEqual(before)
    expect(await linkOf(town.olga)).toBeUndefined()
  })

  test('stops working when it is withdrawn, when its time is over, and when the inviter may not invite any more', async () => {
    const { maria, taskId, key } = await invite()
    await maria.api.withdrawGuestInvitation({ params: { ...params, taskId } })
    const olga = await app.asCustomer(town.olga)
    const over = refusedWith('mailed-key-over')
    await expect(olga.api.acceptGuestInvitation({ body: { key } })).rejects.toMatchObject(over)
    await expect(maria.api.withdrawGuestInvitation({ params: { ...params, taskId } })).rejects.toMatchObject(
      refusedWith('already-done'),
    )
    const second = await invite()
    await app.owner`UPDATE web_user_accounts SET role = 'co-holder' WHERE web_user_id = ${town.maria}`
    await expect(olga.api.acceptGuestInvitation({ body: { key: second.key } })).rejects.toMatchObject(over)
    await app.owner`UPDATE web_user_accounts SET role = 'account-holder' WHERE web_user_id = ${town.maria}`
    await app.advanceClock('15 days')
    const later = await app.asCustomer(town.olga)
    await expect(later.api.acceptGuestInvitation({ body: { key: second.key } })).rejects.toMatchObject(over)
    expect(await linkOf(town.olga)).toBeUndefined()
  })

  test('goes once to an address, only in a role for guests, and never opens a protected account', async () => {
    const { maria, key } = await invite('o.petrova@example.com')
    const body = { email: 'O.Petrova@example.com', role: 'viewer' }
    await expect(maria.api.inviteGuest({ params, body })).rejects.toMatchObject(
      refusedWith('already-invited'),
    )
    for (const role of ['account-holder', 'co-holder', 'nothing'])
      await expect(
        maria.api.inviteGuest({ params, body: { email: 'a@example.com', role } }),
      ).rejects.toMatchObject({ status: 422, body: { fields: [{ field: 'role' }] } })
    await expect(
      maria.api.inviteGuest({ params, body: { email: 'nobody', role: 'viewer' } }),
    ).rejects.toMatchObject({ body: { fields: [{ field: 'email', reason: 'not-an-email' }] } })
    await app.owner`UPDATE persons SET is_protected = true WHERE person_id = 1`
    const olga = await app.asCustomer(town.olga)
    await expect(olga.api.acceptGuestInvitation({ body: { key } })).rejects.toMatchObject(
      refusedWith('link-not-possible'),
    )
  })

  test('is sent at most ten times in a quarter of an hour', async () => {
    const maria = await app.asCustomer(town.maria)
    const send = (n: number) =>
      maria.api.inviteGuest({ params, body: { email: `g${n}@example.com`, role: 'viewer' } })
    for (let n = 0; n < 10; n++) await send(n)
    await expect(send(10)).rejects.toMatchObject(refusedWith('too-many-attempts'))
  })
})

describe('a role', () => {
  const roles = [
    ['account-holder', true, 'ok', 'ok'],
    ['co-holder', true, 'role-may-not', 'role-may-not'],
    ['manager', false, 'holders-only', 'holders-only'],
    ['payer', false, 'holders-only', 'holders-only'],
    ['viewer', false, 'holders-only', 'holders-only'],
  ] as const
  test.each(roles)(
    '%s: invites and changes roles, or is refused with the reason',
    async (role, isHolder, invites, changes) => {
      await app.owner`UPDATE account_persons SET is_financially_responsible = ${isHolder}
      WHERE account_id = ${town.mariaAccount} AND person_id = 2`
      await app.owner`UPDATE web_user_accounts SET role = ${role} WHERE web_user_id = ${town.john}`
      await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type) VALUES (${town.mariaAccount}, 3, 'self-service')`
      await app.owner`INSERT INTO web_user_accounts (web_user_id, account_id, role) VALUES (${town.olga}, ${town.mariaAccount}, 'viewer')`
      const john = await app.asCustomer(town.john)
      const attempt = (call: Promise<unknown>) =>
        call.then(
          () => 'ok',
          (error: { body: { reason: string } }) => error.body.reason,
        )
      const body = { email: 'friend@example.com', role: 'viewer' }
      expect(await attempt(john.api.inviteGuest({ params, body }))).toBe(invites)
      const change = {
        params: { ...params, guestId: town.olga },
        body: { role: 'payer', seenRole: 'viewer' },
      }
      expect(await attempt(john.api.changeGuestRole(change))).toBe(changes)
      expect(await attempt(john.api.changeNickname({ params, body: { nickname: 'Home' } }))).toBe('ok')
      expect(await attempt(john.api.leaveAccount({ params }))).toBe('ok')
      expect(await linkOf(town.john)).toBeUndefined()
    },
  )

  test('is changed by a holder with a task, a line in the record and a mail; a stale view is refused', async () => {
    const maria = await app.asCustomer(town.maria)
    const page = `/accounts/${params.accountId}/people/${town.john}/role`
    expect((await maria.get(page)).text).toContain('What may John Smith do on this account?')
    const response = await maria.submit(page, { role: 'payer', seenRole: 'viewer' })
    expect(response.headers.location).toBe(`/accounts/${params.accountId}/people?notice=guest-role-changed`)
    expect(await linkOf(town.john)).toMatchObject({ role: 'payer' })
    const [line] = await app.owner`SELECT * FROM record_entries WHERE action = 'guest:change-role'`
    expect(line).toMatchObject({ details: { before: 'viewer', after: 'payer', guest: town.john } })
    expect((await work(app)).map(({ to, subject }) => [to, subject])).toEqual([
      ['j.smith@example.com', 'Your role on an account has changed'],
    ])
    const guest = { params: { ...params, guestId: town.john } }
    await expect(
      maria.api.changeGuestRole({ ...guest, body: { role: 'manager', seenRole: 'viewer' } }),
    ).rejects.toMatchObject(refusedWith('version-conflict'))
    expect(await maria.api.changeGuestRole({ ...guest, body: { role: 'payer', seenRole: 'payer' } })).toEqual(
      { taskId: null },
    )
    await expect(
      maria.api.changeGuestRole({
        params: { ...params, guestId: town.maria },
        body: { role: 'payer', seenRole: 'account-holder' },
      }),
    ).rejects.toMatchObject(refusedWith('holder-not-removable'))
    await expect(
      maria.api.changeGuestRole({
        params: { ...params, guestId: town.olga },
        body: { role: 'payer', seenRole: 'viewer' },
      }),
    ).rejects.toMatchObject(refusedWith('not-found'))
  })
})

describe('leaving', () => {
  test('removes the link and the self-service person, mails the one who leaves, and keeps their other accounts', async () => {
    const john = await app.asCustomer(town.john)
    expect((await john.get(`/accounts/${params.accountId}/my-access`)).text).toContain(
      'Cannot pay, and changes nothing.',
    )
    const response = await john.submit(`/accounts/${params.accountId}/leave`, {})
    expect(response.headers.location).toBe('/access?notice=account-left')
    expect(await linkOf(town.john)).toBeUndefined()
    expect(
      await app.owner`SELECT FROM account_persons WHERE account_id = ${town.mariaAccount} AND person_id = 2`,
    ).toHaveLength(0)
    const [task] = await app.owner`SELECT * FROM self_service_tasks WHERE task_type = 'leave-account'`
    expect(task).toMatchObject({ state: 'completed', payload: { role: 'viewer', isPersonRemoved: true } })
    expect((await work(app)).map(({ to, subject }) => [to, subject])).toEqual([
      ['j.smith@example.com', 'You have left an account'],
    ])
  })

  test('is refused to the only holder while others see the account; after that the account has nobody', async () => {
    const maria = await app.asCustomer(town.maria)
    await expect(maria.api.leaveAccount({ params })).rejects.toMatchObject(refusedWith('last-holder'))
    await maria.api.takeOffAccount({ params: { ...params, guestId: town.john } })
    await maria.api.leaveAccount({ params })
    expect(await linkOf(town.maria)).toBeUndefined()
    const [main] = await app.owner`SELECT * FROM account_persons WHERE account_id = ${town.mariaAccount}`
    expect(main).toMatchObject({ personId: 1, isMainCustomer: true })
    expect(await linkOf(town.maria, town.mariaShop)).toMatchObject({ role: 'account-holder' })
  })
})

test('a nickname is saved by a task; the same one changes nothing', async () => {
  const maria = await app.asCustomer(town.maria)
  const { taskId } = await maria.api.changeNickname({ params, body: { nickname: ' Home ' } })
  expect(await taskOf(taskId ?? 0)).toMatchObject({ payload: { nickname: { before: '', after: 'Home' } } })
  await work(app)
  expect(await linkOf(town.maria)).toMatchObject({ nickname: 'Home' })
  expect(await maria.api.changeNickname({ params, body: { nickname: 'Home' } })).toEqual({ taskId: null })
})

test('a masquerade neither invites, nor changes a role, nor leaves, and never accepts', async () => {
  const { key } = await invite()
  const { view } = await actingAs(app, 'amara.okafor')
  const off = { status: 403, body: { reason: 'entitlement-off' } }
  await expect(
    view.api.inviteGuest({ params, body: { email: 'x@example.com', role: 'viewer' } }),
  ).rejects.toMatchObject(off)
  await expect(
    view.api.changeGuestRole({
      params: { ...params, guestId: town.john },
      body: { role: 'payer', seenRole: 'viewer' },
    }),
  ).rejects.toMatchObject(off)
  await expect(view.api.leaveAccount({ params })).rejects.toMatchObject(off)
  await expect(view.api.acceptGuestInvitation({ body: { key } })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'masquerade-never' },
  })
})

test('another holder does not see the invitations of a holder who is hidden from them', async () => {
  await app.owner`UPDATE account_persons SET is_financially_responsible = true WHERE account_id = ${town.mariaAccount} AND person_id = 2`
  await app.owner`UPDATE web_user_accounts SET role = 'co-holder' WHERE web_user_id = ${town.john}`
  await invite('secret.friend@example.com')
  const john = await app.asCustomer(town.john)
  expect((await john.api.listGuestInvitations({ params })).invitations).toHaveLength(1)
  await app.owner`INSERT INTO holder_protections (account_id, person_id, kind, reason, marked_by_csr_id, marked_at, shown_name,
      shown_web_users, line1, line2, city, region, postal_code, country, version, was_protected)
    VALUES (${town.mariaAccount}, 1, 'family-violence', 'asked', 'kenji.sato', now(), 'Maria Alvarez',
      ${JSON.stringify({ [town.maria]: 'm.alvarez' })}::text::jsonb, '', '', '', '', '', 'US', 0, false)`
  expect((await john.api.listGuestInvitations({ params })).invitations).toEqual([])
  expect((await john.get(`/accounts/${params.accountId}/people`)).text).not.toContain('secret.friend')
  expect(
    (await (await app.asCustomer(town.maria)).api.listGuestInvitations({ params })).invitations,
  ).toHaveLength(1)
})
