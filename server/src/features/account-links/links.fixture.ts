import { tellOfVisits } from '#features/masquerade/jobs.ts'
import { sendMessages } from '#features/messages/send-messages.ts'
import type { Mail } from '#integrations/mail/mail-sender.ts'
import { workTasks } from '#tasks/working/work-tasks.ts'
import { town } from '#testing/small-town.ts'
import type { TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { tellOfLinks } from './tell-of-links.ts'

/** Olga's account, as on her bill. */
export const body = { accountNumber: String(town.otherAccount), postalCode: '92101' }

export const linksOf = (app: TestApp, webUserId: number) =>
  app.owner`SELECT role, is_active FROM web_user_accounts
    WHERE web_user_id = ${webUserId} AND account_id = ${town.otherAccount}`

export const personOf = (app: TestApp, personId: number) =>
  app.owner`SELECT * FROM account_persons WHERE account_id = ${town.otherAccount} AND person_id = ${personId}`

export const taskOf = async (app: TestApp, taskId: number) =>
  (await app.owner`SELECT * FROM self_service_tasks WHERE self_service_task_id = ${taskId}`)[0]

/** Runs the worker once over what is due, and gives the mails that left. */
export async function work(app: TestApp): Promise<Mail[]> {
  const mails: Mail[] = []
  const mail = { sendMail: async (sent: Mail) => void mails.push(sent), close: () => {} }
  const tools = {
    pool: app.database.worker,
    installation: testInstallation({ mail }),
    signal: new AbortController().signal,
  }
  for (const job of [workTasks, tellOfLinks, tellOfVisits, sendMessages]) await job.run(tools)
  return mails
}

/** The key in the link of a holder's mail. */
export const keyIn = (mail: Mail | undefined): string =>
  /\/take-off\?key=([\w-]{43})$/m.exec(mail?.text ?? '')?.[1] ?? ''
