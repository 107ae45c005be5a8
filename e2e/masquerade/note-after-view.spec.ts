import type { Page } from '@playwright/test'
import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, shot, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { signInCsr } from '../sign-in.ts'
import { viewAs } from './view-as.ts'

const john = castCustomer('j.smith').accountId

const noteOf = (page: Page) => page.getByRole('region', { name: 'Contact note for this masquerade' })

test('focuses the drafted note after the end, and keeps it over other screens and a reload until it is saved', async ({
  browser,
  addresses,
  customer,
}) => {
  const { context, desk } = await openDesk(
    browser,
    addresses,
    'amara.okafor',
    `/accounts/${customer.accountId}`,
  )
  const reference = `N-${Date.now()}`
  const view = await viewAs(context, desk, customer, reference)
  await view.getByRole('button', { name: /^End/ }).click()
  await expect(view).toHaveURL(new RegExp(`^${addresses.desk}/accounts/${customer.accountId}`))
  const text = noteOf(view).getByRole('textbox')
  await expect(text).toHaveValue(new RegExp(reference))
  await expect(text).toBeFocused()
  await view.keyboard.press('Control+End')
  await view.keyboard.type(' She will call back.')

  // Elsewhere and back, by another address: it is still there, as typed.
  await view.goto(`${addresses.desk}/accounts/${john}`)
  await expect(view.getByRole('region', { name: 'Web User Summary' })).toBeVisible()
  await expect(noteOf(view)).toHaveCount(0)
  await view.goto(`${addresses.desk}/accounts/${customer.accountId}`)
  await expect(text).toHaveValue(new RegExp(`${reference}.* She will call back\\.$`))

  // In the first tab of the desk too.
  await expect(noteOf(desk).getByRole('textbox')).toHaveValue(/She will call back\.$/)
  await desk.close()
  await expectAccessible(view)
  if (process.env.PORCHLIGHT_SHOTS) await shot(view, 'desk-note-after-view')
  await text.focus()
  await view.keyboard.press('Control+Enter')
  await expect(view.getByText('The contact note is saved.')).toBeVisible()
  await expect(noteOf(view)).toHaveCount(0)
  await view.reload()
  await expect(view.getByRole('table', { name: /contact/i })).toContainText('She will call back.')
  await expect(noteOf(view)).toHaveCount(0)
  await context.close()
})

test('ended at the desk: focuses the note; a discarded note does not come back', async ({
  browser,
  addresses,
  customer,
}) => {
  const { context, desk } = await openDesk(
    browser,
    addresses,
    'amara.okafor',
    `/accounts/${customer.accountId}`,
  )
  const view = await viewAs(context, desk, customer, 'desk-end')
  await view.close()
  await desk.getByRole('button', { name: 'End the masquerade' }).click()
  await expect(noteOf(desk).getByRole('textbox')).toBeFocused()
  await noteOf(desk).getByRole('button', { name: 'Delete draft' }).click()
  await expect(noteOf(desk)).toHaveCount(0)
  await desk.reload()
  await expect(desk.getByRole('region', { name: 'Web User Summary' })).toBeVisible()
  await expect(noteOf(desk)).toHaveCount(0)
  await context.close()
})

test('a trainee, who may not write notes, reads what was seen and can pass it on', async ({
  browser,
  addresses,
  customer,
}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: addresses.desk })
  await signInCsr(context, addresses, 'tom.becker')
  const desk = await context.newPage()
  await desk.goto(`${addresses.desk}/accounts/${customer.accountId}`)
  const view = await viewAs(context, desk, customer, 'trainee-1')
  await view.getByRole('button', { name: /^End/ }).click()
  const summary = view.getByRole('region', { name: 'What you viewed in this masquerade' })
  await expect(summary).toContainText('trainee-1')
  await expect(summary.locator('#view-note')).toBeFocused()
  await expect(summary.getByRole('textbox')).toHaveCount(0)
  await expect(view.getByRole('button', { name: 'Save note' })).toHaveAttribute('aria-disabled', 'true')
  await expect(view.getByRole('button', { name: /draft/ })).toHaveCount(0)
  await summary.getByRole('button', { name: 'Copy text' }).click()
  expect(await view.evaluate(() => navigator.clipboard.readText())).toContain('trainee-1')
  await expectAccessible(view)
  if (process.env.PORCHLIGHT_SHOTS) await shot(view, 'desk-trainee-after-view')
  await summary.getByRole('button', { name: 'Close' }).click()
  await expect(summary).toHaveCount(0)
  await context.close()
})
