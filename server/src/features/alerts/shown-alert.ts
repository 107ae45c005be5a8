import {
  type AlertOutcome,
  alertOutcomes,
  type DetectorName,
  detectorNames,
  type Severity,
  severities,
} from '@porchlight/contract/alert-choices.ts'
import { settings } from '@porchlight/contract/settings.ts'
import { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import { maskedName } from '#features/accounts/index.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import type { Grant } from '#policy/grant.ts'
import type { AlertRows } from './queries.generated.ts'
import { ageHours } from './queries.ts'

type Row = AlertRows['row']

const Facts = z.object({
  isRefused: z.boolean().default(false),
  number: z.number().nullable().default(null),
  days: z.number().nullable().default(null),
})

/** Returns how many hours an open alert may wait until it is due, and overdue. */
export async function agesOf(sql: Sql): Promise<{ due: number; overdue: number }> {
  const { due, overdue } = await ageHours.one(sql, {})
  return {
    due: due ?? settings['alerts.due-hours'].default,
    overdue: overdue ?? settings['alerts.overdue-hours'].default,
  }
}

/** Returns the age of an alert that is still open, by hours. */
export function ageOf(hours: number, { due, overdue }: { due: number; overdue: number }) {
  if (hours >= overdue) return 'overdue' as const
  return hours >= due ? ('due' as const) : ('fresh' as const)
}

const severityOf = (priority: number): Severity => severities[priority - 1] ?? 'low'
const outcomeNamed = (name: string | null): AlertOutcome | null =>
  alertOutcomes.find((one) => one === name) ?? null
const detectorNamed = (name: string | null): DetectorName | null =>
  detectorNames.find((one) => one === name) ?? null

/** Returns `M. Becker`; an organization's whole name; the letters of a masked name for a protected customer. */
function shortName({ givenName, surname, organisationName, isProtected }: Row): string | null {
  const [initial = ''] = givenName ?? ''
  const name = organisationName ?? [initial && `${initial}.`, surname].filter(Boolean).join(' ')
  if (name === '') return null
  return isProtected ? maskedName([givenName, surname, organisationName].filter(Boolean).join(' ')) : name
}

/** Returns alerts as the desk shows them, and counts the people whom they name. @throws Refusal beyond that limit */
export async function shownAlerts(sql: Sql, grant: Grant<'alert:view'>, rows: readonly Row[]) {
  await namePeople(
    sql,
    grant,
    rows.map(({ isProtected, personId }) => (isProtected ? null : personId)),
  )
  const ages = await agesOf(sql)
  return rows.map((row) => shown(row, ages))
}

function shown(row: Row, ages: { due: number; overdue: number }) {
  const { toDoId, subject, csrId, csrName, accountId, ownerCsrId, ownerName, reasonKind, reference } = row
  const detector = detectorNamed(row.detector)
  const { settledBy, reason, settledAt, firstAt, lastAt, times } = row
  return {
    toDoId,
    at: row.at.toISOString(),
    subject,
    csrId,
    csrName,
    accountId,
    severity: severityOf(row.priority),
    age: settledAt === null ? ageOf(row.hours, ages) : null,
    ownerCsrId,
    ownerName,
    reasonKind,
    reference,
    finding:
      detector && firstAt && lastAt
        ? {
            detector,
            firstAt: firstAt.toISOString(),
            lastAt: lastAt.toISOString(),
            times: times ?? 1,
            personName: shortName(row),
            ...Facts.parse(row.facts ?? {}),
          }
        : null,
    settledAt: settledAt?.toISOString() ?? null,
    settledBy,
    outcome: outcomeNamed(row.outcome),
    reason,
  }
}
