import { Refused } from '@porchlight/contract/client.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import type { TestApp } from '#testing/test-app.ts'

export const john = { accountId: town.mariaAccount as number, webUserId: town.john as number }
export const maria = { accountId: town.mariaAccount as number, webUserId: town.maria as number }

/** Makes John Maria's guest again, by a row that self-service made, and forgets what was unlinked. */
export async function restoreJohn({ owner }: TestApp) {
  await owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
    VALUES (${john.accountId}, 2, 'self-service') ON CONFLICT (account_id, person_id) DO UPDATE
    SET relationship_type = 'self-service', version = 1, is_financially_responsible = false`
  await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role, nickname)
    VALUES (${john.webUserId}, ${john.accountId}, 'viewer', 'Oak St') ON CONFLICT (web_user_id, account_id) DO UPDATE
    SET version = 1, nickname = 'Oak St'`
  await owner`DELETE FROM unlinks`
  await owner`TRUNCATE attempts`
}

type Changes = { removesAccountPerson?: boolean; discardedTaskIds?: number[]; reason?: string }
export async function unlink(by: Browser, params: typeof john, changes: Changes = {}) {
  const { standing } = await by.api.previewUnlink({ params })
  const body = {
    standing,
    reason: 'She asked',
    removesAccountPerson: false,
    discardedTaskIds: [],
    ...changes,
  }
  return by.api.unlinkWebUser({ params, body })
}
export const linkOf = ({ owner }: TestApp, { accountId, webUserId }: typeof john) => owner`
  SELECT * FROM web_user_accounts WHERE account_id = ${accountId} AND web_user_id = ${webUserId}`
export const rowOf = ({ owner }: TestApp, personId: number, accountId: number = town.mariaAccount) => owner`
  SELECT * FROM account_persons WHERE account_id = ${accountId} AND person_id = ${personId}`
export async function addTask({ owner }: TestApp, state: string, params = john) {
  const [task] = await owner`
    INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES ('paperless', ${state}, ${params.accountId}, 'customer', 'x', 'x', '192.0.2.1', ${params.webUserId}, '{}',
      gen_random_uuid(), now(), now()) RETURNING self_service_task_id AS id`
  return Number(task?.id)
}
export const lastMessage = async ({ owner }: TestApp) =>
  (await owner`SELECT * FROM outgoing_messages ORDER BY outgoing_message_id DESC LIMIT 1`)[0]
export const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body.reason : error),
  )
