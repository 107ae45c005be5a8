import { addToDo } from '../add-to-do.ts'
import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { signInCsr } from '../sign-in.ts'

/** John is a guest on her account. */
const maria = castCustomer('m.alvarez').accountId

test('j, k and the arrows move in every list, and a key acts on the row that has the focus', async ({
  browser,
  addresses,
}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(context, addresses, 'ines.ferreira')
  const desk = await context.newPage()
  for (const path of ['/tasks', '/to-dos', '/record', '/masquerades', '/what-i-may-do']) {
    await desk.goto(addresses.desk + path)
    const rows = desk.locator('main tbody > tr').filter({ visible: true })
    await expect(rows.nth(1), path).toBeVisible()
    const isAt = (row: number) =>
      expect.poll(() => rows.nth(row).evaluate((tr) => tr.contains(document.activeElement)), path).toBe(true)
    await desk.keyboard.press('j')
    await isAt(0)
    await desk.keyboard.press('j')
    await isAt(1)
    await desk.keyboard.press('ArrowUp')
    await isAt(0)
    await desk.keyboard.press('ArrowDown')
    await isAt(1)
    await desk.keyboard.press('k')
    await isAt(0)
  }
  // On the account page: to the web users, to the second of them, and what can be begun with her row.
  await desk.goto(`${addresses.desk}/accounts/${maria}`)
  await expect(desk.getByRole('row', { name: /j\.smith/ })).toBeVisible()
  await desk.keyboard.press('u')
  await desk.keyboard.press('j')
  await desk.keyboard.press('u')
  await expect(desk.getByRole('dialog', { name: /Unlink j\.smith/ }).getByLabel('Reason')).toBeFocused()
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('m')
  await expect(desk.getByRole('dialog', { name: /j\.smith/ })).toBeVisible()
  await context.close()
})

test('Ctrl+K lists every action of the page and of a dialog by name, the refused ones with the reason', async ({
  browser,
  addresses,
}) => {
  const { context, desk } = await openDesk(browser, addresses, 'tom.becker', `/accounts/${maria}`)
  await expect(desk.getByRole('row', { name: /j\.smith/ })).toBeVisible()
  const main = desk.getByRole('main')
  const named = await main
    .locator('button')
    .evaluateAll((all) =>
      all.map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').replace(/\s+/g, ' ').trim()),
    )
  await desk.keyboard.press('Control+k')
  const palette = desk.getByRole('dialog', { name: 'Actions of this page' })
  const field = palette.getByRole('combobox')
  await expect(field).toBeFocused()
  await expectAccessible(desk)
  for (const name of new Set(named)) {
    await field.fill(name)
    await expect(palette.getByRole('option').filter({ hasText: name }).first()).toBeVisible()
  }
  await field.fill('unlink j.smith')
  await expect(palette.getByRole('option').first()).toHaveAttribute('aria-disabled', 'true')
  await expect(palette.getByRole('option').first()).toContainText('permission')
  await field.fill('save note')
  await expect(palette.getByRole('option').first()).toContainText('permission')
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-palette')
  await desk.setViewportSize({ width: 320, height: 640 })
  await noHorizontalScroll(desk)
  await desk.setViewportSize({ width: 1440, height: 900 })
  await field.fill('nothing of the kind')
  await expect(palette).toContainText('No action on this page')
  await desk.keyboard.press('Escape')
  await expect(palette).toBeHidden()

  // From within a field, and for what is in a dialog.
  await desk.getByRole('button', { name: /View .*m\.alvarez/ }).click()
  await expect(desk.getByLabel('Reference')).toBeFocused()
  await desk.keyboard.press('Control+k')
  await expect(palette.getByRole('option').filter({ hasText: 'Cancel' }).first()).toBeVisible()
  await expect(palette.getByRole('option').filter({ hasText: 'm.alvarez' })).not.toHaveCount(0)
  await expect(palette.getByRole('option').filter({ hasText: 'Search by fields' })).toHaveCount(0)
  await field.fill('reason')
  await desk.keyboard.press('Enter')
  await expect(
    desk
      .getByRole('dialog')
      .getByRole('combobox', { name: /Purpose|Reason/ })
      .first(),
  ).toBeFocused()
  await context.close()
})

test('dialogs focus their first field: Enter saves a view by its name, Ctrl+Enter completes a to-do', async ({
  browser,
  addresses,
  customer,
}) => {
  const toDoId = await addToDo(addresses, customer.accountId)
  const { context, desk } = await openDesk(browser, addresses, 'ines.ferreira', '/tasks')
  await desk.getByRole('button', { name: 'Save this view' }).click()
  const dialog = desk.getByRole('dialog')
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await expectAccessible(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-keep-view')
  // Every label reads on one line.
  for (const label of await dialog.locator('label').all()) {
    const { height = 0, width = 0 } = (await label.boundingBox()) ?? {}
    expect(height, `label of ${width} px`).toBeLessThan(48)
  }
  const name = `Mine ${Date.now()}`
  await desk.keyboard.type(name)
  await desk.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(desk.getByLabel('View', { exact: true })).toContainText(name)

  await desk.getByRole('button', { name: 'Remove view' }).click()
  await expect(desk.getByLabel('View', { exact: true })).not.toContainText(name)

  await desk.goto(`${addresses.desk}/to-dos`)
  const done = desk.getByRole('button', { name: new RegExp(`^Finish …: .* number ${toDoId}$`) })
  await done.click()
  await expect(dialog.getByLabel('What was done')).toBeFocused()
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-done')
  // On a phone the button is in a cell whose text stands at its end; the dialog's does not.
  await desk.setViewportSize({ width: 320, height: 700 })
  await expect(dialog.getByRole('heading')).toHaveCSS('text-align', 'start')
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.keyboard.type('Called the customer')
  await desk.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(done).toHaveCount(0)
  await context.close()
})
