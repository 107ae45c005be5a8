import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { Instant, text } from './values.ts'

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
      webUserId: z.number(),
      /** Failed attempts since the last sign-in; null if there were none. */
      failedAttempts: z.object({ count: z.number(), lastAt: Instant }).nullable(),
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
