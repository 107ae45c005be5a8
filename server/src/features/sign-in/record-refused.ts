import type { Outside } from '#pipeline/handler.ts'
import { record } from '#record/record.ts'

/** Records the failure with the web user for a known name, without one for an unknown name. Both take the same time. */
export async function recordRefused(
  { pool, request }: Outside,
  webUserId: number | undefined,
  reason: 'sign-in-refused' | 'second-factor-refused',
): Promise<void> {
  const refused = { event: 'refused', action: 'public', reason, webUserId } as const
  await record(pool, { kind: 'visitor', ip: request.ip }, request.correlationId, [refused])
}
