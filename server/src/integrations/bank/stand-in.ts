import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Fields, listenOnLoopback, standInServer } from '../stand-in-server.ts'
import { bankReasons } from './bank.ts'
import { returnsPath, transfersPath } from './http-bank.ts'
import { bankLedger } from './ledger.ts'
import { bankPage } from './pages.ts'

export interface BankStandInConfig {
  /** The public address, `http://bank.localhost:8080`; browsers reach its page through the server's proxy. */
  readonly publicUrl: string
  readonly authorization: string
  /** Where it keeps its transfers; without it they are gone when it stops. */
  readonly file?: string
}

const Order = z.strictObject({
  key: z.string().min(8).max(80),
  direction: z.enum(['debit', 'credit']),
  routingNumber: z.string().regex(/^\d{9}$/),
  accountNumber: z.string().regex(/^\d{4,17}$/),
  kind: z.enum(['checking', 'savings']),
  amountCents: z.number().int().positive(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  description: z.string().min(1).max(80),
})

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Starts "Demo Bank" on a free loopback port: an API that makes each transfer once, by its key, and a page that shows what was paid
 * into and taken from each account. The page also takes transfers back, and takes the bank down.
 */
export const startBankStandIn = async (
  config: BankStandInConfig,
): Promise<{ port: number; close(): Promise<void> }> => {
  const app = standInServer({ publicUrl: config.publicUrl })
  const ledger = bankLedger(config.file)
  const state = { isDown: false }
  const isKnown = ({ headers }: FastifyRequest) =>
    timingSafeEqual(digest(String(headers.authorization ?? '')), digest(config.authorization))
  /** Answers what the API cannot do now; false where the request may go on. */
  const isTurnedAway = (request: FastifyRequest, reply: FastifyReply): boolean => {
    if (state.isDown) {
      reply.hijack()
      request.raw.socket.destroy()
      return true
    }
    if (isKnown(request)) return false
    void reply.code(401).send({ title: 'authorization wrong' })
    return true
  }

  app.post(transfersPath, (request, reply) => {
    if (isTurnedAway(request, reply)) return reply
    const order = Order.safeParse(request.body)
    if (!order.success || request.headers['idempotency-key'] !== order.data.key)
      return reply.code(400).send({ title: 'order malformed' })
    const outcome = ledger.order(order.data)
    return outcome === 'conflict'
      ? reply.code(409).send({ title: 'key used' })
      : reply.code(201).send(outcome)
  })
  app.get<{ Querystring: { after?: string } }>(returnsPath, (request, reply) =>
    isTurnedAway(request, reply)
      ? reply
      : reply.send({ returns: ledger.returnsAfter(Number(request.query.after) || 0) }),
  )
  app.get<{ Querystring: { day?: string } }>(transfersPath, (request, reply) => {
    if (isTurnedAway(request, reply)) return reply
    const listed = ledger
      .entries()
      .filter(({ answer, at }) => answer.state === 'accepted' && at.slice(0, 10) === request.query.day)
    return reply.send({
      transfers: listed.map(({ order: { key, direction, amountCents, currency }, at, returned }) => ({
        ...{ key, direction, amountCents, currency, at },
        state: returned ? 'returned' : 'accepted',
      })),
    })
  })
  app.post('/return', (request, reply) => {
    const { key = '', reason: pressed } = (request.body ?? {}) as Fields
    const reason = bankReasons.find((one) => one === pressed)
    if (reason) ledger.giveBack(key, reason)
    return reply.redirect('/', 303)
  })
  app.post('/mood', (request, reply) => {
    state.isDown = ((request.body ?? {}) as Fields).mood === 'down'
    return reply.redirect('/', 303)
  })
  app.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(bankPage(ledger.entries(), state.isDown)),
  )

  const port = await listenOnLoopback(app)
  return { port, close: () => app.close() }
}
