import type { Browser, Page } from '@playwright/test'
import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { signInCsr } from '../sign-in.ts'

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

test('filters through the bar, keeps filters but no typed text in the address, and returns to the same row', async ({
  browser,
  addresses,
}) => {
  const { desk } = await deskOf(browser, addresses, 'amara.okafor')
  await desk.goto(`${addresses.desk}/tasks`)
  // Put away until they are asked for.
  await desk.locator('summary', { hasText: 'Charts' }).click()
  await desk.getByRole('link', { name: /^Error: \d+ tasks?\. Show only these\.$/ }).click()
  await expect(desk).toHaveURL(/\/tasks\?state=error$/)
  await expect(table(desk).getByRole('row').nth(1)).toContainText('Error')
  await expect(table(desk)).not.toContainText('Completed')
  await desk.locator('summary', { hasText: 'Filters' }).click()
  await desk.getByLabel('CSR', { exact: true }).fill('ines.ferreira')
  await desk.getByLabel('Customer name').fill('alvarez')
  await desk.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(desk).toHaveURL(/\/tasks\?state=error$/)
  await desk.getByRole('button', { name: 'Clear filters' }).click()
  await expect(desk).toHaveURL(/\/tasks$/)
  await desk.getByRole('button', { name: 'State', exact: true }).click()
  await expect(desk).toHaveURL(/sort=state\.ascending/)
  await expect(table(desk).getByRole('columnheader', { name: 'State' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )

  await desk.locator('summary', { hasText: 'Charts' }).click()
  // By keys alone: down, open, back to the same row.
  await desk.keyboard.press('ArrowDown')
  await expect(links(desk).nth(0)).toBeFocused()
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('x')
  await expect(table(desk).getByRole('checkbox').nth(1)).toBeChecked()
  const id = await links(desk).nth(1).innerText()
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`Task ${id}`)
  await expect(desk.getByRole('heading', { name: 'Actor' })).toBeVisible()
  await desk.keyboard.press('Escape')
  await expect(links(desk).nth(1)).toBeFocused()
  await expect(table(desk).getByRole('checkbox').nth(1)).toBeChecked()
})

test('a view is kept, opened again after a reload, and exported', async ({ browser, addresses }) => {
  const { desk } = await deskOf(browser, addresses, 'ines.ferreira')
  await desk.goto(`${addresses.desk}/tasks?state=error,pending&sort=updated.ascending`)
  await desk.getByRole('button', { name: 'Save this view …' }).click()
  const name = `Waiting ${Date.now()}`
  await desk.getByLabel('Name', { exact: true }).fill(name)
  await desk.getByRole('button', { name: 'Save view', exact: true }).click()
  await expect(desk.getByRole('dialog')).toHaveCount(0)
  await desk.goto(`${addresses.desk}/tasks`)
  await desk.getByLabel('View', { exact: true }).selectOption({ label: name })
  await expect(desk).toHaveURL(/state=pending%2Cerror&sort=updated\.ascending$/)
  const download = desk.waitForEvent('download')
  await desk.getByRole('button', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toBe('self-service-tasks.csv')
  await desk.getByRole('button', { name: 'Remove view' }).click()
  await expect(desk.getByLabel('View', { exact: true }).getByRole('option', { name })).toHaveCount(0)
})

test('at 320 pixels rows are cards, and nothing is out of reach', async ({ browser, addresses }) => {
  const { desk } = await deskOf(browser, addresses, 'amara.okafor', { width: 320, height: 640 })
  await desk.goto(`${addresses.desk}/tasks?show=open`)
  await expect(links(desk).first()).toBeVisible()
  await noHorizontalScroll(desk)
  await expectAccessible(desk)
})
