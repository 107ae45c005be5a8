import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { Id } from './values.ts'

/** At least twelve characters, counted as a person counts them: ä is one, however the keyboard makes it. */
export const NewPassword = z
  .string()
  .max(1000, 'too-long')
  .refine((value) => [...value.normalize('NFC')].length >= 12, 'password-too-short')

const endpoints = {
  /** Sets another password. Every other session of the web user ends; this one goes on under another cookie. */
  changePassword: endpoint({
    method: 'POST',
    path: '/api/password',
    action: 'password:change',
    masquerade: 'never',
    task: 'login-change',
    body: z.strictObject({
      currentPassword: z.string().min(1, 'required').max(1000, 'too-long'),
      newPassword: NewPassword,
      repeatedPassword: z.string().min(1, 'required').max(1000, 'too-long'),
    }),
    response: z.object({ taskId: Id }),
  }),
}

export const password = feature({
  actions: {
    'password:change': 'never',
  },
  endpoints,
})
