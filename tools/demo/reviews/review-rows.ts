import type { Sql } from '@porchlight/server/database/sql.ts'
import type { DemoContext } from '../demo-context.ts'
import { deskIp, madeUpUuid } from '../people/network.ts'
import { DemoRandom } from '../random.ts'

type Line = {
  at: string
  event: 'read' | 'changed' | 'refused' | 'alert'
  action: string
  csrId: string | null
  accountId?: number
  reason?: string
  details?: object
  isBySystem?: boolean
}

/** Rows that staff leave at the desk outside of masquerades. Their random numbers are their own: the rest of the town stays as it is. */
export class ReviewRows {
  readonly random = new DemoRandom(20_261_201)
  readonly #entries: object[] = []
  readonly #contacts: object[] = []
  #steps = 0

  constructor(readonly ctx: DemoContext) {}

  /** Returns the next number of an alert's step. */
  nextStep(): number {
    this.#steps += 1
    return this.#steps
  }

  at(daysAgo: number, hour: number): string {
    return this.ctx.window.instant(this.ctx.window.today - daysAgo, Math.round(hour * 3600))
  }

  line({ at, event, action, csrId, accountId, reason, details = {}, isBySystem = false }: Line): void {
    this.#entries.push({
      record_entry_id: this.ctx.ids.next('record_entries'),
      at,
      event,
      action,
      actor_kind: isBySystem ? 'system' : 'csr',
      csr_id: csrId,
      account_id: accountId ?? null,
      ip_address: isBySystem ? null : deskIp(this.random),
      correlation_id: madeUpUuid(this.random),
      reason: reason ?? null,
      details,
    })
  }

  /** A CSR opens an account: the page of the account and its web users. */
  opening(csrId: string, accountId: number, at: string): void {
    for (const action of ['account:view', 'web-user:view'])
      this.line({ at, event: 'read', action, csrId, accountId })
  }

  call(csrId: string, accountId: number, at: string, note: string): void {
    this.#contacts.push({
      customer_contact_id: this.ctx.ids.next('customer_contacts'),
      account_id: accountId,
      contact_class: 'general',
      contact_type: 'call',
      note,
      at,
      csr_id: csrId,
    })
  }

  async write(sql: Sql): Promise<void> {
    await insert(sql, 'record_entries', this.#entries)
    await insert(sql, 'customer_contacts', this.#contacts)
  }
}

/** Inserts rows whose keys are columns. Keys of identity columns are kept. */
export async function insert(sql: Sql, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).join(', ')
  await sql.unsafe(
    `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
     SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::text::jsonb)`,
    [JSON.stringify(rows)],
  )
}
