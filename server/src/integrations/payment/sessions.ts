import { randomBytes } from 'node:crypto'
import type { PaymentSessionRequest } from './payment-page.ts'

export interface Session {
  readonly id: string
  readonly request: Omit<PaymentSessionRequest, 'idempotencyKey'>
  readonly expiresAt: number
  state: 'open' | 'paid' | 'cancelled'
}

const lifetimeMs = 30 * 60_000
const most = 5_000

const isHttp = (value: unknown) =>
  typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '')
const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '' && value.length <= 300

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** The request in an API call's JSON; undefined where anything in it is not as it must be. */
export const sessionRequestIn = (body: string): Session['request'] | undefined => {
  let parsed: Record<string, unknown>
  try {
    parsed = JSON.parse(body)
  } catch {
    return undefined
  }
  const { amountCents, currency, reference, description, returnUrl, cancelUrl, locale } = parsed ?? {}
  const right =
    Number.isSafeInteger(amountCents) &&
    Number(amountCents) > 0 &&
    currencies.has(String(currency)) &&
    isText(reference) &&
    isText(description) &&
    isHttp(returnUrl) &&
    isHttp(cancelUrl) &&
    (locale === 'en' || locale === 'es')
  if (!right) return undefined
  return { amountCents, currency, reference, description, returnUrl, cancelUrl, locale } as Session['request']
}

/** The payment sessions of this process, the newest few thousand. */
export const paymentSessions = () => {
  const sessions = new Map<string, Session>()
  const byKey = new Map<string, { readonly body: string; readonly session: Session }>()
  const dropOldest = <T>(map: Map<string, T>) => {
    const [oldest] = map.keys()
    if (map.size > most && oldest !== undefined) map.delete(oldest)
  }

  return {
    /** The session of this key: a new one, the same again, or `conflict` where the key came with another body. */
    create: (key: string, body: string, request: Session['request']): Session | 'conflict' => {
      const earlier = byKey.get(key)
      if (earlier !== undefined) return earlier.body === body ? earlier.session : 'conflict'
      const id = `ps_${randomBytes(18).toString('base64url')}`
      const session: Session = { id, request, state: 'open', expiresAt: Date.now() + lifetimeMs }
      sessions.set(id, session)
      byKey.set(key, { body, session })
      dropOldest(sessions)
      dropOldest(byKey)
      return session
    },
    find: (id: string): Session | undefined => sessions.get(id),
  }
}
