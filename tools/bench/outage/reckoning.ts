import { hashToken, newToken } from '@porchlight/server/sessions/token.ts'

/** Encryption key of the installation under load. */
export const encryptionKey = 'the-key-of-the-outage-benchmark-0123456789'

/** A change of one client: acknowledged, or of unknown outcome. */
export type Change = { table: 'notes' | 'addresses'; mark: string; isAcknowledged: boolean }

/** Counts of what happened to the load's requests. */
export type Met = {
  changes: Change[]
  hangs: number
  unexpected: Map<string, number>
  answered: number
  unavailable: number
  /** Time of the last successful response of each site, in ms. */
  doneAt: Record<'portal' | 'desk', number>
}

/** Runs a statement as the owner of the database, and repeats it until it succeeds. */
export type AsOwner = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>

/** Returns the counts of a load before it begins. */
export const emptyMet = (): Met => ({
  changes: [],
  hangs: 0,
  unexpected: new Map(),
  answered: 0,
  unavailable: 0,
  doneAt: { portal: 0, desk: 0 },
})

/** Returns a function that starts a session by inserting its row, and returns the credential. */
export const signInAt = (asOwner: AsOwner) => async (site: 'portal' | 'desk', who: number | string) => {
  const credential = newToken()
  const [table, key] = site === 'portal' ? ['customer_sessions', 'web_user_id'] : ['desk_sessions', 'csr_id']
  const factor = site === 'portal' ? ['', ''] : ['second_factor_at, ', 'now(), ']
  await asOwner(
    `INSERT INTO ${table} (token_hash, ${key}, ${factor[0]}created_at, last_used_at, expires_at, ip_address, user_agent)
     VALUES ($1, $2, ${factor[1]}now(), now(), now() + interval '2 hours', '127.0.0.1', 'bench')`,
    [hashToken(credential), who],
  )
  return credential
}

/** Counts the changes that were acknowledged and are not in the database, and those that are in it more than once. */
export async function lostAndDoubled(met: Met, asOwner: AsOwner): Promise<{ lost: number; doubled: number }> {
  const rows = await asOwner(`
    SELECT note AS mark, count(*)::int AS n FROM customer_contacts WHERE note LIKE 'note of %' GROUP BY 1 UNION ALL
    SELECT payload -> 'after' ->> 'line1', count(*)::int FROM self_service_tasks
    WHERE task_type = 'mailing-address' AND payload -> 'after' ->> 'line1' LIKE '%Street%' GROUP BY 1`)
  const times = new Map(rows.map((row) => [String(row.mark), Number(row.n)]))
  const count = (is: (change: Change, times: number) => boolean) =>
    met.changes.filter((change) => is(change, times.get(change.mark) ?? 0)).length
  return {
    lost: count(({ isAcknowledged }, n) => isAcknowledged && n === 0),
    doubled: count((_, n) => n > 1),
  }
}
