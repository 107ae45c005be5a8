import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { withDatabase } from '../sign-in.ts'
import { expectHeading, visitAs } from './portal-journey.ts'

/** Lets an account owe $123.45, past due for two days in any time zone, and takes it out of every program. */
const owe = (addresses: Parameters<typeof withDatabase>[0], accountId: number) =>
  withDatabase(addresses, async (sql) => {
    await sql`DELETE FROM account_programs WHERE account_id = ${accountId}`
    await sql`UPDATE bills SET due_date = LEAST(due_date, current_date - 3) WHERE account_id = ${accountId}`
    await sql`INSERT INTO bills (account_id, bill_date, due_date, period_from, period_to, previous_balance_cents, payments_cents,
        adjustments_cents, charges_cents, amount_due_cents, currency)
      VALUES (${accountId}, current_date - 24, current_date - 3, current_date - 54, current_date - 25, 0, 0, 0, 12345, 12345, 'USD')`
    await sql`UPDATE accounts SET balance_cents = 12345, status = 'active', is_cash_only = false WHERE account_id = ${accountId}`
  })

/** Counts the taps of a journey. */
function taps(page: Page) {
  let count = 0
  return {
    tap: async (role: 'link' | 'button', name: string | RegExp) => {
      count += 1
      await page.getByRole(role, { name }).first().click()
    },
    made: () => count,
  }
}

for (const javaScriptEnabled of [true, false])
  test.describe(`a past due customer, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('agrees to two parts or ten more days in at most three taps', async ({
      page,
      context,
      addresses,
      customer: { userName, accountId },
    }) => {
      await owe(addresses, accountId)
      await visitAs(context, addresses, userName)
      const overview = `${addresses.portal}/accounts/${accountId}/overview`

      await page.goto(overview)
      if (javaScriptEnabled) await expectAccessible(page)
      const parts = taps(page)
      await parts.tap('link', /^Pay in two parts: \$61\.73 by/)
      await expectHeading(page, 'Payment arrangement')
      await expect(page.getByRole('table', { name: '2 installments' })).toContainText('$123.45')
      if (javaScriptEnabled) await expectAccessible(page)
      await parts.tap('button', 'Agree to 2 installments')
      await expect(page.getByText('Your program is changed.')).toBeVisible()
      expect(parts.made()).toBeLessThanOrEqual(3)
      await page.goto(overview)
      await expect(page.getByText(/^As agreed, \$61\.73 is due on/)).toBeVisible()

      await owe(addresses, accountId)
      await page.goto(overview)
      const later = taps(page)
      await later.tap('link', /^10 more days: by/)
      await expectHeading(page, 'Payment extension')
      await later.tap('button', 'Agree to the new date')
      await expect(page.getByText('Your program is changed.')).toBeVisible()
      expect(later.made()).toBeLessThanOrEqual(3)
      await page.goto(overview)
      await expect(page.getByText(/^As agreed, \$123\.45 is due on/)).toBeVisible()
    })

    test('turns paperless bills on and off again', async ({
      page,
      context,
      addresses,
      customer: { userName, accountId },
    }) => {
      await withDatabase(addresses, async (sql) => {
        await sql`DELETE FROM account_programs WHERE account_id = ${accountId}`
        await sql`UPDATE accounts SET is_paperless = false, status = 'active' WHERE account_id = ${accountId}`
      })
      await visitAs(context, addresses, userName)
      await page.goto(`${addresses.portal}/accounts/${accountId}/programs`)
      await page.getByRole('link', { name: 'See and enroll Paperless bills' }).click()
      await page.getByLabel('Send me the paper bill too').check()
      await page.getByRole('button', { name: 'Turn on paperless bills' }).click()
      await page.getByRole('link', { name: 'Change or leave Paperless bills' }).click()
      await expect(page.getByLabel('Send me the paper bill too')).toBeChecked()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('button', { name: 'Go back to paper bills' }).click()
      await expect(page.getByRole('link', { name: 'See and enroll Paperless bills' })).toBeVisible()
    })
  })
