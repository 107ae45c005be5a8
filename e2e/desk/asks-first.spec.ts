import { addToDo } from '../add-to-do.ts'
import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

const maria = castCustomer('m.alvarez').accountId

test('a change that affects others asks first, says what happens, and leaves its reason in the record', async ({
  browser,
  addresses,
  customer: { accountId, userName },
  allowConsoleErrors,
}) => {
  // The page of an ended view is answered with 401.
  allowConsoleErrors(/401 .*\.view\./)
  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(office, addresses, 'amara.okafor')
  const amara = await office.newPage()
  const startView = async () => {
    await amara.goto(`${addresses.desk}/accounts/${accountId}`)
    await amara.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
    await amara.getByRole('dialog').getByLabel('Reference').fill(`ask-${Date.now()}`)
    const [view] = await Promise.all([
      office.waitForEvent('page'),
      amara
        .getByRole('dialog')
        .getByRole('button', { name: `View as ${userName}` })
        .click(),
    ])
    await expect(view.getByRole('region', { name: 'Masquerade' })).toBeVisible()
  }
  await startView()

  // A supervisor ends it: asked, with a reason.
  const upstairs = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(upstairs, addresses, 'ines.ferreira')
  const ines = await upstairs.newPage()
  await ines.goto(`${addresses.desk}/masquerades`)
  const end = ines.getByRole('button', { name: `End the masquerade of ${userName} by amara.okafor` })
  await end.click()
  const dialog = ines.getByRole('dialog')
  await expect(dialog).toContainText('by amara.okafor ends at once')
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await dialog.getByRole('button', { name: /^End the masquerade/ }).click()
  await expect(
    dialog.getByText('required', { exact: false }).or(dialog.locator('.field-error')),
  ).not.toHaveCount(0)
  await expectAccessible(ines)
  await ines.keyboard.press('Escape')
  await end.click()
  await ines.keyboard.type('Left open over lunch')
  await ines.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await upstairs.close()

  // The officer switches masquerading off: the number of those that end is said.
  await startView()
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, 'kenji.sato')
  const kenji = await tower.newPage()
  await kenji.goto(`${addresses.desk}/settings`)
  const card = kenji.locator('#masquerade-enabled')
  await card.getByRole('checkbox').uncheck()
  await card.getByRole('button', { name: 'Save' }).click()
  const switchOff = kenji.getByRole('dialog', { name: 'Switch off masquerades' })
  await expect(switchOff).toContainText(/\d+ masquerades? ends? now\./)
  if (process.env.PORCHLIGHT_SHOTS) await shot(kenji, 'desk-ask-first')
  // Thought better of it: it would end what other journeys do at this moment. That it ends them: settings.test.ts.
  await switchOff.getByLabel('Reason').fill('A lost laptop')
  await kenji.keyboard.press('Escape')
  await expect(switchOff).toHaveCount(0)

  // Every setting whose change has a consequence asks, and says which; the opposite change is saved at once.
  const grades = kenji.locator('#caller-entitlement-grades')
  const lines = await grades.getByRole('textbox').inputValue()
  await grades.getByRole('textbox').fill(`${lines}\nprofile: code`)
  await grades.getByRole('button', { name: 'Save' }).click()
  const changeDialog = kenji.getByRole('dialog')
  await expect(changeDialog).toContainText('The grades count at once, in live masquerades too.')
  await expect(changeDialog).toContainText(/\d+ live masquerades? loses? an entitlement now\./)
  await expectAccessible(kenji)
  await kenji.keyboard.press('Escape')
  await grades.getByRole('button', { name: 'Delete draft' }).click()
  const houses = kenji.locator('#detectors-same-address-numbers')
  await houses.getByRole('textbox').fill('5')
  await houses.getByRole('button', { name: 'Save' }).click()
  await expect(changeDialog).toContainText('fewer houses count as neighbors')
  await changeDialog.getByRole('button', { name: /^Change/ }).click()
  await expect(changeDialog.locator('.field-error')).toHaveCount(1)
  await changeDialog.getByLabel('Reason').fill('Long streets')
  await changeDialog.getByRole('button', { name: /^Change/ }).click()
  await expect(changeDialog).toHaveCount(0)
  await expect(houses).toContainText('1 earlier version')
  await houses.getByRole('textbox').fill('6')
  await houses.getByRole('button', { name: 'Save' }).click()
  await expect(houses).toContainText('2 earlier versions')
  await expect(changeDialog).toHaveCount(0)

  await kenji.setViewportSize({ width: 320, height: 640 })
  await noHorizontalScroll(kenji)

  const reasons = await withDatabase(
    addresses,
    (sql) => sql`SELECT details ->> 'givenReason' AS reason FROM record_entries
      WHERE details ? 'givenReason' AND event IN ('changed', 'ended') ORDER BY record_entry_id DESC LIMIT 20`,
  )
  const given = reasons.map(({ reason }) => reason)
  // Nothing was switched: the reason is in no line.
  expect(given).not.toContain('A lost laptop')
  expect(given).toContain('Left open over lunch')
  expect(given).toContain('Long streets')
  await office.close()
  await tower.close()
})

