import { expect, test } from '../fixtures.ts'

import { accountUrl, expectHeading, visitAs } from './portal-journey.ts'

test('from a month of usage to its days, and back', async ({ page, context, addresses }) => {
  await visitAs(context, addresses, 'm.alvarez')
  await page.goto(`${accountUrl(addresses, 'm.alvarez')}/usage`)
  const figures = page.getByRole('table')
  await page.getByText('Show figures').click()
  await expect(figures.getByRole('rowheader')).toHaveCount(12)
  const month = figures.getByRole('link').nth(3)
  const name = (await month.textContent()) ?? ''
  await month.click()

  await expectHeading(page, `Usage in ${name}`)
  await expect(page.getByText('Highest day')).toBeVisible()
  await page.getByText('Show figures').click()
  expect(await figures.getByRole('rowheader').count()).toBeGreaterThanOrEqual(28)

  await page.getByRole('main').getByRole('link', { name: 'All months' }).click()
  await expectHeading(page, 'Usage')
  await page.getByRole('navigation', { name: 'Service' }).getByRole('link', { name: /^Gas/ }).click()
  await expect(page.getByRole('heading', { level: 2, name: /^Gas, / })).toBeVisible()
  await expect(page.getByRole('definition').first()).toContainText('therms')
})
