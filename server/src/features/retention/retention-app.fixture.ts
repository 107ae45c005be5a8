import { type RetentionKind, retentionKinds } from '@porchlight/contract/retention-kinds.ts'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { rowsOf, runAll, saveAndStart } from './retention.fixture.ts'

/** Sets up, for the tests of one file, an app and its security officer, without runs, holds and saved periods before each test. */
export function useRetention() {
  const retention = {} as { app: TestApp; kenji: Browser; add: ReturnType<typeof rowsOf> }
  beforeAll(async () => {
    const app = await createTestApp()
    Object.assign(retention, { app, kenji: await app.asCsr('kenji.sato'), add: rowsOf(app) })
  })
  afterAll(() => retention.app.close())
  beforeEach(async () => {
    const { owner } = retention.app
    await owner`DELETE FROM retention_runs`
    await owner`DELETE FROM legal_holds`
    await owner`DELETE FROM setting_versions WHERE setting LIKE 'retention.%'`
    await owner`DELETE FROM record_entries WHERE action LIKE 'retention:%'`
  })

  const idsOf = async (table: string, key: string) =>
    (await retention.app.owner.unsafe(`SELECT ${key} AS id FROM ${table} ORDER BY 1`)).map((row) => row.id)
  const preview = (kind: RetentionKind, months: number) =>
    retention.kenji.api.previewRetention({ body: { kind, months } })
  const runOf = async (kind: RetentionKind) =>
    (await retention.kenji.api.readRetention()).kinds.find((row) => row.kind === kind)?.run ?? undefined
  const recorded = () =>
    retention.app
      .owner`SELECT actor_kind, details FROM record_entries WHERE action = 'retention:delete' ORDER BY record_entry_id`

  /** Starts a run of the kind's least period, and compares what it does with what the preview says. */
  async function comparedRun(kind: RetentionKind) {
    const months = retentionKinds[kind].least
    const { parts } = await preview(kind, months)
    await saveAndStart(retention.kenji, kind, months)
    await runAll(retention.app)
    const run = await runOf(kind)
    expect(run).toMatchObject({ state: 'done', examined: run?.candidates })
    expect(run?.deleted).toBe(parts.reduce((sum, part) => sum + part.deleted, 0))
    const kept = new Map<string, number>()
    for (const { because, rows } of parts.flatMap((part) => part.kept))
      kept.set(because, (kept.get(because) ?? 0) + rows)
    expect(Object.fromEntries((run?.kept ?? []).map(({ because, rows }) => [because, rows]))).toEqual(
      Object.fromEntries(kept),
    )
    return { run, parts, kept: Object.fromEntries(kept) }
  }
  return Object.assign(retention, { idsOf, preview, runOf, recorded, comparedRun })
}
