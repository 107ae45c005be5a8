import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import {
  addRun,
  insertPeriod,
  lockPeriods,
  moveRun,
  newestPeriod,
  placeLegalHold,
  releaseLegalHold,
  runForUpdate,
  stopShorterRun,
} from './queries.ts'
import { readRetentionHandlers } from './read-retention.ts'
import { problemOf, settingOf, stateAfter } from './rules.ts'

type Changes =
  | 'changeRetention'
  | 'startRetentionRun'
  | 'moveRetentionRun'
  | 'placeLegalHold'
  | 'releaseLegalHold'

const changes: HandlersOf<Changes> = {
  changeRetention: async ({ body }, { sql, grant, note }) => {
    const { kind, months, reason } = body
    const problem = problemOf(kind, months)
    if (problem) throw refuseField('months', problem)
    const setting = settingOf(kind)
    await lockPeriods(sql, {})
    const standing = await newestPeriod.first(sql, { setting })
    const current = standing?.version ?? 0
    const before = standing?.months ?? null
    if (body.version !== current) throw refuseStale({ months }, { months: before }, current)
    const version = current + 1
    await insertPeriod(sql, grant, { setting, version, months: JSON.stringify(months) })
    const stopped = await stopShorterRun.first(sql, grant, { kind, months })
    note({
      event: 'changed',
      details: {
        kind,
        version,
        before,
        after: months,
        ...(stopped && { stoppedRunId: stopped.runId, deleted: stopped.deleted }),
        givenReason: reason,
      },
    })
    return { version }
  },

  startRetentionRun: async ({ body: { kind, version, reason } }, { sql, grant, note }) => {
    await lockPeriods(sql, {})
    const period = await newestPeriod.first(sql, { setting: settingOf(kind) })
    if (version !== (period?.version ?? 0))
      throw refuseStale({ version }, { version: period?.version ?? 0 }, period?.version ?? 0)
    if (!period || period.months === null) throw new Refusal('retention-not-set')
    const added = await addRun.first(sql, grant, { kind, months: period.months, setBy: period.changedBy })
    if (!added) throw new Refusal('retention-under-way')
    note({
      event: 'changed',
      details: { kind, runId: added.runId, move: 'start', months: period.months, givenReason: reason },
    })
    return { runId: added.runId }
  },

  moveRetentionRun: async ({ body }, { sql, grant, note }) => {
    const { runId } = grant
    const { move, version, reason } = body
    const run = await runForUpdate.first(sql, { runId })
    if (!run) throw new Refusal('not-found')
    const state = stateAfter(move, run.state)
    // A run may have ended by itself since it was shown.
    if (version !== run.version || !state)
      throw new Refusal('version-conflict', {
        difference: [{ field: 'state', yours: move, theirs: run.state }],
        version: run.version,
      })
    const moved = await moveRun.one(sql, grant, { state })
    note({
      event: 'changed',
      details: { kind: run.kind, runId, move, deleted: run.deleted, givenReason: reason },
    })
    return { version: moved.version }
  },

  placeLegalHold: async ({ body: { reason } }, { sql, grant, note }) => {
    const { legalHoldId } = await placeLegalHold.one(sql, grant, { reason })
    if (legalHoldId === null) throw refuseField('accountId', 'no-account-or-held')
    note({ event: 'changed', details: { legalHoldId, move: 'place', givenReason: reason } })
    return { legalHoldId }
  },

  releaseLegalHold: async ({ body: { reason } }, { sql, grant, note }) => {
    const { legalHoldId } = grant
    const released = await releaseLegalHold.first(sql, grant, { reason })
    if (!released) throw new Refusal('not-found')
    const { accountId } = released
    note({ event: 'changed', accountId, details: { legalHoldId, move: 'release', givenReason: reason } })
    return {}
  },
}

export const retentionHandlers = { ...readRetentionHandlers, ...changes }
