import { randomUUID } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'

/** Records an administrator's command. The actor is `system`: the person who has the owner's password need not be a CSR. */
export async function recordAdmin(
  sql: Sql,
  event: 'changed' | 'read',
  action: string,
  details: Record<string, string | number>,
): Promise<void> {
  const entry = { event, action, actor_kind: 'system', correlation_id: randomUUID(), details }
  await sql`SELECT append_record(${JSON.stringify([entry])}::text::jsonb)`
}
