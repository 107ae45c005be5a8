import { expect, test } from 'vitest'
import { ownRows } from './use-live.ts'

const ofAccount = {
  kinds: ['self-service-task', 'to-do'] as const,
  isAbout: ([, account]: readonly [unknown, unknown]) => account === 7,
}

test('returns the changes of the screen’s kinds and rows, and all changes where no rows are named', () => {
  expect(ownRows({ kind: 'masquerade', rows: [['x', 7]] }, ofAccount)).toBeUndefined()
  expect(ownRows({ kind: 'to-do', rows: [[1, 8]] }, ofAccount)).toBeUndefined()
  expect(
    ownRows(
      {
        kind: 'to-do',
        rows: [
          [1, 8],
          [2, 7],
        ],
      },
      ofAccount,
    ),
  ).toEqual([[2, 7]])
  expect(ownRows({ kind: 'to-do', rows: null }, ofAccount)).toBeNull()
  expect(ownRows({ kind: 'everything', rows: null }, ofAccount)).toBeNull()
  expect(ownRows({ kind: 'to-do', rows: [[1, 8]] }, { kinds: ['to-do'] })).toEqual([[1, 8]])
})
