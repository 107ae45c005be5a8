/**
 * Kills the worker while it makes payments at a stand-in bank, while autopay does, and while it books and refunds card payments at a stand-in provider, and
 * compares the books with the lists of both: attempts, kills, money lost and doubled. 500 kills of each; `--quick`: 25.
 * `--only card` (`bank`, `autopay`): one of them. `--json`: one object as the last line.
 */
import { parseArgs } from 'node:util'
import { autopayCrashTest } from '@porchlight/server/features/autopay/crash/autopay-crash.fixture.ts'
import { paymentCrashTest } from '@porchlight/server/features/bank-payments/crash/payment-crash.fixture.ts'
import { cardCrashTest } from '@porchlight/server/features/refunds/crash/card-crash.fixture.ts'
import { openBenchApp } from './bench-app.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})

/** Runs one kind of payment on a database of its own. */
async function run<T extends { isReconciled: boolean; lostCents: number; doubledCents: number }>(
  crash: (options: { owner: Bench['owner']; databaseUrl: string; kills: number; seed: number }) => Promise<T>,
) {
  const app = await openBenchApp()
  try {
    const of = {
      owner: app.owner,
      databaseUrl: app.url,
      kills: values.quick ? 25 : 500,
      seed: Date.now() % 1_000,
    }
    const { isReconciled, ...outcome } = await crash(of)
    if (outcome.lostCents + outcome.doubledCents > 0 || !isReconciled) process.exitCode = 1
    return { ...outcome, reconciled: isReconciled }
  } finally {
    await app.close()
  }
}
type Bench = Awaited<ReturnType<typeof openBenchApp>>

const tests = { card: cardCrashTest, bank: paymentCrashTest, autopay: autopayCrashTest }
const figures: Record<string, object> = {}
for (const [name, crash] of Object.entries(tests))
  if (values.only === undefined || values.only === name) figures[name] = await run(crash)
if (values.json) console.info(JSON.stringify(figures))
else console.table(figures)
