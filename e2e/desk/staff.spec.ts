import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

/** Makes a member of staff of this journey alone. */
const csrId = 'vera.lindqvist'

test('the officer gives a group with days, sees whom it affects, restores, deletes the group and deactivates', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/status of 422 .*\/preview/)
  await withDatabase(
    addresses,
    (sql) => sql`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
      VALUES (${csrId}, 'journey', ${csrId}, 'Vera Lindqvist', 'vera@utility.example') ON CONFLICT DO NOTHING`,
  )
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, 'kenji.sato')
  const page = await tower.newPage()

  // A group of the journey's own: it gives nothing at first.
  await page.goto(`${addresses.desk}/csr-groups`)
  await page.getByLabel('Name of the group').fill('Night shift')
  await page.getByLabel('Name of the group').press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('The change affects what no member of staff may do.')
  await dialog.getByLabel('Reason').fill('A trial until spring')
  await dialog.getByRole('button', { name: 'Create the group Night shift' }).click()
  await page.getByRole('link', { name: 'Night shift' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Night shift')

  // A permission and an entitlement; a draft survives a reload.
  await page.getByRole('checkbox', { name: 'Search customers' }).check()
  await page.getByLabel('Switch of: Change autopay').selectOption('on')
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Search customers' })).toBeChecked()
  await page.getByRole('button', { name: 'Save the group' }).click()
  await dialog.getByLabel('Reason').fill('They search')
  await dialog.getByRole('button', { name: 'Save the group Night shift' }).click()
  await expect(page.locator('#versions')).toContainText('They search')
  await expectAccessible(page)

  // The third state: as the utility has it.
  const autopay = page.getByLabel('Switch of: Change autopay')
  await expect(autopay).toHaveValue('on')
  await autopay.selectOption('inherited')
  await page.getByRole('button', { name: 'Save the group' }).click()
  await dialog.getByLabel('Reason').fill('The trial is over')
  await dialog.getByRole('button', { name: 'Save the group Night shift' }).click()
  await expect(page.locator('#versions')).toContainText('The trial is over')
  await expect(autopay).toHaveValue('inherited')

  // An override with days is refused by its field, and shown before it applies.
  const days = page.locator('[id="entitlements-to-autopay"]')
  await autopay.selectOption('on')
  await page.locator('summary', { hasText: 'Change autopay' }).click()
  await page.locator('[id="entitlements-from-autopay"]').fill('2090-01-01')
  await days.fill('2089-01-01')
  await page.getByRole('button', { name: 'Save the group' }).click()
  await expect(days).toHaveAttribute('aria-invalid', 'true')
  await days.fill('2090-01-31')
  await page.getByRole('button', { name: 'Save the group' }).click()
  await dialog.getByLabel('Reason').fill('A campaign in January')
  await dialog.getByRole('button', { name: 'Save the group Night shift' }).click()
  await expect(page.locator('#versions')).toContainText('A campaign in January')
  await expect(page.locator('#versions')).toContainText('Yes, from')
  await expect(days).toHaveValue('2090-01-31')
  await expectAccessible(page)

  // The list finds her by a part of her name; her group has a last day.
  await page.goto(`${addresses.desk}/staff`)
  await page.getByLabel('Filter by name').fill('lindq')
  await page.getByRole('link', { name: 'Vera Lindqvist' }).click()
  const groups = page.locator('#groups')
  await groups.getByLabel('Night shift', { exact: true }).check()
  await groups.getByText('Days Night shift').click()
  await groups.locator('[name="to night-shift"]').fill('2001-01-01')
  await groups.getByRole('button', { name: 'Save groups' }).click()
  await expect(groups).toContainText('This day has passed')
  await groups.locator('[name="to night-shift"]').fill('2090-12-31')
  await groups.getByRole('button', { name: 'Save groups' }).click()
  await expect(dialog).toContainText('The change affects what 1 member of staff may do')
  await expect(dialog).toContainText('gains Search customers')
  await dialog.getByLabel('Reason').fill('Night duty')
  await dialog.getByRole('button', { name: 'Save the groups of Vera Lindqvist' }).click()
  await expect(page.locator('#versions')).toContainText('Night duty')
  await expectAccessible(page)
  await noHorizontalScroll(page)

  // Nobody gives themselves a group: the dialog says so before it is tried.
  await page.goto(`${addresses.desk}/staff/kenji.sato`)
  await groups.getByLabel('Supervisors', { exact: true }).check()
  await groups.getByRole('button', { name: 'Save groups' }).click()
  await expect(dialog).toContainText('This change will be refused')
  await expect(dialog).toContainText('would give you something yourself')
  await dialog.getByRole('button', { name: 'Cancel' }).first().click()
  await groups.getByRole('button', { name: 'Delete draft' }).click()

  // Deleting the group says whom it affects.
  await page.goto(`${addresses.desk}/csr-groups/night-shift`)
  await page.getByRole('button', { name: 'Delete the group' }).click()
  await expect(dialog).toContainText('Vera Lindqvist')
  await dialog.getByLabel('Reason').fill('The trial is over')
  await dialog.getByRole('button', { name: 'Delete the group Night shift' }).click()
  await expect(page.getByText('This group is deleted')).toBeVisible()

  await page.goto(`${addresses.desk}/staff/${csrId}`)
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await dialog.getByLabel('Reason').fill('Left the utility')
  await dialog.getByRole('button', { name: 'Deactivate Vera Lindqvist' }).click()
  await expect(page.locator('#facts')).toContainText('Deactivated')
})
