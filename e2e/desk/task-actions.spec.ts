import type { Browser, Page } from '@playwright/test'

import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import type { JourneyCustomer, ServerAddresses } from '../server.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

/** Tasks of a customer in a state, each with its first line in the log. */
async function makeTasks(
  addresses: ServerAddresses,
  customer: JourneyCustomer,
  count: number,
  taskType = 'one-time-payment',
  state = 'error',
) {
  const rows = await withDatabase(
    addresses,
    (sql) => sql<{ id: number; account: number }[]>`WITH made AS (
        INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
          self_service_user_id, payload, amount_cents, currency, correlation_id, created_at, updated_at)
        SELECT ${taskType}, ${state}, l.account_id, 'customer', w.user_name, w.email, '192.0.2.10', w.web_user_id, '{"payBy":"bank"}',
          8420, 'USD', gen_random_uuid(), now(), now()
        FROM web_users w JOIN web_user_accounts l USING (web_user_id), generate_series(1, ${count})
        WHERE w.web_user_id = ${customer.webUserId}
        RETURNING self_service_task_id, account_id, state),
      logged AS (INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
        SELECT self_service_task_id, 1, now(), state, ${customer.userName} FROM made)
      SELECT self_service_task_id AS id, account_id AS account FROM made ORDER BY 1 LIMIT ${count}`,
  )
  return { ids: rows.map(({ id }) => Number(id)), account: Number(rows[0]?.account) }
}

const logOf = (addresses: ServerAddresses, ids: readonly number[]) =>
  withDatabase(
    addresses,
    (sql) => sql<{ id: number; action: string; reason: string; actor: string }[]>`
      SELECT self_service_task_id AS id, action, reason, actor FROM self_service_task_log
      WHERE self_service_task_id = ANY (${[...ids]}) AND action IS NOT NULL ORDER BY self_service_task_id, position`,
  )

async function deskOf(browser: Browser, addresses: ServerAddresses, csrId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(context, addresses, csrId)
  return context.newPage()
}
function untilCutOff() {
  const event = new EventTarget()
  const isCutOff = new Promise((resolve) => event.addEventListener('cut-off', resolve))
  return { isCutOff, cutOff: () => event.dispatchEvent(new Event('cut-off')) }
}
const actions = (page: Page) => page.getByRole('group', { name: 'Actions for this task' })

