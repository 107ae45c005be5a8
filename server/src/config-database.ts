import { accessSync, constants } from 'node:fs'
import { type Env, textOf } from './config-values.ts'
import { defaultRolePrefix } from './database/roles.ts'
import { StartRefused } from './start-refused.ts'

/** What an address may say behind the `?` about who connects to what: it is put where an address usually has it. */
const places = ['user', 'password', 'host', 'port', 'dbname'] as const
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full']
const files = ['sslrootcert', 'sslcert', 'sslkey']
/** What other programs know and changes nothing here: one host, our own time-outs and name. */
const withoutMeaning =
  /^(application_name|connect_timeout|channel_binding|gssencmode|keepalives\w*|target_session_attrs)$/

const refuse = (sentence: string): never => {
  throw new StartRefused(sentence)
}

/**
 * Reads DATABASE_URL and writes it in one form: user, host and database in their places (so that a role's connection cannot be
 * overruled by a `user=` behind them), `sslmode`, and the files that it names. A folder of sockets is `?host=/var/run/postgresql`.
 * @throws StartRefused with one sentence for whatever would not connect as it is meant
 */
export function databaseUrlOf(env: Env): string | undefined {
  const text = textOf(env, 'DATABASE_URL')
  if (text === undefined) return undefined
  const url = parsed(text)
  const params = new Map(url.searchParams)
  for (const name of params.keys()) {
    if (places.some((place) => place === name) || name === 'sslmode' || files.includes(name)) continue
    if (!withoutMeaning.test(name))
      refuse(`DATABASE_URL has the parameter ${name}, which Porchlight does not know: leave it out.`)
  }
  const user = params.get('user') ?? decodeURIComponent(url.username)
  if (!user)
    refuse(
      'DATABASE_URL names no user: it must be an address as postgres://user:password@host:5432/database.',
    )
  const database = params.get('dbname') ?? decodeURIComponent(url.pathname.slice(1))
  if (!database || database.includes('/'))
    refuse(
      'DATABASE_URL names no database: it must be an address as postgres://user:password@host:5432/database.',
    )
  const host = params.get('host') ?? decodeURIComponent(url.hostname)
  const port = params.get('port') ?? url.port
  const isSocket = host.startsWith('/')
  const password = params.get('password') ?? decodeURIComponent(url.password)
  const place = isSocket ? encodeURIComponent(host) : host
  const canonical = new URL(`postgres://${place}`)
  canonical.username = encodeURIComponent(user)
  canonical.password = encodeURIComponent(password)
  canonical.port = port
  canonical.pathname = `/${encodeURIComponent(database)}`
  for (const [name, value] of sslOf(params, isSocket)) canonical.searchParams.set(name, value)
  return canonical.href
}

/** Returns the prefix of the role names of this installation, for database servers that several share. */
export function rolePrefixOf(env: Env): string {
  const text = textOf(env, 'PORCHLIGHT_DATABASE_ROLES') ?? defaultRolePrefix
  if (/^[a-z][a-z0-9_]{0,49}$/.test(text)) return text
  throw new StartRefused(
    `PORCHLIGHT_DATABASE_ROLES is "${text}", and must be a name of small letters, digits and _, as porchlight_test.`,
  )
}

function parsed(text: string): URL {
  const hosts = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^/?]*)/.exec(text)?.[1] ?? ''
  if (hosts.includes(',') || /[?&](host|port)=[^&]*(,|%2C)/i.test(text))
    refuse(
      'DATABASE_URL names several hosts, and Porchlight connects to one: put HAProxy, PgBouncer in session mode or a virtual address ahead of them.',
    )
  // An address without a host is fine for sockets, and not for the parser of addresses.
  const whole = text.replace(/^(postgres(?:ql)?:\/\/[^@/?]*@)(?=[/?])/, '$1no-host')
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.hash)
    return refuse(
      'DATABASE_URL must be an address as postgres://user:password@host:5432/database; signs as @ : / ? # in a password are written as %40 %3A %2F %3F %23.',
    )
  const hasHost = url.hostname !== '' && url.hostname !== 'no-host'
  if (!hasHost && !url.searchParams.get('host'))
    refuse(
      'DATABASE_URL names no host: it must be an address as postgres://user:password@host:5432/database.',
    )
  return url
}

/** A host of this machine: a folder of sockets, or a loopback address. */
const isOwnMachine = (host: string) => /^(%2F.*|localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(host)

/**
 * Refuses an address in production that leads to another machine and leaves open whether the connection is encrypted. "disable" is for
 * a network that encrypts by itself: the operator has said so, and nothing falls back to it.
 */
export function refuseUnsaidEncryption(databaseUrl: string): void {
  const url = new URL(databaseUrl)
  if (isOwnMachine(url.hostname) || url.searchParams.has('sslmode')) return
  refuse(
    'DATABASE_URL leads to another machine and does not say how the connection is encrypted: add sslmode=verify-full, or sslmode=disable where the network itself encrypts.',
  )
}

/** Reads how the connection is encrypted and how the server's certificate is checked, as PostgreSQL's own programs do. */
function sslOf(params: Map<string, string>, isSocket: boolean): [string, string][] {
  const mode = params.get('sslmode')
  const named = files.flatMap((name): [string, string][] => {
    const file = params.get(name)
    return file === undefined || (name === 'sslrootcert' && file === 'system') ? [] : [[name, file]]
  })
  if (mode !== undefined && !sslModes.includes(mode))
    refuse(`sslmode in DATABASE_URL is "${mode}", and must be one of ${sslModes.join(', ')}.`)
  if (isSocket && mode !== undefined && mode !== 'disable' && mode !== 'prefer')
    refuse('DATABASE_URL leads to a socket of this machine, which has no TLS: leave sslmode out.')
  for (const [name, file] of named) refuseUnreadable(name, file)
  if (named.length > 0 && (mode === undefined || mode === 'disable' || mode === 'prefer'))
    refuse(
      `DATABASE_URL has ${named[0]?.[0]}, which counts with sslmode=require, verify-ca or verify-full: set one of them.`,
    )
  if (mode === 'verify-ca' && params.get('sslrootcert') === undefined)
    refuse(
      'sslmode=verify-ca in DATABASE_URL needs sslrootcert=FILE, the certificate of your authority; or set sslmode=verify-full.',
    )
  // TLS where the server offers it is TLS that an attacker switches off: without a mode there is none, as is said by "disable".
  return mode === undefined || mode === 'prefer' ? named : [['sslmode', mode], ...named]
}

function refuseUnreadable(name: string, file: string): void {
  try {
    accessSync(file, constants.R_OK)
  } catch {
    refuse(
      `${name} in DATABASE_URL is ${file}, which cannot be read: correct the path, or let this user read the file.`,
    )
  }
}
