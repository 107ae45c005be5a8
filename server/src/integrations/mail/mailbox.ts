import { randomUUID } from 'node:crypto'
import { parseMail } from './parse-mail.ts'

export interface StoredMail {
  readonly id: string
  readonly receivedAt: string
  /** The recipients of the envelope. They get the mail, whatever its headers say. */
  readonly recipients: readonly string[]
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly unsubscribe?: readonly [string, string]
}

const most = 500

/** The last 500 mails, the newest first; in memory only. */
export const mailbox = () => {
  const mails: StoredMail[] = []
  return {
    add: (raw: Buffer, recipients: readonly string[]): void => {
      mails.unshift({ id: randomUUID(), receivedAt: new Date().toISOString(), recipients, ...parseMail(raw) })
      mails.length = Math.min(mails.length, most)
    },
    all: (): readonly StoredMail[] => mails,
    find: (id: string): StoredMail | undefined => mails.find((mail) => mail.id === id),
  }
}

export type Mailbox = ReturnType<typeof mailbox>
