import { capital } from '#app/capital.ts'
import type { Word } from '#app/messages.ts'

/** The class and the type of a contact, in words. */
export const contactKind = (kind: { contactClass: string; contactType: string }, word: Word): string =>
  `${capital(word('contact-class', kind.contactClass))} · ${capital(word('contact-type', kind.contactType))}`
