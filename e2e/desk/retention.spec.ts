import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

/** Twenty years: nothing of the demo is that old, only what this journey adds. */
const months = '240'
const rows = 3_000

test('the officer sets a period, sees what goes and what stays, and watches the deletion', async ({
  browser,
  addresses,
  customer: { accountId: account },
  secondCustomer: { accountId: held },
}) => {
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, 'kenji.sato')
  const kenji = await tower.newPage()
  await kenji.goto(`${addresses.desk}/settings`)
  await kenji.getByRole('main').getByRole('link', { name: 'Retention periods' }).click()
  await expect(kenji.getByRole('heading', { level: 1 })).toHaveText('Retention periods')
  const card = kenji.locator('#retention-contacts')
  await expect(card).toContainText('Nothing is deleted')

  await withDatabase(addresses, async (sql) => {
    await sql`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
      SELECT ${account}, 'general', 'call', 'An old call', '2001-12-31T12:00:00Z'::timestamptz + n * interval '1 minute'
      FROM generate_series(1, ${rows - 10}::int) n`
    await sql`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
      SELECT ${held}, 'general', 'call', 'An old call', '2003-01-01'::timestamptz + n * interval '1 minute'
      FROM generate_series(1, 10) n`
  })

  // A hold keeps an account. A number that is none is refused beside its field.
  const holds = kenji.locator('#legal-holds')
  await holds.getByLabel('Account number').fill('12')
  await holds.getByRole('button', { name: 'Place a legal hold' }).click()
  await expect(holds.locator('.field-error')).toHaveCount(2)
  await holds.getByLabel('Account number').fill(String(held))
  await holds.getByLabel('Reason').fill('Order of the court of 4 May')
  await holds.getByLabel('Reason').press('Control+Enter')
  await expect(holds.getByRole('row', { name: /Order of the court/ })).toBeVisible()

  // The least period is said beside the field; the preview is counted before anything is saved.
  const field = card.getByLabel('Months to keep')
  await field.fill('3')
  await card.getByRole('button', { name: 'Preview: Customer contacts' }).click()
  await expect(card.locator('.field-error')).toContainText('shorter than the product needs')
  await field.fill(months)
  await card.getByRole('button', { name: 'Preview: Customer contacts' }).click()
  const preview = card.getByRole('status')
  await expect(preview.getByRole('row', { name: /Total/ })).toContainText('2,990')
  await expect(preview).toContainText('10 rows: legal hold on the account')
  await expect(preview).toContainText('Dec 31, 2001')

  // Saving asks first, with the same preview, and takes a reason.
  await field.press('Control+Enter')
  const dialog = kenji.getByRole('dialog', { name: 'Save the period of Customer contacts' })
  await expect(dialog).toContainText('You save: 240 months (20 years).')
  await expect(dialog.getByRole('row', { name: /Total/ })).toContainText('2,990')
  await expectAccessible(kenji)
  if (process.env.PORCHLIGHT_SHOTS) await shot(kenji, 'desk-retention-save')
  await dialog.getByLabel('Reason').fill('Schedule of the board of 2 May')
  await kenji.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(card).toContainText('The daily deletion uses this period from')

  // One row is locked, so that the second batch waits and its progress can be looked at.
  await withDatabase(addresses, (sql) =>
    sql.begin(async (locking) => {
      await locking`SELECT FROM customer_contacts 
        WHERE account_id = ${account} AND at = '2001-12-31T12:00:00Z'::timestamptz + interval '1500 minutes' FOR UPDATE`
      await card.getByRole('button', { name: 'Delete old data now: Customer contacts' }).click()
      await kenji.getByRole('dialog').getByLabel('Reason').fill('The auditor asked for it')
      await kenji.keyboard.press('Control+Enter')
      await expect(card.getByRole('progressbar')).toHaveAttribute('value', '1000')
      await expect(card).toContainText('1,000 of 3,000 rows examined, 1,000 deleted')
      await expect(card.getByRole('button', { name: 'Pause the deletion: Customer contacts' })).toBeVisible()
      await expectAccessible(kenji)
      if (process.env.PORCHLIGHT_SHOTS) await shot(kenji, 'desk-retention-progress')
      await kenji.setViewportSize({ width: 320, height: 640 })
      await noHorizontalScroll(kenji)
      await kenji.setViewportSize({ width: 1440, height: 900 })
    }),
  )
  await expect(card).toContainText('3,000 of 3,000 rows examined, 2,990 deleted')
  await expect(card).toContainText('10 rows: legal hold on the account')
  await expect(card.getByRole('progressbar')).toHaveCount(0)

  await holds
    .getByRole('row', { name: /Order of the court/ })
    .getByRole('button')
    .click()
  await kenji.getByRole('dialog').getByLabel('Reason').fill('The case is closed')
  await kenji.keyboard.press('Control+Enter')
  await expect(holds).toContainText('No account is under a legal hold.')
  await tower.close()
})
