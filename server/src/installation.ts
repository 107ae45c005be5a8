import type { FastifyBaseLogger } from 'fastify'
import type { EncryptionKeys } from '#encryption/encryption-keys.ts'
import type { StreamSettings } from '#features/record-stream/index.ts'
import type { RecordSettings } from '#features/the-record/index.ts'
import type { InsideKeyHosts } from '#features/token-exchange/index.ts'
import type { Bank } from '#integrations/bank/bank.ts'
import type { Cis } from '#integrations/cis/cis.ts'
import type { IdentityProvider } from '#integrations/identity-provider/identity-provider.ts'
import type { MailSender } from '#integrations/mail/mail-sender.ts'
import type { PaymentPage } from '#integrations/payment/payment-page.ts'
import type { TextSender } from '#integrations/text-messages/text-sender.ts'
import type { TaskDelivery } from '#tasks/delivering/task-delivery.ts'
import type { TaskTypes } from '#tasks/lifecycle/task-type.ts'
import type { Preparables } from './preparable.ts'

/** The public addresses of an installation. */
export type Origins = {
  /** `https://my.utility.example` */
  portal: string
  desk: string
  /** With a `*` for the masquerade's id (`https://*.view.utility.example`), or one origin for all. */
  view: string
  /** The page with the addresses and the tour; also what an unknown host is told. */
  plain: string
}

/** What handlers need besides the database: made once at the start. */
export type Installation = EncryptionKeys & {
  origins: Origins
  /** IANA name: calendar dates are the utility's. */
  timeZone: string
  utilityName: string
  /** Where staff prove who they are. */
  identityProvider: IdentityProvider
  paymentPage: PaymentPage
  /** The bank that moves money to and from customers' bank accounts. Null: nothing is paid from bank accounts. */
  bank: Bank | null
  /** Hosts that an issuer's keys may come from although they are not on the public internet. */
  insideKeyHosts: InsideKeyHosts
  mail: MailSender
  /** The provider of text messages. Null: codes are not sent by text message. */
  texts: TextSender | null
  /** Who our mails are from. */
  mailFrom: string
  /** The customer information system. Null: our own tables are the truth. */
  cis: Cis | null
  /** What each type of self-service task is; declared by the features. */
  taskTypes: TaskTypes
  /** What CSRs may prepare for customers to approve; declared by the features. */
  preparables: Preparables
  /** Which finished tasks are told to it, and how they are put on their way. */
  taskDelivery: TaskDelivery | null
  /** How the record is signed, and where its checkpoints are kept besides the database. */
  record: RecordSettings
  /** Where the record streams to; null: nowhere. */
  recordStream: StreamSettings | null
  log: FastifyBaseLogger
}

/** Returns the origin on which a masquerade is seen. */
export function viewOrigin(origins: Origins, masqueradeId: string): string {
  return origins.view.replace('*', masqueradeId)
}
