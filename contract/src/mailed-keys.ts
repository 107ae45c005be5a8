import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { NewPassword } from './password.ts'
import { Id, text } from './values.ts'

/** A mailed key, as the mailed link contains it. The server answers a malformed key like an expired one. */
export const MailedKey = z.string().min(1, 'required').max(100, 'too-long')

/** What the holder of a mailed link does, without being signed in. Asking changes nothing: each is a form that is posted. */
const endpoints = {
  /** Requests a password link by user name or e-mail address. The response never reveals whether a web user matched. */
  requestPasswordReset: endpoint({
    method: 'POST',
    path: '/api/password-reset-request',
    action: 'public',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ userName: text(200) }),
    response: z.object({}),
  }),
  /** Sets another password with a mailed key. Every session of the web user ends; nobody is signed in by it. */
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/password-reset',
    action: 'public',
    masquerade: 'never',
    task: 'login-change',
    body: z.strictObject({
      key: MailedKey,
      newPassword: NewPassword,
      repeatedPassword: z.string().min(1, 'required').max(1000, 'too-long'),
    }),
    response: z.object({ taskId: Id }),
  }),
  /** Confirms with a mailed key that the address is the web user's. */
  confirmEmail: endpoint({
    method: 'POST',
    path: '/api/email-confirmation',
    action: 'public',
    masquerade: 'never',
    task: 'login-change',
    body: z.strictObject({ key: MailedKey }),
    response: z.object({ taskId: Id }),
  }),
}

export const mailedKeys = feature({
  endpoints,
})
