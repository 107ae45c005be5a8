import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { MailServerOptions } from '#integrations/mail/mail-sender.ts'
import { StartRefused } from './start-refused.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** Variables that may hold a secret: for each, NAME_FILE names a file with the value, as vaults and containers provide it. */
const secretNames: readonly string[] = [
  'DATABASE_URL',
  'SMTP_URL',
  'PORCHLIGHT_ENCRYPTION_KEY',
  'PORCHLIGHT_PREVIOUS_ENCRYPTION_KEY',
  'PORCHLIGHT_CLIENT_SECRET',
  'PORCHLIGHT_PAYMENT_SECRET',
  'PORCHLIGHT_STRIPE_KEY',
  'PORCHLIGHT_STRIPE_WEBHOOK_SECRET',
  'PORCHLIGHT_CIS_SECRET',
  'PORCHLIGHT_TEXT_AUTHORIZATION',
  'PORCHLIGHT_SIEM_AUTHORIZATION',
]

/** Returns a variable without the spaces around it, a secret also from its file; undefined where it is unset or empty. */
export function textOf(env: Env, name: string): string | undefined {
  const text = env[name]?.trim() || undefined
  const file = secretNames.includes(name) ? env[`${name}_FILE`]?.trim() : undefined
  if (!file) return text
  if (text !== undefined) throw new StartRefused(`${name} and ${name}_FILE are both set: set one of them.`)
  return secretIn(name, file)
}

/** Returns the text of a secret's file. An empty one is refused: without the secret another mode of the product would start. */
function secretIn(name: string, file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new StartRefused(
      `${name}_FILE names ${file}, which cannot be read: correct the path or its rights.`,
      {
        cause,
      },
    )
  }
  if (text === '')
    throw new StartRefused(`${name}_FILE names ${file}, which is empty: write the secret into it.`)
  return text
}

/** Returns a whole number from `min` to `max`. */
export function numberOf(env: Env, name: string, fallback: number, min: number, max: number): number {
  const text = textOf(env, name)
  if (text === undefined) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new StartRefused(`${name} is "${text}", and must be a whole number from ${min} to ${max}.`)
}

export function switchOf(env: Env, name: string, fallback: boolean): boolean {
  const text = textOf(env, name)?.toLowerCase()
  if (text === undefined) return fallback
  if (['1', 'on', 'true', 'yes'].includes(text)) return true
  if (['0', 'off', 'false', 'no'].includes(text)) return false
  throw new StartRefused(`${name} is "${text}", and must be on or off.`)
}

/** Returns an address with nothing behind the host, `https://my.utility.example`. With `star`, one label may be `*`. */
export function originOf(env: Env, name: string, fallback: string, star = false): string {
  const text = (textOf(env, name) ?? fallback).toLowerCase().replace(/\/$/, '')
  const plain = star ? text.replace('://*.', '://any.') : text
  const isOrigin = URL.canParse(plain) && new URL(plain).origin === plain && /^https?:/.test(plain)
  if (isOrigin && !plain.includes('*')) return text
  const example = star ? 'https://*.view.utility.example' : 'https://my.utility.example'
  throw new StartRefused(`${name} is "${text}", and must be an address without a path, as ${example}.`)
}

/** Returns an address with nothing behind the host, of https; http on this machine alone. */
export function secureOriginOf(env: Env, name: string, fallback: string): string {
  const origin = originOf(env, name, fallback)
  if (/^https:|^http:\/\/(127\.\d+\.\d+\.\d+|\[::1\]|([\w-]+\.)*localhost)(:\d+)?$/.test(origin))
    return origin
  throw new StartRefused(`${name} is "${origin}", and must be an https address, as https://pay.example.`)
}

/** Returns an https address with a path and nothing behind it; http on this machine alone. Undefined where it is unset. */
export function httpsUrlOf(env: Env, name: string): string | undefined {
  const text = textOf(env, name)
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLoopback =
    url?.protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(url.hostname)
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password
  if (isPlain && (url.protocol === 'https:' || isLoopback)) return url.href
  throw new StartRefused(`${name} must be an https address, as https://cis.utility.example/porchlight/tasks.`)
}

/** Returns the parts of a variable, which commas separate; none where it is unset. */
export const listOf = (env: Env, name: string): string[] =>
  (textOf(env, name) ?? '').split(',').flatMap((part) => part.trim() || [])

/** Addresses or networks, separated by commas. */
export function networksOf(env: Env, name: string): string[] {
  const parts = listOf(env, name)
  for (const part of parts) {
    const [address = '', bits, ...more] = part.split('/')
    const longest = isIP(address) === 4 ? 32 : 128
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest)
    if (isIP(address) === 0 || !fits || more.length > 0)
      throw new StartRefused(`${name} has "${part}", and must list addresses or networks, as 10.0.0.0/8.`)
  }
  return parts
}

export function timeZoneOf(env: Env, name: string, fallback: string): string {
  const text = textOf(env, name) ?? fallback
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return text
  } catch {
    throw new StartRefused(`${name} is "${text}", and must be a time zone's name, as America/Los_Angeles.`)
  }
}

/** Reads `smtp://user:password@host:587` (STARTTLS, except on loopback) or `smtps://...` (TLS from the first byte). */
export function mailServerOf(env: Env, name: string): MailServerOptions | undefined {
  const text = textOf(env, name)
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol))
    throw new StartRefused(`${name} must be an address as smtp://user:password@mail.utility.example:587.`)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(url.username ? { user: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
  }
}

/** Words with commas or spaces between; `none` is an empty list. Undefined where it is unset. */
export function wordsOf(env: Env, name: string): string[] | undefined {
  const text = textOf(env, name)
  if (text === undefined) return undefined
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  if (text !== 'none' && words.includes('none'))
    throw new StartRefused(`${name} is "${text}": "none" stands alone.`)
  return text === 'none' ? [] : words
}

/** Names of hosts, each with its port unless that is 443, separated by commas. */
export function hostsOf(env: Env, name: string): string[] {
  const hosts = (textOf(env, name) ?? '').split(',').flatMap((part) => part.trim().toLowerCase() || [])
  const wrong = hosts.find(
    (host) => !URL.canParse(`https://${host}`) || new URL(`https://${host}`).host !== host,
  )
  if (wrong === undefined) return hosts
  throw new StartRefused(`${name} has "${wrong}", and must list hosts, as keys.inside.example:8443.`)
}
