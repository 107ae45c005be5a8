import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { cards, sendCard } from '../portal/card-page.ts'
import { visitAs } from '../portal/portal-journey.ts'
import { withDatabase } from '../sign-in.ts'

test('a payment above the limit is given back: one CSR asks, another approves, and the customer sees it', async ({
  page,
  context,
  browser,
  addresses,
  customer: { userName, accountId },
}) => {
  await withDatabase(
    addresses,
    (sql) => sql`UPDATE accounts SET balance_cents = 50000 WHERE account_id = ${accountId}`,
  )
  await visitAs(context, addresses, userName)
  await page.goto(`${addresses.portal}/accounts/${accountId}/pay`)
  await page.getByLabel(/^Amount/).fill('150.00')
  await page.getByRole('button', { name: 'Continue to the payment page' }).click()
  await sendCard(page, cards.good, '$150.00')
  await expect(page.getByText('We received your payment')).toBeVisible()

  const { context: amaras, desk } = await openDesk(
    browser,
    addresses,
    'amara.okafor',
    `/accounts/${accountId}`,
  )
  await desk.getByRole('button', { name: 'Give a payment back' }).click()
  const dialog = desk.getByRole('dialog', { name: /Give a payment back/ })
  await expect(dialog.getByRole('radio', { name: /\$150\.00/ })).toBeChecked()
  await dialog.getByLabel('Why, for the record').fill('paid the neighbor by mistake')
  await expectAccessible(desk)
  await shot(desk, 'refund-dialog')
  await dialog.getByRole('button', { name: 'Give payment back' }).click()
  await expect(desk.getByText('The refund waits for a second CSR’s approval.').first()).toBeVisible()
  const refund = desk
    .getByRole('region', { name: 'Billing and payments' })
    .getByRole('link', { name: /^\$150\.00 refund/i })
  await expect(refund).toBeVisible()
  await noHorizontalScroll(desk)
  const path = new URL((await refund.getAttribute('href')) ?? '', desk.url()).pathname
  await refund.click()
  const ownActions = desk.getByRole('group', { name: 'Actions for this task' })
  await expect(ownActions.getByRole('button', { name: /Approve/ })).toBeDisabled()

  const { context: iness, desk: second } = await openDesk(browser, addresses, 'ines.ferreira', path)
  await second
    .getByRole('group', { name: 'Actions for this task' })
    .getByRole('button', { name: /Approve/ })
    .click()
  await second
    .getByRole('dialog')
    .getByRole('button', { name: /Approve/ })
    .click()
  // The worker makes it, and the open page of the task follows.
  await expect(second.getByRole('region', { name: 'Log' }).getByText('Completed')).toBeVisible()
  await shot(second, 'refund-task')
  await page.reload()
  await expect(page.getByText('We gave this payment back')).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'refunded-payment')
  await amaras.close()
  await iness.close()
})
