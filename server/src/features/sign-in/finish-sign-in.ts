import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { z } from 'zod'
import { openValue } from '#encryption/sealed-value.ts'
import { openCookie, sealCookie } from '#http/sealed-cookie.ts'
import { type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import type { Installation } from '../../installation.ts'
import { limitsOf } from './attempt-limits.ts'
import { beginSession, newSession } from './begun-session.ts'
import { fewAtOnce } from './few-at-once.ts'
import { secondFactorOf, signCustomerInTwice } from './queries.ts'
import { recordRefused } from './record-refused.ts'
import { hashRecoveryCode, stepOf } from './second-factor-codes.ts'

/** What the browser keeps between the two steps, sealed: nobody but this installation reads it. */
const UnderWay = z.object({
  webUserId: z.number(),
  userName: z.string(),
  hash: z.string(),
  begunAt: z.string(),
})
type UnderWay = z.infer<typeof UnderWay>

/** Seconds between the password and the second factor. The database counts them too. */
const underWaySeconds = 5 * 60

/** Returns the cookie that a browser keeps from the right password on until the second factor follows. */
export const underWayCookie = ({ encryptionKey }: Installation, underWay: UnderWay) => ({
  value: sealCookie(encryptionKey, 'portal sign-in under way', underWay),
  maxAgeSeconds: underWaySeconds,
})

type Verified = UnderWay & {
  totpStep: number | null
  recoveryHash: Uint8Array | null
  ownBuckets: Uint8Array[]
}

/** Verifies the code ahead of the transaction; counts and records a wrong one, as a wrong password is. */
async function verify({ code }: Body<Api['finishSignIn']>, outside: Outside): Promise<Verified> {
  const { pool, request, installation } = outside
  const opened = openCookie(
    installation.readableKeys,
    'portal sign-in under way',
    request.signInUnderWay ?? '',
  )
  const { data: underWay } = UnderWay.safeParse(opened)
  if (!underWay) throw new Refusal('sign-in-over')
  const { webUserId, userName, hash, begunAt } = underWay
  const recoveryHash = code.length > 6 ? hashRecoveryCode(code) : null
  const factor = await secondFactorOf.first(pool, {
    ...{ webUserId, hash, recoveryHash },
    deviceHash: hashToken(request.device ?? ''),
    begunAt: new Date(begunAt),
  })
  if (!factor) throw new Refusal('sign-in-over')
  const limits = limitsOf(outside, `second factor ${webUserId}`, factor.isKnownDevice)
  await limits.refuseEarly()
  const secret = openValue(installation.readableKeys, factor.sealed)
  const totpStep = stepOf(secret, code, factor.step) ?? null
  if (factor.isRecoveryCode || totpStep !== null) {
    const ownBuckets = [...limits.own, ...limitsOf(outside, userName, factor.isKnownDevice).own]
    return { ...underWay, totpStep, recoveryHash, ownBuckets }
  }
  await limits.noteFailure(pool, webUserId)
  await recordRefused(outside, webUserId, 'second-factor-refused')
  throw wrongCode()
}

/** The form's field says it too. */
const wrongCode = () =>
  new Refusal('second-factor-refused', { fields: [{ field: 'code', reason: 'code-wrong' }] })

export const finishSignInHandlers: HandlersOf<'finishSignIn'> = {
  finishSignIn: prepared<Api['finishSignIn'], Verified>(
    ({ body }, outside) => fewAtOnce(() => verify(body, outside)),
    async (_, context, { webUserId, hash, totpStep, recoveryHash, ownBuckets }) => {
      const session = newSession(context.request)
      const started = await signCustomerInTwice.first(context.sql, context.grant, {
        ...session.row,
        webUserId,
        hash,
        totpStep,
        recoveryHash,
        ownBuckets,
      })
      // Used by another sign-in meanwhile: told as a wrong one.
      if (!started) throw wrongCode()
      const { recoveryCodesLeft } = started
      return beginSession(context, webUserId, session, started, { recoveryCodesLeft })
    },
  ),
}
