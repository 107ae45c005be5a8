import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { withDatabase } from '../sign-in.ts'
import { expectHeading, problemsOn } from './portal-journey.ts'

const password = 'seven lanterns on the quay'

/** Waits until the worker has mailed a link, and returns a key that works in place of the one in the mail. */
async function mailedKey(addresses: ServerAddresses, email: string): Promise<string> {
  const key = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(key).digest()
  const replace = () =>
    withDatabase(
      addresses,
      (sql) =>
        sql`UPDATE mailed_keys SET key_hash = ${hash} WHERE email = ${email} AND used_at IS NULL RETURNING 1`,
    )
  await expect.poll(async () => (await replace()).length).toBe(1)
  return key
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('somebody new registers by a mailed link, signs in, and is asked to link an account', async ({
      page,
      addresses,
      allowConsoleErrors,
    }) => {
      allowConsoleErrors(/status of 422/)
      const email = `journey.${randomBytes(6).toString('hex')}@example.com`
      await page.goto(`${addresses.portal}/sign-in`)
      await page.getByRole('link', { name: 'Register' }).click()
      await expectHeading(page, 'Register')
      await page.getByLabel('E-mail address').fill('not an address')
      await page.getByRole('button', { name: 'Send link' }).click()
      await expect(problemsOn(page)).toContainText('E-mail address')
      await expect(page.getByLabel('E-mail address')).toHaveValue('not an address')
      await page.getByLabel('E-mail address').fill(email)
      await page.getByRole('button', { name: 'Send link' }).click()
      await expect(page.getByText('We have sent a mail to this address.')).toBeVisible()

      await page.goto(`${addresses.portal}/register/finish?key=${await mailedKey(addresses, email)}`)
      await expectHeading(page, 'Finish your registration')
      await page.getByLabel('Given name').fill('Nora')
      await page.getByLabel('Surname').fill('Lind')
      await page.getByLabel('New password', { exact: true }).fill('short')
      await page.getByLabel('Repeat new password').fill('short')
      await page.getByRole('button', { name: 'Register' }).click()
      await expect(problemsOn(page)).toContainText('Use at least 12 characters.')
      await expect(page.getByLabel('Given name')).toHaveValue('Nora')
      await page.getByLabel('New password', { exact: true }).fill(password)
      await page.getByLabel('Repeat new password').fill(password)
      await page.getByRole('button', { name: 'Register' }).click()
      await expect(page.getByText('You are registered.')).toBeVisible()

      await page.getByLabel('User name').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expectHeading(page, 'Link an account')
    })
  })
