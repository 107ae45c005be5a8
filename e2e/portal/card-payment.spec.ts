import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { withDatabase } from '../sign-in.ts'
import { cards, sendCard } from './card-page.ts'
import { centsOf, expectHeading, visitAs } from './portal-journey.ts'

async function balanceOn(page: Page, account: string): Promise<number> {
  await page.goto(`${account}/overview`)
  const owed = page.getByRole('region', { name: 'Balance due' })
  return centsOf((await owed.getByText(/^\$[\d,.]+$/).textContent()) ?? '')
}

// One after the other: they pay from the same balance.
test.describe.configure({ mode: 'serial' })

// Whether the demo has a bill open depends on the day it was made.
test.beforeEach(({ addresses, customer }) =>
  withDatabase(addresses, async (sql) => {
    await sql`UPDATE accounts SET balance_cents = 50000 WHERE account_id = ${customer.accountId}`
  }),
)

for (const javaScriptEnabled of [true, false]) {
  test(`a card is declined, another pays, the balance goes down (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
    browser,
    addresses,
    customer: { userName, accountId },
    allowConsoleErrors,
  }) => {
    allowConsoleErrors(/status of 422/)
    const context = await browser.newContext({ javaScriptEnabled })
    await visitAs(context, addresses, userName)
    const account = `${addresses.portal}/accounts/${accountId}`
    const page = await context.newPage()
    const before = await balanceOn(page, account)
    await page.getByRole('link', { name: 'Pay now' }).click()
    await page.getByLabel(/^Amount/).fill('10.00')
    // The second round pays within a day of the first: it is asked.
    if (!javaScriptEnabled) await expect(page.getByText(/You paid \$10\.00 \d+ minutes? ago/)).toBeVisible()
    await page.getByRole('button', { name: /^(Continue to the payment page|Yes, pay again)$/ }).click()

    await expect(page).toHaveURL(/\/\/pay\.localhost/)
    await sendCard(page, cards.declined, '$10.00')
    await expect(page.getByText('The bank declined this card. Nothing was charged.')).toBeVisible()
    await sendCard(page, cards.good, '$10.00')
    await expectHeading(page, 'Your payment')
    await expect(page.getByText('We received your payment')).toBeVisible()
    expect(await balanceOn(page, account)).toBe(before - 1000)
    await context.close()
  })
}
