import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { Mailbox } from './mailbox.ts'

/** A real SMTP server on a free loopback port; what it takes goes into the mailbox and nowhere else. */
export const startSmtpStandIn = async (mails: Mailbox): Promise<{ port: number; close(): Promise<void> }> => {
  const server = new SMTPServer({
    name: 'mail.localhost',
    banner: 'demonstration: mail goes no further',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: 2 * 1024 * 1024,
    rejectOversized: true,
    closeTimeout: 500,
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      buffer(stream).then((raw) => {
        if (!stream.sizeExceeded) mails.add(raw, recipients)
        done(null)
      }, done)
    },
  })
  // A client that hangs up is no reason to stop.
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}
