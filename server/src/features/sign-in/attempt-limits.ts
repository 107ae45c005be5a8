import { createHmac } from 'node:crypto'
import type { Sql } from '#database/sql.ts'
import type { Outside } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import { attemptWait, noteFailedAttempt, noteFailedSignIn } from './queries.ts'

type Limit = { free: number; longest: string; memory: string }

/**
 * Failures that cost nothing; then the delay doubles from one second up to the longest, and is forgotten when nothing failed
 * for as long as its memory. Right passwords count nowhere.
 */
const limits = {
  /** One name on a device on which its owner signed in before: nobody else's failures count for it. */
  device: { free: 10, longest: '15 minutes', memory: '1 day' },
  /** One name from one network: a stranger's guesses, and the owner's on a new device. */
  nameHere: { free: 5, longest: '15 minutes', memory: '1 day' },
  /** One name from all networks: guesses spread over many machines. */
  name: { free: 50, longest: '15 minutes', memory: '1 day' },
  /** One network, whatever the name: one password tried on many. Short, as a whole town may share it. */
  network: { free: 100, longest: '1 minute', memory: '15 minutes' },
} as const satisfies Record<string, Limit>

type Bucket = Limit & { bucket: Uint8Array; isOwn: boolean }

export type SignInLimits = ReturnType<typeof limitsOf>

/** Returns the limits of one attempt to sign in: on a known device its own alone. */
export function limitsOf(
  { pool, grant, request, installation }: Outside,
  userName: string,
  isKnownDevice: boolean,
) {
  const name = userName.toLowerCase()
  const keyed = (what: string) =>
    createHmac('sha256', installation.encryptionKey).update(`sign-in ${what}`).digest()
  const device = request.device === undefined ? '' : Buffer.from(hashToken(request.device)).toString('hex')
  const buckets: Bucket[] = isKnownDevice
    ? [{ ...limits.device, bucket: keyed(`device ${device} ${name}`), isOwn: true }]
    : [
        { ...limits.nameHere, bucket: keyed(`name ${name} network ${request.network}`), isOwn: true },
        { ...limits.name, bucket: keyed(`name ${name}`), isOwn: false },
        { ...limits.network, bucket: keyed(`network ${request.network}`), isOwn: false },
      ]
  return {
    /** The counters that a right password resets: the person's own failures, never those of a network. */
    own: buckets.filter(({ isOwn }) => isOwn).map(({ bucket }) => bucket),

    /** Refuses an attempt before its delay has passed, and does not count it. */
    async refuseEarly(): Promise<void> {
      const waits: number[] = []
      for (const { bucket, free, longest, memory } of buckets)
        waits.push((await attemptWait.one(pool, { bucket, free, longest, memory })).seconds)
      const retryAfterSeconds = Math.max(...waits)
      if (retryAfterSeconds <= 0) return
      installation.log.warn(
        { retryAfterSeconds, correlationId: request.correlationId },
        'too many attempts to sign in',
      )
      throw new Refusal('too-many-attempts', { retryAfterSeconds })
    },

    async noteFailure(sql: Sql, webUserId: number | undefined): Promise<void> {
      for (const { bucket, memory } of buckets) await noteFailedAttempt(sql, grant, { bucket, memory })
      if (webUserId !== undefined) await noteFailedSignIn(sql, grant, { webUserId })
    },
  }
}
