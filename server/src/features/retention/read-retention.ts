import {
  type RetentionKind,
  retentionKindNames,
  retentionKinds,
} from '@porchlight/contract/retention-kinds.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { refuseField } from '#policy/refusal.ts'
import { previewKind } from './preview.ts'
import { legalHolds, periodVersions, runsOf } from './queries.ts'
import { keptOf, problemOf, settingOf } from './rules.ts'

/** Rows that a preview examines in each table. Above it, its figures are "more than". */
const mostPreviewed = 50_000

/** How old a period must be before the daily run uses it, in milliseconds: time to notice a mistake. */
const settlingMs = 24 * 60 * 60_000

const shipped = { version: 0, months: null, changedBy: null, changedAt: null }

type Run = Awaited<ReturnType<typeof runsOf>>[number]
const runRow = (row: Run, kind: RetentionKind) => ({
  ...row,
  kind,
  state: row.state as 'waiting' | 'running' | 'paused' | 'failed' | 'done' | 'stopped',
  kept: keptOf(row.kept),
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
})

export const readRetentionHandlers: HandlersOf<'readRetention' | 'previewRetention'> = {
  readRetention: async (_, { sql, grant, subject }) => {
    const [versions, runs, holds] = await Promise.all([
      periodVersions(sql, { settings: retentionKindNames.map(settingOf) }),
      runsOf(sql, {}),
      legalHolds(sql, {}),
    ])
    return {
      kinds: retentionKindNames.map((kind) => {
        const saved = versions
          .filter(({ setting }) => setting === settingOf(kind))
          .map(({ version, months, changedBy, changedAt }) => ({
            version,
            months,
            changedBy,
            changedAt: changedAt.toISOString(),
          }))
        const [current = shipped, ...history] = saved
        const run = runs.find((row) => row.kind === kind)
        return {
          kind,
          suggested: retentionKinds[kind].suggested,
          least: retentionKinds[kind].least,
          current,
          history,
          effectiveAt:
            current.months === null || current.changedAt === null
              ? null
              : new Date(Date.parse(current.changedAt) + settlingMs).toISOString(),
          run: run ? runRow(run, kind) : null,
        }
      }),
      holds: holds.map((hold) => ({ ...hold, placedAt: hold.placedAt.toISOString() })),
      may: answers(grant.actor, subject, 'retention:change', 'retention:run', 'legal-hold:change'),
    }
  },

  previewRetention: async ({ body: { kind, months } }, { sql }) => {
    const problem = problemOf(kind, months)
    if (problem) throw refuseField('months', problem)
    return previewKind(sql, kind, months, mostPreviewed)
  },
}
