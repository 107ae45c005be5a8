import { openPool } from '@porchlight/server/database/sql.ts'
import type { OnInstallation } from './on-installation.ts'

const ago = (seconds: number) =>
  seconds < 120
    ? `${Math.round(seconds)} s`
    : seconds < 7_200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3_600)} h`

/** Says how many tasks wait for the CIS and since when, why the last attempts failed, and what it refused. */
export async function cisStatus({ config, ownerUrl, stopping, say }: OnInstallation): Promise<void> {
  const owner = openPool(ownerUrl, 1)
  stopping.add(() => owner.end())
  const [row] = await owner`
    SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
      count(DISTINCT line) FILTER (WHERE state = 'waiting')::int AS lines,
      COALESCE(extract(epoch FROM current_instant() - min(created_at) FILTER (WHERE state = 'waiting')), 0)::float8 AS oldest,
      count(*) FILTER (WHERE state = 'accepted' AND answered_at > current_instant() - interval '1 hour')::int AS accepted,
      (SELECT count(*)::int FROM cis_deliveries JOIN self_service_tasks t USING (self_service_task_id)
        WHERE cis_deliveries.state = 'refused' AND t.state = 'error') AS refused
    FROM cis_deliveries`
  const { waiting = 0, lines = 0, oldest = 0, accepted = 0, refused = 0 } = row ?? {}
  say(`waiting   ${waiting} in ${lines} accounts${waiting > 0 ? `, the oldest for ${ago(oldest)}` : ''}`)
  say(`accepted  ${accepted} within the last hour`)
  say(`refused   ${refused} are in error and wait for a person (desk, Tasks, state Error)`)
  const failing = await owner`
    SELECT failure, count(*)::int AS n, extract(epoch FROM current_instant() - min(failing_since))::float8 AS since
    FROM cis_deliveries WHERE state = 'waiting' AND failure IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 10`
  for (const { failure, n, since } of failing) say(`failing   ${n} with ${failure}, for ${ago(since)}`)
  if (config.mode === 'production' && !config.cis && waiting > 0)
    say('No CIS is configured: they wait until PORCHLIGHT_CIS_URL is set.')
}
