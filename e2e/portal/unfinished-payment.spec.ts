import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { withDatabase } from '../sign-in.ts'
import { cards, sendCard } from './card-page.ts'
import { expectHeading, visitAs } from './portal-journey.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(`JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('a card page that was left open is canceled, another one is continued, and the receipt prints alone', async ({
      page,
      context,
      addresses,
      customer: { userName, accountId },
    }) => {
      await withDatabase(addresses, async (sql) => {
        await sql`UPDATE accounts SET balance_cents = 50000 WHERE account_id = ${accountId}`
        // As if what the round before paid were long ago.
        await sql`UPDATE payments SET received_on = received_on - 7 WHERE account_id = ${accountId} AND received_on > current_date - 7`
      })
      await visitAs(context, addresses, userName)
      const account = `${addresses.portal}/accounts/${accountId}`
      const leaveThePage = async (amount: string) => {
        await page.goto(`${account}/pay`)
        await page.getByLabel(/^Amount/).fill(amount)
        await page.getByRole('button', { name: 'Continue to the payment page' }).click()
        await expect(page).toHaveURL(/\/\/pay\.localhost/)
        await page.goto(`${account}/pay`)
      }
      await leaveThePage('12.00')
      await expect(page.getByText(/You started a payment of \$12\.00/)).toBeVisible()
      if (javaScriptEnabled) {
        await expectAccessible(page)
        await shot(page, 'unfinished-payment')
        await noHorizontalScroll(page)
      }
      await page.getByRole('button', { name: 'Cancel payment' }).click()
      await expectHeading(page, 'Your payment')
      await expect(page.getByText('This payment was canceled')).toBeVisible()
      if (javaScriptEnabled) await shot(page, 'canceled-payment')

      await leaveThePage('13.00')
      await page.getByRole('button', { name: 'Continue payment' }).click()
      await expect(page).toHaveURL(/\/\/pay\.localhost/)
      await sendCard(page, cards.good, '$13.00')
      await expect(page.getByText('We received your payment')).toBeVisible()
      const receipt = page.getByRole('region', { name: 'Receipt' })
      await expect(receipt).toContainText('$13.00')
      await expect(receipt).toContainText(/4242/)
      if (javaScriptEnabled) {
        await expectAccessible(page)
        await shot(page, 'receipt')
      }
      await page.emulateMedia({ media: 'print' })
      await expect(receipt).toBeVisible()
      await expect(page.getByRole('navigation', { name: 'Account pages' })).toBeHidden()
      await expect(page.getByText('We received your payment')).toBeHidden()
    })
  })
