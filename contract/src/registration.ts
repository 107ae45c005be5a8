import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { MailedKey } from './mailed-keys.ts'
import { NewPassword } from './password.ts'
import { Id, Locale, text } from './values.ts'

/** What somebody says who gets a sign-in by the key of a mail, which proves their e-mail address. */
export const newSignIn = {
  key: MailedKey,
  givenName: text(80),
  surname: text(80),
  locale: Locale,
  newPassword: NewPassword,
  repeatedPassword: z.string().min(1, 'required').max(1000, 'too-long'),
}

/** Three to forty letters, digits, dots, hyphens and underscores. Never an e-mail address, which could be somebody else's. */
const ChosenName = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/i, 'user-name-form')

const endpoints = {
  /** Mails a link to register. The response and the work behind it are the same whether or not the address is known. */
  requestRegistration: endpoint({
    method: 'POST',
    path: '/api/registration-request',
    action: 'public',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      email: z.string().trim().min(1, 'required').max(200, 'too-long').pipe(z.email('not-an-email')),
      locale: Locale,
    }),
    response: z.object({}),
  }),
  /** Registers the holder of a mailed key. They see no account before they link one. Nobody is signed in by it. */
  register: endpoint({
    method: 'POST',
    path: '/api/registration',
    action: 'public',
    masquerade: 'never',
    task: 'login-change',
    body: z.strictObject({
      ...newSignIn,
      /** Required where people choose a user name; refused where the e-mail address is the user name. */
      userName: ChosenName.optional(),
    }),
    response: z.object({ taskId: Id }),
  }),
}

export const registration = feature({
  endpoints,
})
