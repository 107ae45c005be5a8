import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(() => app.owner`DELETE FROM setting_versions WHERE setting = 'sign-in.password-length'`)

const setLength = (length: unknown) =>
  app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    VALUES ('sign-in.password-length', '', 1, ${JSON.stringify(length)}::text::jsonb, 'kenji.sato', current_instant())`
const change = async (newPassword: string) => {
  const maria = await app.asCustomer(town.maria)
  return maria.api
    .changePassword({ body: { currentPassword: townPassword, newPassword, repeatedPassword: newPassword } })
    .then(
      () => 'ok',
      ({ body }) => body.fields.map(({ reason }: { reason: string }) => reason).join(),
    )
}

test.each([
  [12, 'harbour lig', 'password-too-short'],
  [16, 'harbour lights', 'password-too-short'],
  [20, 'four lanterns here', 'password-too-short'],
  [8, 'harbour', 'password-too-short'],
  // What the setting does not allow counts as the shipped twelve.
  [3, 'harbour lig', 'password-too-short'],
  ['many', 'harbour lig', 'password-too-short'],
])('with %j characters, "%s" is %s', async (length, newPassword, reason) => {
  await setLength(length)
  expect(await change(newPassword)).toBe(reason)
})

test('a page says how many characters it is, and so does the refusal', async () => {
  const fresh = await createTestApp()
  await fresh.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    VALUES ('sign-in.password-length', '', 1, '17'::jsonb, 'kenji.sato', current_instant())`
  const maria = await fresh.asCustomer(town.maria)
  // A page does not wait long for what the utility has set: the next one says it.
  await vi.waitFor(
    async () => expect((await maria.get('/password')).text).toContain('At least 17 characters.'),
    { timeout: 60_000 },
  )
  const page = await maria.submit('/password', {
    currentPassword: townPassword,
    ...{ newPassword: 'harbour lights', repeatedPassword: 'harbour lights' },
  })
  expect(page.status).toBe(422)
  expect(page.text).toContain('Use at least 17 characters.')
  await fresh.close()
})

test('eight characters are enough where the utility says so, and a password that exists stays', async () => {
  await setLength(8)
  expect(await change('vårlöken')).toBe('ok')
  await app.owner`UPDATE setting_versions SET value = '30'::jsonb WHERE setting = 'sign-in.password-length'`
  const signedIn = await app.visitor().submit('/sign-in', { userName: 'm.alvarez', password: 'vårlöken' })
  expect(signedIn.status).toBe(303)
})
