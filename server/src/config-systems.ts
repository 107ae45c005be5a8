import { type TaskType, taskTypes } from '@porchlight/contract/task-types.ts'
import type { BankOptions } from '#integrations/bank/http-bank.ts'
import type { GroupClaimOptions } from '#integrations/identity-provider/openid-client.ts'
import { type Env, httpsUrlOf, secureOriginOf, textOf, wordsOf } from './config-values.ts'
import { StartRefused } from './start-refused.ts'

export type IdentityConfig = {
  issuer: string
  clientId: string
  clientSecret: string | undefined
  /** Undefined: as shipped. */
  secondFactorClasses: string[] | undefined
  secondFactorMethods: string[] | undefined
  /** The claim that staff are known by; undefined for `sub`. */
  subjectClaim: string | undefined
  /** Scopes beside openid, profile and email. */
  scopes: string[]
  /** Where a person's groups are; undefined: nowhere. */
  groups: GroupClaimOptions | undefined
}
export type PaymentConfig = {
  api: string
  origin: string
  secret: string
  /** Set where the card page is Stripe Checkout: what signs its webhooks. */
  stripeWebhookSecret?: string
}
export type CisConfig = { url: string; keyId: string; secret: string }

/** Reads how staff sign in: the identity provider, or undefined for the stand-in. */
export function identityOf(env: Env): IdentityConfig | undefined {
  const issuer = textOf(env, 'PORCHLIGHT_ISSUER')
  if (issuer === undefined) return undefined
  const isLoopback = /^http:\/\/(127\.\d+\.\d+\.\d+|\[::1\]|([\w-]+\.)*localhost)(:\d+)?(\/|$)/.test(issuer)
  if (!URL.canParse(issuer) || !(issuer.startsWith('https://') || isLoopback))
    throw new StartRefused(`PORCHLIGHT_ISSUER is "${issuer}", and must be an https address.`)
  const clientSecret = textOf(env, 'PORCHLIGHT_CLIENT_SECRET')
  const secondFactorClasses = wordsOf(env, 'PORCHLIGHT_SECOND_FACTOR_ACR')
  const secondFactorMethods = wordsOf(env, 'PORCHLIGHT_SECOND_FACTOR_AMR')
  if (secondFactorClasses?.length === 0 && secondFactorMethods?.length === 0)
    throw new StartRefused(
      'PORCHLIGHT_SECOND_FACTOR_ACR and PORCHLIGHT_SECOND_FACTOR_AMR are both "none": then no sign-in has a second factor.',
    )
  return {
    issuer,
    clientId: textOf(env, 'PORCHLIGHT_CLIENT_ID') ?? 'porchlight-desk',
    clientSecret,
    secondFactorClasses,
    secondFactorMethods,
    subjectClaim: textOf(env, 'PORCHLIGHT_SUBJECT_CLAIM'),
    scopes: wordsOf(env, 'PORCHLIGHT_SIGN_IN_SCOPES') ?? [],
    groups: groupsOf(env),
  }
}

/** The group claim; the two others say more about it. */
function groupsOf(env: Env): GroupClaimOptions | undefined {
  const claim = textOf(env, 'PORCHLIGHT_GROUP_CLAIM')
  // An address writes braces as %7B and %7D.
  const url = httpsUrlOf(env, 'PORCHLIGHT_GROUPS_URL')?.replaceAll('%7Bsubject%7D', '{subject}')
  const scope = textOf(env, 'PORCHLIGHT_GROUPS_SCOPE')
  if (claim !== undefined) return { claim, ...(url && { url }), ...(scope && { scope }) }
  const left = url ? 'PORCHLIGHT_GROUPS_URL' : scope && 'PORCHLIGHT_GROUPS_SCOPE'
  if (left)
    throw new StartRefused(
      `${left} is for a group claim, and PORCHLIGHT_GROUP_CLAIM is not set: set both or neither.`,
    )
  return undefined
}

