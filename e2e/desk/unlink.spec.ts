import { castCustomer } from '../customers.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { signInCsr, signInCustomer, withDatabase } from '../sign-in.ts'

/** Robert's account; Alice, no longer his wife, is on it by the utility's own record and reaches it as co-holder. */
const account = castCustomer('r.doe').accountId

test('"take my ex off my account": unlinked by keyboard with what goes and stays, seen at once, and undone', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/403|409/)
  const [{ id: alice }] = (await withDatabase(
    addresses,
    (sql) => sql`SELECT web_user_id AS id FROM web_users WHERE user_name = 'a.doe'`,
  )) as [{ id: number }]
  const home = await browser.newContext({ viewport: { width: 390, height: 800 } })
  await signInCustomer(home, addresses, 'a.doe')
  const portal = await home.newPage()
  const overview = `${addresses.portal}/accounts/${account}/overview`
  await portal.goto(overview)
  await expect(portal.getByRole('main')).toContainText('405 Lincoln Ave')

  const office = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(office, addresses, 'amara.okafor')
  const desk = await office.newPage()
  await desk.goto(`${addresses.desk}/accounts/${account}`)
  const zone = desk.getByRole('region', { name: 'Web User Summary' })
  const row = zone.getByRole('row', { name: /^a\.doe/ })
  const open = zone.getByRole('button', { name: 'Unlink a.doe from this account' })
  const dialog = desk.getByRole('dialog', { name: /Unlink a\.doe from account/ })

  // Escape leaves everything as it was, with the focus where it began.
  await open.focus()
  await desk.keyboard.press('Enter')
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await desk.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(open).toBeFocused()

  await desk.keyboard.press('Enter')
  await expect(dialog).toContainText('Alice Doe is financially responsible')
  await expect(dialog).toContainText('Alice Doe on the account (Spouse); recorded by the utility')
  await expect(dialog.getByLabel(/Also remove Alice Doe/)).toBeDisabled()
  await expectAccessible(desk)
  await noHorizontalScroll(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-unlink')

  // What changes while the dialog is open is shown before anything is done.
  await withDatabase(
    addresses,
    (sql) =>
      sql`UPDATE web_user_accounts SET nickname = 'Old house', version = version + 1 WHERE web_user_id = ${alice}`,
  )
  const confirm = dialog.getByRole('button', { name: /Unlink a\.doe from account/ })
  await dialog.getByLabel('Reason').fill('They have parted')
  await confirm.click()
  await expect(dialog.getByRole('alert')).toContainText('Changed: the link.')
  await expect(dialog.getByLabel('Reason')).toHaveValue('They have parted')

  await dialog
    .getByRole('checkbox', { name: /Discard/ })
    .first()
    .check()
  await confirm.dblclick()
  await expect(dialog).toBeHidden()
  await expect(row).toHaveCount(0)
  await expect(zone.getByRole('button', { name: 'Link a.doe again' })).toBeFocused()
  await expect(desk.getByText('You unlinked a.doe')).toBeVisible()
  await expectAccessible(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'desk-unlinked')
  const contacts = desk.getByRole('table', { name: /contact/i })
  await expect(contacts).toContainText('a.doe: They have parted')

  // She is signed in still, and no longer sees it.
  await portal.goto(overview)
  await expect(portal.getByRole('main')).not.toContainText('405 Lincoln Ave')

  await desk.getByRole('button', { name: 'Undo' }).click()
  await expect(desk.getByText('Discarded tasks stay discarded.').first()).toBeVisible()
  await expect(row).toContainText('Co-holder')
  await expect(desk.getByText('You unlinked a.doe')).toHaveCount(0)
  await portal.goto(overview)
  await expect(portal.getByRole('main')).toContainText('405 Lincoln Ave')

  // The Self-Service Task Query has both, the second naming the first.
  const tasks = await withDatabase(
    addresses,
    (sql) => sql`SELECT task_type, state, csr_id, originating_task_id FROM self_service_tasks
      WHERE account_id = ${account} AND task_type LIKE 'account-%link%' AND csr_id = 'amara.okafor' ORDER BY self_service_task_id DESC LIMIT 2`,
  )
  expect(tasks.map((task) => task.taskType)).toEqual(['account-link-again', 'account-unlink'])
})

test('two CSRs at once: the slower is told that it is done; at 320 px in the dark', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/409/)
  const { accountId } = castCustomer('p.property')
  const at = async (csrId: string, width: number) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: 'dark' })
    await signInCsr(context, addresses, csrId)
    const page = await context.newPage()
    await page.goto(`${addresses.desk}/accounts/${accountId}`)
    await page.getByRole('button', { name: 'Unlink p.property from this account' }).click()
    const dialog = page.getByRole('dialog', { name: /Unlink p\.property/ })
    await dialog.getByLabel('Reason').fill('No longer the manager')
    return { page, dialog, confirm: dialog.getByRole('button', { name: /Unlink p\.property/ }) }
  }
  const slow = await at('amara.okafor', 320)
  const fast = await at('ines.ferreira', 1440)
  await fast.dialog.getByLabel(/Also remove Pat Property/).check()
  await fast.confirm.click()
  await expect(fast.page.getByText('You unlinked p.property')).toBeVisible()

  await noHorizontalScroll(slow.page)
  await expectAccessible(slow.page)
  await slow.confirm.click()
  await expect(slow.dialog).toContainText('already unlinked this web user')
  if (process.env.PORCHLIGHT_SHOTS) await shot(slow.page, 'desk-unlink-slow')
  await slow.page.keyboard.press('Escape')

  // The faster one undoes it: the person is back on the account as well.
  await fast.page.getByRole('button', { name: 'Link p.property again' }).click()
  await expect(fast.page.getByRole('row', { name: /^p\.property/ })).toContainText('Property manager')
})
