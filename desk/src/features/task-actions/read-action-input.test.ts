import { expect, test } from 'vitest'
import type { Offered } from './actions.ts'
import { readActionInput } from './read-action-input.ts'

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const offered = (action: Offered['action'], ...needs: Offered['needs']): Offered => ({
  action,
  needs,
  to: 'pending',
  may: 'ok',
})
const read = (one: Offered, fields: Record<string, string>) =>
  readActionInput(form(fields), one, 'amara.okafor')
const lacks = (field: string, reason = 'required') => ({
  refusal: { reason: 'invalid-field', fields: [{ field, reason }] },
})

test('accepts a quick reason, a typed one, or both', () => {
  const discard = offered('discard', 'reason')
  expect(read(discard, { quickReason: '', reason: '  ' })).toEqual(lacks('reason'))
  expect(read(discard, { quickReason: 'asked-twice', reason: '' })).toEqual({
    input: { reason: 'asked-twice' },
  })
  expect(read(discard, { reason: ' no ' })).toEqual({ input: { reason: 'no' } })
  expect(read(offered('retry'), {})).toEqual({ input: { reason: '' } })
})

test('requires a day and an amount only if the action needs them, and ignores them otherwise', () => {
  const fields = { scheduledOn: '2090-01-01', amount: '12.50' }
  expect(read(offered('reschedule', 'date'), fields)).toEqual({
    input: { reason: '', scheduledOn: '2090-01-01' },
  })
  expect(read(offered('reschedule', 'date'), {})).toEqual(lacks('scheduledOn'))
  expect(read(offered('approve', 'amount'), fields)).toEqual({ input: { reason: '', amountCents: 1250 } })
  expect(read(offered('approve', 'amount'), { amount: 'lots' })).toEqual(lacks('amountCents', 'not-valid'))
  expect(read(offered('approve', 'amount'), { amount: '0' })).toEqual(lacks('amountCents', 'not-valid'))
  expect(read(offered('approve', 'amount'), {})).toEqual(lacks('amountCents'))
  expect(read(offered('approve'), fields)).toEqual({ input: { reason: '' } })
})

test('assigns to this CSR, to another CSR, to a group or to no one; refuses a missing choice', () => {
  const assign = offered('assign')
  const to = (fields: Record<string, string>) => read(assign, fields)
  expect(to({ assignTo: 'me' })).toEqual({ input: { reason: '', assignTo: { csrId: 'amara.okafor' } } })
  expect(to({ assignTo: 'csr', csrId: 'ines.ferreira', csrGroup: 'x' })).toMatchObject({
    input: { assignTo: { csrId: 'ines.ferreira' } },
  })
  expect(to({ assignTo: 'group', csrGroup: 'supervisors' })).toMatchObject({
    input: { assignTo: { csrGroup: 'supervisors' } },
  })
  expect(to({ assignTo: 'nobody' })).toMatchObject({ input: { assignTo: null } })
  expect(to({ assignTo: 'csr', csrId: '' })).toEqual(lacks('assignTo'))
  expect(to({})).toEqual(lacks('assignTo'))
})
