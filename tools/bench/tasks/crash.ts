import { crashTest } from '@porchlight/server/tasks/crash/crash-test.fixture.ts'
import type { openBenchApp } from '../bench-app.ts'

type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

/** Kills the worker repeatedly at random points, on a PostgreSQL that syncs its disk. Returns the numbers of lost and of doubled tasks. */
export async function crashes(app: BenchApp, kills: number) {
  const seed = Date.now() % 1_000_000
  const outcome = await crashTest({ owner: app.owner, databaseUrl: app.url, kills, seed })
  console.log(
    `killed ${kills} times among ${outcome.tasks} tasks (seed ${seed}): ${outcome.lost} lost, ${outcome.doubled} doubled; told again under the same key: ${outcome.toldAgain}`,
  )
  return { kills, lost: outcome.lost, doubled: outcome.doubled }
}
