import {
  finalStates,
  type TaskState,
  taskActions,
  taskStates,
  taskTypes,
} from '@porchlight/contract/task-types.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { taskTypes as declarations } from '#features.ts'
import { grantOf } from '#policy/decide.ts'
import type { Refusal } from '#policy/refusal.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { canMove, moveTasks } from '../moving/move-task.ts'
import { actionsOf } from './actions-of.ts'

const installation = testInstallation()
const untouched = new Proxy({} as never, {
  get: () => {
    throw new Error('the database was asked')
  },
})

/** A random walk: each step tries any state at all. */
const walks = fc.record({
  taskType: fc.constantFrom(...taskTypes),
  tries: fc.array(fc.constantFrom(...taskStates), { minLength: 1, maxLength: 40 }),
})

test('on random walks, refuses a move that the lifecycle does not have before anything is written', async () => {
  await fc.assert(
    fc.asyncProperty(walks, async ({ taskType, tries }) => {
      let state: TaskState = declarations[taskType].lifecycle.starts[0] ?? 'draft'
      for (const to of tries) {
        if (canMove(declarations[taskType], state, to)) {
          expect(finalStates).not.toContain(state)
          state = to
          continue
        }
        const task = { taskId: 1, taskType, state, accountId: null, isApplied: true }
        const grant = grantOf({ kind: 'system' }, 'job:work-tasks')
        const moved = moveTasks({ sql: untouched, grant, installation }, [
          { task, to, details: { actor: 'x', reason: '' } },
        ])
        await expect(moved).rejects.toMatchObject({ reason: 'move-not-allowed' } satisfies Partial<Refusal>)
      }
    }),
    { numRuns: 1500 },
  )
})

test('in every state that a random walk reaches, each action is a move of the lifecycle, and somebody can end the task', () => {
  fc.assert(
    fc.property(walks, ({ taskType, tries }) => {
      let state: TaskState = declarations[taskType].lifecycle.starts[0] ?? 'draft'
      for (const to of tries) {
        if (canMove(declarations[taskType], state, to)) state = to
        const possible = actionsOf(declarations, { taskType, state })
        expect(possible.length === 0).toBe(finalStates.includes(state))
        for (const { action, to: next } of possible) {
          expect(taskActions).toContain(action)
          if (action !== 'assign' && action !== 'note')
            expect(canMove(declarations[taskType], state, next)).toBe(true)
        }
        const { pendingFor, expires } = declarations[taskType]
        const endsItself = state === 'pending' || expires?.[state] !== undefined
        if (!finalStates.includes(state) && !endsItself && pendingFor === undefined && state !== 'processing')
          expect([taskType, state, possible.some((p) => finalStates.includes(p.to))]).toEqual([
            taskType,
            state,
            true,
          ])
      }
    }),
    { numRuns: 2000 },
  )
})
