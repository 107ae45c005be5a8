import type { Page } from '@playwright/test'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { viewAs } from './view-as.ts'

/** Resolves with how long a tab took to say that its view is over, from the moment at which the work is done. */
async function stops(tab: Page, work: () => Promise<unknown>): Promise<number> {
  await work()
  const done = Date.now()
  await tab.getByRole('heading', { name: 'This masquerade has ended' }).waitFor()
  return Date.now() - done
}

test('the other tabs of a view that ends say who ended it and why, give back what was typed, and lead to the customer', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  // The page of an ended view is answered with 401.
  allowConsoleErrors(/401/)
  const { context, desk } = await openDesk(
    browser,
    addresses,
    'amara.okafor',
    `/accounts/${customer.accountId}`,
  )
  const view = await viewAs(context, desk, customer, `tabs-${Date.now()}`)
  const { origin } = new URL(view.url())
  await view.getByRole('button', { name: /^Act/ }).click()
  await expect(view.getByRole('region', { name: 'Masquerade' })).toContainText('Acting')
  const other = await context.newPage()
  await other.goto(`${origin}/accounts/${customer.accountId}/bills`)
  const typing = await context.newPage()
  await typing.goto(`${origin}/accounts/${customer.accountId}/mailing-address`)
  await typing.getByLabel('Address', { exact: true }).fill('77 Half-Typed Rd')

  // Ended by the banner of one tab: its cookie is gone, and the others still know their view.
  await view.getByRole('button', { name: /^End/ }).click()
  for (const tab of [other, typing]) {
    await expect(tab.getByRole('heading', { name: 'This masquerade has ended' })).toBeVisible()
    await expect(tab.getByText('You ended the masquerade.')).toBeVisible()
    await expect(tab.getByRole('region', { name: 'Masquerade' })).toHaveCount(0)
    await expectAccessible(tab)
    await noHorizontalScroll(tab)
  }
  await expect(other.getByRole('textbox')).toHaveCount(0)
  await expect(typing.getByRole('textbox', { name: 'What you typed' })).toHaveValue('77 Half-Typed Rd')
  if (process.env.PORCHLIGHT_SHOTS) await shot(typing, 'view-ended-typed')
  await other.reload()
  await expect(other.getByText('You ended the masquerade.')).toBeVisible()
  await other.getByRole('link', { name: 'Return to the customer at the desk' }).click()
  await expect(other).toHaveURL(new RegExp(`^${addresses.desk}/accounts/${customer.accountId}`))
  await expect(other.getByRole('region', { name: 'Web User Summary' })).toBeVisible()
  await context.close()
})

test('a supervisor ends it: every open tab stops and names the supervisor', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401/)
  const { context, desk } = await openDesk(
    browser,
    addresses,
    'amara.okafor',
    `/accounts/${customer.accountId}`,
  )
  const view = await viewAs(context, desk, customer, `ended-${Date.now()}`)
  const other = await context.newPage()
  await other.goto(`${new URL(view.url()).origin}/accounts/${customer.accountId}/bills`)
  const upstairs = await openDesk(browser, addresses, 'ines.ferreira', '/masquerades')
  await upstairs.desk
    .getByRole('button', { name: `End the masquerade of ${customer.userName} by amara.okafor` })
    .click()
  const dialog = upstairs.desk.getByRole('dialog')
  await upstairs.desk.keyboard.type('Enough seen')
  const tookMs = await Promise.all(
    [view, other].map((tab, at) =>
      stops(tab, () =>
        at === 0 ? upstairs.desk.keyboard.press('Control+Enter') : expect(dialog).toHaveCount(0),
      ),
    ),
  )
  test
    .info()
    .annotations.push({ type: 'milliseconds until the tabs had stopped', description: tookMs.join(', ') })
  for (const tab of [view, other]) {
    await expect(tab.getByText('A supervisor ended the masquerade.')).toBeVisible()
    await expect(tab.getByText('Ended by Inês Ferreira.')).toBeVisible()
    await expect(tab.getByRole('link', { name: 'Return to the customer at the desk' })).toHaveAttribute(
      'href',
      new RegExp(`^${addresses.desk}/accounts/${customer.accountId}\\?after=`),
    )
  }
  await context.close()
  await upstairs.context.close()
})

test('keeps what is typed right after `v` for the prompt, however late the prompt opens', async ({
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
  await expect(desk.getByRole('button', { name: new RegExp(`View .*${customer.userName}`) })).toBeVisible()
  // The answer that the prompt waits for comes when everything is typed: letters, a space, and keys that are shortcuts.
  let letIn = () => {}
  const isTyped = new Promise<void>((resolve) => {
    letIn = resolve
  })
  await desk.route('**/api/desk/**', async (route) => {
    await isTyped
    await route.continue()
  })
  await desk.locator('body').click({ position: { x: 2, y: 400 } })
  await desk.keyboard.press('v')
  await desk.keyboard.type('call 7/j k? nv-12')
  letIn()
  await expect(desk.getByRole('dialog').getByLabel(/reference/i)).toHaveValue('call 7/j k? nv-12')
  await desk.keyboard.type(' and on')
  await expect(desk.getByRole('dialog').getByLabel(/reference/i)).toHaveValue('call 7/j k? nv-12 and on')
  // Once more without any wait, as fast as the keyboard gives it.
  await desk.keyboard.press('Escape')
  await expect(desk.getByRole('dialog')).toHaveCount(0)
  await desk.unroute('**/api/desk/**')
  await desk.keyboard.press('v')
  await desk.keyboard.type('at once')
  await expect(desk.getByRole('dialog').getByLabel(/reference/i)).toHaveValue(/at once$/)
  await context.close()
})
