import { expect, test } from 'vitest'
import type { ActionableTask, Offered } from './actions.ts'
import {
  type Batch,
  batchOf,
  countOutcomes,
  interruptedBatch,
  keepBatch,
  type Outcome,
  whyNone,
} from './batch.ts'

const offered = (more: Partial<Offered> = {}): Offered => ({
  action: 'discard',
  to: 'discarded',
  needs: ['reason'],
  may: 'ok',
  ...more,
})
const task = (taskId: number, ...actions: Offered[]): ActionableTask => ({
  taskId,
  taskType: 'paperless',
  state: 'error',
  version: 3,
  actions,
})

test('splits the chosen tasks into those that can take the action and those that cannot, with the reason', () => {
  const tasks = [
    task(1, offered()),
    task(2, offered({ may: 'permission-missing' })),
    task(3),
    task(4, offered({ action: 'retry' })),
    task(5, offered({ needs: ['amount'] })),
  ]
  const { can, cannot } = batchOf(tasks, 'discard')
  expect(can.map((one) => one.task.taskId)).toEqual([1])
  expect(cannot.map((one) => [one.task.taskId, one.reason])).toEqual([
    [2, 'permission-missing'],
    [3, 'move-not-allowed'],
    [4, 'move-not-allowed'],
    [5, 'amount-of-its-own'],
  ])
})

test('explains an action that no chosen task can take by a task whose state has it', () => {
  const tasks = [task(1), task(2, offered({ may: 'permission-missing' })), task(3)]
  expect(whyNone(batchOf(tasks, 'discard').cannot)).toBe('permission-missing')
  expect(whyNone(batchOf([task(1)], 'discard').cannot)).toBe('move-not-allowed')
})

function memory(): Storage {
  const held = new Map<string, string>()
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: () => null,
    length: 0,
  }
}
const batch = (...outcomes: Outcome[]): Batch => ({
  csrId: 'amara.okafor',
  offered: offered(),
  rows: outcomes.map((outcome, index) => ({
    task: { taskId: index + 1, taskType: 'paperless', state: 'error', version: 3 },
    outcome,
  })),
})
const done: Outcome = { kind: 'done', state: 'discarded' }

test('restores an interrupted batch, and marks requests that were in flight as unknown', () => {
  const storage = memory()
  const refused: Outcome = { kind: 'not', refusal: { reason: 'version-conflict' } }
  keepBatch(storage, batch(done, refused, { kind: 'running' }, { kind: 'waiting' }))
  const back = interruptedBatch(storage, 'amara.okafor')
  expect(back?.rows.map(({ outcome }) => outcome.kind)).toEqual(['done', 'not', 'unknown', 'waiting'])
  expect(countOutcomes(back?.rows ?? [])).toEqual({ all: 4, done: 1, not: 1, left: 2 })
})

test('keeps no typed reason, but keeps who was faster', () => {
  const storage = memory()
  const difference = [
    { field: 'changed-by', yours: null, theirs: 'ines.ferreira' },
    { field: 'reason', yours: null, theirs: 'Maria has called' },
  ]
  keepBatch(
    storage,
    batch({ kind: 'not', refusal: { reason: 'version-conflict', difference } }, { kind: 'waiting' }),
  )
  const [first] = interruptedBatch(storage, 'amara.okafor')?.rows ?? []
  expect(first?.outcome).toEqual({
    kind: 'not',
    refusal: { reason: 'version-conflict', difference: [difference[0]] },
  })
  expect(storage.getItem('task-batch')).not.toContain('Maria')
})

test('returns no batch that is finished, dismissed, another CSR’s, or unreadable', () => {
  const storage = memory()
  expect(interruptedBatch(storage, 'amara.okafor')).toBeUndefined()
  keepBatch(storage, batch(done))
  expect(interruptedBatch(storage, 'amara.okafor')).toBeUndefined()
  keepBatch(storage, batch({ kind: 'waiting' }))
  expect(interruptedBatch(storage, 'ines.ferreira')).toBeUndefined()
  keepBatch(storage, undefined)
  expect(interruptedBatch(storage, 'amara.okafor')).toBeUndefined()
  for (const text of ['', '{', 'null', '{"rows":[{}]}', '{"csrId":"amara.okafor"}']) {
    storage.setItem('task-batch', text)
    expect(interruptedBatch(storage, 'amara.okafor')).toBeUndefined()
  }
})

import fc from 'fast-check'
import { runBatch } from './batch.ts'

test('performs each row once, in order, with no more in flight than allowed, however long each takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(5), { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (turns, atOnce) => {
        const begun: number[] = []
        const over: number[] = []
        let most = 0
        const rows = turns.map((takes, index) => ({ takes, index }))
        await runBatch(
          rows,
          atOnce,
          async ({ takes, index }) => {
            begun.push(index)
            most = Math.max(most, begun.length - over.length)
            for (let turn = 0; turn < takes; turn++) await undefined
            over.push(index)
          },
          () => false,
        )
        expect(begun).toEqual(rows.map(({ index }) => index))
        expect(over.length).toBe(rows.length)
        expect(most).toBeLessThanOrEqual(atOnce)
      },
    ),
  )
})

test('awaits requests in flight after a stop, and starts no more', async () => {
  const begun: number[] = []
  const over: number[] = []
  await runBatch(
    [0, 1, 2, 3, 4, 5],
    2,
    async (row) => {
      begun.push(row)
      await undefined
      over.push(row)
    },
    () => begun.length >= 3,
  )
  expect(begun).toEqual([0, 1, 2])
  expect(over).toEqual([0, 1, 2])
})
