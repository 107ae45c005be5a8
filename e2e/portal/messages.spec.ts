import { expect, test } from '../fixtures.ts'
import { expectHeading, visitAs } from './portal-journey.ts'

test('a message about a change is counted on every page, leads to it, and is marked as read', async ({
  page,
  context,
  addresses,
  customer: { userName, accountId },
}) => {
  await visitAs(context, addresses, userName)
  const preferences = `${addresses.portal}/accounts/${accountId}/preferences`
  await page.goto(preferences)
  await page.getByRole('group', { name: 'New bill' }).getByLabel('E-mail').click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('link', { name: /^Messages \(\d+\)$/ }).click()
  await expectHeading(page, 'Messages')
  await page.getByRole('link', { name: 'Your notification preferences were changed' }).first().click()
  await expect(page).toHaveURL(preferences)
  await page.goto(`${addresses.portal}/messages`)
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(page.getByText('All messages are marked as read.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Messages', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toHaveCount(0)
})
