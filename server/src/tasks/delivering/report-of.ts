import { TaskReport } from '#integrations/cis/task-report.ts'
import type { ClaimDelivery } from './queries.generated.ts'

type Claimed = ClaimDelivery['row']

/** Returns the report of a task for the CIS; undefined where the task does not fit the published schema. */
export function reportOf(claimed: Claimed): TaskReport | undefined {
  const { taskId, accountId, amountCents, currency } = claimed
  return TaskReport.safeParse({
    version: 1,
    sequence: claimed.deliveryId,
    taskId,
    taskType: claimed.taskType,
    account: accountId === null ? null : { accountId, sourceKey: claimed.accountSourceKey },
    madeBy: {
      kind: claimed.actorKind,
      webUserId: claimed.webUserId,
      emailAddress: claimed.emailAddress,
      ipAddress: claimed.ipAddress,
      selfServiceUserId: claimed.selfServiceUserId,
      selfServiceUserSourceKey: claimed.webUserSourceKey,
      csrId: claimed.csrId,
      preparedByCsrId: claimed.preparedByCsrId,
    },
    originatingTaskId: claimed.originatingTaskId,
    correlationId: claimed.correlationId,
    createdAt: claimed.createdAt.toISOString(),
    appliedAt: claimed.appliedAt?.toISOString() ?? null,
    scheduledOn: claimed.scheduledOn,
    amount: amountCents === null || currency === null ? null : { cents: amountCents, currency },
    payload: claimed.payload,
  }).data
}
