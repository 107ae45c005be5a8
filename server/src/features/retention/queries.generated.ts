// Made by `npm run types` from the migrated database. Not to be edited.

export type AddDailyRuns = {
  params: { kinds: string[] | null; isNow: boolean | null }
  row: { runId: number; kind: string }
}

export type AddRun = {
  params: { kind: string | null; months: number | null; setBy: string | null; csrId: string | null }
  row: { runId: number; pgNotify: unknown }
}

export type CountCandidates = {
  params: { deletesBefore: string | null; parts: string[] | null }
  row: { rows: number }
}

export type DeleteBatch = {
  params: { part: string | null; deletesBefore: string | null; afterAt: string | null; afterKey: string | null; most: number | null }
  row: { examined: number; deleted: number; kept: unknown; lastAt: string | null; lastKey: string | null }
}

export type DeleteOldRuns = {
  params: {  }
  row: object
}

export type FailRun = {
  params: { failure: string | null; runId: number | null }
  row: { state: string }
}

export type InsertPeriod = {
  params: { setting: string | null; version: number | null; months: string | null; csrId: string | null }
  row: object
}

export type KeepProgress = {
  params: { state: string | null; part: number | null; afterAt: string | null; afterKey: string | null; candidates: number | null; examined: number | null; deleted: number | null; kept: string | null; runId: number | null }
  row: { deleted: number; kept: unknown }
}

export type LegalHolds = {
  params: {  }
  row: { legalHoldId: number; accountId: number; reason: string; placedBy: string; placedAt: Date }
}

export type LockPeriods = {
  params: {  }
  row: { pgAdvisoryXactLock: unknown }
}

export type MoveRun = {
  params: { state: string | null; runId: number | null }
  row: { version: number; pgNotify: unknown }
}

export type NewestPeriod = {
  params: { setting: string | null }
  row: { version: number; months: number | null; changedBy: string; changedAt: Date }
}

export type NextRun = {
  params: { kinds: string[] | null }
  row: { runId: number; kind: string; deletesBefore: string; months: number; setBy: string; startedBy: string | null; state: string; candidates: number | null; examined: number; deleted: number; kept: unknown; failure: string | null; version: number; createdAt: Date; endedAt: Date | null; part: number; afterAt: string | null; afterKey: string | null }
}

export type OpenRuns = {
  params: { kinds: string[] | null }
  row: { kind: string; state: string; failure: string | null }
}

export type PeriodVersions = {
  params: { settings: string[] | null }
  row: { setting: string; version: number; months: number | null; changedBy: string; changedAt: Date }
}

export type PlaceLegalHold = {
  params: { accountId: number | null; reason: string | null; csrId: string | null }
  row: { legalHoldId: number | null }
}

export type PreviewOf = {
  params: { part: string | null; deletesBefore: string | null; most: number | null }
  row: { year: number; kept: string | null; rows: number; oldest: string }
}

export type ReleaseLegalHold = {
  params: { csrId: string | null; reason: string | null; legalHoldId: number | null }
  row: { accountId: number }
}

export type RowBytes = {
  params: { part: string | null; months: number | null }
  row: { bytes: number | null; deletesBefore: string }
}

export type RunForUpdate = {
  params: { runId: number | null }
  row: { runId: number; kind: string; deletesBefore: string; months: number; setBy: string; startedBy: string | null; state: string; candidates: number | null; examined: number; deleted: number; kept: unknown; failure: string | null; version: number; createdAt: Date; endedAt: Date | null }
}

export type RunsOf = {
  params: {  }
  row: { runId: number; kind: string; deletesBefore: string; months: number; setBy: string; startedBy: string | null; state: string; candidates: number | null; examined: number; deleted: number; kept: unknown; failure: string | null; version: number; createdAt: Date; endedAt: Date | null }
}

export type StopShorterRun = {
  params: { kind: string | null; months: number | null }
  row: { runId: number; deleted: number }
}
