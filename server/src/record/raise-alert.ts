import type { Reason } from '@porchlight/contract/reasons.ts'
import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import { grantOf } from '#policy/decide.ts'
import { raiseAlertRow } from './queries.ts'
import { recordAttribution } from './record.ts'

export type Alert = {
  /** What happened: a kebab name, in the locale files under `alert.<subject>`. */
  subject: 'protected-customer-opened' | AlertingReason
  action: string
  accountId: number | undefined
  correlationId: string
  /** Raises the same alert about the same CSR at most once an hour. */
  isOnceAnHour: boolean
}

const alerting = [
  'too-many-customers',
  'too-many-reveals',
  'too-many-named',
  'too-many-exported',
  'too-many-guesses',
] as const
type AlertingReason = (typeof alerting)[number]

/** The refusals that raise an alert. */
export const isAlerting = (reason: Reason): reason is AlertingReason => alerting.some((one) => one === reason)

/** Raises an alert about a CSR: a line in the record, a to-do, and mail if an alert address is set. */
export async function raiseAlert(sql: Sql, csr: Csr, alert: Alert): Promise<void> {
  const { subject, action, accountId, correlationId, isOnceAnHour } = alert
  const about = { reason: subject, action, account_id: accountId, correlation_id: correlationId }
  await raiseAlertRow(sql, grantOf(csr, 'public'), {
    entry: { ...about, ...recordAttribution(csr) },
    isOnceAnHour,
  })
}
