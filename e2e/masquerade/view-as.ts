import type { BrowserContext, Page } from '@playwright/test'
import { expect } from '../fixtures.ts'
import type { JourneyCustomer } from '../server.ts'

/** Starts a masquerade from the screen of the customer's account and returns its tab. */
export async function viewAs(
  context: BrowserContext,
  desk: Page,
  { userName }: JourneyCustomer,
  reference: string,
) {
  await desk.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
  const prompt = desk.getByRole('dialog')
  await prompt.getByLabel(/reference/i).fill(reference)
  const [view] = await Promise.all([
    context.waitForEvent('page'),
    prompt.getByRole('button', { name: `View as ${userName}` }).click(),
  ])
  await expect(view.getByRole('region', { name: 'Masquerade' })).toBeVisible()
  return view
}
