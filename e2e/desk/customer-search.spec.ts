import type { Browser, Page } from '@playwright/test'
import { accountNumber } from '@porchlight/contract/account-number.ts'
import { castCustomer, ownStaff } from '../customers.ts'
import { expect, noHorizontalScroll, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { signInCsr } from '../sign-in.ts'

const fromCast = (userName: 'm.alvarez' | 'j.smith') => {
  const { accountId, displayName } = castCustomer(userName)
  return { account: accountId, number: accountNumber(accountId), name: displayName }
}
const maria = fromCast('m.alvarez')
const john = fromCast('j.smith')

/** A CSR at the desk's first screen. */
async function deskOf(browser: Browser, addresses: ServerAddresses, csrId = 'amara.okafor', width = 1440) {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  await signInCsr(context, addresses, csrId)
  const desk = await context.newPage()
  await desk.goto(addresses.desk)
  await expect(box(desk)).toBeFocused()
  return { context, desk }
}

const box = (desk: Page) => desk.getByRole('combobox', { name: 'Search customers' })
const results = (desk: Page) => desk.getByRole('grid', { name: 'Matching customers' })
const rows = (desk: Page) => results(desk).locator('tbody tr')
/** Types as one stroke: one question, one answer. */
const type = (desk: Page, text: string) => box(desk).fill(text)
const active = (desk: Page) => desk.locator('tr[aria-selected=true]')

test('the list follows the typed text, marks why each row matches, and drops a late response', async ({
  browser,
  addresses,
}) => {
  const { desk } = await deskOf(browser, addresses)
  // The answer to the first question comes after the one to the second.
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let requests = 0
  await desk.route('**/api/customer-search', async (route) => {
    requests += 1
    if (requests === 1) await released
    await route.continue().catch(() => {})
  })
  await type(desk, 'smith')
  await expect.poll(() => requests).toBe(1)
  await type(desk, 'maria gonzalez alvarez')
  await expect(rows(desk).first()).toContainText(maria.name)
  release()
  await box(desk).press('End')
  await expect(rows(desk).first().locator('mark').first()).toContainText('Maria')
  await expect(results(desk)).not.toContainText('Smith')
  // What the row does not show is said beside its field.
  await type(desk, 'm.alvarez@example.com')
  await expect(results(desk)).toContainText('m.alvarez@example.com')
})

test('by keyboard only: through the list, into a customer, and back to the same place', async ({
  browser,
  addresses,
}) => {
  const { desk } = await deskOf(browser, addresses)
  await type(desk, 'ma')
  await expect(rows(desk).nth(30)).toBeAttached()
  await desk.keyboard.press('PageDown')
  await desk.keyboard.press('PageDown')
  await desk.keyboard.press('ArrowUp')
  await expect(active(desk)).toHaveAttribute('id', 'search-result-20')
  await expect(box(desk)).toHaveAttribute('aria-activedescendant', 'search-result-20')
  await expect(box(desk)).toBeFocused()
  const name = await active(desk).getByRole('link').first().innerText()
  const scrolled = () => desk.locator('.results-frame').evaluate((frame) => frame.scrollTop)
  const place = await scrolled()
  expect(place).toBeGreaterThan(0)

  await desk.keyboard.press('Enter')
  await expect(desk).toHaveURL(/\/accounts\/\d{10}$/)
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible()
  await desk.keyboard.press('Escape')
  await expect(box(desk)).toBeFocused()
  await expect(box(desk)).toHaveValue('ma')
  await expect(active(desk)).toContainText(name)
  expect(await scrolled()).toBe(place)

  await desk.keyboard.press('Home')
  await expect(active(desk)).toHaveAttribute('id', 'search-result-1')
  await desk.keyboard.press('Escape')
  await expect(active(desk)).toHaveCount(0)
  await expect(rows(desk).first()).toBeVisible()
})

test('the rest of a long list comes when its end is reached', async ({ browser, addresses }) => {
  const { desk } = await deskOf(browser, addresses)
  await type(desk, '1000')
  await expect(rows(desk)).toHaveCount(50)
  await expect(desk.getByRole('main')).toContainText('The first 50 results')
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('End')
  await expect.poll(() => rows(desk).count()).toBeGreaterThan(50)
  // Where one reads stays where it was.
  await expect(active(desk)).toHaveAttribute('id', 'search-result-50')
})

test('a unique hit opens on Enter, not while typing', async ({ browser, addresses }) => {
  const { desk } = await deskOf(browser, addresses)
  await type(desk, String(maria.account))
  await expect(results(desk)).toContainText(maria.name)
  await expect(desk).toHaveURL(/\/$/)
  await desk.keyboard.press('Enter')
  await expect(desk).toHaveURL(new RegExp(`/accounts/${maria.account}$`))
  await expect(desk.getByText(/Only match; the account is open/)).toBeVisible()
})

test('a customer opens behind the results, and an account number is copied, by key', async ({
  browser,
  addresses,
}) => {
  const { context, desk } = await deskOf(browser, addresses)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await type(desk, 'maria gonzalez alvarez')
  await expect(results(desk)).toContainText(maria.name)
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('Control+c')
  await expect(desk.getByText(`${maria.number} copied`)).toBeVisible()
  expect(await desk.evaluate(() => navigator.clipboard.readText())).toBe(String(maria.account))
  await desk.keyboard.press('Control+Enter')
  await expect(desk.getByRole('navigation', { name: 'Open customers' })).toContainText(maria.number)
  await expect(box(desk)).toBeFocused()
  await expect(active(desk)).toContainText(maria.name)
})

test('filters narrow each search, are kept over a reload, and go in one click', async ({
  browser,
  addresses,
}) => {
  const { desk } = await deskOf(browser, addresses)
  await type(desk, 'maria')
  await expect(rows(desk).first()).toBeVisible()
  await desk.getByLabel('Division').selectOption('Mesa')
  await expect(results(desk)).not.toContainText('· Harbor')
  await expect(results(desk)).toContainText('· Mesa')
  await desk.reload()
  // What was typed is personal and gone; what narrows is not.
  await expect(box(desk)).toHaveValue('')
  await expect(desk.getByLabel('Division')).toHaveValue('Mesa')
  await type(desk, maria.number)
  await expect(desk.getByText('No customers match')).toBeVisible()
  await desk.getByRole('button', { name: 'Clear filters' }).click()
  await expect(results(desk)).toContainText(maria.name)
})

test('widens a search without results in one click', async ({ browser, addresses }) => {
  const { desk } = await deskOf(browser, addresses)
  await desk.getByLabel('Division').selectOption('Mesa')
  await type(desk, maria.number)
  await desk.getByRole('button', { name: `“${maria.number}” in any division` }).click()
  await expect(results(desk)).toContainText(maria.name)
  await expect(desk.getByLabel('Division')).toHaveValue('')
  await expect(box(desk)).toHaveValue(maria.number)
  await expect(box(desk)).toBeFocused()
})

test('offers to search the same text in one field, by what the box understood', async ({
  browser,
  addresses,
}) => {
  const { desk } = await deskOf(browser, addresses)
  await type(desk, 'gonzalez')
  await desk.getByRole('button', { name: 'Search only as name' }).click()
  await expect(desk).toHaveURL(/\/search$/)
  await expect(desk.getByLabel('Name', { exact: true })).toHaveValue('gonzalez')
  await expect(desk.getByLabel('Name', { exact: true })).toBeFocused()
  await expect(results(desk)).toContainText(maria.name)
  await desk.goBack()
  await expect(box(desk)).toHaveValue('gonzalez')
  await expect(results(desk)).toContainText(maria.name)
})

test('lists the CSR’s recent customers on another machine, by the keys of the empty box', async ({
  browser,
  addresses,
}) => {
  const { context, desk } = await deskOf(browser, addresses, ownStaff['desk/customer-search'])
  for (const { account } of [john, maria]) {
    await desk.goto(`${addresses.desk}/accounts/${account}`)
    await expect(desk.getByRole('heading', { name: 'Billing and payments' })).toBeVisible()
  }
  await context.close()
  const { desk: elsewhere } = await deskOf(browser, addresses, ownStaff['desk/customer-search'])
  const recent = elsewhere.getByRole('grid', { name: 'Recently opened' })
  await expect(recent).toContainText(maria.name)
  await expect(recent).toContainText(john.name)
  await elsewhere.keyboard.press('ArrowDown')
  await expect(active(elsewhere)).toContainText(maria.name)
  await elsewhere.keyboard.press('Enter')
  await expect(elsewhere).toHaveURL(new RegExp(`/accounts/${maria.account}$`))
  await elsewhere.keyboard.press('Escape')
  await expect(recent).toContainText(john.name)
  await expect(box(elsewhere)).toBeFocused()
})

test('the map shows where the results lie; a place leads to its row; it stays as it was left', async ({
  browser,
  addresses,
}) => {
  const { desk } = await deskOf(browser, addresses)
  await type(desk, 'maria')
  const map = desk.getByRole('region', { name: 'Map of the results' })
  await expect(map.getByRole('img')).toBeVisible()
  const place = map.locator('[data-place]').last()
  await place.click()
  await expect(active(desk).locator('.place-number')).toHaveText('1')
  await desk.getByRole('button', { name: 'Hide map' }).click()
  await expect(map).toHaveCount(0)
  await desk.reload()
  await type(desk, 'maria')
  await expect(desk.getByRole('button', { name: 'Show map' })).toBeVisible()
  await expect(map).toHaveCount(0)
})

test('at 320 px each row is a card, by keyboard too', async ({ browser, addresses, allowConsoleErrors }) => {
  // The customer may be protected. The desk then asks for a further reason.
  allowConsoleErrors(/403/)
  const { desk } = await deskOf(browser, addresses, 'amara.okafor', 320)
  await type(desk, 'maria')
  await expect(rows(desk).nth(5)).toBeAttached()
  await noHorizontalScroll(desk)
  // Laid out as cards it is a grid of rows and cells all the same.
  await expect(results(desk).getByRole('row')).not.toHaveCount(0)
  await expect(results(desk).getByRole('gridcell').first()).toBeAttached()
  for (let step = 0; step < 5; step++) await desk.keyboard.press('ArrowDown')
  // A person without an account has nothing to open.
  while ((await active(desk).getByRole('link').count()) === 0) await desk.keyboard.press('ArrowDown')
  await expect(active(desk)).toBeInViewport()
  await desk.keyboard.press('Enter')
  await expect(desk).toHaveURL(/\/accounts\//)
})

test('says that there is no network, and searches again when it is back', async ({
  browser,
  addresses,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/ERR_INTERNET_DISCONNECTED/)
  const { context, desk } = await deskOf(browser, addresses)
  await context.setOffline(true)
  // The browser tells the page and its own network process. Only what the page sends from now on is sure to fail.
  const isReached = () =>
    desk.evaluate(() =>
      fetch('/', { method: 'HEAD' }).then(
        () => true,
        () => false,
      ),
    )
  await expect.poll(isReached).toBe(false)
  await type(desk, 'gonzalez')
  await expect(desk.getByRole('alert')).toContainText('You are offline')
  await context.setOffline(false)
  await expect(results(desk)).toContainText(maria.name)
})
