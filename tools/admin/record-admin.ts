import { randomUUID } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'

/** Writes the line of an administrator's command: whoever has the database's owner password is nobody's CSR. */
export async function recordAdmin(
  sql: Sql,
  event: 'changed' | 'read',
  action: string,
  details: Record<string, string | number>,
): Promise<void> {
  const entry = { event, action, actor_kind: 'system', correlation_id: randomUUID(), details }
  await sql`SELECT append_record(${JSON.stringify([entry])}::text::jsonb)`
}
