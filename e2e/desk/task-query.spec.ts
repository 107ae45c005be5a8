import type { Browser, Page } from '@playwright/test'
import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

async function deskOf(
  browser: Browser,
  addresses: ServerAddresses,
  csrId: string,
  viewport = { width: 1440, height: 900 },
) {
  const context = await browser.newContext({ viewport, acceptDownloads: true })
  await signInCsr(context, addresses, csrId)
  const desk = await context.newPage()
  return { context, desk }
}
const table = (desk: Page) => desk.getByRole('table', { name: 'Self-Service Task Query' })
const links = (desk: Page) => table(desk).getByRole('rowheader').getByRole('link')
const idsOf = async (desk: Page) => (await links(desk).allInnerTexts()).map(Number)

/** Tasks of one type that the demo has none of in this state, all alike: an agreement that staff must give. */
async function addTasks(addresses: ServerAddresses, count: number): Promise<number[]> {
  return withDatabase(addresses, async (sql) => {
    const rows = await sql`
      WITH made AS (
        INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
          self_service_user_id, payload, correlation_id, created_at, updated_at)
        SELECT 'meter-reading', 'awaiting-approval', l.account_id, 'customer', w.user_name, w.email, '192.0.2.1', w.web_user_id,
          '{"reading": 45123, "unit": "kWh"}', gen_random_uuid(), now(), now()
        FROM web_users w JOIN web_user_accounts l USING (web_user_id), generate_series(1, ${count})
        WHERE w.user_name = 'm.alvarez' AND l.account_id = (SELECT min(account_id) FROM web_user_accounts x WHERE x.web_user_id = w.web_user_id)
        RETURNING self_service_task_id)
      INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
      SELECT self_service_task_id, 1, now(), 'awaiting-approval', 'm.alvarez' FROM made RETURNING self_service_task_id AS id`
    return rows.map(({ id }) => Number(id))
  })
}

