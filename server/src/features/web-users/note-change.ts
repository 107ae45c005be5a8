import type { Context } from '#pipeline/handler.ts'
import { insertWebAccessContact, type WebAccessChanger } from './queries.ts'

/** What was done to a web user: the type of the line in the contact history. */
export type WebAccessChange =
  | 'unlinked'
  | 'linked-again'
  | 'adopted'
  | 'deactivated'
  | 'reactivated'
  | 'reset-sent'
  | 'invitation-sent'
  | 'confirmation-sent'

/**
 * Writes a CSR's change of a web user into the account's contact history with the reason, and into the record without it,
 * because the record never holds typed text.
 */
export async function noteChange(
  context: Context<WebAccessChanger>,
  change: WebAccessChange,
  about: { webUserId: number; userName: string; reason?: string; taskId?: number },
  details: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  const { sql, grant, note } = context
  const { webUserId, userName, reason, taskId } = about
  const { customerContactId } = await insertWebAccessContact.one(sql, grant, {
    contactType: change,
    note: reason ? `${userName}: ${reason}` : userName,
    taskId: taskId ?? null,
  })
  note({
    event: 'changed',
    webUserId,
    ...(taskId !== undefined && { taskId }),
    details: { change, customerContactId, ...details },
  })
}
