import { createTransport } from 'nodemailer'

export interface MailServerOptions {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (port 465). Otherwise STARTTLS is demanded, except on loopback. */
  readonly secure?: boolean
  readonly user?: string
  readonly password?: string
}

export interface Mail {
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  /** The same for every attempt at the same mail, so that a mailbox can drop a second copy. */
  readonly messageId?: string
  /** An address that stops such mail with one click of the mail program (RFC 8058). */
  readonly stop?: string
}

export interface MailSender {
  /** Resolves when the mail server has taken the mail; fails with a `MailFailure`. */
  sendMail(mail: Mail): Promise<void>
  close(): void
}

/**
 * - `mail-server-unreachable`: an outage, or "try later"; the same mail may be sent again
 * - `mail-refused`: the server will not take this mail, however often it is sent
 */
export type MailFailureReason = 'mail-server-unreachable' | 'mail-refused'

export class MailFailure extends Error {
  override readonly name = 'MailFailure'

  constructor(
    readonly reason: MailFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options)
  }
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/** Returns whether the server answered with a permanent refusal (RFC 5321, 4.2.1: 5yz) of this mail, rather than of us. */
const isRefusal = (error: unknown) => {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  if (code === 'EAUTH') return false
  return code === 'EENVELOPE' ? !(Number(responseCode) < 500) : Number(responseCode) >= 500
}

const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }

/** Sends mail by SMTP over a few connections that are kept open. */
export const mailSender = ({ host, port, secure = false, user, password }: MailServerOptions): MailSender => {
  const transport = createTransport({
    pool: true,
    maxConnections: 3,
    host,
    port,
    secure,
    ...(loopback.test(host) ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    sendMail: async ({ stop, ...mail }) => {
      await transport
        .sendMail({ ...mail, ...(stop && { list: { unsubscribe: stop }, headers: oneClick }) })
        .catch((cause: unknown) => {
          throw new MailFailure(isRefusal(cause) ? 'mail-refused' : 'mail-server-unreachable', { cause })
        })
    },
    close: () => transport.close(),
  }
}

/** Where no mail server is configured: mail waits as if the server could not be reached, and goes once there is one. */
export const noMailSender: MailSender = {
  sendMail: () => Promise.reject(new MailFailure('mail-server-unreachable')),
  close: () => {},
}