/** Reads the settings of the CIS that receives finished tasks. They are complete, or absent. */
export function cisOf(env: Env): CisConfig | undefined {
  const url = httpsUrlOf(env, 'PORCHLIGHT_CIS_URL')
  const secret = textOf(env, 'PORCHLIGHT_CIS_SECRET')
  const keyId = textOf(env, 'PORCHLIGHT_CIS_KEY_ID')
  if (url === undefined) {
    const left = secret ? 'PORCHLIGHT_CIS_SECRET' : keyId && 'PORCHLIGHT_CIS_KEY_ID'
    if (left)
      throw new StartRefused(`${left} is for a CIS, and PORCHLIGHT_CIS_URL is not set: set both or neither.`)
    return undefined
  }
  if (secret === undefined || secret.length < 32)
    throw new StartRefused(
      'PORCHLIGHT_CIS_URL needs PORCHLIGHT_CIS_SECRET, 32 characters or more, which signs the deliveries to the CIS.',
    )
  if (keyId !== undefined && !/^[\w.:-]{1,100}$/.test(keyId))
    throw new StartRefused('PORCHLIGHT_CIS_KEY_ID may have letters, digits and . : - _, 100 at most.')
  return { url, keyId: keyId ?? 'porchlight', secret }
}

/** Reads the task types that the CIS is told of; undefined for all. */
export function cisTaskTypesOf(env: Env): TaskType[] | undefined {
  const text = textOf(env, 'PORCHLIGHT_CIS_TASKS') ?? 'all'
  if (text === 'all') return undefined
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !taskTypes.some((type) => type === name))
  if (wrong !== undefined)
    throw new StartRefused(
      `PORCHLIGHT_CIS_TASKS has "${wrong}", and must be "all" or task types with commas between, as mailing-address, paperless.`,
    )
  return taskTypes.filter((type) => names.includes(type))
}

/** Reads the keys of Stripe, and where a test has its API and pages. */
function stripeOf(env: Env, secret: string): PaymentConfig {
  if (textOf(env, 'PORCHLIGHT_PAYMENT_API') !== undefined)
    throw new StartRefused(
      'PORCHLIGHT_STRIPE_KEY and PORCHLIGHT_PAYMENT_API are both set: card payments have one provider.',
    )
  const stripeWebhookSecret = textOf(env, 'PORCHLIGHT_STRIPE_WEBHOOK_SECRET')
  if (stripeWebhookSecret === undefined)
    throw new StartRefused(
      'PORCHLIGHT_STRIPE_KEY needs PORCHLIGHT_STRIPE_WEBHOOK_SECRET, which proves that a webhook is from Stripe.',
    )
  return {
    api: secureOriginOf(env, 'PORCHLIGHT_STRIPE_API', 'https://api.stripe.com'),
    origin: secureOriginOf(env, 'PORCHLIGHT_STRIPE_ORIGIN', 'https://checkout.stripe.com'),
    secret,
    stripeWebhookSecret,
  }
}

/** Reads the payment provider; undefined for the stand-in. */
export function paymentOf(env: Env): PaymentConfig | undefined {
  const stripeKey = textOf(env, 'PORCHLIGHT_STRIPE_KEY')
  if (stripeKey !== undefined) return stripeOf(env, stripeKey)
  if (textOf(env, 'PORCHLIGHT_PAYMENT_API') === undefined) return undefined
  const api = secureOriginOf(env, 'PORCHLIGHT_PAYMENT_API', '')
  const secret = textOf(env, 'PORCHLIGHT_PAYMENT_SECRET')
  if (secret === undefined)
    throw new StartRefused(
      'PORCHLIGHT_PAYMENT_API needs PORCHLIGHT_PAYMENT_SECRET, which signs the requests to it.',
    )
  return { api, origin: secureOriginOf(env, 'PORCHLIGHT_PAYMENT_ORIGIN', api), secret }
}

/** Reads the bank that moves money to and from customers' bank accounts; undefined for the stand-in, in production for none. */
export function bankOf(env: Env): BankOptions | undefined {
  const authorization = textOf(env, 'PORCHLIGHT_BANK_AUTHORIZATION')
  if (textOf(env, 'PORCHLIGHT_BANK_API') === undefined) {
    if (authorization)
      throw new StartRefused(
        'PORCHLIGHT_BANK_AUTHORIZATION is set and PORCHLIGHT_BANK_API is not: set PORCHLIGHT_BANK_API too.',
      )
    return undefined
  }
  const api = secureOriginOf(env, 'PORCHLIGHT_BANK_API', '')
  if (authorization === undefined || !/^[\x20-\x7e]+$/.test(authorization))
    throw new StartRefused(
      'PORCHLIGHT_BANK_API needs PORCHLIGHT_BANK_AUTHORIZATION, the Authorization header of the requests to it, as "Bearer ...".',
    )
  return { api, authorization }
}
