import type { CisAnswer } from './cis.ts'

/** What is read of an answer. */
export interface ReadAnswer {
  readonly status: number
  readonly body: string
  /** Its `Retry-After`. */
  readonly retryAfter: string | null
}

/** They say something of the way to the CIS, of our key, or of its load: not of the task. */
const notAboutTheTask: readonly number[] = [401, 403, 407, 421, 426, 429, 503]
/** In hand, too early, too slow: the same again later. */
const notYet: readonly number[] = [408, 409, 425]
/** Refuse the task with or without a reason. */
const refusals: readonly number[] = [400, 422]

const longestReason = 300
const longestWaitMs = 60 * 60_000

/** A text of the CIS as one line: no control characters, at most so long. */
const plain = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  // By way of bytes: half a surrogate pair is nothing that a database takes.
  const line = Buffer.from(value)
    .toString()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return line === '' ? null : [...line].slice(0, longestReason).join('')
}

const fieldsIn = (body: string): Record<string, unknown> => {
  try {
    const read: unknown = JSON.parse(body)
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}

/** Milliseconds that `Retry-After` asks for (seconds, or a date: RFC 9110, 10.2.3), an hour at most. */
function waitAsked(retryAfter: string | null, nowMs: number): number | undefined {
  if (retryAfter === null) return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestWaitMs)
}

/**
 * Interprets an answer of the CIS. Only an answer that is clearly about the task refuses it. A key that was changed on one side, or a
 * proxy that answers for an unavailable CIS, must not put every task in error.
 */
export function answerOf({ status, body, retryAfter }: ReadAnswer, nowMs = Date.now()): CisAnswer {
  const fields = fieldsIn(body)
  if (status >= 200 && status < 300) return { outcome: 'accepted', reference: plain(fields.reference) }
  const failure = `answered-${status}`
  // Problem details, RFC 9457.
  const reason = plain(fields.detail) ?? plain(fields.title)
  const isNobodyThere = status < 400 || (status === 404 && reason === null)
  if (isNobodyThere || notAboutTheTask.includes(status)) {
    const retryAfterMs = waitAsked(retryAfter, nowMs)
    return { outcome: 'unavailable', failure, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
  if (refusals.includes(status)) return { outcome: 'refused', reason: reason ?? failure }
  const isRefusal = status < 500 && !notYet.includes(status) && reason !== null
  return isRefusal ? { outcome: 'refused', reason } : { outcome: 'failed', failure }
}
