import type { Sql } from '#database/sql.ts'
import type { Actor } from '#policy/actor.ts'
import { grantOf } from '#policy/decide.ts'
import { appendRecord } from './queries.ts'

declare const written: unique symbol
/** A line in the record that the change has written itself. Only what writes lines makes one (tools/architecture.mjs looks). */
export type RecordProof = { readonly [written]: true }
export const recordProof = {} as RecordProof

/** One entry of the record, without its actor. Never personal data: ids, names of actions, reasons. */
export type Entry = {
  event:
    | 'read'
    | 'changed'
    | 'refused'
    | 'started'
    | 'arrived'
    | 'ended'
    | 'signed-in'
    | 'signed-out'
    | 'alert'
  action: string
  accountId?: number | undefined
  webUserId?: number | undefined
  masqueradeId?: string | undefined
  taskId?: number | undefined
  reason?: string | undefined
  details?: Record<string, string | number | boolean | null>
}

type Attribution = {
  actor_kind: Actor['kind']
  csr_id?: string
  web_user_id?: number
  masquerade_id?: string
  client_id?: string
  ip_address?: string
}

/** Returns who the record says did it: a total function of the actor, without defaults. */
export function recordAttribution(actor: Actor): Attribution {
  switch (actor.kind) {
    case 'visitor':
      return { actor_kind: 'visitor', ip_address: actor.ip }
    case 'customer':
      return { actor_kind: 'customer', web_user_id: actor.webUserId, ip_address: actor.ip }
    case 'csr':
      return { actor_kind: 'csr', csr_id: actor.csrId, ip_address: actor.ip }
    case 'masquerade':
      return {
        actor_kind: 'masquerade',
        csr_id: actor.csr.csrId,
        web_user_id: actor.customer.webUserId,
        masquerade_id: actor.masqueradeId,
        ip_address: actor.ip,
      }
    case 'integration':
      return { actor_kind: 'integration', client_id: actor.clientId, ip_address: actor.ip }
    case 'system':
      return { actor_kind: 'system' }
  }
}

/**
 * Appends entries in one statement. Where this fails, the caller's transaction fails with it.
 * @param tokenHash of the session that proves a customer or a masquerade; the database believes neither without
 */
export async function record(
  sql: Sql,
  actor: Actor,
  correlationId: string,
  entries: Entry[],
  tokenHash: Uint8Array | null = null,
): Promise<RecordProof> {
  if (entries.length === 0) return recordProof
  const rows = entries.map((entry) => ({
    event: entry.event,
    action: entry.action,
    account_id: entry.accountId,
    web_user_id: entry.webUserId,
    masquerade_id: entry.masqueradeId,
    self_service_task_id: entry.taskId,
    reason: entry.reason,
    details: entry.details,
    correlation_id: correlationId,
    ...recordAttribution(actor),
  }))
  await appendRecord(sql, grantOf(actor, 'public'), { tokenHash, entries: rows })
  return recordProof
}
