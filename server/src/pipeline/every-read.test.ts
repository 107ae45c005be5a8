import { type Action, actions } from '@porchlight/contract/actions.ts'
import { changes } from '@porchlight/contract/endpoint.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { prepare, send, walked } from '#testing/examples/examples.ts'
import { type ExampleName, openScene, rowsWithoutAccount, type Scene } from '#testing/examples/scene.ts'
import { flushStatistics } from '#testing/flush-statistics.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

/** How many rows were ever inserted, updated and deleted in each table, as PostgreSQL counts them. */
async function written(): Promise<Map<string, number>> {
  const { portal, view, desk, worker } = scene.app.database
  for (const pool of [portal, view, desk, worker, scene.owner]) await flushStatistics(pool)
  const rows = await scene.owner`SELECT relname AS "table", n_tup_ins + n_tup_upd + n_tup_del AS tuples
    FROM pg_stat_user_tables`
  return new Map(rows.map(({ table, tuples }) => [String(table), Number(tuples)]))
}

/** Previews that make their change and take it back. PostgreSQL counts rows that were taken back, so their contents are compared. */
const takenBack = new Set<ExampleName>([
  'previewCsrChange',
  'previewCsrGroupChange',
  'previewUtilityEntitlements',
  'previewStaffProposal',
])

/** A hash of the contents of each table. */
async function contents(): Promise<Map<string, string>> {
  const tables = await scene.owner`SELECT relname AS "table" FROM pg_stat_user_tables ORDER BY 1`
  const hashes = new Map<string, string>()
  for (const { table } of tables) {
    const [row] = await scene.owner.unsafe(
      `SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS hash FROM "${table}" t`,
    )
    hashes.set(String(table), String(row?.hash))
  }
  return hashes
}

/** The tables that a read may write: the last use of a session, and what a CSR searched for. */
const traces = {
  portal: /^customer_sessions$/,
  desk: /^(desk_sessions|csr_openings|unrested_searches|record_entries_\d+_\d+)$/,
  view: /^(masquerades|record_entries_\d+_\d+)$/,
}

const reads = walked.filter(([, e]) => !changes(e))
/** The reads of the portal's pages, which a masquerade shows too: the site has no others but the desk's. */
const portalReads = reads.filter(([, { path }]) => !/^\/api\/(desk|customer-search)\b/.test(path))

describe('every endpoint that reads changes nothing', () => {
  test.each(reads)('%s', async (name) => {
    const { sender, by, input } = await prepare(scene, name)
    const look = (): Promise<Map<string, unknown>> => (takenBack.has(name) ? contents() : written())
    const before = await look()
    const { status, text } = await send(sender, name, input)
    expect({ status, text }).toMatchObject({ status: 200 })
    const after = await look()
    const changed = [...after].filter(([table, tuples]) => tuples !== (before.get(table) ?? 0))
    const allowed = by === 'maria' ? traces.portal : traces.desk
    expect(changed.filter(([table]) => !allowed.test(table))).toEqual([])
  })

  describe.each(['reading', 'acting'] as const)('nor does it in a masquerade (%s)', (mode) => {
    let view: Browser
    beforeAll(async () => {
      view = await scene.browserOf(mode)
    })

    test.each(portalReads)('%s', async (name, { action }) => {
      const { input } = await prepare(scene, name)
      const before = await written()
      const { status, reason } = await send(view, name, input)
      expect({ status, reason }).toEqual(
        actions[action as Action] === 'never'
          ? { status: 403, reason: 'masquerade-never' }
          : { status: 200, reason: undefined },
      )
      const after = await written()
      const changed = [...after].filter(([table, tuples]) => tuples !== (before.get(table) ?? 0))
      expect(changed.filter(([table]) => !traces.view.test(table))).toEqual([])
    })
  })

  test('each row about a masquerade names its account', async () => {
    expect(await rowsWithoutAccount(scene)).toEqual([])
  })

  test('sees the counters of a write at once', async () => {
    const before = await written()
    const { sender, input } = await prepare(scene, 'changeMailingAddress')
    await send(sender, 'changeMailingAddress', input)
    const after = await written()
    expect(after.get('mailing_addresses')).toBe((before.get('mailing_addresses') ?? 0) + 1)
  })
})
