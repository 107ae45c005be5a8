import { performance } from 'node:perf_hooks'
import type { openBenchApp } from '../bench-app.ts'
import { accountsEach, customerAt } from './town.ts'

type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

/** Measures the bare INSERT of the same rows into the same table, with its indexes and checks, 100 rows a statement. */
export async function insertedPerSecond(app: BenchApp, requests: number): Promise<number> {
  await app.owner.unsafe('CHECKPOINT')
  const started = performance.now()
  let at = 0
  const one = async () => {
    while (at < requests) {
      const { webUserId, userName, accountIds } = customerAt(at++)
      await app.owner.unsafe(
        `INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
           self_service_user_id, payload, correlation_id, created_at, updated_at)
         SELECT 'nickname', 'completed', a, 'customer', $2, $2 || '@example.com', '192.0.2.10', $1,
           '{"nickname": {"before": "", "after": "Home"}}', gen_random_uuid(), now(), now()
         FROM unnest($3::bigint[]) a`,
        [webUserId, userName, accountIds as number[]],
        { prepare: true },
      )
    }
  }
  await Promise.all([one(), one(), one(), one()])
  return Math.round((requests * accountsEach) / ((performance.now() - started) / 1000))
}
