import { createHmac } from 'node:crypto'
import type { NotificationChoices } from '@porchlight/contract/preferences.ts'
import type { Account } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'
import { madeUpIp, madeUpUserAgent } from './network.ts'
import { type Person, plainLetters } from './person.ts'

export type Role = 'account-holder' | 'co-holder' | 'manager' | 'payer' | 'viewer'

export type Link = {
  account: Account
  role: Role
  isActive?: boolean
  nickname?: string
  businessLine?: string
}

export type WebUser = {
  webUserId: number
  userName: string
  email: string
  person: Person
  isActive: boolean
  locale: 'en' | 'es'
  /** Where this customer's requests come from. */
  ip: string
  links: Link[]
  /** Made on the first account of the web user; undefined: none. */
  choices?: NotificationChoices
}

export type WebUserOptions = {
  userName?: string
  isActive?: boolean
  locale?: 'en' | 'es'
  isConfirmed?: boolean
}

function userNameFor(person: Person, webUserId: number): string {
  const { name } = person
  const letters =
    'organisation' in name
      ? plainLetters(name.organisation).slice(0, 14)
      : `${plainLetters(name.given).charAt(0)}.${plainLetters(name.surname)}`
  return `${letters}${webUserId - 20_000}`
}

/** Adds a portal login with the demo password, its links, and for some what is left of old sessions. */
export function addWebUser(
  ctx: DemoContext,
  person: Person,
  links: readonly Link[],
  options: WebUserOptions = {},
): WebUser {
  const { ids, rows, random, window } = ctx
  const webUserId = ids.next('web_users')
  const userName = options.userName ?? userNameFor(person, webUserId)
  const isActive = options.isActive ?? true
  const made = window.today - random.whole(20, 1400)
  const createdAt = window.instant(made, random.whole(25_000, 80_000))
  const ip = madeUpIp(random)
  const seenOn = Math.max(
    made,
    window.today - (random.chance(0.6) ? random.whole(1, 20) : random.whole(21, 400)),
  )
  const seenAt = window.instant(seenOn, random.whole(80_001, 85_000))
  const hasBeenSeen = !random.chance(0.06)
  const isConfirmed = options.isConfirmed ?? (hasBeenSeen && !random.chance(0.02))
  const locale = options.locale ?? (random.chance(0.12) ? 'es' : 'en')
  rows.add(
    'web_users',
    webUserId,
    userName,
    person.email,
    person.personId,
    isActive,
    locale,
    hasBeenSeen ? seenAt : null,
    createdAt,
    isConfirmed ? createdAt : null,
  )
  rows.add('web_user_credentials', webUserId, ctx.passwordHash, createdAt)
  const { email } = person
  const webUser: WebUser = { webUserId, userName, email, person, isActive, locale, ip, links: [] }
  for (const link of links) addLink(ctx, webUser, link)
  if (hasBeenSeen && random.chance(0.35)) addSession(ctx, webUser, seenOn)
  return webUser
}

/** Links a web user to an account. Every link has its account-person row: where there is none, self-service makes one. */
export function addLink({ rows }: DemoContext, webUser: WebUser, link: Link): void {
  const { account, role, isActive = true, nickname = '', businessLine = '' } = link
  rows.add('web_user_accounts', webUser.webUserId, account.accountId, role, isActive, nickname, businessLine)
  webUser.links.push(link)
  const { personId } = webUser.person
  if (account.personIds.has(personId)) return
  account.personIds.add(personId)
  const isResponsible = role === 'account-holder' || role === 'co-holder'
  rows.add(
    'account_persons',
    account.accountId,
    personId,
    false,
    isResponsible,
    false,
    'self-service',
    true,
    false,
  )
}

function addSession(ctx: DemoContext, { webUserId, ip }: WebUser, day: number): void {
  const { rows, ids, random, window, options } = ctx
  const id = ids.next('customer_sessions')
  const start = random.whole(30_000, 76_000)
  const used = start + random.whole(60, 1800)
  const hasEnded = random.chance(0.7)
  rows.add(
    'customer_sessions',
    id,
    closedToken(options.encryptionKey, `customer session ${id}`),
    webUserId,
    window.instant(day, start),
    window.instant(day, used),
    window.instant(day, start + 12 * 3600),
    hasEnded ? window.instant(day, used) : null,
    ip,
    madeUpUserAgent(random),
  )
}

/** Returns the hash of a token that nobody can hold. */
export function closedToken(encryptionKey: string, what: string): Uint8Array {
  return createHmac('sha256', encryptionKey).update(`demo ${what}`).digest()
}
