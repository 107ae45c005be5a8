import { maskedAddress, maskedLogin, maskedName } from '#features/accounts/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { csrOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import {
  accountIsThere,
  accountsOfWebUser,
  financiallyResponsible,
  webUserIsThere,
  webUsersOfAccount,
} from './queries.ts'

const pageSize = 50

export const webUsersHandlers: HandlersOf<'readWebUserSummary' | 'readWebUserAccounts'> = {
  readWebUserSummary: async ({ params: { accountId } }, { sql, grant, subject }) => {
    const [{ isThere }, rows, responsible] = await Promise.all([
      accountIsThere.one(sql, { accountId }),
      webUsersOfAccount(sql, { accountId }),
      financiallyResponsible(sql, { accountId }),
    ])
    if (!isThere) throw new Refusal('not-found')
    return {
      webUsers: rows.map(({ isAvailable, isMasked, lastSeenAt, ...webUser }) => ({
        ...webUser,
        ...(isMasked && { userName: maskedLogin, personName: maskedName(webUser.personName) }),
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
        may: answers(grant.actor, { accountId, target: { isAvailable } }, 'masquerade:start'),
      })),
      financiallyResponsible: responsible,
      may: answers(grant.actor, subject, 'task:view'),
    }
  },

  readWebUserAccounts: async ({ params: { webUserId }, query: { after } }, { sql, grant }) => {
    const { deskSessionId } = csrOf(grant.actor)
    const [{ isThere, total }, rows] = await Promise.all([
      webUserIsThere.one(sql, { webUserId }),
      accountsOfWebUser(sql, { webUserId, deskSessionId, after: after ?? null }),
    ])
    if (!isThere) throw new Refusal('not-found')
    const accounts = rows.slice(0, pageSize).map(({ isMasked, city, ...account }) => ({
      ...account,
      ...(isMasked && { address: maskedAddress(city) }),
    }))
    const nextAfter = rows.length > pageSize ? (accounts.at(-1)?.accountId ?? null) : null
    return { accounts, nextAfter, total }
  },
}
