import { castCustomer } from '../customers.ts'
import { expect, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { withDatabase } from '../sign-in.ts'

test('ended masquerades are found by CSR and by account; the record by a user name, its lines to the second', async ({
  browser,
  addresses,
}) => {
  const { accountId } = castCustomer('m.alvarez')
  const { context, desk } = await openDesk(browser, addresses, 'ines.ferreira', '/masquerades')
  const ended = desk.getByRole('table', { name: 'Ended' })
  await expect(ended.getByRole('row').nth(1)).toBeVisible()
  const [most] = await withDatabase(
    addresses,
    (sql) => sql`SELECT csr_id, u.display_name, w.web_user_id, count(*)::int AS rows
      FROM masquerades m JOIN csr_users u USING (csr_id) JOIN web_users w ON w.user_name = 'm.alvarez'
      WHERE m.ended_at IS NOT NULL AND m.account_id = ${accountId} GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 1`,
  )
  const csrId = String(most?.csrId)
  await desk.locator('#masquerades-csr').fill(csrId)
  await desk.locator('#masquerades-account').fill(String(accountId))
  await desk.keyboard.press('Enter')
  await expect(ended.locator('tbody tr')).toHaveCount(Number(most?.rows))
  for (const row of await ended.locator('tbody tr').all()) {
    await expect(row).toContainText(String(most?.displayName))
    await expect(row).toContainText('m.alvarez')
  }
  await desk.locator('#masquerades-csr').fill('nobody.at-all')
  await desk.keyboard.press('Enter')
  await expect(desk.getByText('No masquerades.').first()).toBeVisible()

  await desk.goto(`${addresses.desk}/record`)
  await desk.locator('#record-webUser').fill('m.alvarez')
  await desk.keyboard.press('Enter')
  const lines = desk.getByRole('table').first().locator('tbody tr')
  await expect(lines.first()).toContainText(String(most?.webUserId))
  for (const line of await lines.all()) {
    await expect(line).toContainText(String(most?.webUserId))
    await expect(line.locator('time').first()).toHaveText(/\d{1,2}:\d{2}:\d{2}/)
  }
  await context.close()
})

test('closed alerts are found by the CSR whom they are about, with who closed them and why', async ({
  browser,
  addresses,
}) => {
  await withDatabase(
    addresses,
    (
      sql,
    ) => sql`INSERT INTO to_dos (to_do_role, subject, priority, about_csr_id, created_at, completed_at, completed_by_csr_id)
      SELECT 'security-officer', 'too-many-guesses', 1, csr_id, now() - interval '1 hour', now(), 'kenji.sato'
      FROM unnest(ARRAY['tom.becker', 'amara.okafor']) AS csr_id`,
  )
  const { context, desk } = await openDesk(browser, addresses, 'kenji.sato', '/alerts')
  const closed = desk.locator('#settled-alerts tbody tr')
  await expect(closed.filter({ hasText: 'amara.okafor' }).first()).toBeVisible()
  await desk.locator('#settled-csr').fill('tom.becker')
  await desk.keyboard.press('Enter')
  await expect(closed.filter({ hasText: 'amara.okafor' })).toHaveCount(0)
  await expect(closed.filter({ hasText: 'tom.becker' }).first()).toContainText('kenji.sato')
  await desk.locator('#settled-csr').fill('nobody.at-all')
  await desk.keyboard.press('Enter')
  await expect(closed.filter({ hasText: 'tom.becker' })).toHaveCount(0)
  await context.close()
})