test('news in the corner covers no button at 1440, and a to-do list agrees with its badge', async ({
  browser,
  addresses,
  customer,
}) => {
  const toDoId = await addToDo(addresses, customer.accountId)
  const { context, desk } = await openDesk(browser, addresses, 'ines.ferreira', '/to-dos')
  const rows = desk.getByRole('table', { name: 'To-dos' }).locator('tbody tr')
  // Another journey may add a to-do or finish one between the list and the badge: then both are read again.
  await expect(async () => {
    await desk.reload()
    await expect(rows.first()).toBeVisible()
    const badge = desk.getByRole('navigation').getByRole('link', { name: /^To-dos/ })
    await expect(badge).toHaveText(/\d/)
    expect(await badge.textContent()).toBe(`To-dos (${await rows.count()})`)
  }).toPass()
  await desk.getByRole('button', { name: new RegExp(`^Take.* number ${toDoId}$`) }).click()
  const toast = desk.locator('.toast').first()
  await expect(toast).toBeVisible()
  await expect
    .poll(() =>
      desk.evaluate(() => {
        const own = document.querySelector('.toasts')?.getBoundingClientRect()
        return [...document.querySelectorAll('main button, main a, header a, header button')].filter(
          (one) => {
            const box = one.getBoundingClientRect()
            return (
              own &&
              box.left < own.right &&
              box.right > own.left &&
              box.top < own.bottom &&
              box.bottom > own.top &&
              // A row that its table has scrolled away has a place on the page, and is not seen there.
              document
                .elementsFromPoint(
                  (Math.max(box.left, own.left) + Math.min(box.right, own.right)) / 2,
                  (Math.max(box.top, own.top) + Math.min(box.bottom, own.bottom)) / 2,
                )
                .includes(one)
            )
          },
        ).length
      }),
    )
    .toBe(0)
  await context.close()
})

test('a reloaded tab has its customer’s name, another CSR’s tab none; a CSR has no way to what is not theirs', async ({
  browser,
  addresses,
}) => {
  const { context, desk } = await openDesk(browser, addresses, 'amara.okafor', `/accounts/${maria}`)
  const tabs = desk.getByRole('navigation', { name: 'Open customers' })
  await expect(tabs.getByRole('link', { name: /Maria/ })).toBeVisible()
  await desk.goto(`${addresses.desk}/tasks`)
  await expect(tabs.getByRole('link', { name: /Maria/ })).toBeVisible()
  expect(await desk.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('Maria')
  const nav = desk.getByRole('navigation').first()
  await expect(nav.getByRole('link', { name: 'Tasks' })).toBeVisible()
  for (const name of ['Masquerades', 'Record', 'Settings'])
    await expect(nav.getByRole('link', { name })).toHaveCount(0)
  // Nineteen rows and more, where there were three.
  const table = desk.getByRole('table', { name: 'Self-Service Task Query' })
  await expect(table.locator('tbody tr').first()).toBeVisible()
  const seen = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.filter((tr) => tr.getBoundingClientRect().bottom <= innerHeight).length)
  expect(seen).toBeGreaterThanOrEqual(15)

  // The open page follows what others change: without a cookie its next request would be refused.
  await desk.goto('about:blank')
  await context.clearCookies()
  await signInCsr(context, addresses, 'tom.becker')
  await desk.goto(addresses.desk)
  // Customers whom Tom opened himself may be listed below; the tabs were another CSR's.
  await expect(desk.getByRole('searchbox').or(desk.getByRole('combobox')).first()).toBeVisible()
  await expect(tabs.getByRole('link', { name: /Maria/ })).toHaveCount(0)
  await context.close()
})
