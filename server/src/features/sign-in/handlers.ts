import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { unchanged } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { limitsOf } from './attempt-limits.ts'
import { beginSession, newSession } from './begun-session.ts'
import { fewAtOnce } from './few-at-once.ts'
import { finishSignInHandlers, underWayCookie } from './finish-sign-in.ts'
import { rightHash } from './password-hash.ts'
import { endCustomerSession, isPassword, secondFactorOf, signCustomerIn, signInCandidate } from './queries.ts'
import { recordRefused } from './record-refused.ts'

type Verified = {
  webUserId: number
  userName: string
  hash: string
  ownBuckets: Uint8Array[]
  /** When the second factor was asked for; undefined where there is none. */
  begunAt: Date | undefined
}

/** Identifies the web user; counts and records a refusal. Runs before the transaction, because hashing is slow. */
async function verify({ userName, password }: Body<Api['signIn']>, outside: Outside): Promise<Verified> {
  const { pool, request } = outside
  const deviceHash = hashToken(request.device ?? '')
  const name = userName.trim()
  const candidate = await signInCandidate.first(pool, { userName: name, deviceHash })
  const limits = limitsOf(outside, name, candidate?.isKnownDevice ?? false)
  await limits.refuseEarly()
  const webUserId = candidate?.webUserId
  const hash = await rightHash(candidate?.hashSettings, password, async (computed) =>
    webUserId === undefined ? false : (await isPassword.one(pool, { webUserId, hash: computed })).isRight,
  )
  if (hash !== undefined && candidate?.isActive) {
    const { webUserId } = candidate
    const credentials = { webUserId, hash, deviceHash, begunAt: null, recoveryHash: null }
    const begunAt = (await secondFactorOf.first(pool, credentials))?.begunAt
    return { webUserId, userName: name, hash, ownBuckets: limits.own, begunAt }
  }
  await limits.noteFailure(pool, webUserId)
  await recordRefused(outside, webUserId, 'sign-in-refused')
  throw new Refusal('sign-in-refused')
}

export const signInHandlers: HandlersOf<'signIn' | 'finishSignIn' | 'signOut'> = {
  ...finishSignInHandlers,

  signIn: prepared<Api['signIn'], Verified>(
    ({ body }, outside) => fewAtOnce(() => verify(body, outside)),
    async (_, context, { webUserId, userName, hash, ownBuckets, begunAt }) => {
      if (begunAt) {
        const underWay = { webUserId, userName, hash, begunAt: begunAt.toISOString() }
        context.reply.beside = { 'sign-in-under-way': underWayCookie(context.installation, underWay) }
        return unchanged({ webUserId: null, failedAttempts: null })
      }
      const session = newSession(context.request)
      const credentials = { webUserId, hash, ownBuckets }
      const started = await signCustomerIn.first(context.sql, context.grant, {
        ...session.row,
        ...credentials,
      })
      // Switched off or changed meanwhile: told as a wrong one.
      if (!started) throw new Refusal('sign-in-refused')
      return beginSession(context, webUserId, session, started, {})
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
