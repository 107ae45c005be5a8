import { afterAll, beforeAll, expect, test } from 'vitest'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const next = 'harbour lights at nine'
const body = { currentPassword: townPassword, newPassword: next, repeatedPassword: next }

test.each([
  ['eleven characters', { newPassword: 'elevenchars' }, 422, 'newPassword', 'password-too-short'],
  ['eleven emoji', { newPassword: '🏮'.repeat(11) }, 422, 'newPassword', 'password-too-short'],
  [
    'more than a thousand',
    { newPassword: 'x'.repeat(1001), repeatedPassword: next },
    422,
    'newPassword',
    'too-long',
  ],
  ['the user name', { newPassword: 'I am M.ALVAREZ!' }, 422, 'newPassword', 'password-names-user'],
  ['the one before', { newPassword: townPassword }, 422, 'newPassword', 'password-same-as-before'],
  ['two that differ', { repeatedPassword: `${next} ` }, 422, 'repeatedPassword', 'password-not-repeated'],
  ['no current one', { currentPassword: '' }, 422, 'currentPassword', 'required'],
  ['a number', { newPassword: 123456789012 as never }, 400, 'newPassword', 'not-valid'],
  ['an unknown field', { webUserId: 20_003 } as never, 400, 'webUserId', 'unknown'],
])('%s is refused by its field', async (_, part: Partial<typeof body>, status, field, reason) => {
  const maria = await app.asCustomer(town.maria)
  const sent = { ...body, ...part }
  if (part.newPassword !== undefined && part.repeatedPassword === undefined)
    sent.repeatedPassword = String(part.newPassword)
  await expect(maria.api.changePassword({ body: sent })).rejects.toMatchObject({
    status,
    body: { fields: [{ field, reason }] },
  })
})

test('a stranger is not signed in', async () => {
  await expect(app.visitor().api.changePassword({ body })).rejects.toMatchObject({
    status: 401,
    body: { reason: 'not-signed-in' },
  })
})
