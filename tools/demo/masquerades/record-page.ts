import type { DemoContext } from '../demo-context.ts'
import { madeUpUuid } from '../people/network.ts'

type Visit = { csrId: string; webUserId: number; accountId: number; masqueradeId: string; ip: string }
type Details = {
  /** `masquerade` where not given. */
  actorKind?: 'csr' | 'customer' | 'masquerade' | 'system'
  /** The CSR whom the row names, if not the visiting one. */
  csrId?: string | null
  ip?: string | null
  taskId?: number
  reason?: string
  correlationId?: string
  details?: Record<string, string | number | boolean | null>
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
    const { actorKind, csrId, ip, ...more } = {
      actorKind: 'masquerade',
      ...this.visit,
      ...details,
    }
    rows.add(
      'record_entries',
      ids.next('record_entries'),
      at,
      event,
      action,
      actorKind,
      csrId,
      this.visit.webUserId,
      this.visit.accountId,
      this.visit.masqueradeId,
      more.taskId ?? null,
      ip,
      more.correlationId ?? madeUpUuid(random),
      more.reason ?? null,
      JSON.stringify(more.details ?? {}),
    )
  }
}
