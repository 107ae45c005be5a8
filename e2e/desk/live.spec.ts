import { randomBytes } from 'node:crypto'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { addToDo } from '../add-to-do.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

const viewport = { width: 1440, height: 900 }

const office = async (browser: Browser, addresses: ServerAddresses, csrId: string) => {
  const context = await browser.newContext({ viewport })
  await signInCsr(context, addresses, csrId)
  return context
}
/** A page that hears of changes: what happens from here on is told to it. */
const open = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage()
  const stream = page.waitForResponse((response) => response.url().includes('/api/desk/live'))
  await page.goto(url)
  await stream
  return page
}

/**
 * Waits until the badge says how many to-dos wait for the CSR, which the database tells: colleagues and other journeys may
 * add and take some at the same time.
 */
const expectBadge = (page: Page, addresses: ServerAddresses, csrId: string) =>
  expect(async () => {
    const [row] = await withDatabase(
      addresses,
      (sql) => sql`SELECT count(*)::int AS waiting FROM to_dos WHERE completed_at IS NULL
        AND sees_to_do_role(${csrId}, to_do_role) AND (assigned_csr_id = ${csrId} OR assigned_csr_id IS NULL)`,
    )
    const name = `To-dos (${row?.waiting})`
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible({ timeout: 2_000 })
  }).toPass()

