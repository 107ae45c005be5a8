import type { Sql } from '@porchlight/server/database/sql.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

/** What a command changes: whether the CSR is active, a group that the CSR leaves, whatever gave it, or one given by hand. */
type Change = { isActive: boolean } | { revokes: string } | { grants: string }
type Effect = { endedSessions: number; endedMasquerades: string[] }

/**
 * Runs a change of staff. The database refuses the one that leaves no security officer, for commands as for the desk and the
 * identity provider; here the refusal becomes a sentence.
 */
export async function keepingAnOfficer<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== 'P7301') throw error
    throw new StartRefused(
      'No security officer would be left, now or from a later day, and nothing was changed. Make another person a security officer first; docs/operating.md, "The last security officer", says how.',
    )
  }
}

/** Changes a CSR as the desk does: with a version, and ending the sessions and masquerades that lose their ground. */
export async function changeCsr(sql: Sql, csrId: string, name: string, change: Change): Promise<Effect> {
  const by = {
    source: 'command',
    change: name,
    attribution: { csr_id: null, actor_kind: 'system' },
    ...('revokes' in change && { revokes: change.revokes }),
  }
  const isActive = 'isActive' in change ? change.isActive : null
  const grants = 'grants' in change ? change.grants : null
  const [row] = await keepingAnOfficer(
    () => sql`SELECT change_csr(${csrId}, ${isActive}::boolean, CASE WHEN ${grants}::text IS NOT NULL THEN (
        SELECT COALESCE(jsonb_agg(held), '[]') FROM jsonb_array_elements(staff_state('csr', ${csrId}) -> 'groups') held
        WHERE held ->> 'source' = 'hand' AND held ->> 'csrGroup' <> ${grants}
      ) || jsonb_build_object('csrGroup', ${grants}::text) END, ${JSON.stringify(by)}::text::jsonb) AS effect`,
  )
  return row?.effect as Effect
}
