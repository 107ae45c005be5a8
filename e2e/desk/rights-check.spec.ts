import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

test('the officer finds a CSR and a customer, and reads what the CSR could do and why not', async ({
  browser,
  addresses,
}) => {
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, 'kenji.sato')
  const page = await tower.newPage()
  await page.goto(`${addresses.desk}/rights-check`)
  await expect(page.getByText('Choose a CSR and a web user')).toBeVisible()
  const search = async (id: string, typed: string, hit: RegExp) => {
    await page.locator(id).fill(typed)
    await page.locator(id).press('Enter')
    await page.getByRole('link', { name: hit }).first().click()
  }
  await search('#rights-csr', 'tom becker', /^Tom Becker$/)
  await search('#rights-customer', 'm.alvarez', /Alvarez/)
  const who = page.locator('#rights-who')
  await expect(who).toContainText('Tom Becker for m.alvarez')
  const address = page.getByRole('row', { name: /mailing-address/ }).last()
  await expect(address).toContainText('This CSR does not have the permission.')
  await expect(address).toContainText('no group of this CSR gives it')
  await page.getByLabel('Show').selectOption('refused')
  await expect(page.getByRole('status').filter({ hasText: 'requests' })).toBeVisible()
  await expectAccessible(page)
  await noHorizontalScroll(page)
})
