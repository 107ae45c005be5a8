import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Fields, listenOnLoopback, standInPolicy, standInServer } from '../stand-in-server.ts'
import { readCard, type TestCard, type TypedCard } from './card.ts'
import { cardPage, closedPage } from './pages.ts'
import { paymentSessions, reportOf, type Session, sessionRequestIn } from './sessions.ts'
import { checkSignature } from './signature.ts'
import type { WebhookEvent } from './webhook-event.ts'
import { webhookSender } from './webhook-sender.ts'

export interface PaymentStandInConfig {
  /** The public address, `http://pay.localhost:8080`; browsers reach it through the server's proxy. */
  readonly publicUrl: string
  /** Shared with the client; signs its requests and our webhooks. */
  readonly secret: string
  /** Where events go, on loopback. */
  readonly webhookUrl: string
  /** Pauses before a webhook is repeated, in milliseconds. */
  readonly webhookPausesMs?: readonly number[]
  /** Where it keeps its sessions; without it they are gone when it stops. */
  readonly file?: string
}

const typedIn = (body: unknown): TypedCard => {
  const { holder = '', number = '', expiry = '', securityCode = '' } = (body ?? {}) as Fields
  return { holder, number, expiry, securityCode }
}

const eventOf = ({ id, request }: Session, card: TestCard | undefined): WebhookEvent => ({
  id: `evt_${randomUUID()}`,
  type: !card ? 'payment.cancelled' : card.outcome === 'succeeds' ? 'payment.succeeded' : 'payment.declined',
  createdAt: new Date().toISOString(),
  sessionId: id,
  reference: request.reference,
  amountCents: request.amountCents,
  currency: request.currency,
  cardBrand: card?.brand ?? '',
  cardLast4: card?.number.slice(-4) ?? '',
  ...(card && card.outcome !== 'succeeds' && { declineReason: card.outcome }),
})

