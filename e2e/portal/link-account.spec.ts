import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'
import { expectHeading, problemsOn, signInByForm, visitAs } from './portal-journey.ts'

test('asks for a first account after a refusal, waits, and sees it when the supervisor has approved', async ({
  page,
  browser,
  addresses,
  secondCustomer: newcomer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 4\d\d/)
  const { accountId, name, userName } = newcomer
  // A web user who has registered, and is linked to no account yet.
  await withDatabase(
    addresses,
    (sql) => sql`DELETE FROM web_user_accounts WHERE web_user_id = ${newcomer.webUserId}`,
  )
  await signInByForm(page, addresses, userName)
  await expectHeading(page, `Hello, ${name}`)
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Link an account' }).click()
  await page.getByLabel('Account number').fill(String(accountId))
  await page.getByLabel('Postal code').fill('10001')
  await page.getByRole('button', { name: 'Ask for access' }).click()
  await expect(problemsOn(page)).toContainText(
    'We cannot link an account with this account number and postal code.',
  )
  await expect(page.getByLabel('Account number')).toHaveValue(String(accountId))

  await page.getByLabel('Postal code').fill(newcomer.postalCode)
  await page.getByRole('button', { name: 'Ask for access' }).click()
  await expect(page.getByText('We have your request.')).toBeVisible()
  await expect(page.getByText('Waiting for approval')).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await noHorizontalScroll(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'portal-link-request-waiting')
  const refused = await page.goto(`${addresses.portal}/accounts/${accountId}/overview`)
  expect(refused?.status()).toBe(403)
  await page.goto(addresses.portal)
  await expect(page.getByText('awaits approval')).toBeVisible()

  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(office, addresses, 'ines.ferreira')
  const desk = await office.newPage()
  await desk.goto(`${addresses.desk}/accounts/${accountId}`)
  const zone = desk.getByRole('region', { name: 'Web User Summary' })
  await expect(zone.getByText(`${name} (${userName}) asks for access to this account`)).toBeVisible()
  await expect(zone).toContainText('Awaiting approval')
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-link-request')
  await zone.getByRole('link', { name: `Open the request of ${userName}` }).click()
  await desk.getByRole('button', { name: 'Approve' }).click()
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /Approve/ })
    .click()
  await expect(desk.getByText('Completed').first()).toBeVisible()

  await page.goto(addresses.portal)
  await expect(page.getByRole('heading', { name: 'Last bill' })).toBeVisible()
})

test('a holder is told on every page, sees who asks, and declines', async ({
  browser,
  addresses,
  customer: holder,
  secondCustomer: asker,
}) => {
  const elsewhere = await browser.newContext()
  await visitAs(elsewhere, addresses, asker.userName)
  const asking = await elsewhere.newPage()
  await asking.goto(`${addresses.portal}/link-account`)
  await asking.getByLabel('Account number').fill(String(holder.accountId))
  await asking.getByLabel('Postal code').fill(holder.postalCode)
  await asking.getByRole('button', { name: 'Ask for access' }).click()
  await expect(asking.getByText('We have your request.')).toBeVisible()
  await elsewhere.close()

  const context = await browser.newContext({ viewport: { width: 320, height: 800 } })
  await visitAs(context, addresses, holder.userName)
  const page = await context.newPage()
  await page.goto(`${addresses.portal}/access`)
  await expect(page.getByText(`${asker.name} asks to see your account`)).toBeVisible()
  await page.goto(`${addresses.portal}/accounts/${holder.accountId}/bills`)
  await page.getByRole('link', { name: 'Approve or decline' }).click()
  await expectHeading(page, 'Who can see this account')
  await expectAccessible(page)
  await noHorizontalScroll(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'portal-account-people')
  await page.getByRole('button', { name: 'Decline' }).click()
  await expect(page.getByText('Declined. This person cannot see the account.')).toBeVisible()
  await expect(page.getByText('asks to see your account')).toHaveCount(0)
  const [task] = await withDatabase(
    addresses,
    (sql) => sql`SELECT state FROM self_service_tasks t
      WHERE self_service_user_id = ${asker.webUserId} AND task_type = 'account-verification' AND NOT EXISTS (
        SELECT 1 FROM web_user_accounts l WHERE l.web_user_id = ${asker.webUserId} AND l.account_id = t.account_id)
      ORDER BY self_service_task_id DESC LIMIT 1`,
  )
  expect(task?.state).toBe('rejected')
})
