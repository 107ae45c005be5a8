import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { recorded } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { record } from '#record/record.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import { limitsOf } from './attempt-limits.ts'
import { fewAtOnce } from './few-at-once.ts'
import { rightHash } from './password-hash.ts'
import { endCustomerSession, isPassword, signCustomerIn, signInCandidate } from './queries.ts'

/** Seconds that a customer's cookie lives; the session on the server ends as soon, and after 30 minutes without use. */
const sessionSeconds = 12 * 60 * 60

/** Seconds that a device is known without anybody signing in on it. */
const deviceSeconds = 365 * 24 * 60 * 60

/** What `newToken` makes. */
const devicePattern = /^[\w-]{43}$/

type Verified = { webUserId: number; hash: string; ownBuckets: Uint8Array[] }

/** Records the failure with the web user for a known name, without one for an unknown name. Both take the same time. */
async function recordRefused({ pool, request }: Outside, webUserId: number | undefined): Promise<void> {
  const refused = { event: 'refused', action: 'public', reason: 'sign-in-refused', webUserId } as const
  await record(pool, { kind: 'visitor', ip: request.ip }, request.correlationId, [refused])
}

/** Identifies the web user; counts and records a refusal. Runs before the transaction, because hashing is slow. */
async function verify({ userName, password }: Body<Api['signIn']>, outside: Outside): Promise<Verified> {
  const { pool, request } = outside
  const deviceHash = hashToken(request.device ?? '')
  const candidate = await signInCandidate.first(pool, { userName: userName.trim(), deviceHash })
  const limits = limitsOf(outside, userName.trim(), candidate?.isKnownDevice ?? false)
  await limits.refuseEarly()
  const webUserId = candidate?.webUserId
  const hash = await rightHash(candidate?.hashSettings, password, async (computed) =>
    webUserId === undefined ? false : (await isPassword.one(pool, { webUserId, hash: computed })).isRight,
  )
  if (hash !== undefined && candidate?.isActive)
    return { webUserId: candidate.webUserId, hash, ownBuckets: limits.own }
  await limits.noteFailure(pool, webUserId)
  await recordRefused(outside, webUserId)
  throw new Refusal('sign-in-refused')
}

const entry = { action: 'public' }

export const signInHandlers: HandlersOf<'signIn' | 'signOut'> = {
  signIn: prepared<Api['signIn'], Verified>(
    ({ body }, outside) => fewAtOnce(() => verify(body, outside)),
    async (_, context, { webUserId, hash, ownBuckets }) => {
      const { request, sql, reply } = context
      const token = newToken()
      const device = request.device && devicePattern.test(request.device) ? request.device : newToken()
      const started = await signCustomerIn.first(sql, context.grant, {
        webUserId,
        hash,
        ownBuckets,
        tokenHash: hashToken(token),
        heldTokenHash: hashToken(request.credential ?? ''),
        deviceHash: hashToken(device),
        ip: request.ip,
        userAgent: request.userAgent,
      })
      // Switched off or changed meanwhile: told as a wrong one.
      if (!started) throw new Refusal('sign-in-refused')
      reply.setCredential = { value: token, maxAgeSeconds: sessionSeconds }
      reply.beside = { 'known-device': { value: device, maxAgeSeconds: deviceSeconds } }
      const { replacedWebUserId, failures, lastFailedAt } = started
      // Somebody else had left this browser signed in: the end of their session is theirs to find.
      const isOther = replacedWebUserId !== null && replacedWebUserId !== webUserId
      // The handler writes this line, because the pipeline would name the owner of the previous session's cookie.
      const proof = await record(sql, { kind: 'visitor', ip: request.ip }, request.correlationId, [
        ...(isOther ? [{ ...entry, event: 'signed-out' as const, webUserId: replacedWebUserId }] : []),
        { ...entry, event: 'signed-in', webUserId },
      ])
      const isTold = failures !== null && lastFailedAt !== null
      return recorded(proof, {
        webUserId,
        failedAttempts: isTold ? { count: failures, lastAt: lastFailedAt.toISOString() } : null,
      })
    },
  ),

  signOut: async (_, context) => {
    const { credential } = context.request
    if (credential) await endCustomerSession(context.sql, context.grant, { tokenHash: hashToken(credential) })
    context.reply.setCredential = 'expire'
    context.note({ event: 'signed-out' })
    return {}
  },
}
