import { StartRefused } from '../start-refused.ts'

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EACCES',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'POOL_TIMEOUT',
  '57P03',
])

/** Codes of OpenSSL and Node for a certificate of an unknown authority. */
const strangeAuthority = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])

type Told = { code?: string; message?: string; cause?: unknown }

/** The error and what caused it, outermost first. */
function causesOf(error: unknown): Told[] {
  const causes: Told[] = []
  for (let one = error; one instanceof Error && causes.length < 5; one = one.cause) causes.push(one as Told)
  return causes
}

/** Turns a database error into one sentence; returns other errors unchanged. */
export function databaseRefusal(error: unknown, url: string): unknown {
  if (error instanceof StartRefused) return error
  const causes = causesOf(error)
  const codes = causes.flatMap(({ code }) => code ?? [])
  const said = causes.map(({ message }) => message ?? '').join(' ')
  const is = (...some: string[]) => codes.some((code) => some.includes(code))
  const { host, hostname, username, pathname } = new URL(url)
  const place = decodeURIComponent(host)
  const refusal = (sentence: string) => new StartRefused(sentence, { cause: error })
  const server = `The database at ${place}`

  if (
    is('53300') ||
    /too many (connections|clients)|no more connections|remaining connection slots/i.test(said)
  )
    return refusal(
      `${server} has no connection left: raise its max_connections (or the role's, or the pooler's limit), or stop other programs that use it.`,
    )
  if (/does not support SSL/i.test(said))
    return refusal(
      `${server} speaks no TLS, which sslmode in DATABASE_URL asks for: switch ssl on in PostgreSQL, or leave sslmode out where the network is your own.`,
    )
  if (is('ERR_TLS_CERT_ALTNAME_INVALID'))
    return refusal(
      `The certificate of the database at ${place} is not for ${decodeURIComponent(hostname)}: name the server in DATABASE_URL as its certificate does.`,
    )
  if (is('CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'))
    return refusal(`The certificate of the database at ${place} is not valid today: renew it.`)
  if (codes.some((code) => strangeAuthority.has(code)))
    return refusal(
      `The certificate of the database at ${place} is of an authority that is not known here: add sslrootcert=FILE, the authority's certificate, to DATABASE_URL.`,
    )
  if (codes.some((code) => /^ERR_(SSL|OSSL)/.test(code)))
    return refusal(
      `${server} and Porchlight do not agree on TLS (${codes[0]}): check its certificate and sslrootcert.`,
    )
  if (is('28000') && /no encryption|SSL off/i.test(said))
    return refusal(`${server} asks for TLS: add ?sslmode=verify-full (or require) to DATABASE_URL.`)
  if (is('28P01', '28000'))
    return refusal(
      `${server} does not let ${decodeURIComponent(username)} in: correct user and password in DATABASE_URL.`,
    )
  if (is('3D000') || /no such database/i.test(said))
    return refusal(
      `The database server at ${place} has no database ${decodeURIComponent(pathname.slice(1))}: create it, or correct DATABASE_URL.`,
    )
  if (/statement pooling mode/i.test(said))
    return refusal(
      'DATABASE_URL leads to a pooler in statement mode, which Porchlight cannot use: point it at PostgreSQL itself, or set pool_mode to session.',
    )
  if (is('25006'))
    return refusal(`${server} is read-only, as a standby is: point DATABASE_URL at the primary.`)
  if (is('42501'))
    return refusal(
      `The user ${decodeURIComponent(username)} may not change the database at ${place}: DATABASE_URL must name its owner.`,
    )
  if (codes.some((code) => unreachable.has(code)))
    return refusal(`${server} cannot be reached (${codes.at(-1)}): start it, or correct DATABASE_URL.`)
  return error
}
