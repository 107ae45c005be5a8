import { type CodeChannel, gradeNamed } from '@porchlight/contract/caller-grades.ts'
import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import type { CallersOfAccount } from './queries.generated.ts'
import { callerInForce, callerSettings, callersOfAccount } from './queries.ts'

/** Returns what the utility set about callers, or the shipped values. */
export async function readCallerSettings(sql: Sql) {
  const set = await callerSettings.one(sql, {})
  return {
    identifiers: (set.identifiers ?? settings['caller.identifiers'].default) as readonly string[],
    purposeGrades: (set.purposeGrades ?? settings['caller.purpose-grades'].default) as readonly string[],
    minutes: Number(set.minutes ?? settings['caller.minutes'].default),
    purposes: (set.purposes ?? settings['masquerade.purposes'].default) as readonly string[],
  }
}

const shown = (row: CallersOfAccount['row']) => ({
  ...row,
  verifiedAt: row.verifiedAt.toISOString(),
  grade: gradeNamed(row.grade),
})

/** Returns how the callers about an account were verified lately, for the account page. */
export async function readCallersOf(sql: Sql, csrId: string, accountId: number) {
  const { minutes } = await readCallerSettings(sql)
  return (await callersOfAccount(sql, { csrId, accountId, minutes })).map(shown)
}

type Caller = { csrId: string; webUserId: number; accountId: number }

/** Returns what a CSR can ask this caller, and how the caller was verified in this call. */
export async function readQuestions(sql: Sql, caller: Caller, channels: readonly CodeChannel[]) {
  const { identifiers, purposeGrades, minutes, purposes } = await readCallerSettings(sql)
  const latest = await callerInForce.first(sql, {
    ...caller,
    minutes,
    purposeKind: null,
    purposeReference: null,
  })
  return {
    identifiers: [...identifiers],
    purposeKinds: [...purposes],
    purposeGrades: [...purposeGrades],
    channels: [...channels],
    latest: latest ? shown({ ...latest, isInForce: true }) : null,
  }
}
