import { type BrowserContext, expect, type Page } from '@playwright/test'
import { type DemoUserName, demoPassword } from '../../tools/demo/cast/cast.ts'
import { castCustomer } from '../customers.ts'
import type { ServerAddresses } from '../server.ts'
import { signInCustomer } from '../sign-in.ts'

/** Returns the address of the pages of a demo customer's first account. */
export function accountUrl(addresses: ServerAddresses, userName: DemoUserName): string {
  return `${addresses.portal}/accounts/${castCustomer(userName).accountId}`
}

/** Signs a demo customer in without the form, reading English whatever the customer prefers. */
export async function visitAs(context: BrowserContext, addresses: ServerAddresses, userName: string) {
  await context.addCookies([{ name: 'language', value: 'en', url: addresses.portal }])
  await signInCustomer(context, addresses, userName)
}

/** Fills the sign-in form and sends it. */
export async function signInByForm(
  page: Page,
  addresses: ServerAddresses,
  userName: string,
  password = demoPassword,
) {
  await page.goto(`${addresses.portal}/sign-in`)
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Waits for the page with this first-level heading. */
export async function expectHeading(page: Page, name: string | RegExp) {
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
}

/** What is wrong with a form, above it. */
export const problemsOn = (page: Page) => page.getByRole('region', { name: 'Check what you typed' })

/** Returns the cents of an amount as the screen shows it: `$1,234.50` or `-$12.00`. */
export function centsOf(text: string): number {
  const cents = Number(text.replace(/\D/g, ''))
  return /[-−]/.test(text) ? -cents : cents
}
