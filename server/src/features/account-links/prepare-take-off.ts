import { refuseField } from '#policy/refusal.ts'
import { draftField, preparable } from '../../preparable.ts'
import { peopleToTakeOff } from './queries.ts'

const field = 'guestId'

/** How a CSR prepares that a holder removes a person from the account. */
export const prepareTakeOff = preparable<'takeOffAccount', null>({
  draft: async (sql, { accountId, webUserId }) => {
    const people = await peopleToTakeOff(sql, { accountId, webUserId })
    const choices = people.map(({ guestId, displayName, userName }) => ({
      value: String(guestId),
      label: displayName ? `${displayName} (${userName})` : userName,
    }))
    const fields = choices.length > 0 ? [draftField(field, 'choice', '', { choices })] : []
    return { fields, standing: null }
  },
  request: ({ accountId }, filled) => ({ params: { accountId, guestId: Number(filled(field)) } }),
  changes: (filled, { fields }) => {
    const chosen = fields[0]?.choices?.find(({ value }) => value === filled(field))
    if (!chosen) throw refuseField(field, 'not-valid')
    return [{ field: 'person', kind: 'text', before: chosen.label, after: null, currency: null }]
  },
})
