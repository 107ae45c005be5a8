import { StartRefused } from '#database/embedded/start-refused.ts'

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  '57P03',
  '53300',
])

/** Makes a sentence of why a database cannot be used; other errors stay as they are. */
export function databaseRefusal(error: unknown, url: string): unknown {
  const { code = '' } = error as { code?: string }
  const { host, username, pathname } = new URL(url)
  const refusal = (sentence: string) => new StartRefused(sentence, { cause: error })
  if (unreachable.has(code))
    return refusal(`The database at ${host} cannot be reached (${code}): start it, or correct DATABASE_URL.`)
  if (code === '28P01' || code === '28000')
    return refusal(
      `The database at ${host} does not let ${decodeURIComponent(username)} in: correct user and password in DATABASE_URL.`,
    )
  if (code === '3D000')
    return refusal(
      `The database server at ${host} has no database ${pathname.slice(1)}: create it, or correct DATABASE_URL.`,
    )
  return error
}
