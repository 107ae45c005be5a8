import { TextFailure, type TextSender } from './text-sender.ts'

export interface TextProviderOptions {
  /** Where messages are posted. */
  readonly url: string
  /** The `Authorization` header, as `Bearer ...`. */
  readonly authorization: string
  /** What the customer's telephone shows as the sender: a number or a name. */
  readonly from: string
  /** How long to wait for an answer, in milliseconds. */
  readonly patienceMs?: number
}

/**
 * Statuses of which the message is the cause, so that it is not sent again. Every other status is about us or the provider (a wrong
 * key, a wrong address, too many requests, an outage), and the message waits.
 */
const refusals = new Set([400, 410, 413, 422])

/** Sends text messages by HTTP, one JSON request each (docs/text-messages.md). */
export const httpTextSender = ({
  url,
  authorization,
  from,
  patienceMs = 10_000,
}: TextProviderOptions): TextSender => ({
  sendText: async ({ to, text, idempotencyKey }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey, authorization },
      body: JSON.stringify({ to, from, text }),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    }).catch((cause: unknown) => {
      throw new TextFailure('text-provider-unreachable', { cause })
    })
    // The body may repeat the number, which belongs in no log.
    await response.body?.cancel()
    if (response.ok) return
    throw new TextFailure(refusals.has(response.status) ? 'text-refused' : 'text-provider-unreachable', {
      cause: new Error(`the provider of text messages answered ${response.status}`),
    })
  },
})
