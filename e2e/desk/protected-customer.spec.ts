import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr } from '../sign-in.ts'

test('a protected customer opens for a further reason, and the security officer is told', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  // A refusal is a line in the browser's console too: the account's, and that of the empty field.
  allowConsoleErrors(/403|422/)
  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(office, addresses, 'ines.ferreira')
  const desk = await office.newPage()
  await desk.goto(`${addresses.desk}/accounts/${castCustomer('a.okafor').accountId}`)
  const notice = desk.getByRole('region', { name: 'This customer is protected' })
  await expect(notice).toBeVisible()
  await expect(desk.getByText('Okafor')).toHaveCount(0)
  await expectAccessible(desk)
  await noHorizontalScroll(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-further-reason')

  await notice.getByRole('button', { name: 'Open customer' }).click()
  await expect(notice.getByText('Fill in this field.').first()).toBeVisible()
  await notice.getByLabel('Reason').selectOption('emergency')
  await notice.getByLabel('Reference').fill('C-2026-0099')
  await notice.getByRole('button', { name: 'Open customer' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Amara Okafor' })).toBeVisible()
  await expect(desk.getByText('Protected', { exact: true })).toBeVisible()
  await expectAccessible(desk)

  const officer = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(officer, addresses, 'kenji.sato')
  const alerts = await officer.newPage()
  await alerts.goto(addresses.desk)
  await alerts.getByRole('link', { name: 'Alerts (1)' }).click()
  const row = alerts.getByRole('row', { name: /protected customer was opened.*Inês Ferreira/ })
  await expect(row).toBeVisible()
  await expectAccessible(alerts)
  await noHorizontalScroll(alerts)
  if (process.env.PORCHLIGHT_SHOTS) await shot(alerts, 'desk-alerts')
  await row.getByRole('button', { name: /Close alert/ }).click()
  await alerts.getByRole('dialog').getByLabel('Reason').fill('Called the supervisor')
  await alerts.keyboard.press('Control+Enter')
  await expect(alerts.getByText('No open alerts.')).toBeVisible()
  await expect(alerts.getByRole('table', { name: 'Closed alerts, newest first' })).toContainText(
    'Called the supervisor',
  )
  await expect(alerts.getByRole('link', { name: 'Alerts', exact: true })).toBeVisible()
})
