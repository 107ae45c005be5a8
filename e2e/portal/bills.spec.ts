import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

import { accountUrl, centsOf, expectHeading, visitAs } from './portal-journey.ts'

/** A list of amounts whose last is called their total. */
async function sumsOf(list: Locator): Promise<{ parts: number; total: number }> {
  const cents = (await list.getByRole('definition').allTextContents()).map(centsOf)
  const total = cents.pop() ?? Number.NaN
  return { parts: cents.reduce((sum, part) => sum + part, 0), total }
}

// A house with two services; two open bills; credits for solar energy.
for (const userName of ['m.alvarez', 'b.past-due', 'd.okonkwo'] as const) {
  test(`the newest bill of ${userName} adds up on the screen`, async ({ page, context, addresses }) => {
    await visitAs(context, addresses, userName)
    await page.goto(`${accountUrl(addresses, userName)}/overview`)
    await page.getByRole('navigation', { name: 'Account pages' }).getByRole('link', { name: 'Bills' }).click()
    const newest = page.getByRole('table', { name: 'Your bills' }).getByRole('row').nth(1)
    const [, charges = '', due = ''] = await newest.getByRole('cell').allTextContents()
    await newest.getByRole('link').click()

    await expectHeading(page, /^Bill of /)
    const bill = await sumsOf(page.getByRole('region', { name: 'Bill summary' }))
    expect(bill.parts, 'the balance before, payments and charges').toBe(bill.total)
    expect(bill.total).toBe(centsOf(due))

    const services = page.getByRole('region', { name: 'New charges' }).getByRole('heading', { level: 3 })
    const sums = await Promise.all((await services.locator('..').all()).map(sumsOf))
    for (const { parts, total } of sums) expect(parts, 'the lines of a service').toBe(total)
    const all = sums.reduce((sum, { total }) => sum + total, 0)
    expect(all, 'the services together').toBe(centsOf(charges))
  })
}

test('the bills of a year, and back to all', async ({ page, context, addresses }) => {
  await visitAs(context, addresses, 'm.alvarez')
  await page.goto(`${accountUrl(addresses, 'm.alvarez')}/bills`)
  const years = page.getByRole('navigation', { name: 'Bills by year' }).getByRole('link')
  const dates = page.getByRole('table', { name: 'Your bills' }).getByRole('rowheader')
  const year = (await years.nth(2).textContent()) ?? ''
  await years.filter({ hasText: year }).click()
  await expect(years.nth(2)).toHaveAttribute('aria-current', 'page')
  await expect(dates.filter({ hasNotText: year })).toHaveCount(0)
  await expect(dates.first()).toContainText(year)
  await years.filter({ hasText: 'All' }).click()
  await expect(dates.first()).not.toContainText(year)
})
