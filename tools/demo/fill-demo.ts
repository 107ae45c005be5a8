import { setImmediate as nextTurn } from 'node:timers/promises'
import { hash } from '@node-rs/argon2'
import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { fillSearch, isSearchEmpty } from '../search/fill.ts'
import { demoPassword } from './cast/cast.ts'
import { addCastHistory } from './cast/cast-history.ts'
import { addCast } from './cast/cast-rows.ts'
import { addStaff } from './cast/staff-rows.ts'
import type { DemoContext } from './demo-context.ts'
import type { DemoOptions, DemoSummary } from './demo-options.ts'
import { demoWindow } from './demo-window.ts'
import { finishMade } from './people/finish-made.ts'
import { townOfPeople } from './people/town.ts'
import { DemoRandom } from './random.ts'
import { copyRows } from './rows/copy-rows.ts'
import { Ids } from './rows/ids.ts'
import { isEmpty } from './rows/is-empty.ts'
import { Rows } from './rows/rows.ts'
import { setSequences } from './rows/set-sequences.ts'
import { TaskTimeline } from './tasks/task-timeline.ts'
import { tellOfRequests } from './tasks/tell-of-requests.ts'
import { LoadShapes } from './usage/load-shapes.ts'

const BATCH_BYTES = 12_000_000
/** The cast is the same whatever the demo's seed. */
const CAST_SEED = 20_260_101

/**
 * Fills an empty migrated database with the demo utility, the same for the same options, in one transaction: whole or not at
 * all. Memory does not grow with the number of people. @throws where the database is not empty.
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
      await setSequences(sql)
      await tellOfRequests(sql)
      options.onProgress(0.99, 'search')
      // Where the rows came in beside the triggers; else they have filled it.
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

/** Makes rows while the database takes those of the batch before; returns how many. */
async function fill(sql: Sql, ctx: DemoContext): Promise<number> {
  let written = 0
  let writing = Promise.resolve()
  const write = async () => {
    await writing
    const batch = ctx.rows.take()
    written += batch.count
    writing = copyRows(sql, batch)
    // Awaited before the next batch; until then an error is not unhandled.
    writing.catch(() => {})
    ctx.options.onProgress(Math.min(0.98, ctx.ids.count('persons') / ctx.options.people), 'people')
  }
  const cast = { ...ctx, random: new DemoRandom(CAST_SEED) }
  const castMade = addCast(cast)
  finishMade(cast, castMade)
  addCastHistory(cast, castMade)
  addStaff(ctx)
  for (const made of townOfPeople(ctx)) {
    finishMade(ctx, made)
    if (ctx.rows.size > BATCH_BYTES) await write()
    // Two turns of the event loop: the batch before goes on its way meanwhile.
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

/** The record's months that history reaches into. */
async function makePartitions(sql: Sql, { today }: DemoOptions): Promise<void> {
  for (let back = 4; back >= 0; back -= 1) {
    await sql.unsafe('SELECT make_record_partitions($1::date - make_interval(months => $2::int))', [
      today,
      back,
    ])
  }
}

/** Telephone numbers of the demo utility: 555-01xx is nobody's. */
async function setHelpLines(sql: Sql): Promise<void> {
  const numbers = { 'help.phone': '1-800-555-0142', 'help.emergency-phone': '1-800-555-0199' }
  for (const [setting, number] of Object.entries(numbers))
    for (const locale of ['en', 'es'])
      await sql.unsafe(
        `INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
         SELECT $1::text, $2::text, 1, to_jsonb($3::text), csr_id, current_instant() FROM csr_users
         WHERE csr_id = 'kenji.sato'`,
        [setting, locale, number],
      )
}

/** Foreign keys are kept by how the rows are made (and by the test); only a superuser may leave them unchecked. */
async function speedUp(sql: Sql): Promise<void> {
  const [row] = await sql.unsafe("SELECT current_setting('is_superuser') = 'on' AS superuser")
  if (row?.superuser === true) await sql.unsafe('SET LOCAL session_replication_role = replica')
  await sql.unsafe('SET LOCAL synchronous_commit = off')
}
