import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { signInCsr, signInCustomer, withDatabase } from '../sign-in.ts'

/** A restaurant whose account is old enough for the real year of 2011. */
const { userName, accountId, displayName } = castCustomer('golden.wok')
const data = process.env.PORCHLIGHT_TEST_DATA
const realYear =
  data &&
  path.join(
    data,
    'greenbutton/year-hourly/Desert_Single_Family_Jan_1_2011_to_Jan_1_2012_RetailCustomer_7.xml',
  )

/** Puts a real home's year on the customer's meter, by the command that an administrator uses. */
async function importRealYear(addresses: ServerAddresses, file: string) {
  const [point] = await withDatabase(
    addresses,
    (sql) => sql`
      SELECT p.service_point_id FROM service_points p JOIN service_agreement_points USING (service_point_id)
      JOIN service_agreements a USING (service_agreement_id)
      WHERE a.account_id = ${accountId} AND p.service_type = 'electricity'`,
  )
  await promisify(execFile)(
    process.execPath,
    ['tools/run.mjs', 'import', 'usage', file, '--service-point', String(point?.servicePointId)],
    { env: { ...process.env, PORCHLIGHT_DATA: addresses.dataFolder } },
  )
}

test('a support call, from the first keystroke to the last line of the record', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  // What is refused on purpose below is a line in the browser's console.
  allowConsoleErrors(/403|401/)
  const hasRealYear = realYear !== undefined && existsSync(realYear)
  if (hasRealYear) await importRealYear(addresses, realYear)
  // Whether the demo has a bill open depends on the day it was made.
  await withDatabase(
    addresses,
    (sql) => sql`UPDATE accounts SET balance_cents = 50000 WHERE account_id = ${accountId}`,
  )

  // The customer is signed in on another browser all along.
  const home = await browser.newContext({ viewport: { width: 390, height: 800 } })
  await signInCustomer(home, addresses, userName)
  const customer = await home.newPage()
  await customer.goto(`${addresses.portal}/accounts/${accountId}/overview`)

  // 1. The CSR signs in through the identity provider. The search box has the focus.
  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const desk = await office.newPage()
  await desk.goto(addresses.desk)
  await desk.getByRole('button', { name: /Amara Okafor/ }).click()
  await expect(desk.getByRole('search').locator('input')).toBeFocused()

  // 2. Name and address; arrow, Enter: the account is open, with its web users.
  await desk.keyboard.type('31 anchor pl golden wok')
  await expect(desk.getByText(displayName).first()).toBeVisible()
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('heading', { level: 1, name: displayName })).toBeVisible()
  await expect(desk).toHaveURL(new RegExp(`/accounts/${accountId}$`))
  await expectAccessible(desk)

  // 3. View as this web user: the prompt, the purpose; the portal opens in a new tab, read-only, under the banner.
  await desk.getByRole('button', { name: /View .*golden\.wok/ }).click()
  const prompt = desk.getByRole('dialog')
  await expect(prompt).toContainText('is real')
  await expectAccessible(desk)
  await prompt.getByLabel(/reference/i).fill('C-2026-1123')
  const opened = office.waitForEvent('page')
  await prompt.getByRole('button', { name: /View as golden\.wok/ }).click()
  const view = await opened
  await expect(view).toHaveURL(
    new RegExp(`^http://[a-z2-7]{26}\\.view\\.localhost:\\d+/accounts/${accountId}/overview$`),
  )
  const banner = view.getByRole('region', { name: 'Masquerade' })
  await expect(banner).toContainText(displayName)
  await expect(banner).toContainText('amara.okafor')
  await expect(banner).toContainText('Read only')
  await expect(view).toHaveTitle(/^Masquerade: /)
  await expectAccessible(view)
  if (process.env.PORCHLIGHT_SHOTS) await shot(view, 'view-overview')
  const viewOrigin = new URL(view.url()).origin

  // Sees just what the customer sees: the same words under the banner, page by page.
  for (const page of ['overview', 'bills', 'usage', 'information', 'preferences']) {
    await view.goto(`${viewOrigin}/accounts/${accountId}/${page}`)
    await customer.goto(`${addresses.portal}/accounts/${accountId}/${page}`)
    await expect(banner).toBeVisible()
    await expect(view.getByRole('heading', { level: 1 })).toHaveText(
      await customer.getByRole('heading', { level: 1 }).innerText(),
    )
  }
  if (hasRealYear) {
    await view.goto(`${viewOrigin}/accounts/${accountId}/usage?until=2011-12`)
    await expect(view.getByRole('main')).toContainText('2011')
  }

  // What a read-only view cannot do is there, disabled, with the reason.
  await view.goto(`${viewOrigin}/accounts/${accountId}/information`)
  await expect(view.getByRole('button', { name: 'Change mailing address' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await banner.getByRole('button', { name: /Act/ }).click()
  await expect(banner).toContainText('Acting')

  // Acts: the mailing address and a preference.
  await view.getByRole('link', { name: 'Change mailing address' }).click()
  await view.getByLabel('Address', { exact: true }).fill('40 Pier Rd')
  await view.getByRole('button', { name: 'Save' }).click()
  await expect(view.getByRole('status')).toContainText('saved')
  await expect(view.getByRole('main')).toContainText('40 Pier Rd')
  await view.goto(`${viewOrigin}/accounts/${accountId}/preferences`)
  const choice = view.getByRole('main').getByRole('checkbox').first()
  const wasChecked = await choice.isChecked()
  await choice.setChecked(!wasChecked)
  await view.getByRole('button', { name: 'Save' }).click()
  await expect(view.getByRole('status')).toBeVisible()

  // Payment, password and another account stay shut: on the screen with the tooltip, at the server with a reason.
  await view.goto(`${viewOrigin}/accounts/${accountId}/overview`)
  const pay = view.getByRole('main').getByRole('button', { name: /Pay/ }).first()
  await expect(pay).toHaveAttribute('aria-disabled', 'true')
  await pay.focus()
  await expect(view.getByRole('tooltip').first()).toContainText('Not available in a masquerade')
  const outcomes = await view.evaluate(
    async ([account, other]) => {
      const token = document.querySelector<HTMLInputElement>('input[name=_token]')?.value ?? ''
      const post = (url: string, body: object) =>
        fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'porchlight-form-token': token },
          body: JSON.stringify(body),
        }).then(async (response) => [response.status, (await response.json()).reason])
      return Promise.all([
        post(`/api/accounts/${account}/card-payments`, { amountCents: 100, idempotencyKey: 'journey-1234' }),
        post('/api/password', {
          currentPassword: 'porchlight-demo',
          newPassword: 'a new long password',
          repeatedPassword: 'a new long password',
        }),
        post('/api/account-links', { accountNumber: String(other), postalCode: '92101' }),
      ])
    },
    [accountId, castCustomer('j.smith').accountId],
  )
  expect(outcomes).toEqual([
    [403, 'entitlement-off'],
    [403, 'masquerade-never'],
    [403, 'entitlement-off'],
  ])

  // 5. The customer, still signed in, sees the change at once, and the visit.
  await customer.goto(`${addresses.portal}/accounts/${accountId}/information`)
  await expect(customer.getByRole('main')).toContainText('40 Pier Rd')
  await customer.goto(`${addresses.portal}/access`)
  await expect(customer.getByRole('button', { name: /End/ }).first()).toBeVisible()

  // The end: back at the desk where it began, with a note drafted.
  await banner.getByRole('button', { name: /End/ }).click()
  await expect(view).toHaveURL(new RegExp(`^${addresses.desk}/accounts/${accountId}`))
  const draft = view.getByRole('region', { name: /Contact note/ })
  await expect(draft.getByRole('textbox')).toHaveValue(/C-2026-1123/)
  await draft.getByRole('button', { name: /Save/ }).click()
  await expect(view.getByRole('table', { name: /contact/i })).toContainText('C-2026-1123')
  if (process.env.PORCHLIGHT_SHOTS) await shot(view, 'desk-after')

  // 4. The Self-Service Task Query has both changes, with the CSR's four fields.
  await view.goto(`${addresses.desk}/tasks`)
  const tasks = view.getByRole('table')
  for (const type of ['Mailing address', 'Notification preferences']) {
    const row = tasks.getByRole('row').filter({ hasText: type }).filter({ hasText: 'amara.okafor' }).first()
    await expect(row).toContainText('Not applicable')
    await expect(row).toContainText('127.0.0.1')
  }
  await expectAccessible(view)
  await noHorizontalScroll(view)

  // A supervisor sees who viewed whom, when, why, from where, what was read and changed.
  const upstairs = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(upstairs, addresses, 'ines.ferreira')
  const supervisor = await upstairs.newPage()
  await supervisor.goto(`${addresses.desk}/masquerades`)
  await supervisor.getByRole('row').filter({ hasText: 'C-2026-1123' }).getByRole('link').first().click()
  const main = supervisor.getByRole('main')
  for (const text of ['amara.okafor', userName, 'C-2026-1123', '127.0.0.1'])
    await expect(main).toContainText(text)
  await expectAccessible(supervisor)
  if (process.env.PORCHLIGHT_SHOTS) await shot(supervisor, 'desk-masquerade')
})

test('a CSR of another CIS opens the portal from its page, confirms, and comes back at the end', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  // The page about the end is a 401, and the other CIS passes on that a protected customer cannot be opened.
  allowConsoleErrors(/401|502/)
  const cis = addresses.portal.replace('//portal.', '//cis.')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${cis}/customers`)
  await page.getByRole('button', { name: `View the portal as ${displayName}` }).click()
  await expect(page.getByRole('heading', { name: 'View the portal as this customer?' })).toBeVisible()
  // The code is in no address that the browser keeps.
  expect(new URL(page.url()).hash).toBe('')
  await expect(page.getByText(userName)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await noHorizontalScroll(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Confirm and view the portal' }).click()
  await expect(page.getByRole('region', { name: 'Masquerade' })).toContainText('amara.okafor')
  await page.getByRole('button', { name: 'End masquerade' }).click()
  await expect(page).toHaveURL(`${cis}/customers`)

  await page.getByRole('button', { name: 'View the portal as Maria' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page).toHaveURL(`${cis}/customers`)
  await page.getByRole('button', { name: 'View the portal as Amara Okafor' }).click()
  await expect(page.getByRole('alert')).toContainText('invalid_target')
  await context.close()
})