test('a bar filters, the address keeps it, what was typed is not in it, and coming back finds the row', async ({
  browser,
  addresses,
}) => {
  const { desk } = await deskOf(browser, addresses, 'amara.okafor')
  await desk.goto(`${addresses.desk}/tasks`)
  await desk.getByRole('link', { name: /^Error: \d+ tasks?\. Show just these\.$/ }).click()
  await expect(desk).toHaveURL(/\/tasks\?state=error$/)
  await expect(table(desk).getByRole('row').nth(1)).toContainText('Error')
  await expect(table(desk)).not.toContainText('Completed')
  await desk.getByLabel('CSR', { exact: true }).fill('ines.ferreira')
  await desk.getByLabel('Customer’s name').fill('alvarez')
  await desk.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(desk).toHaveURL(/\/tasks\?state=error$/)
  await desk.getByRole('button', { name: 'Clear all' }).click()
  await expect(desk).toHaveURL(/\/tasks$/)
  await desk.getByRole('button', { name: 'State', exact: true }).click()
  await expect(desk).toHaveURL(/sort=state\.ascending/)
  await expect(table(desk).getByRole('columnheader', { name: 'State' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )

  // By keys alone: down, open, back to the same row.
  await desk.keyboard.press('ArrowDown')
  await expect(links(desk).nth(0)).toBeFocused()
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('x')
  await expect(table(desk).getByRole('checkbox').nth(1)).toBeChecked()
  const id = await links(desk).nth(1).innerText()
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`Task ${id}`)
  await expect(desk.getByRole('heading', { name: 'Who did it' })).toBeVisible()
  await desk.keyboard.press('Escape')
  await expect(links(desk).nth(1)).toBeFocused()
  await expect(table(desk).getByRole('checkbox').nth(1)).toBeChecked()
})

test('many tasks at once: each has its outcome, and what another CSR did meanwhile is said', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/409/)
  const ids = await addTasks(addresses, 4)
  const { desk } = await deskOf(browser, addresses, 'ines.ferreira')
  await desk.goto(`${addresses.desk}/tasks?type=meter-reading&state=awaiting-approval&age=today`)
  await expect.poll(() => idsOf(desk)).toEqual(expect.arrayContaining(ids))
  for (const id of ids) await desk.getByLabel(`Choose task ${id}`).check()
  // Another one is faster with one of them: the screen has not been told when the action goes out.
  const [taken = 0] = ids
  await desk.getByText('Actions', { exact: true }).click()
  await desk.getByRole('button', { name: 'Reject (4 of 4)' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Reject: 4 tasks' }).click()
  await expect(dialog.getByText('Please fill this in.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('Not this meter.')
  await withDatabase(addresses, async (sql) => {
    await sql`UPDATE self_service_tasks SET state = 'discarded', version = version + 1, updated_at = now() WHERE self_service_task_id = ${taken}`
    await sql`INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason, action)
      VALUES (${taken}, 2, now(), 'discarded', 'amara.okafor', 'No longer wanted.', 'discard')`
  })
  await dialog.getByRole('button', { name: 'Reject: 4 tasks' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Done for 3 of 4; 1 refused')
  await expect(dialog.getByRole('row').filter({ hasText: String(taken) })).toContainText(
    'amara.okafor was faster. It is now: Discarded.',
  )
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect.poll(() => idsOf(desk)).not.toEqual(expect.arrayContaining([ids[1]]))
})

test('one task: an action with its reason, and the log that has it', async ({ browser, addresses }) => {
  const [id = 0] = await addTasks(addresses, 1)
  const { desk } = await deskOf(browser, addresses, 'ines.ferreira')
  await desk.goto(`${addresses.desk}/tasks/${id}`)
  await expect(desk.getByRole('table', { name: /field/i })).toContainText('Reading')
  await desk.getByRole('button', { name: 'Assign', exact: true }).first().click()
  const dialog = desk.getByRole('dialog')
  await expect(dialog.getByLabel('To whom')).toBeVisible()
  await dialog.getByRole('button', { name: `Assign: task ${id}` }).click()
  await expect(desk.getByRole('region', { name: 'Meter reading' })).toContainText('Inês Ferreira')
  await desk.getByRole('button', { name: 'Reject', exact: true }).click()
  await dialog.getByLabel('Reason').fill('Not this meter.')
  await dialog.getByRole('button', { name: `Reject: task ${id}` }).click()
  await expect(desk.getByRole('table', { name: /state/i })).toContainText('Not this meter.')
})

test('a view is kept, opened again after a reload, and exported', async ({ browser, addresses }) => {
  const { desk } = await deskOf(browser, addresses, 'ines.ferreira')
  await desk.goto(`${addresses.desk}/tasks?state=error,pending&sort=updated.ascending`)
  await desk.getByRole('button', { name: 'Keep this view …' }).click()
  const name = `Waiting ${Date.now()}`
  await desk.getByLabel('Name', { exact: true }).fill(name)
  await desk.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(desk.getByRole('dialog')).toHaveCount(0)
  await desk.goto(`${addresses.desk}/tasks`)
  await desk.getByLabel('View', { exact: true }).selectOption({ label: name })
  await expect(desk).toHaveURL(/state=pending%2Cerror&sort=updated\.ascending$/)
  const download = desk.waitForEvent('download')
  await desk.getByRole('button', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toBe('self-service-tasks.csv')
  await desk.getByRole('button', { name: 'Remove this view' }).click()
  await expect(desk.getByLabel('View', { exact: true }).getByRole('option', { name })).toHaveCount(0)
})

test('at 320 pixels rows are cards, and nothing is out of reach', async ({ browser, addresses }) => {
  const { desk } = await deskOf(browser, addresses, 'amara.okafor', { width: 320, height: 640 })
  await desk.goto(`${addresses.desk}/tasks?show=open`)
  await expect(links(desk).first()).toBeVisible()
  await noHorizontalScroll(desk)
  await expectAccessible(desk)
})
