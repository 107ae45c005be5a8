import { expect, expectAccessible, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'
import { withDatabase } from '../sign-in.ts'

/** The types whose effect nothing makes in this version. */
const taskTypes = ['usage-upload', 'autopay-change', 'guest-invite', 'guest-role-change', 'leave-account']

test('a task whose type has no effect yet cannot be completed, and its page says why and what to do', async ({
  browser,
  addresses,
  customer,
}) => {
  const rows = await withDatabase(
    addresses,
    (sql) => sql<{ id: number }[]>`
      INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
        self_service_user_id, payload, correlation_id, created_at, updated_at)
      SELECT task_type, 'error', l.account_id, 'customer', w.user_name, w.email, '192.0.2.10', w.web_user_id, '{}',
        gen_random_uuid(), now(), now()
      FROM unnest(${taskTypes}::text[]) AS task_type, web_users w JOIN web_user_accounts l USING (web_user_id)
      WHERE w.web_user_id = ${customer.webUserId}
      ORDER BY task_type LIMIT 5 RETURNING self_service_task_id AS id`,
  )
  expect(rows).toHaveLength(5)
  const { context, desk } = await openDesk(browser, addresses, 'ines.ferreira', '/')
  for (const { id } of rows) {
    await desk.goto(`${addresses.desk}/tasks/${id}`)
    const complete = desk.getByRole('button', { name: 'Complete by hand' })
    await expect(complete).toHaveAttribute('aria-disabled', 'true')
    await expect(complete).toHaveAccessibleDescription(
      /has not been made yet.*cannot be completed.*discard the task\.$/,
    )
    await complete.focus()
    await expect(desk.getByText('this version cannot make the change yet').first()).toBeVisible()
    await desk.keyboard.press('Enter')
    await expect(desk.getByRole('dialog')).toHaveCount(0)
  }
  await expectAccessible(desk)
  await context.close()
})
