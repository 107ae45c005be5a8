import path from 'node:path'
import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { BankOptions } from '#integrations/bank/http-bank.ts'
import type { MailServerOptions } from '#integrations/mail/mail-sender.ts'
import type { TextProviderOptions } from '#integrations/text-messages/http-text-sender.ts'
import { databaseUrlOf, refuseUnsaidEncryption, rolePrefixOf } from './config-database.ts'
import { type OperatingConfig, operatingOf } from './config-operating.ts'
import {
  bankOf,
  type CisConfig,
  cisOf,
  cisTaskTypesOf,
  type IdentityConfig,
  identityOf,
  type PaymentConfig,
  paymentOf,
} from './config-systems.ts'
import { textProviderOf } from './config-texts.ts'
import {
  type Env,
  hostsOf,
  mailServerOf,
  networksOf,
  numberOf,
  originOf,
  switchOf,
  textOf,
  timeZoneOf,
} from './config-values.ts'
import { fewestConnections, usualConnections } from './database/database.ts'
import type { Origins } from './installation.ts'
import { projectFolder } from './project-folder.ts'
import { StartRefused } from './start-refused.ts'

/** What an installation is told from outside. `docs/operating.md` explains every variable. */
export type Config = {
  /** `demo`: made-up customers, and stand-ins for identity provider, payment page, mail and CIS. `production`: none of it. */
  mode: 'demo' | 'production'
  /** A PostgreSQL elsewhere; undefined for the embedded one. */
  databaseUrl: string | undefined
  /** The most connections to the database that this process opens. */
  databaseConnections: number
  /** What the names of the four database roles begin with. */
  databaseRoles: string
  dataFolder: string
  port: number
  /** The address to listen on. */
  listen: string
  origins: Origins
  /** Where browsers find the stand-ins of the demo. */
  standIns: {
    identity: string
    payment: string
    mail: string
    bank: string
    text: string
    cis: string
    siem: string
    witness: string
  }
  secureCookies: boolean
  /** Whether browsers ask every name below ours by https too. */
  hstsSubdomains: boolean
  trustedProxies: string[]
  /** Given from outside; an embedded installation keeps its own. */
  encryptionKey: string | undefined
  /** The key before, while the key is being changed. */
  previousKey: string | undefined
  /** Undefined for the stand-in. */
  identity: IdentityConfig | undefined
  payment: PaymentConfig | undefined
  /** Undefined for the stand-in, in production for none. */
  bank: BankOptions | undefined
  mailServer: MailServerOptions | undefined
  /** Where text messages are sent; undefined for the stand-in, in production for none. */
  textProvider: TextProviderOptions | undefined
  /** Where finished tasks are told; undefined for the stand-in, in production for none. */
  cis: CisConfig | undefined
  /** The task types that the CIS is told of; undefined for all. */
  cisTaskTypes: readonly TaskType[] | undefined
  /** Hosts with their port that an issuer's keys may come from although they are not on the public internet. */
  insideKeyHosts: string[]
  mailFrom: string
  timeZone: string
  utilityName: string
  /** What an operator sees: log, metrics, readiness. */
  operating: OperatingConfig
  /** About how many people a new demo gets. */
  demoPeople: number
}

/** Reads the environment. Throws StartRefused with one sentence on what is wrong and what would be right. */
export function readConfig(env: Env): Config {
  const databaseUrl = databaseUrlOf(env)
  const isDemo = switchOf(env, 'PORCHLIGHT_DEMO', databaseUrl === undefined)
  if (!isDemo && databaseUrl === undefined)
    throw new StartRefused(
      'PORCHLIGHT_DEMO is off, which needs DATABASE_URL: the embedded database is for demos.',
    )
  if (isDemo && textOf(env, 'PORCHLIGHT_DEMO') === undefined) refuseForgottenUrl(env)
  if (!isDemo && databaseUrl !== undefined) refuseUnsaidEncryption(databaseUrl)
  const port = numberOf(env, 'PORT', 8080, 1, 65_535)
  const origins = originsOf(env, port)
  const plain = new URL(origins.plain)
  const beside = (name: string) => `${plain.protocol}//${name}.${plain.host}`
  const config: Config = {
    mode: isDemo ? 'demo' : 'production',
    databaseUrl,
    databaseConnections: numberOf(
      env,
      'PORCHLIGHT_DATABASE_CONNECTIONS',
      usualConnections,
      fewestConnections,
      1_000,
    ),
    databaseRoles: rolePrefixOf(env),
    dataFolder: path.resolve(textOf(env, 'PORCHLIGHT_DATA') ?? path.join(projectFolder(), '.porchlight')),
    port,
    listen: textOf(env, 'PORCHLIGHT_LISTEN') ?? '127.0.0.1',
    origins,
    standIns: {
      identity: beside('id'),
      payment: beside('pay'),
      mail: beside('mail'),
      bank: beside('bank'),
      text: beside('text'),
      cis: beside('cis'),
      siem: beside('siem'),
      witness: beside('witness'),
    },
    secureCookies: secureCookiesOf(env, origins),
    hstsSubdomains: switchOf(env, 'PORCHLIGHT_HSTS_SUBDOMAINS', true),
    trustedProxies: networksOf(env, 'TRUSTED_PROXIES'),
    encryptionKey: encryptionKeyOf(env),
    previousKey: previousKeyOf(env),
    identity: identityOf(env),
    payment: paymentOf(env),
    bank: bankOf(env),
    mailServer: mailServerOf(env, 'SMTP_URL'),
    textProvider: textProviderOf(env),
    cis: cisOf(env),
    cisTaskTypes: cisTaskTypesOf(env),
    insideKeyHosts: hostsOf(env, 'PORCHLIGHT_INSIDE_KEY_HOSTS'),
    mailFrom: textOf(env, 'PORCHLIGHT_MAIL_FROM') ?? `no-reply@${plain.hostname}`,
    timeZone: timeZoneOf(env, 'PORCHLIGHT_TIME_ZONE', 'America/Los_Angeles'),
    utilityName: textOf(env, 'PORCHLIGHT_UTILITY_NAME') ?? 'Harbor Light & Water',
    operating: operatingOf(env, isDemo, port),
    demoPeople: numberOf(env, 'PORCHLIGHT_DEMO_PEOPLE', 2_000, 1, 5_000_000),
  }
  if (isDemo) return config
  if (!config.identity)
    throw new StartRefused(
      'With DATABASE_URL staff sign in at your identity provider: set PORCHLIGHT_ISSUER to its issuer.',
    )
  if (!config.encryptionKey)
    throw new StartRefused(
      'With DATABASE_URL set PORCHLIGHT_ENCRYPTION_KEY to a secret of 32 characters or more, and keep it.',
    )
  return config
}

