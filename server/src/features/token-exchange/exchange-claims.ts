import { mostPurposeReference } from '@porchlight/contract/limits.ts'
import { AccountId, Locale, text } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { badRequest, badToken, OAuthError } from '#http/oauth-error.ts'
import type { UnverifiedAssertion } from './assertion.ts'
import type { IssuerRow } from './issuer-keys.ts'

export const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const jwtType = 'urn:ietf:params:oauth:token-type:jwt'
/** The customer's web user, by user name: the actor token names the same. */
export const webUserType = 'urn:porchlight:params:oauth:token-type:web-user'
export const grantCodeType = 'urn:porchlight:params:oauth:token-type:grant-code'

/** The claims of the actor token, beside those of every token. */
const ExchangeClaims = z.looseObject({
  sub: z.string().min(1).max(200),
  sid: z.string().min(1).max(200),
  web_user: text(200),
  account: AccountId,
  purpose: z.string().min(1).max(40),
  purpose_reference: text(mostPurposeReference),
  context: z.record(z.string(), z.string().regex(/^[\w.:-]{1,80}$/)).default({}),
  return_url: z.string().optional(),
  locale: Locale.default('en'),
  amr: z.array(z.string()).default([]),
  // A logout token must never start a masquerade.
  events: z.undefined().optional(),
})
export type ExchangeClaims = z.infer<typeof ExchangeClaims>

/** Returns the actor token and the user name of a request with the parameters of RFC 8693, section 2.1. */
export function readExchange(fields: ReadonlyMap<string, string>): { actorToken: string; userName: string } {
  const grant = fields.get('grant_type')
  if (grant === undefined) throw badRequest('grant_type is missing.', 'parameter-missing')
  if (grant !== grantType)
    throw new OAuthError('unsupported_grant_type', 'Only token exchange is served here.', 'grant-type')
  const required = (name: string) => {
    const value = fields.get(name)
    if (value === undefined) throw badRequest(`${name} is missing.`, 'parameter-missing')
    return value
  }
  const actorToken = required('actor_token')
  const userName = required('subject_token')
  if (required('actor_token_type') !== jwtType)
    throw badRequest(`actor_token_type must be ${jwtType}.`, 'token-type')
  if (required('subject_token_type') !== webUserType)
    throw badRequest(`subject_token_type must be ${webUserType}.`, 'token-type')
  const requested = fields.get('requested_token_type')
  if (requested !== undefined && requested !== grantCodeType)
    throw badRequest(`requested_token_type must be ${grantCodeType} or left out.`, 'token-type')
  if (fields.has('scope')) throw new OAuthError('invalid_scope', 'There are no scopes here.', 'scope')
  if (fields.has('resource') || fields.has('audience'))
    throw new OAuthError('invalid_target', 'Leave resource and audience out.', 'target-parameter')
  return { actorToken, userName }
}

/** Returns the claims of the actor token. Refuses a token that names another customer, or what its issuer may not say. */
export function readExchangeClaims(
  { claims }: UnverifiedAssertion,
  userName: string,
  { contextNames, returnUrls }: Pick<IssuerRow, 'contextNames' | 'returnUrls'>,
): ExchangeClaims & { return_url: string } {
  const read = ExchangeClaims.safeParse(claims)
  if (!read.success) throw badToken('claims-not-valid')
  if (read.data.web_user !== userName) throw badToken('another-subject')
  if (Object.keys(read.data.context).some((name) => !contextNames.includes(name)))
    throw badToken('context-not-allowed')
  const returnUrl = read.data.return_url ?? returnUrls[0]
  if (returnUrl === undefined || !returnUrls.includes(returnUrl)) throw badToken('return-url-not-registered')
  return { ...read.data, return_url: returnUrl }
}
