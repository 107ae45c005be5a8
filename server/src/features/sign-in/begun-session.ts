import type { Context } from '#pipeline/handler.ts'
import { recorded } from '#pipeline/outcome.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import { record } from '#record/record.ts'
import { hashToken, newToken } from '#sessions/token.ts'

/** Seconds that a customer's cookie lives; the session on the server ends as soon, and after 30 minutes without use. */
const sessionSeconds = 12 * 60 * 60

/** Seconds that a device is known without anybody signing in on it. */
const deviceSeconds = 365 * 24 * 60 * 60

/** What `newToken` makes. */
const devicePattern = /^[\w-]{43}$/

/** Returns the tokens of a session that is about to begin in this browser, and what the database keeps of it. */
export function newSession(request: IncomingRequest) {
  const token = newToken()
  const device = request.device && devicePattern.test(request.device) ? request.device : newToken()
  const row = {
    tokenHash: hashToken(token),
    heldTokenHash: hashToken(request.credential ?? ''),
    deviceHash: hashToken(device),
    ip: request.ip,
    userAgent: request.userAgent,
  }
  return { token, device, row }
}

type Started = { replacedWebUserId: number | null; failures: number | null; lastFailedAt: Date | null }

/**
 * Gives the browser the cookies of a session that has begun and records the sign-in. Returns the outcome with what failed before.
 * @param more what the endpoint's response says beside it
 */
export async function beginSession<More extends object>(
  { sql, request, reply }: Pick<Context, 'sql' | 'request' | 'reply'>,
  webUserId: number,
  { token, device }: ReturnType<typeof newSession>,
  { replacedWebUserId, failures, lastFailedAt }: Started,
  more: More,
) {
  reply.setCredential = { value: token, maxAgeSeconds: sessionSeconds }
  reply.beside = { 'known-device': { value: device, maxAgeSeconds: deviceSeconds } }
  if (request.signInUnderWay) reply.beside['sign-in-under-way'] = 'expire'
  // Somebody else had left this browser signed in: the end of their session is theirs to find.
  const isOther = replacedWebUserId !== null && replacedWebUserId !== webUserId
  const entry = { action: 'public' }
  // The handler writes this line, because the pipeline would name the owner of the previous session's cookie.
  const proof = await record(sql, { kind: 'visitor', ip: request.ip }, request.correlationId, [
    ...(isOther ? [{ ...entry, event: 'signed-out' as const, webUserId: replacedWebUserId }] : []),
    { ...entry, event: 'signed-in', webUserId },
  ])
  const isTold = failures !== null && lastFailedAt !== null
  return recorded(proof, {
    webUserId,
    failedAttempts: isTold ? { count: failures, lastAt: lastFailedAt.toISOString() } : null,
    ...more,
  })
}
