import { z } from 'zod'
import { callerGrades } from './caller-grades.ts'
import { AccountId, Id, Instant, MasqueradeId } from './values.ts'

export const Masquerade = z.object({
  masqueradeId: MasqueradeId,
  csrId: z.string(),
  csrName: z.string(),
  webUserId: Id,
  userName: z.string(),
  personName: z.string(),
  accountId: AccountId,
  purposeKind: z.string(),
  purposeReference: z.string(),
  mode: z.enum(['read', 'act']),
  /** How the caller was verified. */
  callerGrade: z.enum(callerGrades),
  ipAddress: z.string(),
  startedAt: Instant,
  arrivedAt: Instant.nullable(),
  endsAt: Instant,
  endedAt: Instant.nullable(),
  endCause: z.string().nullable(),
  /** The action of the newest page or act, while it is live. Never what the page shows. */
  lastStep: z.object({ event: z.string(), action: z.string(), at: Instant }).nullable(),
})

/** What happened in a masquerade, by the names of actions. */
export const MasqueradeEntry = z.object({
  at: Instant,
  event: z.string(),
  action: z.string(),
  accountId: AccountId.nullable(),
  taskId: Id.nullable(),
  reason: z.string().nullable(),
  ipAddress: z.string().nullable(),
})
