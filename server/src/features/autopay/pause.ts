import { randomUUID } from 'node:crypto'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { payerOf } from '#features/payments/index.ts'
import { record } from '#record/record.ts'
import type { JobWork } from '#worker/job.ts'
import { pauseAutopay } from './queries.ts'

/**
 * Pauses the autopay that made a payment which the bank refused or returned, and tells its customer: the next bill would come back
 * as well. Does nothing for other payments.
 */
export async function pauseAutopayOf(
  {
    grant,
    installation,
  }: Pick<JobWork<'read-bank-returns' | 'make-bank-payments'>, 'grant' | 'installation'>,
  sql: Sql,
  { paymentTaskId, reason }: { paymentTaskId: number; reason: string },
): Promise<void> {
  const paused = await pauseAutopay.first(sql, grant, { paymentTaskId, reason })
  if (!paused) return
  const { autopayId, accountId, webUserId, maskedNumber, taskId } = paused
  const { email, displayName, locale } = await payerOf.one(sql, { webUserId, accountId })
  const to = { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport: false }
  const message = {
    template: 'autopay-paused' as const,
    ending: maskedNumber.slice(-4),
    returnReason: reason,
  }
  await enqueueMessage({ sql, grant, installation }, { taskId }, message, {
    accountId,
    to,
  })
  await record(sql, { kind: 'system' }, randomUUID(), [
    {
      event: 'changed',
      action: grant.action,
      accountId,
      webUserId,
      taskId,
      details: { pausedAutopay: autopayId, reason },
    },
  ])
}
