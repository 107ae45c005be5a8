import { expect, test } from 'vitest'
import { parseViews } from './own-views.ts'

const masqueradeId = 'abcdefghijklmnopqrstuvwx27'

test('reads stored masquerades, which contain only ids', () => {
  expect(parseViews(`${masqueradeId}@4021778801`)).toEqual([{ masqueradeId, accountId: 4021778801 }])
  expect(parseViews(`m.alvarez@4021778801,${masqueradeId}@12,,x`)).toEqual([])
  expect(parseViews(null)).toEqual([])
})
