import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

test('a supervisor confirms the second factor and comes back to the page that asked for it', async ({
  browser,
  addresses,
  customer: { userName, accountId },
}) => {
  await withDatabase(
    addresses,
    (sql) => sql`
      INSERT INTO entitlement_changes (entitlement, csr_group, is_on, was_on, changed_by_csr_id, changed_at)
      VALUES ('account.link', 'supervisors', true, false, 'kenji.sato', now())`,
  )
  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(office, addresses, 'ines.ferreira')
  const desk = await office.newPage()
  await desk.goto(`${addresses.desk}/accounts/${accountId}`)
  await desk.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
  const prompt = desk.getByRole('dialog')
  await prompt.getByLabel(/reference/i).fill('C-2026-1124')
  const opened = office.waitForEvent('page')
  await prompt.getByRole('button', { name: `View as ${userName}` }).click()
  const view = await opened
  await view.getByRole('region', { name: 'Masquerade' }).getByRole('button', { name: /Act/ }).click()

  await view.goto(`${new URL(view.url()).origin}/link-account`)
  const asking = view.url()
  await expect(view.getByRole('main').getByRole('button')).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(view)
  await noHorizontalScroll(view)
  if (process.env.PORCHLIGHT_SHOTS) await shot(view, 'step-up-required')

  // Two forms at the provider, then over the desk to the view: Chromium checks every hop against the form's policy.
  await view.getByRole('link', { name: 'Confirm with your second factor' }).click()
  await view.getByRole('button', { name: /Inês Ferreira/ }).click()
  await view.getByRole('button', { name: /Continue with/ }).click()
  await expect(view).toHaveURL(asking)
  await expect(view.getByRole('textbox', { name: 'Account number' })).toBeVisible()
})
