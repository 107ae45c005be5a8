import { createHmac, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/**
 * Speaks the part of Stripe's API that the product uses, in a process of its own: checkout sessions (create, retrieve, expire, list),
 * refunds, payment intents and events. Signs its events as Stripe documents it: `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`. It shares no code
 * with the library or the product. `POST /control/pay/:id?card=good|declined` is the payer, and answers with the signed event.
 */
const [key = '', webhookSecret = ''] = JSON.parse(process.argv[2] ?? '[]') as string[]

type Params = Record<string, string>
type Charge = {
  id: string
  object: 'charge'
  created: number
  refunded: boolean
  payment_method_details: { type: 'card'; card: { brand: string; last4: string } }
}
type Intent = {
  id: string
  object: 'payment_intent'
  status: string
  latest_charge: Charge | null
  last_payment_error: { code: string; decline_code: string } | null
}
type Session = {
  id: string
  object: 'checkout.session'
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  amount_total: number
  currency: string
  client_reference_id: string | null
  created: number
  expires_at: number
  url: string | null
  payment_intent: Intent | null
}
type Answer = { status: number; body: unknown }

const sessions = new Map<string, Session>()
const events: { id: string; type: string }[] = []
const byKey = new Map<string, { params: string; answer: Answer }>()
let isDown = false

const now = () => Math.floor(Date.now() / 1_000)
const idOf = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`
const failure = (status: number, code: string, type = 'invalid_request_error'): Answer => ({
  status,
  body: { error: { type, code, message: `stand-in: ${code}` } },
})
const missing = failure(404, 'resource_missing')

/** Shows a payment intent as an id where the request does not expand it. */
const shown = (session: Session, expand: boolean) => ({
  ...session,
  payment_intent: expand || !session.payment_intent ? session.payment_intent : session.payment_intent.id,
})

function create(params: Params): Answer {
  const amount = Number(params['line_items[0][price_data][unit_amount]'])
  const isRight = params.mode === 'payment' && Number.isInteger(amount) && amount > 0 && params.success_url
  if (!isRight) return failure(400, 'parameter_missing')
  const id = idOf('cs_test')
  const session: Session = {
    id,
    object: 'checkout.session',
    status: 'open',
    payment_status: 'unpaid',
    amount_total: amount,
    currency: params['line_items[0][price_data][currency]'] ?? '',
    client_reference_id: params.client_reference_id ?? null,
    created: now(),
    expires_at: now() + 86_400,
    url: `https://checkout.stripe.com/c/pay/${id}`,
    payment_intent: null,
  }
  sessions.set(id, session)
  return { status: 200, body: shown(session, false) }
}

function expire(id: string): Answer {
  const session = sessions.get(id)
  if (!session) return missing
  if (session.status !== 'open') return failure(400, 'checkout_session_not_open')
  Object.assign(session, { status: 'expired', url: null })
  return { status: 200, body: shown(session, false) }
}

function list(query: URLSearchParams): Answer {
  const [gte, lt] = [Number(query.get('created[gte]')), Number(query.get('created[lt]'))]
  const matching = [...sessions.values()].filter(
    (one) => one.created >= gte && one.created < lt && one.status === query.get('status'),
  )
  const after = query.get('starting_after')
  const from = after ? matching.findIndex(({ id }) => id === after) + 1 : 0
  // A page of two, so that the list of a test has several.
  const page = matching.slice(from, from + 2).map((one) => shown(one, true))
  const hasMore = from + 2 < matching.length
  return {
    status: 200,
    body: { object: 'list', url: '/v1/checkout/sessions', has_more: hasMore, data: page },
  }
}

function refund(params: Params): Answer {
  const session = [...sessions.values()].find(({ payment_intent: one }) => one?.id === params.payment_intent)
  const charge = session?.payment_intent?.latest_charge
  if (!charge) return missing
  if (charge.refunded) return failure(400, 'charge_already_refunded')
  charge.refunded = true
  return { status: 200, body: { id: idOf('re'), object: 'refund', status: 'succeeded', charge: charge.id } }
}

/** The payer. Returns the event that Stripe would send, with its signature. */
function pay(id: string, card: string) {
  const session = sessions.get(id)
  if (session?.status !== 'open') return failure(410, 'over')
  session.payment_intent ??= {
    id: idOf('pi'),
    object: 'payment_intent',
    status: 'requires_payment_method',
    latest_charge: null,
    last_payment_error: null,
  }
  const intent = session.payment_intent
  if (card !== 'good') {
    intent.last_payment_error = { code: 'card_declined', decline_code: 'insufficient_funds' }
    return signed('payment_intent.payment_failed', intent)
  }
  const details = { type: 'card' as const, card: { brand: 'visa', last4: '4242' } }
  const charge = { id: idOf('ch'), object: 'charge' as const, created: now(), refunded: false }
  Object.assign(intent, {
    status: 'succeeded',
    last_payment_error: null,
    latest_charge: { ...charge, payment_method_details: details },
  })
  Object.assign(session, { status: 'complete', payment_status: 'paid', url: null })
  return signed('checkout.session.completed', shown(session, false))
}

function signed(type: string, object: unknown): Answer {
  const event = { id: idOf('evt'), object: 'event', type, created: now(), data: { object } }
  events.push(event)
  const payload = JSON.stringify(event)
  const at = now()
  const signature = createHmac('sha256', webhookSecret).update(`${at}.${payload}`).digest('hex')
  return { status: 200, body: { payload, signature: `t=${at},v1=${signature}` } }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://stripe.localhost')
  const body = await text(request)
  const reply = ({ status, body: sent }: Answer) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'request-id': idOf('req') })
      .end(JSON.stringify(sent))
  const [, , part, id = '', verb] = url.pathname.replace('/checkout', '').split('/')
  if (url.pathname.startsWith('/control/')) {
    if (part === 'down') isDown = id === 'yes'
    return reply(part === 'pay' ? pay(id, url.searchParams.get('card') ?? '') : { status: 200, body: {} })
  }
  if (isDown) return request.socket.destroy()
  if (request.headers.authorization !== `Bearer ${key}`)
    return reply(failure(401, 'api_key', 'authentication_error'))
  const params = Object.fromEntries(new URLSearchParams(body))
  const perform = (): Answer => {
    if (part === 'sessions' && request.method === 'POST')
      return id ? (verb === 'expire' ? expire(id) : missing) : create(params)
    if (part === 'sessions' && !id) return list(url.searchParams)
    const session = sessions.get(id)
    if (part === 'sessions')
      return session ? { status: 200, body: shown(session, url.search !== '') } : missing
    if (part === 'refunds') return refund(params)
    if (part === 'payment_intents') {
      const paidBy = [...sessions.values()].find(({ payment_intent: one }) => one?.id === id)
      return paidBy ? { status: 200, body: paidBy.payment_intent } : missing
    }
    if (part === 'events') return { status: 200, body: { object: 'list', has_more: false, data: events } }
    return missing
  }
  const idempotencyKey = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
  const earlier = typeof idempotencyKey === 'string' ? byKey.get(idempotencyKey) : undefined
  if (earlier)
    return reply(earlier.params === body ? earlier.answer : failure(400, 'key_used', 'idempotency_error'))
  const outcome = perform()
  if (typeof idempotencyKey === 'string') byKey.set(idempotencyKey, { params: body, answer: outcome })
  return reply(outcome)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.once('disconnect', () => process.exit(0))
