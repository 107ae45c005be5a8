import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { signInCustomer, withDatabase } from '../sign-in.ts'

test('a CSR prepares a card payment from inside a masquerade, and the customer approves it after signing in', async ({
  browser,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  // A page of the portal that nobody is signed in to, and the step of a payment provider.
  allowConsoleErrors(/401|403|409/)
  // A made-up customer may owe nothing, and then has no form to pay.
  await withDatabase(
    addresses,
    (sql) => sql`UPDATE accounts SET balance_cents = 5000 WHERE account_id = ${accountId}`,
  )
  const { context, desk } = await openDesk(browser, addresses, 'amara.okafor', `/accounts/${accountId}`)
  await desk.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
  const prompt = desk.getByRole('dialog')
  await prompt.getByLabel('Reference').fill('C-8106')
  const [view] = await Promise.all([
    context.waitForEvent('page'),
    prompt.getByRole('button', { name: `View as ${userName}` }).click(),
  ])
  await view.goto(new URL(`/accounts/${accountId}/preferences`, view.url()).href)
  await view.goto(new URL(`/accounts/${accountId}/people`, view.url()).href)
  await view.goto(new URL(`/accounts/${accountId}/pay`, view.url()).href)
  const [preparing] = await Promise.all([
    context.waitForEvent('page'),
    view.getByRole('link', { name: 'Prepare it for the customer' }).click(),
  ])
  // The desk asks before it opens a customer because another site leads there.
  await preparing.getByText('Continue', { exact: true }).click()
  await expect(preparing.getByRole('heading', { name: 'Prepare a change for the customer' })).toBeVisible()
  await expect(preparing.getByLabel('Change', { exact: true })).toHaveValue('startCardPayment')
  await expectAccessible(preparing)
  await preparing.getByLabel('Amount').fill('1.234')
  await preparing.getByRole('button', { name: 'Prepare for approval' }).click()
  await expect(preparing.getByText(/Write cents after a point/)).toBeVisible()
  await preparing.getByLabel('Amount').fill('20.50')
  await preparing.getByLabel('Message to the customer').fill('The amount that we agreed on')
  await preparing.getByRole('button', { name: 'Prepare for approval' }).dblclick()
  await expect(preparing.getByRole('heading', { name: 'Changes prepared for approval' })).toBeVisible()
  const card = preparing.locator('.card').filter({ hasText: 'Pay by card' })
  await expect(card).toHaveCount(1)
  await expect(card).toContainText('$20.50')
  await expectAccessible(preparing)
  const task = (await card.getByRole('link', { name: /^Task/ }).innerText()).replace(/\D/g, '')

  // The mailed link asks for sign-in, and then shows the change.
  const home = await browser.newContext()
  const stranger = await home.newPage()
  await stranger.goto(`${addresses.portal}/prepared-changes/${task}`)
  await expect(stranger.getByLabel('Password')).toBeVisible()
  await stranger.close()
  await signInCustomer(home, addresses, userName)
  const portal = await home.newPage()
  await portal.goto(addresses.portal)
  await portal.getByRole('link', { name: 'See what changes' }).click()
  await expectAccessible(portal)
  await portal.getByRole('link', { name: 'See and decide' }).click()
  await expect(portal.getByText('The amount that we agreed on')).toBeVisible()
  await expect(portal.getByText(/Amara Okafor, of our support team/)).toBeVisible()
  await expectAccessible(portal)
  await portal.getByRole('button', { name: 'Approve and go to the payment page' }).click()
  await expect(portal).toHaveURL(/^http:\/\/pay\.localhost/)
  await portal.goto(`${addresses.portal}/prepared-changes/${task}`)
  await expect(portal.getByText('You approved this change')).toBeVisible()
  await expectAccessible(portal)

  await preparing.reload()
  const approved = preparing.locator(`#prepared-${task}`)
  await expect(approved).toContainText('Approved')
  const [file] = await Promise.all([
    preparing.waitForEvent('download'),
    approved.getByRole('button', { name: /Save the signed approval/ }).click(),
  ])
  const note = await readFile((await file.path()) ?? '', 'utf8')
  expect(note).toMatch(/^porchlight-approval\/1\n\{"account":/)
  expect(note).toMatch(/\n— desk\.localhost\S* \S+\n$/)
  await home.close()
  await context.close()
})

test('a customer declines a change and says why; a CSR withdraws another', async ({
  browser,
  addresses,
  customer: { userName, accountId },
}) => {
  const { context, desk } = await openDesk(browser, addresses, 'amara.okafor', `/accounts/${accountId}`)
  const prepareAddress = async (line1: string) => {
    await desk.goto(`${addresses.desk}/accounts/${accountId}`)
    await desk.getByRole('button', { name: new RegExp(`More.*${userName}`) }).click()
    await desk.getByRole('link', { name: 'Prepare a change' }).click()
    await desk.getByLabel('Change', { exact: true }).selectOption('changeMailingAddress')
    await desk.getByLabel('Address', { exact: true }).fill(line1)
    await desk.getByRole('button', { name: 'Prepare for approval' }).click()
    await expect(desk.getByText(line1)).toBeVisible()
  }
  await prepareAddress('77 Declined Way')
  const home = await browser.newContext()
  await signInCustomer(home, addresses, userName)
  const portal = await home.newPage()
  await portal.goto(`${addresses.portal}/prepared-changes`)
  await portal.getByRole('link', { name: 'See and decide' }).click()
  await portal.getByText('Decline this change').click()
  await portal.getByLabel(/Why\?/).fill('I am not moving')
  await portal.getByRole('button', { name: 'Decline' }).click()
  await expect(portal.getByText('You declined this change', { exact: true })).toBeVisible()
  await desk.reload()
  await expect(desk.getByText('Reason: I am not moving')).toBeVisible()

  await prepareAddress('78 Withdrawn Way')
  await desk.getByRole('button', { name: /^Withdraw: / }).click()
  const dialog = desk.getByRole('dialog')
  await expectAccessible(desk)
  await dialog.getByLabel(/Reason/).fill('The wrong number')
  await dialog.getByRole('button', { name: 'Withdraw' }).click()
  await expect(dialog).toBeHidden()
  await expect(desk.getByText('Reason: The wrong number')).toBeVisible()
  await portal.goto(`${addresses.portal}/prepared-changes`)
  await expect(portal.getByText('Withdrawn')).toBeVisible()
  await home.close()
  await context.close()
})
