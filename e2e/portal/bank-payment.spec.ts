import { expect, test } from '../fixtures.ts'
import { withDatabase } from '../sign-in.ts'
import { expectHeading, problemsOn, visitAs } from './portal-journey.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(`JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('a customer reads the newest bill, adds a bank account, confirms its deposits, and pays from it', async ({
      page,
      context,
      addresses,
      allowConsoleErrors,
      customer: { userName, accountId },
    }) => {
      // The forms are refused on the way.
      allowConsoleErrors(/status of 4\d\d/)
      // One number for each round: nobody adds a bank account twice.
      const number = `77${accountId}${javaScriptEnabled ? 1 : 2}`
      await withDatabase(addresses, async (sql) => {
        await sql`UPDATE accounts SET balance_cents = 50000, is_cash_only = false WHERE account_id = ${accountId}`
        await sql`UPDATE payments SET received_on = received_on - 7 WHERE account_id = ${accountId} AND received_on > current_date - 7`
        await sql`UPDATE bank_accounts SET removed_at = now(), number_encrypted = NULL, number_hash = NULL, is_default = false
          WHERE removed_at IS NULL AND web_user_id = (SELECT web_user_id FROM web_users WHERE user_name = ${userName})`
        await sql`DELETE FROM attempts`
      })
      await visitAs(context, addresses, userName)
      const account = `${addresses.portal}/accounts/${accountId}`
      await page.goto(`${account}/bills`)
      const bills = page.getByRole('table', { name: 'Your bills' }).getByRole('row')
      await bills.nth(1).getByRole('link').first().click()
      await expectHeading(page, /^Bill of /)
      await expect(page.getByRole('region', { name: 'Bill summary' })).toBeVisible()
      await expect(page.getByRole('region', { name: 'New charges' })).toBeVisible()

      await page.goto(`${account}/pay-by-bank`)
      await expect(page.getByText('You have no confirmed bank account yet')).toBeVisible()
      await page.getByRole('main').getByRole('link', { name: 'Bank accounts' }).first().click()
      await page.getByRole('link', { name: 'Add bank account' }).first().click()
      await page.getByLabel('Routing number').fill('122105156')
      await page.getByLabel('Bank account number', { exact: true }).fill(number)
      await page.getByLabel('Bank account number again').fill(number)
      await page.getByLabel('Checking').check()
      await page.getByRole('button', { name: 'Add bank account' }).click()
      await expect(problemsOn(page)).toContainText('A digit of this routing number is wrong.')
      await expect(page.getByLabel('Bank account number', { exact: true })).toHaveValue(number)
      await page.getByLabel('Routing number').fill('122105155')
      await page.getByRole('button', { name: 'Add bank account' }).click()
      await expect(page.getByText('Your bank account is added.')).toBeVisible()

      const deposits = () =>
        withDatabase(
          addresses,
          (
            sql,
          ) => sql`SELECT x.amount_cents FROM bank_transfers x JOIN bank_accounts b USING (bank_account_id)
            WHERE b.removed_at IS NULL AND x.purpose = 'deposit' AND x.state = 'accepted'
              AND b.web_user_id = (SELECT web_user_id FROM web_users WHERE user_name = ${userName})`,
        )
      await expect.poll(async () => (await deposits()).length).toBe(2)
      const [first = 0, second = 0] = (await deposits()).map(({ amountCents }) => Number(amountCents) / 100)
      await page.goto(`${account}/bank-accounts`)
      await page.getByRole('link', { name: /Confirm the deposits/ }).click()
      await page.getByLabel('First amount').fill('0.99')
      await page.getByLabel('Second amount').fill(first.toFixed(2))
      await page.getByRole('button', { name: 'Confirm deposits' }).click()
      await expect(problemsOn(page)).toContainText('These are not the two amounts.')
      await page.getByLabel('First amount').fill(second.toFixed(2))
      await page.getByLabel('Second amount').fill(first.toFixed(2))
      await page.getByRole('button', { name: 'Confirm deposits' }).click()
      await expect(page.getByText('You can pay from this bank account now.')).toBeVisible()

      await page.goto(`${account}/pay-by-bank`)
      await page.getByLabel(/^Amount/).fill('23.45')
      await page.getByRole('button', { name: 'Pay', exact: true }).click()
      await expect(problemsOn(page)).toContainText('Tick this box to authorize the payment.')
      await expect(page.getByLabel(/^Amount/)).toHaveValue('23.45')
      await page.getByLabel('I authorize this payment').check()
      await page.getByRole('button', { name: 'Pay', exact: true }).click()
      await expect
        .poll(async () => {
          await page.reload()
          return page.getByText('We received your payment').count()
        })
        .toBe(1)
      await expect(page.getByText('Your balance is now $476.55.')).toBeVisible()
    })
  })
