import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { csrOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { protectedHandlers } from './protected-handlers.ts'
import { accountHead, identifierForReveal, insertCustomerContact, ownMasquerade } from './queries.ts'
import { readAccountPage } from './read-account.ts'
import { openValue } from './sealed-value.ts'

export const accountsHandlers: HandlersOf<
  'readAccount' | 'revealIdentifier' | 'addCustomerContact' | keyof typeof protectedHandlers
> = {
  ...protectedHandlers,

  readAccount: async ({ params: { accountId } }, { sql, grant, subject, installation }) => {
    const page = await readAccountPage(sql, accountId, installation.timeZone)
    if (!page) throw new Refusal('not-found')
    return {
      ...page,
      isProtected: subject.customer?.isProtected ?? false,
      may: answers(grant.actor, subject, 'web-user:view', 'task:view', 'contact:add', 'identifier:reveal'),
    }
  },

  revealIdentifier: async ({ body }, { sql, grant, installation, note }) => {
    const { personIdentifierId } = body
    const accountId = grant.accountId ?? null
    const sealed = await identifierForReveal.first(sql, { personIdentifierId, accountId })
    if (!sealed) throw new Refusal('not-found')
    const { personId, identifierType, valueEncrypted } = sealed
    note({ event: 'read', details: { personIdentifierId, personId, identifierType } })
    return { value: openValue(installation.encryptionKey, valueEncrypted) }
  },

  addCustomerContact: async ({ body }, { sql, grant, note }) => {
    const { contactClass, contactType, note: text, masqueradeId } = body
    const accountId = grant.accountId ?? null
    const { csrId } = csrOf(grant.actor)
    const [account, mine] = await Promise.all([
      accountHead.first(sql, { accountId }),
      masqueradeId === null ? undefined : ownMasquerade.first(sql, { masqueradeId, csrId, accountId }),
    ])
    if (!account || (masqueradeId !== null && !mine)) throw new Refusal('not-found')
    const added = await insertCustomerContact.one(sql, {
      accountId,
      contactClass,
      contactType,
      note: text,
      csrId,
      masqueradeId,
    })
    note({
      event: 'changed',
      masqueradeId: masqueradeId ?? undefined,
      details: { customerContactId: added.customerContactId },
    })
    return added
  },
}
