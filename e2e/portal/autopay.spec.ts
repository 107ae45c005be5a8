import { expect, expectAccessible, test } from '../fixtures.ts'
import { withDatabase } from '../sign-in.ts'
import { expectHeading, visitAs } from './portal-journey.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(`JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('a customer begins autopay, changes it, leaves a bill out, and stops it', async ({
      page,
      context,
      addresses,
      allowConsoleErrors,
      customer: { userName, accountId },
    }) => {
      // The form is refused twice on the way.
      allowConsoleErrors(/422/)
      // A bank account that is confirmed, and nothing set up.
      await withDatabase(addresses, async (sql) => {
        await sql`DELETE FROM autopays WHERE account_id = ${accountId}`
        await sql`UPDATE accounts SET is_autopay = false, status = 'active', is_cash_only = false WHERE account_id = ${accountId}`
        await sql`INSERT INTO bank_accounts (web_user_id, self_service_task_id, kind, routing_number, number_encrypted, number_hash,
            masked_number, nickname, added_at, verified_at)
          SELECT w.web_user_id, (SELECT max(self_service_task_id) FROM self_service_tasks), 'checking', '122199983', 'no-number', sha256(${userName}::text::bytea),
            '•••• 4321', 'Household', now(), now()
          FROM web_users w WHERE w.user_name = ${userName}
            AND NOT EXISTS (SELECT 1 FROM bank_accounts b WHERE b.web_user_id = w.web_user_id AND b.removed_at IS NULL)`
      })
      await visitAs(context, addresses, userName as never)
      const account = `${addresses.portal}/accounts/${accountId}`
      await page.goto(`${account}/programs`)
      await page.getByRole('link', { name: 'Details Autopay' }).click()
      await expectHeading(page, 'Autopay')
      await page.getByRole('button', { name: 'Begin autopay' }).click()
      await expect(page.getByRole('link', { name: /I authorize automatic payments/ })).toBeVisible()
      await page.getByLabel('Day of the month (optional)').fill('40')
      await page.getByLabel('I authorize automatic payments').check()
      await page.getByRole('button', { name: 'Begin autopay' }).click()
      await expect(page.getByRole('link', { name: /Day of the month/ })).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByLabel('Day of the month (optional)').fill('12')
      await page.getByRole('button', { name: 'Begin autopay' }).click()
      await expect(page.getByText('Autopay is on. We tell you before each payment.')).toBeVisible()
      await expect(page.getByText(/on day 12 of the month/)).toBeVisible()

      await page.getByLabel(/^Never more than/).fill('250.00')
      await page.getByLabel('I authorize automatic payments').check()
      await page.getByRole('button', { name: 'Change autopay' }).click()
      await expect(page.getByText('Never more than $250.00 without asking.')).toBeVisible()

      // A bill that autopay holds: every page asks.
      await withDatabase(
        addresses,
        (sql) => sql`
        INSERT INTO autopay_runs (autopay_id, account_id, bill_id, pay_on, amount_cents, state)
        SELECT p.autopay_id, p.account_id, max(b.bill_id), current_date + 10, 3053400, 'held'
        FROM autopays p JOIN bills b USING (account_id) WHERE p.account_id = ${accountId} AND p.ended_at IS NULL
        GROUP BY p.autopay_id ON CONFLICT (autopay_id, bill_id) DO UPDATE SET state = 'held', amount_cents = 3053400`,
      )
      await page.goto(`${account}/bills`)
      await page.getByRole('link', { name: 'Decide' }).click()
      await expect(page.getByText('Waits for you')).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('button', { name: 'Leave this bill out' }).first().click()
      await expect(
        page.getByText('Autopay leaves this bill out. Pay it yourself by its due date.'),
      ).toBeVisible()

      await page.getByRole('button', { name: 'Stop autopay' }).click()
      await expect(page.getByText('Autopay is off. From now on you pay each bill yourself.')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Begin autopay' })).toBeVisible()
    })
  })
