import { signatureOf } from './signature.ts'
import type { WebhookEvent } from './webhook-event.ts'

export interface WebhookSenderOptions {
  readonly url: string
  readonly secret: string
  /** Pauses before each repetition, in milliseconds; after the last one it gives up. */
  readonly pausesMs?: readonly number[]
}

const doubling = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 240_000]

/** Delivers webhooks, again and again until one is answered with 2xx. */
export const webhookSender = ({ url, secret, pausesMs = doubling }: WebhookSenderOptions) => {
  const waiting = new Set<NodeJS.Timeout>()
  let closed = false

  const deliver = async (body: string): Promise<boolean> => {
    const headers = {
      'content-type': 'application/json',
      'lantern-signature': signatureOf(secret, 'webhook', body),
    }
    const signal = AbortSignal.timeout(3_000)
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal }).catch(
      () => undefined,
    )
    await response?.body?.cancel()
    return response?.ok === true
  }

  const tryAgain = (body: string, repetition: number) => {
    const pause = pausesMs[repetition]
    if (pause === undefined || closed) return
    const timer = setTimeout(async () => {
      waiting.delete(timer)
      if (!(await deliver(body))) tryAgain(body, repetition + 1)
    }, pause)
    waiting.add(timer)
  }

  return {
    /** Resolves after the first attempt, so that the payer mostly comes back to a payment that is known. */
    send: async (event: WebhookEvent): Promise<void> => {
      const body = JSON.stringify(event)
      if (!(await deliver(body))) tryAgain(body, 0)
    },
    close: () => {
      closed = true
      for (const timer of waiting) clearTimeout(timer)
    },
  }
}