test('two CSRs at once: one wins, the other is told what changed, by whom and why', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/409/)
  const { ids } = await makeTasks(addresses, customer, 1, 'service-stop')
  const amara = await deskOf(browser, addresses, 'amara.okafor')
  const ines = await deskOf(browser, addresses, 'ines.ferreira')
  for (const page of [amara, ines]) {
    await page.goto(`${addresses.desk}/tasks/${ids[0]}`)
    await expect(actions(page)).toBeVisible()
  }
  await expectAccessible(amara)
  if (process.env.PORCHLIGHT_SHOTS) await shot(amara, 'desk-task-actions')

  // By a key; Escape puts it away, and the page is as it was.
  await amara.keyboard.press('d')
  const dialog = amara.getByRole('dialog', { name: 'Discard the service stop of $84.20' })
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await amara.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await actions(amara).getByRole('button', { name: 'Discard' }).click()
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await amara.keyboard.press('Escape')
  await expect(actions(amara).getByRole('button', { name: 'Discard' })).toBeFocused()
  // However quickly the keys come: away with Escape, back with Enter on the button that has the focus again.
  await amara.keyboard.press('Enter')
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await Promise.all(['Escape', 'Enter'].map((key) => amara.keyboard.press(key)))

  // Without a reason it is not sent.
  await dialog.getByRole('button', { name: 'Discard the service stop of $84.20' }).click()
  await expect(dialog.getByText('Fill in this field.')).toBeVisible()
  await expectAccessible(amara)
  if (process.env.PORCHLIGHT_SHOTS) await shot(amara, 'desk-task-discard')
  await dialog.getByLabel('Reason').selectOption({ label: 'The customer asked twice' })
  const nasty = `<img src=x onerror="alert(1)"> "';-- 👩‍👩‍👧 a follow-up`
  await dialog.getByLabel('In your own words').fill(nasty)

  await actions(ines).getByRole('button', { name: 'Complete by hand' }).click()
  const theirs = ines.getByRole('dialog', { name: 'Complete the service stop of $84.20 by hand' })
  await theirs.getByLabel('Reason').selectOption({ label: 'The work was done on site' })

  // A double click is one discard.
  await dialog.getByRole('button', { name: 'Discard the service stop of $84.20' }).dblclick()
  await expect(amara.getByText(`Task ${ids[0]}: the service stop of $84.20 was discarded.`)).toBeVisible()
  await expect(amara.getByText('This task is final. No more actions are possible.')).toBeVisible()
  await expect(amara.getByRole('row', { name: /Discarded.*Discard.*amara\.okafor/ })).toContainText(
    `The customer asked twice · ${nasty}`,
  )

  await theirs.getByRole('button', { name: 'Complete the service stop of $84.20 by hand' }).click()
  const told = theirs.getByRole('alert')
  await expect(told).toContainText('This task has changed since you opened it')
  await expect(told).toContainText(`amara.okafor: task discarded (The customer asked twice · ${nasty}).`)
  await expect(told).toContainText('The state was “Error” and is now “Discarded”.')
  await expectAccessible(ines)
  if (process.env.PORCHLIGHT_SHOTS) await shot(ines, 'desk-task-conflict')
  await told.getByRole('button', { name: 'Show current task' }).click()
  await expect(ines.getByText('This task is final. No more actions are possible.')).toBeVisible()

  const log = await logOf(addresses, ids)
  expect(log.map(({ action, actor }) => [action, actor])).toEqual([['discard', 'amara.okafor']])
})

test('who lacks the permission sees each action with the reason; an assignment can be taken back', async ({
  browser,
  addresses,
  customer,
}) => {
  const { ids } = await makeTasks(addresses, customer, 1)
  const tom = await deskOf(browser, addresses, 'tom.becker')
  await tom.goto(`${addresses.desk}/tasks/${ids[0]}`)
  const retry = actions(tom).getByRole('button', { name: 'Retry' })
  await expect(retry).toHaveAttribute('aria-disabled', 'true')
  await expect(retry).toHaveAccessibleDescription('You do not have the permission for this.')
  await retry.click({ force: true })
  await tom.keyboard.press('Escape')
  await tom.locator('h1').click()
  await tom.keyboard.press('t')
  await expect(tom.getByRole('dialog')).toHaveCount(0)

  const amara = await deskOf(browser, addresses, 'amara.okafor')
  await amara.goto(`${addresses.desk}/tasks/${ids[0]}`)
  await expect(actions(amara)).toBeVisible()
  await amara.keyboard.press('g')
  await expect(amara.getByLabel('Me (Amara Okafor)')).toBeChecked()
  await amara.keyboard.press('Enter')
  await expect(amara.getByText(`Task ${ids[0]} is assigned to amara.okafor.`)).toBeVisible()
  await amara.getByRole('button', { name: 'Undo' }).click()
  await expect(amara.getByText(`Task ${ids[0]} is assigned as it was before.`)).toBeVisible()
  await amara.keyboard.press('g')
  await amara.getByLabel('Another CSR').check()
  await amara.getByRole('combobox', { name: 'Another CSR' }).selectOption('ines.ferreira')
  await expectAccessible(amara)
  await amara.getByRole('button', { name: 'Assign the payment of $84.20' }).click()
  await expect(amara.getByText(`Task ${ids[0]} is assigned to ines.ferreira.`)).toBeVisible()
  expect((await logOf(addresses, ids)).map(({ action, reason }) => [action, reason])).toEqual([
    ['assign', 'amara.okafor'],
    ['assign', ''],
    ['assign', 'ines.ferreira'],
  ])
})

