import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

test('while the records are away the desk says so, keeps what was typed, and goes on by itself', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/503/)
  const context = await browser.newContext({ viewport: { width: 320, height: 800 }, colorScheme: 'dark' })
  await signInCsr(context, addresses, 'amara.okafor')
  const desk = await context.newPage()
  await desk.goto(`${addresses.desk}/accounts/${customer.accountId}`)
  await desk.getByLabel('Kind', { exact: true }).first().selectOption({ label: 'Billing · Question' })
  await desk.getByLabel('Note', { exact: true }).fill('Asked during the outage.')

  let isAway = true
  const outOfOrder = { status: 503, contentType: 'application/json', body: '{"reason":"out-of-order"}' }
  await desk.route('**/api/desk/accounts/**', (route) =>
    isAway ? route.fulfill(outOfOrder) : route.continue(),
  )
  await desk.getByRole('button', { name: 'Save note' }).click()
  const notice = desk.locator('.outage-notice')
  await expect(notice).toBeVisible()
  await expect(notice).toHaveText(
    'We cannot reach our records right now. What you typed is kept; we keep trying.',
  )
  await expect(desk.getByLabel('Note', { exact: true })).toHaveValue('Asked during the outage.')
  await noHorizontalScroll(desk)
  await expectAccessible(desk)
  await shot(desk, 'desk-outage')

  isAway = false
  await expect(desk.getByRole('cell', { name: 'Asked during the outage.' }).first()).toBeVisible()
  await expect(notice).toBeHidden()
  await expect(desk.getByLabel('Note', { exact: true })).toHaveValue('')
})
