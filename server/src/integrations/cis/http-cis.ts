import { answerOf } from './answer-of.ts'
import type { Cis, CisAnswer } from './cis.ts'
import { contentDigest, type SigningKey, signatureFields } from './message-signature.ts'

export interface HttpCisOptions extends SigningKey {
  /** Where tasks are posted to, `https://cis.utility.example/porchlight/tasks`. */
  readonly url: string
  /** Milliseconds for a whole call, answer and all. */
  readonly timeoutMs?: number
}

const mostBytes = 64 * 1024

/** The beginning of an answer's body; the rest is not read. */
async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= mostBytes) break
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString()
}

/** Why a call came to no answer: out of time is perhaps the task's doing, without a connection is not. */
function failureOf(error: unknown): CisAnswer {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } }
  if (name === 'TimeoutError') return { outcome: 'failed', failure: 'timed-out' }
  return { outcome: 'unavailable', failure: String(cause?.code ?? 'unreachable') }
}

/** The client of a CIS that takes tasks by HTTP, signed (docs/cis.md). */
export const httpCis = ({ url, keyId, secret, timeoutMs = 20_000 }: HttpCisOptions): Cis => ({
  tell: async ({ idempotencyKey, body }, signal) => {
    const headers = {
      'content-type': 'application/json',
      'content-digest': contentDigest(body),
      // A String of Structured Fields: the draft of the header has it in quotes.
      'idempotency-key': `"${idempotencyKey}"`,
      accept: 'application/json, application/problem+json',
    }
    const calling = new AbortController()
    const stop = () => calling.abort(signal.reason)
    const timer = setTimeout(() => calling.abort(new DOMException('too slow', 'TimeoutError')), timeoutMs)
    signal.addEventListener('abort', stop, { once: true })
    try {
      signal.throwIfAborted()
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, ...signatureFields({ keyId, secret }, { method: 'POST', url, headers }) },
        body,
        // What is signed is for this address and no other.
        redirect: 'manual',
        signal: calling.signal,
      })
      const { status } = response
      const retryAfter = response.headers.get('retry-after')
      return answerOf({ status, retryAfter, body: await beginningOf(response) })
    } catch (error) {
      if (signal.aborted) throw error
      return failureOf(error)
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
  },
})
