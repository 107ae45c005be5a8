import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import {
  keptBecause,
  type RetentionKind,
  type RunMove,
  retentionKindNames,
  runMoves,
} from './retention-kinds.ts'
import { AccountId, CalendarDate, Id, Instant, Integer, may, text, Version, VersionOrNone } from './values.ts'

const Kind = z.enum(retentionKindNames as [RetentionKind, ...RetentionKind[]])
/** Whole months; null: keep forever. */
const Months = Integer.nullable()
const Kept = z.array(z.object({ because: z.enum(keptBecause), rows: z.number().int() }))

const Run = z.object({
  runId: Id,
  kind: Kind,
  /** Rows of this day and later stay. */
  deletesBefore: CalendarDate,
  months: z.number().int(),
  setBy: z.string(),
  /** Null: the daily run, or an administrator's command. */
  startedBy: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'paused', 'failed', 'done', 'stopped']),
  /** The rows that are older than the day; null until they are counted. */
  candidates: z.number().int().nullable(),
  examined: z.number().int(),
  deleted: z.number().int(),
  kept: Kept,
  /** Of a failed run: what the database answered. */
  failure: z.string().nullable(),
  version: z.number().int(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
})

const Period = z.object({
  /** 0: nobody has saved a period; nothing is deleted. */
  version: z.number().int(),
  months: z.number().int().nullable(),
  changedBy: z.string().nullable(),
  changedAt: Instant.nullable(),
})

const endpoints = {
  readRetention: endpoint({
    method: 'GET',
    path: '/api/desk/retention',
    action: 'retention:view',
    masquerade: 'never',
    response: z.object({
      kinds: z.array(
        z.object({
          kind: Kind,
          suggested: z.number().int(),
          least: z.number().int(),
          current: Period,
          /** The periods before it, newest first. */
          history: z.array(Period),
          /** From when the daily run uses it; null where it deletes nothing. */
          effectiveAt: Instant.nullable(),
          /** The run that is under way, else the last one. */
          run: Run.nullable(),
        }),
      ),
      holds: z.array(
        z.object({
          legalHoldId: Id,
          accountId: AccountId,
          reason: z.string(),
          placedBy: z.string(),
          placedAt: Instant,
        }),
      ),
      may: may('retention:change', 'retention:run', 'legal-hold:change'),
    }),
  }),
  /** What a period would delete and keep today. It changes nothing. */
  previewRetention: endpoint({
    method: 'POST',
    path: '/api/desk/retention/preview',
    action: 'retention:view',
    masquerade: 'never',
    task: null,
    reads: true,
    inTurns: true,
    body: z.strictObject({ kind: Kind, months: Integer }),
    response: z.object({
      deletesBefore: CalendarDate,
      parts: z.array(
        z.object({
          part: z.string(),
          deleted: z.number().int(),
          /** The oldest day of a row that goes. */
          oldest: CalendarDate.nullable(),
          years: z.array(z.object({ year: z.number().int(), deleted: z.number().int() })),
          kept: Kept,
          /** About how many bytes the deleted rows take; null where PostgreSQL has not counted the table yet. */
          bytes: z.number().int().nullable(),
          /** There are more rows than were examined: each figure is "more than". */
          isPartial: z.boolean(),
        }),
      ),
    }),
  }),
  changeRetention: endpoint({
    method: 'POST',
    path: '/api/desk/retention/change',
    action: 'retention:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      kind: Kind,
      months: Months,
      version: VersionOrNone,
      /** Why, in the CSR's words. It stays in the record. */
      reason: text(mostReason),
    }),
    response: z.object({ version: z.number() }),
  }),
  /** Starts a run now, without waiting for the daily one. */
  startRetentionRun: endpoint({
    method: 'POST',
    path: '/api/desk/retention/run',
    action: 'retention:run',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      kind: Kind,
      /** The version of the period that was shown. */
      version: VersionOrNone,
      reason: text(mostReason),
    }),
    response: z.object({ runId: Id }),
  }),
  moveRetentionRun: endpoint({
    method: 'POST',
    path: '/api/desk/retention/runs/:runId/move',
    action: 'retention-run:move',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ runId: Id }),
    body: z.strictObject({
      move: z.enum(Object.keys(runMoves) as [RunMove, ...RunMove[]]),
      version: Version,
      reason: text(mostReason),
    }),
    response: z.object({ version: z.number() }),
  }),
  /** While an account has a legal hold, retention deletes nothing of it. */
  placeLegalHold: endpoint({
    method: 'POST',
    path: '/api/desk/retention/holds',
    action: 'legal-hold:change',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ accountId: AccountId, reason: text(mostReason) }),
    response: z.object({ legalHoldId: Id }),
  }),
  releaseLegalHold: endpoint({
    method: 'POST',
    path: '/api/desk/retention/holds/:legalHoldId/release',
    action: 'legal-hold:release',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ legalHoldId: Id }),
    body: z.strictObject({ reason: text(mostReason) }),
    response: z.object({}),
  }),
}

export const retention = feature({
  permissions: ['retention:view', 'retention:change', 'retention:run', 'legal-hold:change'],
  actions: { 'retention-run:move': 'never', 'legal-hold:release': 'never' },
  endpoints,
})
