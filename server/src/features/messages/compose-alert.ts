import { Locale } from '@porchlight/contract/values.ts'
import { type MessageWord, mailWords } from './words.ts'

/** What the security officer is told of. The subject is one of `raise-alert.ts`, or of the database's own. */
export type AlertNews = {
  subject: string
  /** Null where the alert is about the record itself. */
  csrId: string | null
  csrName: string | null
  accountId: number | null
}

const texts = {
  'protected-customer-opened': 'alert.protected-customer-opened',
  'too-many-customers': 'alert.too-many-customers',
  'too-many-reveals': 'alert.too-many-reveals',
  'too-many-named': 'alert.too-many-named',
  'too-many-exported': 'alert.too-many-exported',
  'too-many-guesses': 'alert.too-many-guesses',
  'code-replayed': 'alert.code-replayed',
  'support-visit-questioned': 'alert.support-visit-questioned',
  'record-does-not-verify': 'alert.record-does-not-verify',
  'record-not-verified': 'alert.record-not-verified',
  'record-not-kept-elsewhere': 'alert.record-not-kept-elsewhere',
  'record-place-behind': 'alert.record-place-behind',
  'record-witness-refused': 'alert.record-witness-refused',
} as const satisfies Record<string, MessageWord>

const isKnown = (subject: string): subject is keyof typeof texts => subject in texts

/** Returns the mail of an alert in every language of the desk, because the reader's language is not known. It names no customer. */
export function composeAlert(news: AlertNews, from: { utilityName: string; deskOrigin: string }) {
  const { subject, csrId, csrName, accountId } = news
  const inEach = (key: MessageWord) => {
    const values = {
      csrId: csrId ?? '',
      csrName: csrName ?? '',
      account: String(accountId ?? '').slice(-4),
      desk: from.deskOrigin,
    }
    return Locale.options.map((locale) => mailWords(locale, key, values))
  }
  const texted = inEach(isKnown(subject) ? texts[subject] : 'alert.other')
  const where = inEach('alert.where')
  const paragraphs = texted.map((text, at) => `${text}\n\n${where[at]}`)
  return {
    subject: inEach('alert.subject').join(' · '),
    body: `${[...paragraphs, from.utilityName].join('\n\n')}\n`,
  }
}
