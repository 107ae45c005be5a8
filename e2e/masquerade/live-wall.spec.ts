import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'

test('a supervisor follows a masquerade, looks along and ends it; its tab and the desk say who did and why', async ({
  browser,
  addresses,
  customer: { userName, accountId },
  allowConsoleErrors,
}) => {
  // The page about the end is a 401.
  allowConsoleErrors(/401/)
  const { context, desk } = await openDesk(browser, addresses, 'rosa.delgado', `/accounts/${accountId}`)
  await desk.getByRole('button', { name: new RegExp(`View .*${userName}`) }).click()
  const prompt = desk.getByRole('dialog')
  const reference = `W-${Date.now()}`
  await prompt.getByLabel('Reference').fill(reference)
  const [view] = await Promise.all([
    context.waitForEvent('page'),
    prompt.getByRole('button', { name: `View as ${userName}` }).click(),
  ])
  await expect(view.getByRole('region', { name: 'Masquerade' })).toBeVisible()

  const office = await openDesk(browser, addresses, 'ines.ferreira', '/masquerades')
  const row = office.desk.getByRole('row').filter({ hasText: reference })
  await expect(row).toContainText('Page: overview')
  await expect(row.getByRole('timer')).toHaveText(/^\d{1,2}:\d{2}$/)
  await view.getByRole('link', { name: 'Bills', exact: true }).click()
  await expect(row).toContainText('Page: bills')
  await view.getByRole('button', { name: 'Act for the customer' }).click()
  await expect(row).toContainText('Acting')
  await view.getByRole('button', { name: 'Back to read-only' }).click()
  await expect(row).toContainText('Read-only')
  await expectAccessible(office.desk)
  await office.desk.setViewportSize({ width: 320, height: 640 })
  await noHorizontalScroll(office.desk)
  await office.desk.setViewportSize({ width: 1440, height: 900 })

  await row.getByRole('link', { name: /^Look along/ }).click()
  const steps = office.desk.getByRole('table', { name: /Pages read/ })
  await expect(steps).toContainText('Bills')
  await view.getByRole('link', { name: 'Usage', exact: true }).click()
  await expect(steps).toContainText('Usage')

  await office.desk.getByRole('button', { name: /^End the masquerade/ }).click()
  const ask = office.desk.getByRole('dialog')
  await ask.getByLabel('Reason').fill('The caller is somebody else')
  await ask.getByRole('button', { name: /^End the masquerade/ }).click()
  await expect(view.getByText('Ended by Inês Ferreira.')).toBeVisible()
  await expect(view.getByText('The reason given: The caller is somebody else')).toBeVisible()
  await expectAccessible(view)
  await view.getByRole('link', { name: 'Return to the customer at the desk' }).click()
  await expect(view).toHaveURL(new RegExp(`^${addresses.desk}/accounts/${accountId}`))
  await expect(view.getByRole('region', { name: 'Contact note for this masquerade' })).toBeVisible()
  await office.context.close()
  await context.close()
})
