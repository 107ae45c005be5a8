import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import { accountIsThere, insertCustomerContact, noteOfDraft, ownMasquerade } from './queries.ts'
import { readContactKinds, readContacts } from './read-contacts.ts'
import { afterMasquerade, wrongPart } from './rules.ts'

const handlers: HandlersOf<'queryCustomerContacts' | 'addCustomerContact'> = {
  queryCustomerContacts: async ({ body }, { sql, grant, installation }) =>
    readContacts(sql, {
      accountId: grant.accountId,
      before: body.before ?? null,
      contactClass: body.contactClass || null,
      contactType: body.contactType || null,
      madeBy: body.madeBy === 'anyone' ? null : body.madeBy,
      csrId: body.csrId || null,
      text: body.text || null,
      from: body.from ?? null,
      to: body.to ?? null,
      timeZone: installation.timeZone,
    }),

  addCustomerContact: async ({ body }, { sql, grant, note }) => {
    const { contactClass, contactType, note: text, masqueradeId, draftId = null } = body
    const { accountId, csrId } = grant
    const [{ isThere }, mine, kinds] = await Promise.all([
      accountIsThere.one(sql, { accountId }),
      masqueradeId === null ? undefined : ownMasquerade.first(sql, { masqueradeId, csrId, accountId }),
      readContactKinds(sql),
    ])
    if (!isThere || (masqueradeId !== null && !mine)) throw new Refusal('not-found')
    const wrong = wrongPart(masqueradeId === null ? kinds : [...kinds, afterMasquerade], {
      contactClass,
      contactType,
    })
    if (wrong) throw refuseField(wrong, 'not-listed')
    const added = await insertCustomerContact.first(sql, grant, {
      contactClass,
      contactType,
      note: text,
      masqueradeId,
      draftId,
    })
    if (!added) {
      // Sent before, though its answer never arrived: the note and the line about it are there.
      const saved = await noteOfDraft.one(sql, { draftId, csrId, accountId, note: text })
      note({ event: 'read', details: { customerContactId: saved.customerContactId, isRepeat: true } })
      return saved
    }
    note({
      event: 'changed',
      masqueradeId: masqueradeId ?? undefined,
      details: { customerContactId: added.customerContactId, contactClass, contactType },
    })
    return added
  },
}

export const customerContacts = feature({
  handlers,
})
