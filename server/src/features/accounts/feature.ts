import { accountActions } from '@porchlight/contract/accounts.ts'
import { openValue } from '#encryption/sealed-value.ts'
import { readCallersOf } from '#features/caller-verification/index.ts'
import { readToDosOf } from '#features/to-dos/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { protectedHandlers } from './protected-handlers.ts'
import { identifierForReveal } from './queries.ts'
import { readAccountPage } from './read-account.ts'

const handlers: HandlersOf<'readAccount' | 'revealIdentifier' | keyof typeof protectedHandlers> = {
  ...protectedHandlers,

  readAccount: async (_, { sql, grant, subject, installation }) => {
    const { actor: csr, accountId } = grant
    const [page, toDos, callers] = await Promise.all([
      readAccountPage(sql, accountId, installation.timeZone),
      readToDosOf(sql, csr, { accountId }),
      readCallersOf(sql, csr.csrId, accountId),
    ])
    if (!page) throw new Refusal('not-found')
    return {
      ...page,
      toDos,
      callers,
      isProtected: subject.customer?.isProtected ?? false,
      may: answers(grant.actor, subject, ...accountActions),
    }
  },

  revealIdentifier: async (_, { sql, grant, installation, note }) => {
    const { accountId, personIdentifierId } = grant
    const sealed = await identifierForReveal.first(sql, { personIdentifierId, accountId })
    if (!sealed) throw new Refusal('not-found')
    const { personId, identifierType, valueEncrypted } = sealed
    note({ event: 'read', details: { personIdentifierId, personId, identifierType } })
    return { value: openValue(installation.readableKeys, valueEncrypted) }
  },
}

export const accounts = feature({
  handlers,
})
