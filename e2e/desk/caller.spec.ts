import { expect, expectAccessible, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { signInCustomer } from '../sign-in.ts'

test('a customer reads out a code from the portal; the CSR records it, and the masquerade has its grade', async ({
  browser,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  // A wrong code is a 422; the page of codes is refused in a masquerade.
  allowConsoleErrors(/422|403.*support-code/)
  const { context, desk } = await openDesk(browser, addresses, 'rosa.delgado', `/accounts/${accountId}`)
  await desk.getByRole('button', { name: 'Verify the caller' }).click()
  const dialog = desk.getByRole('dialog', { name: 'Verify the caller' })
  await dialog.getByLabel('Reference').fill('C-7001')
  await dialog.getByLabel('Service address').check()
  await dialog.getByRole('button', { name: 'Send a code' }).click()
  await expect(dialog.getByText('A code is on its way.')).toBeVisible()
  await expect(dialog.getByLabel('Code', { exact: true })).toBeFocused()

  const home = await browser.newContext()
  await signInCustomer(home, addresses, userName)
  const portal = await home.newPage()
  await portal.goto(addresses.portal)
  await portal.getByRole('link', { name: 'Show the code' }).click()
  await expect(portal.getByText('Rosa Delgado, of our support team')).toBeVisible()
  await expectAccessible(portal)
  const code = (await portal.locator('.read-out-code').innerText()).replace(/\s/g, '')

  const wrong = code === '111111' ? '222222' : '111111'
  await dialog.getByLabel('Code', { exact: true }).fill(wrong)
  await dialog.getByRole('button', { name: 'Record the verification' }).click()
  await expect(dialog.getByText(/This code is wrong or has expired/)).toBeVisible()
  await expectAccessible(desk)
  await dialog.getByLabel('Code', { exact: true }).fill(code)
  await dialog.getByRole('button', { name: 'Record the verification' }).dblclick()
  await expect(dialog).toBeHidden()
  await expect(desk.locator('#caller')).toContainText('Code read out')
  await portal.getByRole('link', { name: 'Load again' }).click()
  await expect(portal.getByText('There is no code for you now.')).toBeVisible()

  // The prompt starts with the call that was verified: it is asked once.
  await desk.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
  const prompt = desk.getByRole('dialog')
  await expect(prompt.getByLabel('Reference')).toHaveValue('C-7001')
  await expect(prompt.getByText('Caller: Code read out.')).toBeVisible()
  const [view] = await Promise.all([
    context.waitForEvent('page'),
    prompt.getByRole('button', { name: `View as ${userName}` }).click(),
  ])
  await expect(view.getByRole('region', { name: 'Masquerade' })).toBeVisible()
  await view.goto(new URL('/support-code', view.url()).href)
  await expect(view.locator('.read-out-code')).toHaveCount(0)
  await portal.goto(`${addresses.portal}/access`)
  await expect(portal.getByText('You read out a code to us')).toBeVisible()
  await home.close()
  await context.close()
})

test('a reason that requires a better verification opens its fields, and starts with what the caller confirmed', async ({
  browser,
  addresses,
  customer: { userName, accountId },
}) => {
  const { context, desk } = await openDesk(browser, addresses, 'rosa.delgado', `/accounts/${accountId}`)
  await desk.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
  const prompt = desk.getByRole('dialog')
  await prompt.getByLabel('Reason').selectOption('dispute')
  await prompt.getByLabel('Reference').fill('D-7002')
  await expect(prompt.getByText('This reason requires: Identifiers confirmed.')).toBeVisible()
  await prompt.getByLabel('Last payment').check()
  const [view] = await Promise.all([
    context.waitForEvent('page'),
    prompt.getByRole('button', { name: `View as ${userName}` }).click(),
  ])
  await expect(view.getByRole('region', { name: 'Masquerade' })).toBeVisible()
  await context.close()
})
