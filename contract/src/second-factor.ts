import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { SecondFactorCode } from './sign-in.ts'
import { Id, Instant, may } from './values.ts'

const CurrentPassword = z.string().min(1, 'required').max(1000, 'too-long')

/** The setting's values: customers cannot have one, may have one, or must have one. */
export const secondFactorModes = ['off', 'optional', 'required'] as const

const endpoints = {
  /** The customer's second factor, and what an authenticator needs to be set up. A masquerade sees neither. */
  readSecondFactor: endpoint({
    method: 'GET',
    path: '/api/second-factor',
    action: 'second-factor:view',
    masquerade: 'never',
    response: z.object({
      mode: z.enum(secondFactorModes),
      /** Null: there is none. */
      since: Instant.nullable(),
      recoveryCodesLeft: z.number().int(),
      /** Within ten minutes of their making; then never again. */
      recoveryCodes: z.array(z.string()),
      /** The secret for an authenticator, and the same as an `otpauth:` address; null where there is one already, or may be none. */
      setUp: z.object({ secret: z.string(), address: z.string() }).nullable(),
      may: may('second-factor:change'),
    }),
  }),
  /** Turns the second factor on, with a code that proves that the authenticator works. Every other session ends. */
  turnOnSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor',
    action: 'second-factor:change',
    masquerade: 'never',
    task: 'login-change',
    body: z.strictObject({ currentPassword: CurrentPassword, code: SecondFactorCode }),
    response: z.object({ taskId: Id }),
  }),
  /** Turns the second factor off. Refused where the utility requires one. Every other session ends. */
  turnOffSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor/off',
    action: 'second-factor:change',
    masquerade: 'never',
    task: 'login-change',
    body: z.strictObject({ currentPassword: CurrentPassword }),
    response: z.object({ taskId: Id }),
  }),
  /** Makes new recovery codes. Those from before no longer work. */
  renewRecoveryCodes: endpoint({
    method: 'POST',
    path: '/api/second-factor/recovery-codes',
    action: 'second-factor:change',
    masquerade: 'never',
    task: 'login-change',
    body: z.strictObject({ currentPassword: CurrentPassword }),
    response: z.object({ taskId: Id }),
  }),
}

export const secondFactor = feature({
  actions: {
    'second-factor:view': 'never',
    'second-factor:change': 'never',
  },
  endpoints,
})
