import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { insertWebAccessContact, personsWithoutWebUser, removeAccountPerson } from './queries.ts'

const refusals = {
  'not-found': 'not-found',
  'main-customer': 'main-customer-stays',
  'still-linked': 'still-linked',
  changed: 'version-conflict',
} as const

const isRefused = (outcome: string): outcome is keyof typeof refusals => Object.hasOwn(refusals, outcome)

/** Removes an account person without a linked web user, and writes a line in the contact history and in the record. */
export const removePerson: HandlersOf<'removeAccountPerson'>['removeAccountPerson'] = async (
  { body: { version, reason } },
  context,
) => {
  const { sql, grant } = context
  const { accountId, personId } = grant
  const person = (await personsWithoutWebUser(sql, { accountId })).find((one) => one.personId === personId)
  const { outcome } = await removeAccountPerson.one(sql, grant, { version })
  if (isRefused(outcome)) throw new Refusal(refusals[outcome], person ? { version: person.version } : {})
  const { customerContactId } = await insertWebAccessContact.one(sql, grant, {
    contactType: 'person-removed',
    note: [person?.personName, reason].filter(Boolean).join(': '),
    taskId: null,
  })
  context.note({
    event: 'changed',
    details: { change: 'person-removed', personId, customerContactId },
  })
  return {}
}
