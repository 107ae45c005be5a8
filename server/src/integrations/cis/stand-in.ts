import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Fields, listenOnLoopback, standInServer } from '../stand-in-server.ts'
import { arrivalBook, type Mood } from './arrivals.ts'
import { type MasqueradeStarter, serveMasqueradeStarter } from './masquerade-starter.ts'
import type { SigningKey } from './message-signature.ts'
import { arrivalsPage, missingPage } from './pages.ts'
import { TaskReport } from './task-report.ts'
import { tasksPath } from './tasks-path.ts'
import { verifyRequest } from './verify-request.ts'

export interface CisStandInConfig extends SigningKey {
  /** The public address, `http://cis.localhost:8080`; browsers reach its page through the server's proxy. */
  readonly publicUrl: string
  /** Lets it start masquerades; without, it has no page of customers. */
  readonly starter?: MasqueradeStarter
}

const moods: readonly Mood[] = ['accept', 'refuse-next', 'down']

const headersOf = ({ headers }: FastifyRequest) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

const problem = (reply: FastifyReply, status: number, title: string, detail?: string) =>
  reply
    .code(status)
    .type('application/problem+json')
    .send({ status, title, ...(detail && { detail }) })

function reportIn(body: string): TaskReport | undefined {
  try {
    return TaskReport.parse(JSON.parse(body))
  } catch {
    return undefined
  }
}

/** Starts "Customer information system (demo)" on a free loopback port: it takes signed tasks, each once, and shows them. */
export const startCisStandIn = async (
  config: CisStandInConfig,
): Promise<{ port: number; close(): Promise<void> }> => {
  const book = arrivalBook()
  const { publicUrl, starter } = config
  const app = standInServer({ publicUrl, ...(starter && { leadsTo: [starter.view] }) })
  if (starter) await serveMasqueradeStarter(app, starter)
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  const show = (reply: FastifyReply, page: string) => reply.type('text/html; charset=utf-8').send(page)

  app.post(tasksPath, (request, reply) => {
    if (book.mood === 'down') {
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    }
    const headers = headersOf(request)
    const body = String(request.body)
    const url = `http://${request.headers.host}${request.url}`
    const verdict = verifyRequest([config], { method: request.method, url, headers }, body)
    if (verdict !== 'right') return problem(reply, 401, verdict)
    const [, key] = /^"([^"]+)"$/.exec(headers['idempotency-key'] ?? '') ?? []
    const report = reportIn(body)
    if (key === undefined || report === undefined)
      return problem(reply, 400, 'report-malformed', 'The report is not as its JSON Schema has it.')
    const accountId = String(report.account?.accountId ?? 'none')
    const told = { key, body, taskType: report.taskType, accountId }
    if (book.isToRefuse(told)) {
      book.refuse(told)
      return problem(
        reply,
        422,
        'task-refused',
        'The customer information system was asked to refuse this task.',
      )
    }
    const arrival = book.take(told)
    if (arrival === 'conflict')
      return problem(reply, 422, 'key-reused', 'This key was used for another report.')
    return reply.code(arrival.times > 1 ? 200 : 201).send({ reference: arrival.reference })
  })

  app.get('/', (_request, reply) => show(reply, arrivalsPage(book)))
  app.get('/arrivals.json', () => book.all())
  app.post('/mood', (request, reply) => {
    const { mood, accountId = '' } = (request.body ?? {}) as Fields
    const chosen = moods.find((one) => one === mood)
    if (chosen === undefined) return show(reply.code(422), arrivalsPage(book))
    book.mood = chosen
    book.refusedAccount = accountId.replace(/\D/g, '')
    return reply.redirect('/', 303)
  })
  app.setNotFoundHandler((_request, reply) => show(reply.code(404), missingPage()))

  const port = await listenOnLoopback(app)
  return { port, close: () => app.close() }
}
