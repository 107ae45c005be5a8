import { expect, test } from 'vitest'
import { termsOfForm, termsOfRoute } from './task-terms.ts'

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

test('an address asks with its ids only', () => {
  expect(termsOfRoute({ accountId: 4021778801, webUserId: 7, show: 'open' })).toEqual({
    accountId: 4021778801,
    webUserId: 7,
    show: 'open',
  })
  expect(termsOfRoute({})).toEqual({})
})

test('a form asks with what was filled in, numbers as on a bill', () => {
  expect(
    termsOfForm(form({ accountId: '4021-7788-01', csrId: '  ', taskType: '', show: 'all' }), undefined),
  ).toEqual({
    accountId: '4021778801',
    show: 'all',
  })
})

test('a typed user name takes the place of the web user of the address', () => {
  expect(termsOfForm(form({}), 7)).toEqual({ webUserId: 7 })
  expect(termsOfForm(form({ webUser: 'maria' }), 7)).toEqual({ webUser: 'maria' })
})
