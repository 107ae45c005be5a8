import { openDatabase } from '@porchlight/server/database/database.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import type { Desk } from '../measures/desk.ts'
import { type Percentiles, percentiles } from '../measures/percentiles.ts'
import type { Town } from '../town/town.ts'

async function timed(count: number, work: (at: number) => Promise<unknown>): Promise<Percentiles> {
  for (let at = 0; at < count / 10; at++) await work(at)
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const started = performance.now()
    await work(at)
    times.push(performance.now() - started)
  }
  return percentiles(times)
}

/** Measures the lower limits of this machine: one prepared statement on one index through the same client, and a route that does nothing. */
export async function measureBare(desk: Desk, url: string, town: Town, households: number, count: number) {
  const accounts = Array.from({ length: count }, (_, at) =>
    town.household(Math.floor((at * households) / count)),
  )
    .flatMap((household) => household.accounts)
    .map(({ accountId }) => accountId)
  const database = openDatabase(url, testEncryptionKey, { connections: 5 })
  const route = await desk.healthz()
  try {
    return {
      'prepared-lookup': await timed(
        count,
        (at) =>
          database.desk`SELECT account_id, status, division FROM accounts WHERE account_id = ${accounts[at % accounts.length] ?? 0}`,
      ),
      'bare-route': await timed(count, () => route.ask()),
    }
  } finally {
    route.close()
    await database.close()
  }
}
