import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { Instant, text } from './values.ts'

/** Six digits of an authenticator, or a recovery code; spaces and hyphens do not matter. */
export const SecondFactorCode = z
  .string()
  .max(60, 'code-form')
  .transform((typed) => typed.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(\d{6}|[A-Z2-7]{16})$/, 'code-form'))

const FailedAttempts = z.object({ count: z.number(), lastAt: Instant }).nullable()

const endpoints = {
  /**
   * Starts a customer's session; the answer sets its cookie, and ends the session that the browser held before. The user name
   * may be the e-mail address, where one web user alone has it. Refused alike for a wrong name and a wrong password.
   */
  signIn: endpoint({
    method: 'POST',
    path: '/api/sign-in',
    action: 'public',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      userName: text(200),
      password: z.string().min(1, 'required').max(1000, 'too-long'),
    }),
    response: z.object({
      /** Null if the second factor is still missing: `finishSignIn` follows. */
      webUserId: z.number().nullable(),
      /** Failed attempts since the last sign-in; null if there were none. */
      failedAttempts: FailedAttempts,
    }),
  }),
  /** The second step of a sign-in, within five minutes of the right password in the same browser. */
  finishSignIn: endpoint({
    method: 'POST',
    path: '/api/sign-in/second-factor',
    action: 'public',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ code: SecondFactorCode }),
    response: z.object({
      webUserId: z.number(),
      failedAttempts: FailedAttempts,
      /** How many are left after one was used; null where the authenticator's code was. */
      recoveryCodesLeft: z.number().int().nullable(),
    }),
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/sign-out',
    action: 'session:end',
    masquerade: 'never',
    task: null,
    response: z.object({}),
  }),
}

export const signIn = feature({
  actions: {
    'session:end': 'never',
  },
  endpoints,
})
