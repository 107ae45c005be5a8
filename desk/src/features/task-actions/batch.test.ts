import { expect, test } from 'vitest'
import type { ActionableTask, Offered } from './actionable-task.ts'
import { type Batch, batchOf, countOutcomes, type Outcome } from './batch.ts'
import { interruptedBatch, keepBatch } from './batch-at-rest.ts'

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

test('each of the chosen is among those that can or those that cannot, with the reason', () => {
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

test('what was interrupted comes back with what is left; what was on its way may have been done', () => {
  const storage = memory()
  const refused: Outcome = { kind: 'not', refusal: { reason: 'version-conflict' } }
  keepBatch(storage, batch(done, refused, { kind: 'running' }, { kind: 'waiting' }))
  const back = interruptedBatch(storage, 'amara.okafor')
  expect(back?.rows.map(({ outcome }) => outcome.kind)).toEqual(['done', 'not', 'unknown', 'waiting'])
  expect(countOutcomes(back?.rows ?? [])).toEqual({ all: 4, done: 1, not: 1, left: 2 })
})

test('no reason that somebody typed is kept; who was faster is', () => {
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

test('nothing comes back of what was finished, put away, another CSR’s, or not ours', () => {
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