/** Variables of production: with one of them a demo, whose passwords everybody knows, is not what was meant. */
const ofProduction = [
  'PORCHLIGHT_ISSUER',
  'PORCHLIGHT_CLIENT_SECRET',
  'PORCHLIGHT_ENCRYPTION_KEY',
  'PORCHLIGHT_DATABASE_ROLES',
]

function refuseForgottenUrl(env: Env): void {
  const set = ofProduction.find((name) => textOf(env, name) !== undefined)
  if (set)
    throw new StartRefused(
      `${set} is set and DATABASE_URL is not: set DATABASE_URL, or PORCHLIGHT_DEMO=1 if you want a demo.`,
    )
}

function originsOf(env: Env, port: number): Origins {
  const plain = originOf(env, 'PORCHLIGHT_PLAIN_ORIGIN', `http://localhost:${port}`)
  const [scheme = '', host = ''] = plain.split('://')
  const origins = {
    portal: originOf(env, 'PORCHLIGHT_PORTAL_ORIGIN', `${scheme}://portal.${host}`),
    desk: originOf(env, 'PORCHLIGHT_DESK_ORIGIN', `${scheme}://desk.${host}`),
    view: originOf(env, 'PORCHLIGHT_VIEW_ORIGIN', `${scheme}://*.view.${host}`, true),
    plain,
  }
  // Browsers keep cookies by host and not by port: sites on one host would share them.
  const hosts = Object.values(origins).map((origin) => new URL(origin.replace('*', 'any')).hostname)
  if (new Set(hosts).size < hosts.length)
    throw new StartRefused(
      'The origins of portal, desk, view and plain page must be on four different host names.',
    )
  return origins
}

/** Browsers keep Secure cookies of https addresses, and (Safari apart) of http ones at localhost. */
function secureCookiesOf(env: Env, origins: Origins): boolean {
  const isSecure = switchOf(env, 'PORCHLIGHT_SECURE_COOKIES', true)
  const sites = [origins.portal, origins.desk, origins.view]
  if (!isSecure && sites.some((origin) => origin.startsWith('https:')))
    throw new StartRefused(
      'PORCHLIGHT_SECURE_COOKIES=off is for http addresses only, and one of yours is https.',
    )
  const insecure = sites.find((origin) => !/^https:|^http:\/\/([^/]*\.)?localhost(:|$)/.test(origin))
  if (isSecure && insecure)
    throw new StartRefused(
      `Browsers keep no Secure cookie of ${insecure}: use https, or set PORCHLIGHT_SECURE_COOKIES=off.`,
    )
  return isSecure
}

function encryptionKeyOf(env: Env): string | undefined {
  const key = textOf(env, 'PORCHLIGHT_ENCRYPTION_KEY')
  if (key !== undefined && key.length < 32)
    throw new StartRefused('PORCHLIGHT_ENCRYPTION_KEY is too short: it must have 32 characters or more.')
  return key
}

/** Reads the key before the current one. */
function previousKeyOf(env: Env): string | undefined {
  const name = 'PORCHLIGHT_PREVIOUS_ENCRYPTION_KEY'
  const key = textOf(env, name)
  if (key === undefined) return undefined
  if (textOf(env, 'PORCHLIGHT_ENCRYPTION_KEY') === undefined)
    throw new StartRefused(`${name} is the key before PORCHLIGHT_ENCRYPTION_KEY, which is not set.`)
  if (key === textOf(env, 'PORCHLIGHT_ENCRYPTION_KEY'))
    throw new StartRefused(
      `${name} and PORCHLIGHT_ENCRYPTION_KEY are the same key: set the key before, or none.`,
    )
  return key
}
