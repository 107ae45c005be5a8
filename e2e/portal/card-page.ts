import type { Page } from '@playwright/test'

/** The cards of the stand-in provider. */
export const cards = { good: '4242 4242 4242 4242', declined: '4000 0000 0000 0002' }

/** Fills the hosted card page and pays an amount such as `$10.00`. */
export async function sendCard(page: Page, number: string, amount: string) {
  await page.getByLabel('Name on card').fill('Card Holder')
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiry date').fill('12/39')
  await page.getByLabel('Security code').fill('123')
  await page.getByRole('button', { name: `Pay ${amount}`, exact: true }).click()
}
