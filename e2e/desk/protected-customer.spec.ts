import type { Page } from '@playwright/test'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

/**
 * Waits until the menu counts the open alerts, and the list says that there are none, as the database tells: other journeys may
 * raise some at the same time.
 */
const expectOpenAlerts = (desk: Page, addresses: ServerAddresses) =>
  expect(async () => {
    const [row] = await withDatabase(
      addresses,
      (sql) => sql`SELECT count(*)::int AS open FROM to_dos
        WHERE to_do_role = 'security-officer' AND completed_at IS NULL`,
    )
    const name = row?.open ? `Alerts (${row.open})` : 'Alerts'
    await expect(desk.getByRole('link', { name, exact: true })).toBeVisible({ timeout: 2_000 })
    if (row?.open === 0) await expect(desk.getByText('No open alerts.')).toBeVisible({ timeout: 2_000 })
  }).toPass()

test('a protected customer opens for a further reason, and the security officer is told', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  await withDatabase(
    addresses,
    (sql) => sql`UPDATE persons SET is_protected = true WHERE person_id = ${customer.personId}`,
  )
  const reference = `C-${customer.accountId}`
  // A refusal is a line in the browser's console too: the account's, and that of the empty field.
  allowConsoleErrors(/403|422/)
  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(office, addresses, 'ines.ferreira')
  const desk = await office.newPage()
  await desk.goto(`${addresses.desk}/accounts/${customer.accountId}`)
  const notice = desk.getByRole('region', { name: 'This customer is protected' })
  await expect(notice).toBeVisible()
  await expect(desk.getByText(customer.name)).toHaveCount(0)
  await expectAccessible(desk)
  await noHorizontalScroll(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-further-reason')

  await notice.getByRole('button', { name: 'Open customer' }).click()
  await expect(notice.getByText('Fill in this field.').first()).toBeVisible()
  await notice.getByLabel('Reason').selectOption('emergency')
  await notice.getByLabel('Reference').fill(reference)
  await notice.getByRole('button', { name: 'Open customer' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: customer.name })).toBeVisible()
  await expect(desk.getByText('Protected', { exact: true })).toBeVisible()
  await expectAccessible(desk)

  const officer = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(officer, addresses, 'kenji.sato')
  const alerts = await officer.newPage()
  await alerts.goto(addresses.desk)
  await expectOpenAlerts(alerts, addresses)
  await alerts.getByRole('link', { name: /^Alerts/ }).click()
  const row = alerts.getByRole('row', {
    name: new RegExp(`protected customer was opened.*Inês Ferreira.*Emergency at the premises: ${reference}`),
  })
  await expect(row).toBeVisible()
  await expectAccessible(alerts)
  await noHorizontalScroll(alerts)
  if (process.env.PORCHLIGHT_SHOTS) await shot(alerts, 'desk-alerts')
  await row.getByRole('button', { name: /Close alert/ }).click()
  await alerts.getByRole('dialog').getByLabel('Outcome').selectOption('explained')
  await alerts.getByRole('dialog').getByLabel('Reason').fill(`Called the supervisor about ${reference}`)
  await alerts.keyboard.press('Control+Enter')
  await expect(alerts.getByRole('table', { name: 'Closed alerts, newest first' })).toContainText(
    `Called the supervisor about ${reference}`,
  )
  await expect(row).toHaveCount(0)
  await expectOpenAlerts(alerts, addresses)
})
