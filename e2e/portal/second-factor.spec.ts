import { generateSync } from 'otplib'
import { demoPassword } from '../../tools/demo/cast/cast.ts'
import { expect, test } from '../fixtures.ts'
import { expectHeading, signInByForm } from './portal-journey.ts'

test('a customer sets up the second step, signs in with a recovery code, and turns it off', async ({
  page,
  addresses,
  customer: { userName },
}) => {
  await signInByForm(page, addresses, userName)
  await page.goto(`${addresses.portal}/access`)
  await page.getByRole('link', { name: 'Second step at sign-in' }).click()
  await expect(page.getByRole('img', { name: /Code to scan/ })).toBeVisible()
  const secret = ((await page.locator('.secret-key').textContent()) ?? '').replace(/\s/g, '')
  await page.getByLabel('Code', { exact: true }).fill(generateSync({ secret }))
  await page.getByLabel('Current password').fill(demoPassword)
  await page.getByRole('button', { name: 'Turn on second step' }).click()
  await expect(page.getByText('The second step is on. Keep your recovery codes now.')).toBeVisible()
  const recoveryCode = (await page.locator('.secret-codes code').first().textContent()) ?? ''

  await page.getByRole('button', { name: 'Sign out' }).click()
  await signInByForm(page, addresses, userName)
  await expectHeading(page, 'Enter your code')
  await page.getByLabel('Code', { exact: true }).fill(recoveryCode)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('You signed in with a recovery code')).toBeVisible()
  await expect(page.getByText('You have 9 recovery codes left.')).toBeVisible()

  await page.getByRole('link', { name: 'Turn off second step' }).click()
  await page.getByLabel('Current password').fill(demoPassword)
  await page.getByRole('button', { name: 'Turn off second step' }).click()
  await expect(page.getByText('The second step is off.')).toBeVisible()
})
