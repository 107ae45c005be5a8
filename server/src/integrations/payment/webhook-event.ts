/** `payment.cancelled`: the page is over without a payment. `payment.noted`: an event that changes nothing here. */
const eventTypes = ['payment.succeeded', 'payment.declined', 'payment.cancelled', 'payment.noted'] as const

/** What the provider tells us about a payment, after the payer pressed "pay". */
export interface WebhookEvent {
  /** The same in every repetition of the same event. */
  readonly id: string
  readonly type: (typeof eventTypes)[number]
  readonly createdAt: string
  readonly sessionId: string
  readonly reference: string
  readonly amountCents: number
  readonly currency: string
  /** Empty where no card was used. */
  readonly cardBrand: string
  readonly cardLast4: string
  /** Why the bank declined the card; with `payment.declined` only. */
  readonly declineReason?: string
}

export type WebhookRefusal =
  | 'webhook-signature-missing'
  | 'webhook-signature-wrong'
  | 'webhook-too-old'
  | 'webhook-malformed'

export type WebhookVerdict =
  | { readonly ok: true; readonly event: WebhookEvent }
  | { readonly ok: false; readonly reason: WebhookRefusal }

const texts = ['id', 'createdAt', 'sessionId', 'reference', 'currency', 'cardBrand', 'cardLast4'] as const

/** The event in a webhook's body, or undefined where it is none. */
export const webhookEventIn = (body: string): WebhookEvent | undefined => {
  let event: Record<string, unknown>
  try {
    event = JSON.parse(body)
  } catch {
    return undefined
  }
  if (typeof event !== 'object' || event === null) return undefined
  if (!eventTypes.some((type) => type === event.type)) return undefined
  if (!Number.isSafeInteger(event.amountCents)) return undefined
  if (!texts.every((name) => typeof event[name] === 'string')) return undefined
  return event as unknown as WebhookEvent
}
