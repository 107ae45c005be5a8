import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'

import { problemsOn, visitAs } from './portal-journey.ts'

test('an error keeps what was typed and leads to its field; then the address is saved', async ({
  page,
  context,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 4\d\d/)
  await visitAs(context, addresses, userName)
  await page.goto(`${addresses.portal}/accounts/${accountId}/information`)
  await page.getByRole('link', { name: 'Change mailing address' }).click()
  const line = page.getByLabel('Address', { exact: true })
  const city = page.getByLabel('City')
  await line.fill('77 Juniper Lane')
  await city.fill('')
  await page.getByRole('button', { name: 'Save' }).click()

  await expect(problemsOn(page)).toBeFocused()
  await expect(line).toHaveValue('77 Juniper Lane')
  await problemsOn(page).getByRole('link', { name: 'City: Fill in this field.' }).click()
  await expect(city).toBeFocused()
  await expect(city).toHaveAccessibleDescription('Fill in this field.')

  await city.fill('Port Ellis')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your mailing address is saved.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Mailing address' })).toContainText('77 Juniper Lane')
})

test('two tabs change the same address: the difference is shown, saving again keeps mine', async ({
  page: mine,
  context,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 409/)
  await visitAs(context, addresses, userName)
  const theirs = await context.newPage()
  for (const page of [mine, theirs])
    await page.goto(`${addresses.portal}/accounts/${accountId}/mailing-address`)

  await theirs.getByLabel('Address', { exact: true }).fill('5 Their Street')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await expect(theirs.getByText('Your mailing address is saved.')).toBeVisible()

  await mine.getByLabel('Address', { exact: true }).fill('9 My Street')
  await mine.getByRole('button', { name: 'Save' }).click()
  const conflict = mine.getByRole('alert')
  await expect(conflict).toContainText('This has changed in the meantime')
  await expect(conflict.getByRole('row').nth(1).getByRole('cell')).toHaveText([
    '9 My Street',
    '5 Their Street',
  ])
  await expect(mine.getByLabel('Address', { exact: true })).toHaveValue('9 My Street')

  await mine.getByRole('button', { name: 'Save' }).click()
  await expect(mine.getByRole('region', { name: 'Mailing address' })).toContainText('9 My Street')
})

test('state and country are chosen from lists; a postal code of another country is refused', async ({
  page,
  context,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 4\d\d/)
  await page.setViewportSize({ width: 320, height: 800 })
  await visitAs(context, addresses, userName)
  await page.goto(`${addresses.portal}/accounts/${accountId}/mailing-address`)
  await expect(page.getByLabel('State or province')).toHaveValue('US-CA')
  await expectAccessible(page)
  await noHorizontalScroll(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'portal-mailing-address')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('You made no changes, so nothing was saved.')).toBeVisible()

  await page.goto(`${addresses.portal}/accounts/${accountId}/mailing-address`)
  await page.getByLabel('Country').selectOption({ label: 'Canada' })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(problemsOn(page)).toContainText('Choose a state or province of this country.')
  await expect(problemsOn(page)).toContainText('This postal code does not fit the country.')
  await page.getByLabel('State or province').selectOption({ label: 'Ontario' })
  await page.getByLabel('Postal code').fill('k1a0b1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Mailing address' })).toContainText('ON K1A 0B1')
})
