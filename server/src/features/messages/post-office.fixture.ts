import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { parseMail } from '#integrations/mail/parse-mail.ts'

export type TakenMail = ReturnType<typeof parseMail> & { to: string; messageId: string | undefined }

/** How the post office answers a mail: takes it, is busy (451), will not have it (550), or says nothing until it closes. */
export type Answering = 'take' | 'busy' | 'refuse' | 'silence'

const refusal = (code: number) => Object.assign(new Error('not today'), { responseCode: code })

/** A real SMTP server on its own port, whose replies the test chooses. It keeps mail even when it does not reply. */
export async function openPostOffice() {
  const mails: TakenMail[] = []
  const waiting: (() => void)[] = []
  const office = { answering: 'take' as Answering }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 10,
    onData: async (stream, session, done) => {
      const raw = await buffer(stream)
      if (office.answering === 'busy') return done(refusal(451))
      if (office.answering === 'refuse') return done(refusal(550))
      const messageId = /^message-id: *(\S+)/im.exec(raw.toString())?.[1]
      mails.push({ ...parseMail(raw), to: session.envelope.rcptTo[0]?.address ?? '', messageId })
      for (const tell of waiting.splice(0)) tell()
      if (office.answering === 'take') done(null)
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return Object.assign(office, {
    mails,
    port: (server.server.address() as AddressInfo).port,
    /** Resolves when `count` mails have arrived. */
    arrived: async (count: number) => {
      while (mails.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  })
}
