import { expect, test } from '../fixtures.ts'

import { expectHeading, visitAs } from './portal-journey.ts'

test('notification choices are saved, and are the same after a reload', async ({
  page,
  context,
  addresses,
  customer: { userName, accountId },
}) => {
  await visitAs(context, addresses, userName)
  await page.goto(`${addresses.portal}/accounts/${accountId}/information`)
  await page.getByRole('link', { name: 'Notifications' }).click()
  const byMail = page.getByRole('group', { name: 'New bill' }).getByLabel('E-mail')
  const before = await byMail.isChecked()
  await byMail.click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Your notification preferences are saved.')).toBeVisible()
  await page.reload()
  await expect(byMail).toBeChecked({ checked: !before })
})

test('Spanish stays chosen from page to page and after signing out', async ({
  page,
  context,
  addresses,
  customer: { userName, accountId },
}) => {
  await visitAs(context, addresses, userName)
  await page.goto(`${addresses.portal}/access`)
  await page.getByRole('button', { name: 'Español' }).click()
  await expectHeading(page, 'Quién puede ver esto')
  await page.goto(`${addresses.portal}/accounts/${accountId}/preferences`)
  await expect(page.getByRole('radio', { name: 'Español' })).toBeChecked()
  await page.getByRole('link', { name: 'Facturas' }).click()
  await expectHeading(page, 'Facturas')
  await page.getByRole('button', { name: 'Cerrar sesión' }).click()
  await expect(page.getByText('Ha cerrado la sesión.')).toBeVisible()
  await expectHeading(page, 'Iniciar sesión')
  await page.getByRole('button', { name: 'English' }).click()
  await expectHeading(page, 'Sign in')
})
