import { listenOnLoopback, standInPolicy, standInServer } from '../stand-in-server.ts'
import { mailbox } from './mailbox.ts'
import { listPage, mailPage, missingPage } from './pages.ts'
import { startSmtpStandIn } from './smtp-stand-in.ts'

export interface MailStandInConfig {
  /** The public address, `http://mail.localhost:8080`; browsers reach it through the server's proxy. */
  readonly publicUrl: string
}

/** A mail's own HTML: no script, no forms, nothing fetched; its links open a new tab. */
const bodyPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

/** Starts the mail stand-in: an SMTP server that keeps what it takes, and pages that show it. */
export const startMailStandIn = async (
  config: MailStandInConfig,
): Promise<{ port: number; smtpPort: number; close(): Promise<void> }> => {
  const mails = mailbox()
  const smtp = await startSmtpStandIn(mails)
  const app = standInServer({ publicUrl: config.publicUrl })
  type ById = { Params: { id: string } }

  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(listPage(mails.all())))
  app.get('/messages.json', () => mails.all())
  app.get<ById>('/messages/:id', ({ params: { id } }, reply) => {
    const mail = mails.find(id)
    reply.type('text/html; charset=utf-8')
    if (mail === undefined) return reply.code(404).send(missingPage())
    return reply
      .header('content-security-policy', standInPolicy([], "; frame-src 'self'"))
      .send(mailPage(mail))
  })
  app.get<ById>('/messages/:id/body.html', ({ params: { id } }, reply) => {
    const body = mails.find(id)?.html
    reply.type('text/html; charset=utf-8')
    if (body === undefined) return reply.code(404).send(missingPage())
    return reply.header('content-security-policy', bodyPolicy).send(`<base target="_blank">${body}`)
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/html; charset=utf-8').send(missingPage()),
  )

  const port = await listenOnLoopback(app)
  const close = async () => {
    await Promise.all([app.close(), smtp.close()])
  }
  return { port, smtpPort: smtp.port, close }
}
