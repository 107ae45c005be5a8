import { accountPageSize } from '@porchlight/contract/limits.ts'
import { webUserActions } from '@porchlight/contract/web-users.ts'
import { maskedAddress, maskedLogin, maskedName } from '#features/accounts/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { webUserChangeHandlers } from './change-handlers.ts'
import {
  accountIsThere,
  accountsOfWebUser,
  adoptable,
  financiallyResponsible,
  linkRequestsOfAccount,
  personsWithoutWebUser,
  recentUnlinks,
  webUserIsThere,
  webUsersOfAccount,
} from './queries.ts'
import { removePerson } from './remove-person.ts'

export const webUsersHandlers: HandlersOf<
  'readWebUserSummary' | 'readWebUserAccounts' | 'removeAccountPerson' | keyof typeof webUserChangeHandlers
> = {
  ...webUserChangeHandlers,
  removeAccountPerson: removePerson,

  readWebUserSummary: async ({ params: { accountId } }, { sql, grant, subject }) => {
    const { deskSessionId } = grant
    const [{ isThere }, rows, requests, responsible, without, types, unlinked] = await Promise.all([
      accountIsThere.one(sql, { accountId }),
      webUsersOfAccount(sql, { accountId }),
      linkRequestsOfAccount(sql, { accountId }),
      financiallyResponsible(sql, { accountId }),
      personsWithoutWebUser(sql, { accountId }),
      adoptable(sql, {}),
      recentUnlinks(sql, { accountId, deskSessionId }),
    ])
    if (!isThere) throw new Refusal('not-found')
    const { customer } = subject
    return {
      webUsers: rows.map(({ isAvailable, isMasked, isReserved, lastSeenAt, ...webUser }) => ({
        ...webUser,
        ...(isMasked && { userName: maskedLogin, personName: maskedName(webUser.personName) }),
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
        may: answers(
          grant.actor,
          { accountId, customer, target: { isAvailable }, webUser: { ...webUser, isReserved } },
          ...webUserActions,
        ),
      })),
      linkRequests: requests.map(({ isMasked, askedAt, expiresAt, csrId, preparedByCsrId, ...request }) => ({
        ...request,
        ...(isMasked && { userName: maskedLogin, personName: maskedName(request.personName) }),
        askedAt: askedAt.toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
        may: answers(
          grant.actor,
          { accountId, customer, task: { csrId, preparedByCsrId } },
          'task:approve',
          'task:reject',
        ),
      })),
      financiallyResponsible: responsible,
      withoutWebUser: without,
      relationshipTypes: types.map(({ relationshipType }) => relationshipType),
      unlinked: unlinked.map(({ unlinkedAt, undoUntil, ...unlink }) => ({
        ...unlink,
        unlinkedAt: unlinkedAt.toISOString(),
        undoUntil: undoUntil.toISOString(),
      })),
      may: answers(grant.actor, subject, 'task:view', 'account-person:remove'),
    }
  },

  readWebUserAccounts: async ({ params: { webUserId }, query: { after } }, { sql, grant }) => {
    const { deskSessionId } = grant
    const [{ isThere, total }, rows] = await Promise.all([
      webUserIsThere.one(sql, { webUserId }),
      accountsOfWebUser(sql, { webUserId, deskSessionId, after: after ?? null }),
    ])
    if (!isThere) throw new Refusal('not-found')
    const accounts = rows.slice(0, accountPageSize).map(({ isMasked, city, ...account }) => ({
      ...account,
      ...(isMasked && { address: maskedAddress(city) }),
    }))
    const nextAfter = rows.length > accountPageSize ? (accounts.at(-1)?.accountId ?? null) : null
    return { accounts, nextAfter, total }
  },
}
