import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { Id } from './values.ts'

/** Characters below which no utility may set the length of passwords (`sign-in.password-length`). */
export const leastPasswordLength = 8

/** Returns the length of a password as a person counts it: ä is one character, however the keyboard makes it. */
export const passwordLength = (value: string): number => [...value.normalize('NFC')].length

/** The utility's own length, which may be greater, is checked by the server. */
export const NewPassword = z
  .string()
  .max(1000, 'too-long')
  .refine((value) => passwordLength(value) >= leastPasswordLength, 'password-too-short')

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
