import { expect, test } from 'vitest'
import { readCursor, writeCursor } from './cursor.ts'

const order = { sort: 'created', direction: 'descending' } as const
const cursor = (key: string | number) => writeCursor(order, { taskId: 1, key, rank: null })

test('reads back a cursor that it wrote', () => {
  const key = '2024-02-29T23:59:59.123456Z'
  expect(readCursor(order, cursor(key))).toEqual({ taskId: 1, key, rank: null })
})

test.each([
  '2026-02-30T10:00:00.000000Z',
  '2025-02-29T10:00:00.000000Z',
  '2026-04-31T10:00:00.000000Z',
  '0000-01-01T00:00:00.000000Z',
  '2026-02-28T24:00:00.000000Z',
  '2026-06-30T23:59:60.000000Z',
  '2026-02-28T10:00:00.000Z',
  '2026-02-28T10:00:00.000000+01:00',
])('refuses a cursor with the malformed instant %s', (key) => {
  expect(() => readCursor(order, cursor(key))).toThrow(
    expect.objectContaining({
      body: { reason: 'invalid-field', fields: [{ field: 'cursor', reason: 'not-valid' }] },
    }),
  )
})
