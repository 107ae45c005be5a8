import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { visitAs } from '../portal/portal-journey.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

test('shows a task that the CIS refuses in the portal and as an error at the desk, in its words; a retry that it accepts completes it', async ({
  page,
  context,
  browser,
  addresses,
  customer: { userName, accountId },
}) => {
  await visitAs(context, addresses, userName)
  const account = `${addresses.portal}/accounts/${accountId}`
  const cis = await (await browser.newContext()).newPage()
  const atCis = addresses.portal.replace('//portal.', '//cis.')
  await cis.goto(atCis)
  await cis.getByLabel('Account').fill(String(accountId))
  await cis.getByRole('button', { name: 'Refuse the next one' }).click()
  await expect(
    cis.getByText(`It will refuse the next task of account ${accountId}, then accept again.`),
  ).toBeVisible()

  const moveTo = async (street: string) => {
    await page.goto(`${account}/mailing-address`)
    await page.getByLabel('Address', { exact: true }).fill(street)
    await page.getByRole('button', { name: 'Save' }).click()
    // Whatever the CIS says, it is the customer's address here, at once.
    await expect(page.getByRole('region', { name: 'Mailing address' })).toContainText(street)
  }
  const taskOf = (street: string) =>
    withDatabase(addresses, async (sql) => {
      const [row] = await sql`SELECT self_service_task_id AS id FROM self_service_tasks
        WHERE account_id = ${accountId} AND payload -> 'after' ->> 'line1' = ${street}`
      return Number(row?.id)
    })
  const desk = await (await browser.newContext()).newPage()
  await signInCsr(desk.context(), addresses, 'amara.okafor')
  const seeTask = async (street: string) => {
    await desk.goto(`${addresses.desk}/tasks/${await taskOf(street)}`)
    return desk.getByRole('region', { name: 'Log' }).getByRole('row').last()
  }

  await moveTo('1 Refused Rd')
  const refused = await seeTask('1 Refused Rd')
  await expect(refused).toContainText('Error')
  await expect(refused).toContainText('The customer information system was asked to refuse this task.')
  await page.goto(`${account}/overview`)
  await expect(page.getByRole('region', { name: /request/i })).toContainText('We are looking into it')

  await desk.getByRole('button', { name: 'Retry', exact: true }).click()
  const dialog = desk.getByRole('dialog', { name: /mailing address/ })
  await dialog.getByRole('button', { name: /mailing address/ }).click()
  await expect(refused).toContainText('Completed')
  await expect(refused).toContainText(/CIS-\d{6}/)

  await moveTo('2 Taken Rd')
  const taken = await seeTask('2 Taken Rd')
  await expect(taken).toContainText('Completed')
  await expect(taken).toContainText(/CIS-\d{6}/)

  await cis.goto(atCis)
  const arrivals = cis.getByRole('listitem').filter({ hasText: /1 Refused Rd|2 Taken Rd/ })
  await expect(arrivals.filter({ hasText: 'Accepted as' })).toHaveCount(2)
  await expect(arrivals.filter({ hasText: 'Refused · account' })).toHaveCount(1)
  await arrivals.first().getByText('What it was told').click()
  await expect(arrivals.first()).toContainText('"line1": "2 Taken Rd"')
  await expectAccessible(cis)
  await cis.setViewportSize({ width: 320, height: 640 })
  await noHorizontalScroll(cis)
  if (process.env.PORCHLIGHT_SHOTS) await shot(cis, 'cis')
  await cis.context().close()
  await desk.context().close()
})
