import { setImmediate as nextTurn } from 'node:timers/promises'
import { hash } from '@node-rs/argon2'
import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { fillSearch, isSearchEmpty } from '../search/fill.ts'
import { demoPassword } from './cast/cast.ts'
import { addCastBankAccounts } from './cast/cast-bank-accounts.ts'
import { addCastHistory } from './cast/cast-history.ts'
import { addCast, addStaff } from './cast/cast-rows.ts'
import type { DemoContext } from './demo-context.ts'
import type { DemoOptions, DemoSummary } from './demo-options.ts'
import { demoWindow } from './demo-window.ts'
import { finishMade, townOfPeople } from './people/town.ts'
import { DemoRandom } from './random.ts'
import { addReviews, numberFindings } from './reviews/reviews.ts'
import { copyRows } from './rows/copy-rows.ts'
import { addDataAccess, switchAutopayOn } from './rows/data-access.ts'
import { Ids } from './rows/ids.ts'
import { tellOfDoneTasks } from './rows/messages.ts'
import { giveBackOnePayment } from './rows/refunds.ts'
import { Rows } from './rows/rows.ts'
import {
  enrollAsAsked,
  isEmpty,
  makePartitions,
  orderRecord,
  setCheckpointMail,
  setHelpLines,
  setRemittanceAddress,
  setSequences,
  speedUp,
  tellOfRequests,
} from './rows/statements.ts'
import { TaskTimeline } from './tasks/task-timeline.ts'
import { LoadShapes } from './usage/load-shapes.ts'
import { addWeather } from './usage/weather-rows.ts'

const BATCH_BYTES = 12_000_000
/** The cast is the same whatever the demo's seed. */
const CAST_SEED = 20_260_101

/**
 * Fills an empty migrated database with the demo utility in one transaction. The same options give the same utility. Memory
 * does not grow with the number of people. @throws if the database is not empty
 */
export async function fillDemo(options: DemoOptions): Promise<DemoSummary> {
  const started = performance.now()
  const pool = openPool(options.ownerUrl, 1)
  try {
    const passwordHash =
      options.demoPasswordHash ??
      (await hash(demoPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }))
    const summary = await pool.begin(async (sql) => {
      if (!(await isEmpty(sql)))
        throw new Error('The database is not empty: a demo is filled into a new one.')
      await speedUp(sql)
      await makePartitions(sql, options)
      const ctx = newContext(options, passwordHash)
      const rows = await fill(sql, ctx)
      await setHelpLines(sql)
      await setRemittanceAddress(sql)
      await setCheckpointMail(sql)
      await addDataAccess(sql)
      await switchAutopayOn(sql)
      await addReviews(sql, ctx)
      await orderRecord(sql)
      await numberFindings(sql)
      await setSequences(sql)
      await tellOfRequests(sql)
      await tellOfDoneTasks(sql)
      await enrollAsAsked(sql, options)
      await giveBackOnePayment(sql)
      options.onProgress(0.99, 'search')
      // Without triggers (speedUp) the index is still empty; with them it is filled already.
      if (await isSearchEmpty(sql)) await fillSearch(sql, () => {})
      return { ...counts(ctx), rows }
    })
    options.onProgress(1, 'analyze')
    await pool.unsafe('ANALYZE')
    return { ...summary, seconds: (performance.now() - started) / 1000 }
  } finally {
    await pool.end({ timeout: 5 })
  }
}

function newContext(options: DemoOptions, passwordHash: string): DemoContext {
  const window = demoWindow(options.today, options.timeZone)
  return {
    options,
    random: new DemoRandom(options.seed),
    ids: new Ids(),
    rows: new Rows(),
    window,
    shapes: new LoadShapes(window),
    timeline: new TaskTimeline(window, options.people),
    passwordHash,
  }
}

/** Makes rows while the database takes the previous batch. Returns how many rows were written. */
async function fill(sql: Sql, ctx: DemoContext): Promise<number> {
  let written = 0
  let writing = Promise.resolve()
  const write = async () => {
    await writing
    const batch = ctx.rows.take()
    written += batch.count
    writing = copyRows(sql, batch)
    // The next batch awaits this one; until then, this handler keeps an error from counting as unhandled.
    writing.catch(() => {})
    ctx.options.onProgress(Math.min(0.98, ctx.ids.count('persons') / ctx.options.people), 'people')
  }
  const cast = { ...ctx, random: new DemoRandom(CAST_SEED) }
  const castMade = addCast(cast)
  finishMade(cast, castMade)
  addCastHistory(cast, castMade)
  addCastBankAccounts(cast, castMade)
  addStaff(ctx)
  addWeather(ctx)
  for (const made of townOfPeople(ctx)) {
    finishMade(ctx, made)
    if (ctx.rows.size > BATCH_BYTES) await write()
    // Two turns of the event loop, in which the previous batch is sent.
    await nextTurn()
    await nextTurn()
  }
  await write()
  await writing
  return written
}

function counts({ ids, timeline }: DemoContext) {
  return {
    people: ids.count('persons'),
    accounts: ids.accountCount,
    premises: ids.count('premises'),
    webUsers: ids.count('web_users'),
    bills: ids.count('bills'),
    tasks: timeline.count,
  }
}
