import { hashToken, mailedKey, newMailedNonce } from '#sessions/token.ts'
import type { Installation } from '../../installation.ts'

/**
 * What a link that is mailed does: what its key is good for, the page of the portal that it opens, and for how long once the mail
 * has left (a PostgreSQL interval). An invitation sets the first password as a reset sets another.
 */
const links = {
  'password-reset': { purpose: 'password-reset', page: '/reset-password?', lifetime: '1 hour' },
  'email-confirmation': { purpose: 'email-confirmation', page: '/confirm-email?', lifetime: '3 days' },
  registration: { purpose: 'registration', page: '/register/finish?', lifetime: '1 day' },
  invitation: { purpose: 'password-reset', page: '/reset-password?welcome=&', lifetime: '14 days' },
} as const

export type MailedLink = keyof typeof links

/** Returns a new key, as the database keeps it, and the message whose link it goes into when the mail leaves. */
export function newMailedKey(
  { encryptionKey, origins }: Pick<Installation, 'encryptionKey' | 'origins'>,
  link: MailedLink,
  userName: string,
) {
  const { purpose, page, lifetime } = links[link]
  const nonce = newMailedNonce(encryptionKey)
  return {
    key: { purpose, lifetime, nonce, keyHash: hashToken(mailedKey(encryptionKey, nonce)) },
    message: { template: link, link: `${origins.portal}${page}key={mailed-key}`, userName },
  }
}