test('several at once: what came of each is said, a reload in the middle loses nothing and doubles nothing', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  // The one that somebody else changed, and what the reload cuts off.
  allowConsoleErrors(/409|ERR_|Failed to fetch/)
  const { ids, account } = await makeTasks(addresses, customer, 8)
  const page = await deskOf(browser, addresses, 'amara.okafor')
  await page.goto(`${addresses.desk}/tasks?account=${account}&show=open`)
  for (const id of ids) await page.getByRole('checkbox', { name: `Choose task ${id}` }).check()
  const bar = page.getByRole('group', { name: 'Actions for the chosen tasks' })
  await expect(bar).toContainText('8 chosen')
  await expectAccessible(page)
  await noHorizontalScroll(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'desk-tasks-chosen')

  await bar.getByRole('button', { name: 'Discard' }).click()
  const dialog = page.getByRole('dialog', { name: 'Discard 8 tasks' })

  // Meanwhile a supervisor writes a note on the oldest, the last in the list.
  const ines = await deskOf(browser, addresses, 'ines.ferreira')
  await ines.goto(`${addresses.desk}/tasks/${ids[0]}`)
  await expect(actions(ines)).toBeVisible()
  await ines.keyboard.press('n')
  await ines.getByRole('textbox', { name: 'Note' }).fill('the bank has called')
  await ines.getByRole('button', { name: 'Add a note to the payment of $84.20' }).click()
  await expect(ines.getByRole('row', { name: /the bank has called/ })).toBeVisible()

  // The fourth is done, but its answer never comes; then the page is loaded again.
  let answers = 0
  const { isCutOff, cutOff } = untilCutOff()
  await page.route('**/discard', async (route) => {
    answers += 1
    if (answers < 4) return route.continue()
    if (answers === 4) {
      const url = new URL(route.request().url())
      // Outside of a browser nobody knows *.localhost.
      const response = await route.fetch({
        url: `${addresses.plain}${url.pathname}`,
        headers: { ...(await route.request().allHeaders()), host: url.host },
      })
      expect(response.status()).toBe(200)
      cutOff()
    }
    // Neither answered nor sent: on its way when the page goes.
  })
  await dialog.getByLabel('Reason').selectOption({ label: 'The request was a mistake' })
  await dialog.getByRole('button', { name: 'Discard 8 tasks' }).click()
  await isCutOff
  await expect(dialog.getByText('3 of 8')).toBeVisible()
  await expectAccessible(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'desk-tasks-running')
  page.once('dialog', (question) => void question.accept())
  await page.reload()
  await page.unroute('**/discard')

  const notice = page.getByText('Interrupted: Discard 8 tasks')
  await expect(notice).toBeVisible()
  await expect(page.getByText('3 done, 5 left.')).toBeVisible()
  await expectAccessible(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'desk-tasks-interrupted')
  await page.getByRole('button', { name: 'Continue with 5 tasks' }).click()
  await dialog.getByLabel('Reason').selectOption({ label: 'The request was a mistake' })
  await dialog.getByRole('button', { name: 'Discard 5 tasks' }).click()
  await expect(dialog.getByText('7 done, 1 not done.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: new RegExp(`${ids[0]}.*Not done`) })).toContainText(
    'ines.ferreira: note on a task (the bank has called). The state is still “Error”.',
  )
  await expectAccessible(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'desk-tasks-outcome')
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  // Each of the seven once.
  const log = (await logOf(addresses, ids)).map(({ id, action }) => `${id} ${action}`)
  expect(log).toEqual([`${ids[0]} note`, ...ids.slice(1).map((id) => `${id} discard`)])
  await page.reload()
  await expect(page.getByRole('checkbox', { name: `Choose task ${ids[0]}` })).toBeVisible()
  await expect(notice).toHaveCount(0)
})