test('a to do: one CSR takes it and says what was done, the other sees it happen without anything moving', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  // The note that was left empty.
  allowConsoleErrors(/422/)
  // A role of this journey: no other journey's to-do comes into the list.
  const role = `journey-${customer.userName.replace(/[^a-z]/g, '')}`
  await withDatabase(
    addresses,
    (sql) => sql`INSERT INTO group_to_do_roles VALUES ('call-centre', ${role}), ('supervisors', ${role})`,
  )
  const id = await addToDo(addresses, customer.accountId, role)
  const [amara, ines] = await Promise.all([
    office(browser, addresses, 'amara.okafor'),
    office(browser, addresses, 'ines.ferreira'),
  ])
  const list = await open(amara, `${addresses.desk}/to-dos?role=${role}&priority=1&assigned=anyone`)
  const theirs = await open(ines, `${addresses.desk}/to-dos?role=${role}&priority=1&assigned=anyone`)
  const rowOf = (page: Page, number: number) =>
    page.getByRole('row').filter({ has: page.locator(`button[aria-label$="number ${number}"]`) })
  await expect(rowOf(list, id)).toContainText('Nobody')
  await expectBadge(list, addresses, 'amara.okafor')

  await theirs
    .getByRole('button', { name: `Take: payment differs from the chosen amount, number ${id}` })
    .click()
  await expect(theirs.getByText('Yours now: payment differs from the chosen amount')).toBeVisible()
  await expect(list.getByRole('row').filter({ hasText: 'Inês Ferreira' })).toBeVisible()
  // It waits for Inês alone now.
  await expectBadge(list, addresses, 'amara.okafor')
  await expect(list.getByRole('button', { name: 'Take', exact: true }).first()).toHaveAttribute(
    'aria-disabled',
    'true',
  )

  // New ones are told of, over the list; what is read stays where it is.
  const row = list.getByRole('row').filter({ hasText: 'Inês Ferreira' })
  const place = await row.boundingBox()
  const another = await addToDo(addresses, customer.accountId, role)
  const news = list.getByRole('button', { name: '1 new: show' })
  await expect(news).toBeVisible()
  expect(await row.boundingBox()).toEqual(place)
  await expectAccessible(list)
  if (process.env.PORCHLIGHT_SHOTS) await shot(list, 'desk-to-dos-news')
  await news.click()
  await expect(rowOf(list, another)).toBeVisible()
  await expect(news).toHaveCount(0)

  await theirs
    .getByRole('button', { name: `Finish …: payment differs from the chosen amount, number ${id}` })
    .click()
  const dialog = theirs.getByRole('dialog')
  await expectAccessible(theirs)
  await dialog.getByRole('button', { name: 'Mark as done' }).click()
  await expect(dialog.getByText('Fill in this field.')).toBeVisible()
  await dialog.getByLabel('What was done').fill('The bank was called; it was paid twice.')
  await dialog.getByRole('button', { name: 'Mark as done' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(list.getByText('(no longer in this list)')).toBeVisible()
  await list.getByLabel('Show', { exact: true }).selectOption('done')
  await list.getByRole('search').getByRole('button', { name: 'Show' }).click()
  await expect(list.getByText('The bank was called; it was paid twice.')).toBeVisible()
  await noHorizontalScroll(list)
})

test('an account and a task change on the screens of others: a note, a state', async ({
  browser,
  addresses,
  customer: { accountId: account },
}) => {
  const [amara, ines] = await Promise.all([
    office(browser, addresses, 'amara.okafor'),
    office(browser, addresses, 'ines.ferreira'),
  ])
  const [task] = await withDatabase(
    addresses,
    (
      sql,
    ) => sql`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, ip_address, payload, correlation_id,
        created_at, updated_at)
      VALUES ('outage-report', 'error', ${account}, 'visitor', '192.0.2.1', '{}', gen_random_uuid(), now(), now())
      RETURNING self_service_task_id AS id`,
  )
  const here = await open(amara, `${addresses.desk}/accounts/${account}`)
  const request = here.locator('#requests li').filter({ has: here.locator(`a[href$="/tasks/${task?.id}"]`) })
  await expect(request).toContainText('Error')
  const detail = await amara.newPage()
  await detail.goto(`${addresses.desk}/tasks/${task?.id}`)
  await expect(detail.locator('#facts')).toContainText('Error')
  await here.bringToFront()

  const there = await open(ines, `${addresses.desk}/accounts/${account}`)
  await there.getByLabel('Kind', { exact: true }).first().selectOption({ label: 'Billing · Question' })
  await there.getByLabel('Note', { exact: true }).fill('Asked about the second tier.')
  await there.getByRole('button', { name: 'Save note' }).click()
  await expect(here.getByRole('cell', { name: 'Asked about the second tier.' })).toBeVisible()
  await expect(here.getByRole('cell', { name: 'Billing · Question' }).first()).toBeVisible()

  await withDatabase(
    addresses,
    (sql) => sql`UPDATE self_service_tasks SET state = 'discarded', version = version + 1, updated_at = now()
      WHERE self_service_task_id = ${task?.id}`,
  )
  await expect(request).toHaveCount(0)
  // The other tab was told through the first one: it has no stream of its own.
  await detail.bringToFront()
  await expect(detail.locator('#facts')).toContainText('Discarded')
})

test('the task query: a row changes where it is, and a new one is told of', async ({
  browser,
  addresses,
  customer: { accountId: account },
}) => {
  const amara = await office(browser, addresses, 'amara.okafor')
  const page = await open(amara, `${addresses.desk}/tasks?account=${account}`)
  // What comes before the list is here stands in it.
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  const add = (state: string) =>
    withDatabase(addresses, async (sql) => {
      const [row] =
        await sql`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, ip_address, payload,
          correlation_id, created_at, updated_at)
        VALUES ('outage-report', ${state}, ${account}, 'visitor', '192.0.2.1', '{}', gen_random_uuid(), now(), now())
        RETURNING self_service_task_id AS id`
      return Number(row?.id)
    })
  const id = await add('error')
  await page.getByRole('button', { name: '1 new: show' }).click()
  const row = page.getByRole('row').filter({ hasText: String(id) })
  await expect(row).toContainText('Error')
  const place = await row.boundingBox()
  const another = await add('pending')
  await withDatabase(
    addresses,
    (sql) => sql`UPDATE self_service_tasks SET state = 'discarded', version = version + 1, updated_at = now()
      WHERE self_service_task_id = ${id}`,
  )
  await expect(row).toContainText('Discarded')
  const news = page.getByRole('button', { name: '1 new: show' })
  await expect(news).toBeVisible()
  expect(await row.boundingBox()).toEqual(place)
  await expect(page.getByRole('row').filter({ hasText: String(another) })).toHaveCount(0)
  await news.click()
  await expect(page.getByRole('row').filter({ hasText: String(another) })).toBeVisible()
})

test('the contact history is filtered, and read further back', async ({
  browser,
  addresses,
  customer: { accountId: account },
}) => {
  await withDatabase(
    addresses,
    (sql) => sql`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id)
      SELECT ${account}, 'service', 'meter', 'Old note ' || i, timestamptz '2019-01-01' + interval '1 day' * i, 'grace.lim'
      FROM generate_series(1, 30) i`,
  )
  const page = await open(
    await office(browser, addresses, 'amara.okafor'),
    `${addresses.desk}/accounts/${account}`,
  )
  const history = page.locator('#contacts')
  await expect(history.getByRole('cell', { name: 'Old note 30' })).toBeVisible()
  await expect(history.getByRole('cell', { name: 'Old note 1', exact: true })).toHaveCount(0)
  await history.getByRole('button', { name: 'Show older' }).click()
  await expect(history.getByRole('cell', { name: 'Old note 1', exact: true })).toBeVisible()
  await expect(history.getByRole('button', { name: 'Show older' })).toHaveCount(0)

  await history.getByText('Filter', { exact: true }).click()
  await history.getByLabel('Text in the note').fill('note 17')
  await history.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(history.getByRole('row')).toHaveCount(2)
  await expect(history.getByRole('cell', { name: 'Old note 17' })).toBeVisible()
  await expectAccessible(page)
  await noHorizontalScroll(page)
  if (process.env.PORCHLIGHT_SHOTS) await shot(page, 'desk-contacts-filtered')
  await history.getByRole('button', { name: 'Show all' }).click()
  await expect(history.getByRole('cell', { name: 'Old note 30' })).toBeVisible()
})

test('the tabs of a browser share one stream: where its tab is closed another goes on, and signing out ends it for all', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/401/)
  const amara = await office(browser, addresses, 'amara.okafor')
  const streams: string[] = []
  amara.on('request', (request) => {
    if (request.url().includes('/api/desk/live')) streams.push(request.url())
  })
  const first = await open(amara, `${addresses.desk}/to-dos`)
  const second = await amara.newPage()
  await second.goto(`${addresses.desk}/to-dos`)
  await expect(second.getByRole('row').nth(1)).toBeVisible()
  expect(streams).toHaveLength(1)
  await expectBadge(second, addresses, 'amara.okafor')
  await addToDo(addresses, customer.accountId)
  await expectBadge(second, addresses, 'amara.okafor')
  expect(streams).toHaveLength(1)

  await first.close()
  await expect.poll(() => streams.length).toBe(2)
  // It goes on where the first one was: nothing is read again that has not changed.
  expect(new URL(streams[1] ?? '').searchParams.get('after')).toMatch(/^[0-9a-f]{12}-\d+$/)
  await addToDo(addresses, customer.accountId)
  await expectBadge(second, addresses, 'amara.okafor')

  const third = await amara.newPage()
  await third.goto(`${addresses.desk}/to-dos`)
  await third.getByText('Amara Okafor', { exact: true }).first().click()
  await third.getByRole('button', { name: 'Sign out' }).click()
  // Every tab is told, and none signs in again by itself.
  for (const page of [second, third])
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await second.goto(`${addresses.desk}/to-dos`)
  await expect(second.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
})

test('without the stream the desk asks by itself', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/ERR_FAILED/)
  const ines = await office(browser, addresses, 'ines.ferreira')
  await ines.route('**/api/desk/live*', (route) => route.abort())
  const page = await ines.newPage()
  await page.goto(`${addresses.desk}/masquerades`)
  const live = page.getByRole('table', { name: /live/i }).first()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  const reference = `asked-by-itself-${Date.now()}`
  const masqueradeId = [...randomBytes(26)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')
  await withDatabase(
    addresses,
    (
      sql,
    ) => sql`INSERT INTO masquerades (masquerade_id, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
        purpose_reference, created_at, ends_at, idle_seconds, ip_address, last_activity_at)
      SELECT ${masqueradeId}, 'ines.ferreira', max(desk_session_id), ${customer.webUserId}, ${customer.accountId},
        'call', ${reference}, now(), now() + interval '30 minutes', 900, '127.0.0.1', now()
      FROM desk_sessions WHERE csr_id = 'ines.ferreira'`,
  )
  await expect(live.getByText(reference)).toBeVisible({ timeout: 60_000 })
})