/** Starts "Lantern Pay (demo)" on a free loopback port: the API, the card page, and the webhooks. */
export const startPaymentStandIn = async (
  config: PaymentStandInConfig,
): Promise<{ port: number; close(): Promise<void> }> => {
  const sessions = paymentSessions(config.file)
  const { webhookUrl: url, secret, webhookPausesMs: pausesMs } = config
  const webhooks = webhookSender({ url, secret, ...(pausesMs && { pausesMs }) })
  const app = standInServer({ publicUrl: config.publicUrl })
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )

  const openSession = (id: string) => {
    const session = sessions.find(id)
    return session?.state === 'open' && session.expiresAt > Date.now() ? session : undefined
  }
  const show = (reply: FastifyReply, page: string, leadsTo: readonly string[] = []) =>
    reply
      .header('content-security-policy', standInPolicy(leadsTo))
      .type('text/html; charset=utf-8')
      .send(page)
  const showCard = (reply: FastifyReply, page: Parameters<typeof cardPage>[0]) => {
    const { returnUrl, cancelUrl } = page.session.request
    return show(reply, cardPage(page), [...new Set([returnUrl, cancelUrl].map((to) => new URL(to).origin))])
  }
  const showClosed = (reply: FastifyReply, id: string) => {
    const session = sessions.find(id)
    return show(reply.code(session === undefined ? 404 : 410), closedPage(session))
  }

  const signatureCheck = ({ headers, body }: FastifyRequest) => {
    const signature = headers['lantern-signature']
    const signed = `${headers['idempotency-key']}.${body ?? ''}`
    return checkSignature(secret, 'request', signed, typeof signature === 'string' ? signature : undefined)
  }

  app.post<{ Params: { id: string } }>('/api/sessions/:id/cancel', (request, reply) => {
    const check = signatureCheck(request)
    if (check !== 'right') return reply.code(401).send({ error: `signature ${check}` })
    const session = sessions.find(request.params.id)
    if (session === undefined) return reply.code(404).send({ error: 'session unknown' })
    if (session.state === 'paid') return reply.code(409).send({ error: 'session paid' })
    sessions.cancel(session)
    return reply.code(200).send({ sessionId: session.id, state: session.state })
  })

  app.post<{ Params: { id: string } }>('/api/sessions/:id/refund', (request, reply) => {
    const check = signatureCheck(request)
    if (check !== 'right') return reply.code(401).send({ error: `signature ${check}` })
    const session = sessions.find(request.params.id)
    if (session === undefined) return reply.send({ state: 'refused', reason: 'not-possible' })
    const key = String(request.headers['idempotency-key'])
    const { amountCents } = JSON.parse(String(request.body)) as { amountCents?: number }
    return reply.send(sessions.refund(session, key, Number(amountCents)))
  })

  /** A GET is signed by its path. */
  const isRead = (request: FastifyRequest, reply: FastifyReply): boolean => {
    if (signatureCheck(request) === 'right' && request.headers['idempotency-key'] === request.url) return true
    void reply.code(401).send({ error: 'signature wrong' })
    return false
  }
  app.get<{ Params: { id: string } }>('/api/sessions/:id', (request, reply) => {
    if (!isRead(request, reply)) return reply
    const session = sessions.find(request.params.id)
    return session ? reply.send(reportOf(session)) : reply.code(404).send({ error: 'session unknown' })
  })
  app.get<{ Querystring: { day?: string } }>('/api/payments', (request, reply) => {
    if (!isRead(request, reply)) return reply
    const payments = sessions.paidOn(String(request.query.day)).map((session) => ({
      sessionId: session.id,
      amountCents: session.request.amountCents,
      currency: session.request.currency,
      isRefunded: session.refund !== undefined,
    }))
    return reply.send({ payments })
  })

  app.post('/api/sessions', (request, reply) => {
    const key = request.headers['idempotency-key']
    const body = String(request.body)
    const check = signatureCheck(request)
    if (check !== 'right') return reply.code(401).send({ error: `signature ${check}` })
    if (typeof key !== 'string' || key === '')
      return reply.code(400).send({ error: 'idempotency-key missing' })
    const sessionRequest = sessionRequestIn(body)
    if (sessionRequest === undefined) return reply.code(422).send({ error: 'request malformed' })
    const session = sessions.create(key, body, sessionRequest)
    if (session === 'conflict')
      return reply.code(409).send({ error: 'idempotency-key used for another request' })
    const redirectUrl = new URL(`/pay/${session.id}`, config.publicUrl).href
    return reply.code(201).send({ sessionId: session.id, redirectUrl })
  })

  app.get<{ Params: { id: string } }>('/pay/:id', ({ params: { id } }, reply) => {
    const session = openSession(id)
    return session === undefined ? showClosed(reply, id) : showCard(reply, { session })
  })

  app.post<{ Params: { id: string } }>('/pay/:id', async ({ params: { id }, body }, reply) => {
    const session = openSession(id)
    if (session === undefined) return showClosed(reply, id)
    const typed = typedIn(body)
    const { card } = readCard(typed)
    if (card === undefined) return showCard(reply.code(422), { session, typed })
    // Taken before the webhook is sent: a second press of "pay" finds the session closed.
    sessions.useCard(session, card)
    await webhooks.send(eventOf(session, card))
    if (card.outcome === 'succeeds') return reply.redirect(session.request.returnUrl, 303)
    return showCard(reply.code(422), { session, typed, decline: card.outcome })
  })

  app.post<{ Params: { id: string } }>('/pay/:id/cancel', async ({ params: { id } }, reply) => {
    const session = openSession(id)
    if (session === undefined) return showClosed(reply, id)
    sessions.cancel(session)
    await webhooks.send(eventOf(session, undefined))
    return reply.redirect(session.request.cancelUrl, 303)
  })

  app.setNotFoundHandler((_request, reply) => show(reply.code(404), closedPage(undefined)))

  const port = await listenOnLoopback(app)
  return {
    port,
    close: () => {
      webhooks.close()
      return app.close()
    },
  }
}
