import type { TextProviderOptions } from '#integrations/text-messages/http-text-sender.ts'
import { type Env, httpsUrlOf, textOf } from './config-values.ts'
import { StartRefused } from './start-refused.ts'

/** Reads the provider of text messages. Its settings are complete, or absent. Throws StartRefused. */
export function textProviderOf(env: Env): TextProviderOptions | undefined {
  const url = httpsUrlOf(env, 'PORCHLIGHT_TEXT_URL')
  const authorization = textOf(env, 'PORCHLIGHT_TEXT_AUTHORIZATION')
  const from = textOf(env, 'PORCHLIGHT_TEXT_FROM')
  if (url === undefined) {
    const left = authorization ? 'PORCHLIGHT_TEXT_AUTHORIZATION' : from && 'PORCHLIGHT_TEXT_FROM'
    if (left)
      throw new StartRefused(`${left} is set and PORCHLIGHT_TEXT_URL is not: set PORCHLIGHT_TEXT_URL too.`)
    return undefined
  }
  if (authorization === undefined)
    throw new StartRefused(
      'PORCHLIGHT_TEXT_URL needs PORCHLIGHT_TEXT_AUTHORIZATION, the Authorization header of the requests to it.',
    )
  // A header: another character would make every request fail.
  if (!/^[\x20-\x7e]+$/.test(authorization))
    throw new StartRefused('PORCHLIGHT_TEXT_AUTHORIZATION must be plain ASCII, as "Bearer ...".')
  if (from === undefined || !/^(\+\d{3,15}|\d{3,8}|[\w .&-]{1,11})$/.test(from))
    throw new StartRefused(
      'PORCHLIGHT_TEXT_URL needs PORCHLIGHT_TEXT_FROM: a number as +16195550100, a short code, or a name of at most 11 characters.',
    )
  return { url, authorization, from }
}
