import type { DemoContext } from '../demo-context.ts'
import { madeUpUuid } from '../people/network.ts'

type Visit = { csrId: string; webUserId: number; accountId: number; masqueradeId: string; ip: string }
type Details = {
  /** `masquerade` where not given. */
  actorKind?: 'csr' | 'masquerade' | 'system'
  taskId?: number
  reason?: string
  correlationId?: string
}
type Event = 'started' | 'arrived' | 'read' | 'changed' | 'refused' | 'ended'

/** The record's entries about one masquerade. */
export class RecordPage {
  constructor(
    readonly ctx: DemoContext,
    readonly visit: Visit,
  ) {}

  add(event: Event, action: string, at: string, details: Details = {}): void {
    const { rows, ids, random } = this.ctx
    const { csrId, webUserId, accountId, masqueradeId, ip } = this.visit
    const actorKind = details.actorKind ?? 'masquerade'
    rows.add(
      'record_entries',
      ids.next('record_entries'),
      at,
      event,
      action,
      actorKind,
      csrId,
      webUserId,
      accountId,
      masqueradeId,
      details.taskId ?? null,
      actorKind === 'system' ? null : ip,
      details.correlationId ?? madeUpUuid(random),
      details.reason ?? null,
      '{}',
    )
  }
}
