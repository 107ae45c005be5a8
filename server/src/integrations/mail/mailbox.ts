import { randomUUID } from 'node:crypto'
import { type ParsedMail, parseMail } from './parse-mail.ts'

export interface StoredMail extends ParsedMail {
  readonly id: string
  readonly receivedAt: string
  /** The recipients of the envelope. They get the mail, whatever its headers say. */
  readonly recipients: readonly string[]
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
