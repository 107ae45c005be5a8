import { demoPassword } from '../../tools/demo/cast/cast.ts'
import { expect, test } from '../fixtures.ts'
import { expectHeading, problemsOn, signInByForm } from './portal-journey.ts'

test('signs in with the form, goes on to the page that was asked for, and signs out', async ({
  page,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 4\d\d/)
  const bills = `${addresses.portal}/accounts/${accountId}/bills`
  await page.goto(bills)
  await expectHeading(page, 'Sign in')

  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(problemsOn(page)).toBeFocused()
  await expect(page.getByLabel('User name')).toHaveValue(userName)
  await expect(page.getByLabel('Password')).toHaveValue('')

  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expectHeading(page, 'Bills')
  expect(page.url().replace(/\?.*/, '')).toBe(bills)
  await expect(page.getByText('There was 1 attempt to sign in as you with a wrong password')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await page.goto(bills)
  await expectHeading(page, 'Sign in')
})

test('a new password signs in, the old one no longer does', async ({
  page,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 4\d\d/)
  const newPassword = 'seven lanterns on the quay'
  const change = async (repeated: string) => {
    await page.getByLabel('Current password').fill(demoPassword)
    await page.getByLabel('New password', { exact: true }).fill(newPassword)
    await page.getByLabel('Repeat new password').fill(repeated)
    await page.getByRole('button', { name: 'Change password' }).click()
  }
  await signInByForm(page, addresses, userName)
  await page.getByRole('contentinfo').getByRole('link', { name: 'Change password' }).click()
  await change('seven lanterns on the key')
  await expect(problemsOn(page)).toContainText(
    'The two new passwords are different. Enter the same one twice.',
  )
  await change(newPassword)
  await expect(page.getByText('Your password is changed.')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await signInByForm(page, addresses, userName)
  await expect(problemsOn(page)).toBeVisible()
  await signInByForm(page, addresses, userName, newPassword)
  await expect(page).toHaveURL(new RegExp(`/accounts/${accountId}/overview`))
  await expect(page.getByRole('heading', { name: 'Last bill' })).toBeVisible()
})
