import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

test('a letter asks for "everything you have about me", and then to be erased: two files, a preview, a certificate', async ({
  browser,
  addresses,
  customer,
  allowConsoleErrors,
}) => {
  allowConsoleErrors(/409|422/)
  const { accountId, personId, name, userName } = customer
  const { context, desk } = await openDesk(browser, addresses, 'ines.ferreira', `/accounts/${accountId}`)
  await desk.getByRole('link', { name: `Everything about ${name}` }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`Data about ${name}`)
  // A bystander who reads the browser's history learns no name.
  expect(await desk.title()).not.toContain(name)

  const takes = desk.getByRole('region', { name: 'Export everything about this person' })
  const saved = desk.waitForEvent('download')
  await takes.getByLabel('Why the person gets the file').fill('Asked by letter')
  await takes.getByRole('button', { name: 'Make the file' }).press('Enter')
  const page = await readFile(await (await saved).path(), 'utf8')
  expect(page).toContain(userName)
  expect(page).toContain('</html>')
  const letter = await browser.newContext()
  const reader = await letter.newPage()
  await reader.setContent(page)
  await expect(reader.getByRole('heading', { name: 'Bills', exact: true })).toBeVisible()
  await expectAccessible(reader)
  if (process.env.PORCHLIGHT_SHOTS) await shot(reader, 'person-file')
  await letter.close()
  await takes.getByLabel('Data for machines (JSON)').check()
  await takes.getByLabel('Why the person gets the file').fill('Asked by letter')
  const second = desk.waitForEvent('download')
  await takes.getByRole('button', { name: 'Make the file' }).click()
  expect(JSON.parse(await readFile(await (await second).path(), 'utf8'))).toMatchObject({ personId })

  // An active account comes first: the screen says so and offers no button.
  const erasure = desk.getByRole('region', { name: 'Erase this person' })
  await expect(erasure).toContainText('The person is the main customer of an active account')
  await expect(erasure.getByRole('button', { name: /for good/ })).toHaveCount(0)
  await withDatabase(addresses, async (sql) => {
    await sql`UPDATE accounts SET status = 'closed', closed_on = CURRENT_DATE, balance_cents = 0 WHERE account_id = ${accountId}`
    await sql`DELETE FROM to_dos WHERE account_id = ${accountId} AND completed_at IS NULL`
    await sql`UPDATE self_service_tasks SET state = 'completed', due_at = NULL
      WHERE NOT is_final AND (account_id = ${accountId} OR self_service_user_id = ${customer.webUserId})`
  })
  await desk.reload()
  await expectAccessible(desk)
  await noHorizontalScroll(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'person-erase')

  // A note that a colleague adds meanwhile makes the preview stale.
  await withDatabase(
    addresses,
    (sql) => sql`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
      VALUES (${accountId}, 'general', 'call', 'Called again', now())`,
  )
  const confirm = erasure.getByRole('button', { name: `Erase ${name} for good` })
  await erasure.getByLabel(/Type the name/).fill('Somebody Else')
  await erasure.getByLabel('Why the person is erased').fill('Asked by letter')
  await confirm.click()
  await expect(erasure.getByRole('alert')).toContainText('The data has changed')
  await confirm.click()
  await expect(erasure.getByLabel(/Type the name/)).toHaveAccessibleDescription(/neither the person’s name/)
  await erasure.getByLabel(/Type the name/).fill(name)
  await confirm.click()
  await expect(erasure).toContainText(`the data of person ${personId} was erased`, { timeout: 60_000 })
  await expect(erasure).toContainText('Line in the record')
  await expectAccessible(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'person-certificate')
  const certificate = desk.waitForEvent('download')
  await erasure.getByRole('button', { name: 'Save as JSON' }).click()
  expect(JSON.parse(await readFile(await (await certificate).path(), 'utf8'))).toMatchObject({
    format: 'porchlight-erasure-certificate',
    personId,
  })
  await context.close()

  const other = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'es' })
  await signInCsr(other, addresses, 'ines.ferreira')
  const phone = await other.newPage()
  await phone.goto(`${addresses.desk}/accounts/${accountId}/persons/${personId}`)
  await expect(phone.getByRole('heading', { level: 1 })).toContainText(`Erased person ${personId}`)
  await noHorizontalScroll(phone)
  await expect(phone.getByRole('main')).not.toContainText(userName)
  await other.close()
})
