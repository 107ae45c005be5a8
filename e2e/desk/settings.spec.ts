import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

test('the officer chooses the second factor of customers from three, and reads first what it does', async ({
  browser,
  addresses,
}) => {
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, 'kenji.sato')
  const page = await tower.newPage()
  await page.goto(`${addresses.desk}/settings`)
  const card = page.locator('#sign-in-second-factor')
  const dialog = page.getByRole('dialog')
  await expect(card.getByLabel('Optional: each customer decides')).toBeChecked()
  await expect(card.getByRole('textbox')).toHaveCount(0)
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await noHorizontalScroll(page)
  // The journeys beside this one set up second factors, so this one does not go on.
  await card.getByLabel('Off: nobody can add one').check()
  await card.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toContainText('customers who have one are still asked for it')
  await dialog.getByText('Cancel', { exact: true }).click()
  await expect(dialog).toBeHidden()
  await tower.close()
})
