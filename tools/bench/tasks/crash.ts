import { crashTest } from '@porchlight/server/tasks/crash/crash-test.fixture.ts'
import type { openBenchApp } from '../bench-app.ts'

type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

/** The worker killed so many times at random points, on a PostgreSQL that syncs its disk; what was lost, what was doubled. */
export async function crashes(app: BenchApp, kills: number) {
  const seed = Date.now() % 1_000_000
  const found = await crashTest({ owner: app.owner, databaseUrl: app.url, kills, seed })
  console.log(
    `killed ${kills} times among ${found.tasks} tasks (seed ${seed}): ${found.lost} lost, ${found.doubled} doubled; told again under the same key: ${found.toldAgain}`,
  )
  return { kills, lost: found.lost, doubled: found.doubled }
}
