/**
 * Kills the worker while it makes payments at a stand-in bank, and compares the books with the bank's list: attempts, kills, money lost
 * and doubled. 500 kills; `--quick`: 25. `--json`: one object as the last line.
 */
import { parseArgs } from 'node:util'
import { paymentCrashTest } from '@porchlight/server/features/bank-payments/crash/payment-crash.fixture.ts'
import { openBenchApp } from './bench-app.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
})

const app = await openBenchApp()
try {
  const kills = values.quick ? 25 : 500
  const { isReconciled, ...outcome } = await paymentCrashTest({
    owner: app.owner,
    databaseUrl: app.url,
    kills,
    seed: Date.now() % 1_000,
  })
  const figures = { ...outcome, reconciled: isReconciled }
  if (values.json) console.info(JSON.stringify(figures))
  else console.table(figures)
  if (outcome.lostCents + outcome.doubledCents > 0 || !isReconciled) process.exitCode = 1
} finally {
  await app.close()
}
