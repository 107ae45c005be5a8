import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import type { Csr } from './actor.ts'
import type { Named } from './named.ts'
import {
  accountToOpen,
  customerSubject,
  openingsOf,
  taskCustomers,
  unexplainedAccount,
  webUserSubject,
} from './queries.ts'
import type { Opening, Subject } from './subject.ts'

const limits = { customer: 'limits.customers-per-hour', identifier: 'limits.reveals-per-hour' } as const

/**
 * Returns the account by which a customer is opened: the one that the request names, the task's, or one that the web user is
 * linked to.
 */
async function accountOf(sql: Sql, csr: Csr, named: Named): Promise<number | undefined> {
  const { accountId, taskId, webUserId } = named
  if (accountId !== undefined) return accountId
  if (taskId === undefined && webUserId === undefined) return undefined
  const account = await accountToOpen.first(sql, {
    csrId: csr.csrId,
    taskId: taskId ?? null,
    webUserId: webUserId ?? null,
  })
  return account?.accountId ?? undefined
}

/**
 * Loads what the action opens and how much of the CSR's hourly limits is used. Concurrent new openings of one CSR wait for each
 * other.
 */
export async function loadOpenings(sql: Sql, csr: Csr, ids: Record<Opening['what'], number | undefined>) {
  const openings: Opening[] = []
  for (const what of ['customer', 'identifier'] as const) {
    const id = ids[what]
    if (id === undefined) continue
    const setting = limits[what]
    const { isOpen, others, most } = await openingsOf.one(sql, { csrId: csr.csrId, what, id, setting })
    openings.push({ what, id, isOpen, others, most: most ?? settings[setting].default })
  }
  return openings
}

/** Loads the customer that a CSR wants to open: whether a further reason is missing, and the CSR's limits. */
export async function loadCustomer(sql: Sql, csr: Csr, named: Named): Promise<Subject> {
  const accountId = await accountOf(sql, csr, named)
  if (accountId === undefined) return {}
  const { personId } = named
  const [elsewhere, customer, webUser, openings] = await Promise.all([
    personId === undefined
      ? undefined
      : unexplainedAccount.first(sql, { personId, accountId, deskSessionId: csr.deskSessionId }),
    customerSubject.one(sql, { accountId, deskSessionId: csr.deskSessionId, csrId: csr.csrId }),
    named.webUserId !== undefined && named.accountId !== undefined
      ? webUserSubject.first(sql, { webUserId: named.webUserId, accountId })
      : undefined,
    loadOpenings(sql, csr, { customer: accountId, identifier: named.personIdentifierId }),
  ])
  return {
    ...(named.accountId !== undefined && { accountId }),
    // Of a person on several accounts, each protected one asks for its own further reason.
    customer:
      customer.isExplained && elsewhere
        ? { ...customer, accountId: elsewhere.accountId, isProtected: true, isExplained: false }
        : { accountId, ...customer },
    webUser,
    openings,
  }
}

/**
 * Loads the customers whose tasks a CSR acts on, by task. An action on a task opens no customer, so no limit applies. A task
 * without an account has none: no further reason can be given for it, and its page shows it masked.
 */
export async function loadTaskCustomers(
  sql: Sql,
  { csrId, deskSessionId }: Csr,
  taskIds: readonly number[],
): Promise<Map<number, Subject>> {
  const rows = await taskCustomers(sql, { csrId, deskSessionId, taskIds: [...taskIds] })
  return new Map(rows.map(({ taskId, ...customer }) => [taskId, { customer }]))
}
