import { demoCustomer } from '../../tools/demo/cast.ts'
import { expect, test } from '../fixtures.ts'
import { expectHeading, problemsOn, signInByForm } from './portal-journey.ts'

test('links a first account by its number and postal code, after a refusal', async ({
  page,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 4\d\d/)
  const { accountId = 0, postalCode = '' } = demoCustomer('n.new').toLink ?? {}
  await signInByForm(page, addresses, 'n.new')
  await expectHeading(page, 'Hello, Nora Newell')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Link an account' }).click()
  await page.getByLabel('Account number').fill(String(accountId))
  await page.getByLabel('Postal code').fill('10001')
  await page.getByRole('button', { name: 'Link this account' }).click()
  await expect(problemsOn(page)).toContainText('We cannot link an account with this number and postal code.')
  await expect(page.getByLabel('Account number')).toHaveValue(String(accountId))

  await page.getByLabel('Postal code').fill(postalCode)
  await page.getByRole('button', { name: 'Link this account' }).click()
  await expect(page.getByText('The account is linked.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Last bill' })).toBeVisible()
})
