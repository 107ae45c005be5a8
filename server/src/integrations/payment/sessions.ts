import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { TestCard } from './card.ts'
import type { PaymentSessionRequest, RefundAnswer, SessionReport } from './payment-page.ts'

export interface Session {
  readonly id: string
  readonly request: Omit<PaymentSessionRequest, 'idempotencyKey'>
  readonly expiresAt: number
  state: 'open' | 'paid' | 'cancelled'
  /** When its state changed, or a card was declined. */
  changedAt: string
  card?: { brand: string; last4: string }
  /** Why the last card was declined; absent after a card that was accepted. */
  declineReason?: string
  refund?: { key: string; reference: string; at: string }
}

const lifetimeMs = 30 * 60_000
const most = 50_000

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

/** What the provider tells of a session when it is asked. */
export const reportOf = (session: Session): SessionReport => {
  const { request, card, declineReason, changedAt } = session
  const isOpen = session.state === 'open'
  const isOver = isOpen && session.expiresAt <= Date.now()
  return {
    state: isOver ? 'expired' : isOpen && declineReason ? 'declined' : session.state,
    at: isOver ? new Date(session.expiresAt).toISOString() : changedAt,
    amountCents: request.amountCents,
    currency: request.currency,
    cardBrand: card?.brand ?? '',
    cardLast4: card?.last4 ?? '',
    ...(isOpen && declineReason && { declineReason }),
    isRefunded: session.refund !== undefined,
  }
}

type Kept = { session: Session; key?: string; body?: string }

/** The payment sessions, the newest few thousand. With a file they survive a restart, as a provider's do. */
export const paymentSessions = (file?: string) => {
  const sessions = new Map<string, Session>()
  const byKey = new Map<string, { readonly body: string; readonly session: Session }>()
  const dropOldest = <T>(map: Map<string, T>) => {
    const [oldest] = map.keys()
    if (map.size > most && oldest !== undefined) map.delete(oldest)
  }
  const take = ({ session, key, body }: Kept) => {
    sessions.set(session.id, session)
    if (key !== undefined && body !== undefined) byKey.set(key, { body, session })
    dropOldest(sessions)
    dropOldest(byKey)
  }
  const keep = (kept: Kept) => {
    if (file) appendFileSync(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 })
  }
  if (file && existsSync(file)) {
    // The last line may be cut off by a crash: its request was never answered.
    for (const text of readFileSync(file, 'utf8').split('\n'))
      try {
        const kept = JSON.parse(text) as Kept
        const earlier = sessions.get(kept.session.id)
        if (earlier) Object.assign(earlier, kept.session)
        else take(kept)
      } catch {}
  }
  const change = (session: Session, to: Partial<Session>) => {
    Object.assign(session, to)
    keep({ session })
  }

  return {
    /** The session of this key: a new one, the same again, or `conflict` where the key came with another body. */
    create: (key: string, body: string, request: Session['request']): Session | 'conflict' => {
      const earlier = byKey.get(key)
      if (earlier !== undefined) return earlier.body === body ? earlier.session : 'conflict'
      const id = `ps_${randomBytes(18).toString('base64url')}`
      const expiresAt = Date.now() + lifetimeMs
      const session: Session = { id, request, state: 'open', expiresAt, changedAt: new Date().toISOString() }
      take({ session, key, body })
      keep({ session, key, body })
      return session
    },
    find: (id: string): Session | undefined => sessions.get(id),
    cancel: (session: Session) =>
      change(session, { state: 'cancelled', changedAt: new Date().toISOString() }),
    /** Notes what the card's bank answered. */
    useCard: (session: Session, { brand, number, outcome }: TestCard) => {
      const tried = { card: { brand, last4: number.slice(-4) }, changedAt: new Date().toISOString() }
      change(
        session,
        outcome === 'succeeds' ? { ...tried, state: 'paid' } : { ...tried, declineReason: outcome },
      )
    },
    /** Gives a whole payment back, once for each key. */
    refund: (session: Session, key: string, amountCents: number): RefundAnswer => {
      const { refund, state, request } = session
      if (refund?.key === key) return { state: 'accepted', reference: refund.reference }
      if (refund) return { state: 'refused', reason: 'already-refunded' }
      if (state !== 'paid' || request.amountCents !== amountCents)
        return { state: 'refused', reason: 'not-possible' }
      const reference = `rf_${randomBytes(12).toString('base64url')}`
      change(session, { refund: { key, reference, at: new Date().toISOString() } })
      return { state: 'accepted', reference }
    },
    /** Sessions that were paid on a UTC day. */
    paidOn: (day: string): Session[] =>
      [...sessions.values()].filter((one) => one.state === 'paid' && one.changedAt.startsWith(day)),
  }
}
