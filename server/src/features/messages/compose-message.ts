import type { Locale } from '@porchlight/contract/values.ts'
import { type MessageWord, mailWords } from './words.ts'

/** What a customer is told by mail. Amounts are integer cents. */
export type Message =
  | { template: 'mailing-address-changed' | 'preferences-changed' | 'account-linked' | 'password-changed' }
  | {
      template: 'payment-received'
      amountCents: number
      /** What is owed now; negative: a credit. */
      balanceCents: number
      currency: string
    }

export type Recipient = {
  email: string
  displayName: string
  locale: Locale
  /** A CSR did it for the customer: the message says so. */
  isBySupport: boolean
}

/** Who writes, and about which account (null: about none); the portal's origin is for links. */
export type Letterhead = { utilityName: string; portalOrigin: string; accountId: number | null }

/** A password is never set in a support view, so there are no words for that. */
function openingOf(template: Message['template'], isBySupport: boolean): MessageWord {
  if (!isBySupport) return `${template}.by-customer`
  if (template === 'password-changed') throw new Error('support never changes a password')
  return `${template}.by-support`
}

function valuesOf(message: Message, locale: Locale, accountId: number | null): Record<string, string> {
  // Mail is read on other people's screens: an account is named by its end.
  const account = accountId === null ? '' : String(accountId).slice(-4)
  if (message.template !== 'payment-received') return { account }
  const { amountCents, balanceCents, currency } = message
  const money = (cents: number) =>
    new Intl.NumberFormat(`${locale}-US`, { style: 'currency', currency }).format(cents / 100)
  return {
    account,
    amount: money(amountCents),
    balance: money(Math.abs(balanceCents)),
    standing: balanceCents > 0 ? 'owed' : balanceCents < 0 ? 'credit' : 'settled',
  }
}

/** The subject and plain text of a message, in the recipient's language. */
export function composeMessage(message: Message, to: Recipient, from: Letterhead) {
  const words = (key: MessageWord, values: Record<string, string> = {}) => mailWords(to.locale, key, values)
  const values = valuesOf(message, to.locale, from.accountId)
  const name = to.displayName.trim()
  return {
    subject: words(`${message.template}.subject`, values),
    body: words('frame', {
      greeting: name ? words('frame.greeting', { name }) : words('frame.greeting-nameless'),
      what: words(openingOf(message.template, to.isBySupport), values),
      doubt: words('frame.doubt', { portal: from.portalOrigin }),
      utility: from.utilityName,
      portal: from.portalOrigin,
    }),
  }
}
