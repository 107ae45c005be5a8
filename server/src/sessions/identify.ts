import { gradeNamed } from '@porchlight/contract/caller-grades.ts'
import { type Permission, permissions } from '@porchlight/contract/permissions.ts'
import type { MasqueradeEnd } from '@porchlight/contract/reasons.ts'
import { settings } from '@porchlight/contract/settings.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import type { Actor, Csr, EntitlementSwitch } from '#policy/actor.ts'
import { grantOf } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import type { Caller } from './caller.ts'
import {
  openCustomerRequest,
  openDeskRequest,
  openMasqueradeRequest,
  viewEnd,
  viewEndByKey,
} from './queries.ts'
import { hashToken } from './token.ts'

/** Refuses a request of an ended masquerade, which never falls back to another identity. */
export type Ended = { kind: 'ended'; end: MasqueradeEnd }

/** Returns the permissions with these names. Ignores names that this version does not know. */
export function permissionsFrom(names: string[] | null): ReadonlySet<Permission> {
  return new Set(permissions.filter((permission) => names?.includes(permission)))
}

/**
 * Identifies the actor: reads the session of the site's cookie and sets what row-level security sees for this transaction.
 * @param lazyCommit the transaction may be lost in a power cut: for lines about reads by staff, never for changes
 */
export async function identify(sql: Sql, request: Caller, lazyCommit: boolean): Promise<Actor | Ended> {
  const { ip } = request
  const grant = grantOf({ kind: 'visitor', ip }, 'public')
  if (request.clientId) return { kind: 'integration', clientId: request.clientId, ip }
  if (!request.credential) return (await endedBefore(sql, request)) ?? { kind: 'visitor', ip }
  const tokenHash = hashToken(request.credential)
  switch (request.site) {
    case 'portal':
      return (await customer(sql, grant, tokenHash, ip)) ?? { kind: 'visitor', ip }
    case 'desk':
      return (await csr(sql, grant, tokenHash, ip, lazyCommit)) ?? { kind: 'visitor', ip }
    case 'view':
      return (await masquerade(sql, grant, tokenHash, request, lazyCommit)) ?? { kind: 'visitor', ip }
  }
}

async function customer(
  sql: Sql,
  grant: Grant<'public'>,
  tokenHash: Uint8Array,
  ip: string,
): Promise<Actor | undefined> {
  const row = await openCustomerRequest.first(sql, grant, { tokenHash })
  if (!row) return undefined
  const { customerSessionId: sessionId, locale, displayName, seenAs: _, ...identity } = row
  return {
    kind: 'customer',
    ...identity,
    displayName: displayName ?? '',
    locale: localeOf(locale),
    sessionId,
    ip,
  }
}

async function csr(
  sql: Sql,
  grant: Grant<'public'>,
  tokenHash: Uint8Array,
  ip: string,
  lazyCommit: boolean,
): Promise<Csr | undefined> {
  const row = await openDeskRequest.first(sql, grant, { tokenHash, lazyCommit })
  if (!row) return undefined
  const { committedLazily: _, permissions: names, ...who } = row
  return { kind: 'csr', ...who, permissions: permissionsFrom(names), ip }
}

/** Identifies a tab whose view was ended in another tab. The cookie is gone, but the tab holds the view's key. */
async function endedBefore(sql: Sql, { endKey, hostMasqueradeId }: Caller): Promise<Ended | undefined> {
  const [masqueradeId = '', key = ''] = endKey?.split('.') ?? []
  if (key === '' || (hostMasqueradeId !== null && hostMasqueradeId !== masqueradeId)) return undefined
  const row = await viewEndByKey.first(sql, { masqueradeId, key: Buffer.from(key, 'base64url') })
  if (!row) return undefined
  const { endCause: cause, csrLocale, ...said } = row
  return { kind: 'ended', end: { masqueradeId, cause, ...said, csrLocale: localeOf(csrLocale) } }
}

async function masquerade(
  sql: Sql,
  grant: Grant<'public'>,
  tokenHash: Uint8Array,
  request: Caller,
  lazyCommit: boolean,
): Promise<Actor | Ended | undefined> {
  const { hostMasqueradeId, ip } = request
  const row = await openMasqueradeRequest.first(sql, grant, { tokenHash, hostMasqueradeId, lazyCommit })
  if (!row) return undefined
  if (row.endCause !== null) {
    const said = await viewEnd.one(sql, { tokenHash, hostMasqueradeId })
    const { masqueradeId, endCause: cause } = row
    const end = { masqueradeId, cause, ...said, csrLocale: localeOf(said.csrLocale) }
    return { kind: 'ended', end }
  }
  const { csrDisplayName, deskSessionId, userName, email, personId, endsAt } = row
  if (
    csrDisplayName === null ||
    deskSessionId === null ||
    userName === null ||
    email === null ||
    personId === null ||
    !endsAt
  )
    throw new Error('a live masquerade names its CSR, its web user and its end')
  return {
    kind: 'masquerade',
    csr: {
      kind: 'csr',
      csrId: row.csrId,
      displayName: csrDisplayName,
      deskSessionId,
      permissions: permissionsFrom(row.permissions),
      ip,
    },
    customer: {
      webUserId: row.webUserId,
      userName,
      email,
      personId,
      displayName: row.displayName ?? '',
      locale: localeOf(row.locale),
    },
    masqueradeId: row.masqueradeId,
    mode: row.mode === 'act' ? 'act' : 'read',
    accountId: row.accountId,
    endsAt,
    isSteppedUp: row.isSteppedUp ?? false,
    switches: (row.switches ?? []) as EntitlementSwitch[],
    callerGrade: gradeNamed(row.callerGrade),
    entitlementGrades: (row.entitlementGrades ??
      settings['caller.entitlement-grades'].default) as readonly string[],
    ip,
  }
}
