import { finalStates, type TaskState, taskTypes } from '@porchlight/contract/task-types.ts'
import { expect, test } from 'vitest'
import { serviceStart } from '#features/service-requests/task-types.ts'
import { taskTypes as declarations } from '#features.ts'
import { testInstallation } from '#testing/test-installation.ts'
import type { HeldTask } from '../moving/held-task.ts'
import { canMove, moveTask, moveTasks } from '../moving/move-task.ts'
import type { TaskTools } from '../moving/task-tools.ts'
import { contactOf } from '../moving/write-contacts.ts'
import { actionsOf } from './actions-of.ts'
import { type Effect, effectOf, mayComplete } from './effect-of.ts'

const every = taskTypes.map((name) => [name, declarations[name]] as const)

test.each(every)(
  '%s: has no move out of a final state, and a way to a final state from every other',
  (_, type) => {
    const { moves, starts } = type.lifecycle
    for (const { from } of moves) expect(finalStates).not.toContain(from)
    const ends = (state: TaskState, seen: readonly TaskState[]): boolean =>
      finalStates.includes(state) ||
      moves.some(({ from, to }) => from === state && !seen.includes(to) && ends(to, [...seen, state]))
    for (const state of [...starts, ...moves.map(({ to }) => to)])
      expect([state, ends(state, [])]).toEqual([state, true])
  },
)

test.each(every)(
  '%s: has a move for each action that it declares and for each state that expires',
  (name, type) => {
    for (const [action, states] of Object.entries(type.csrActions))
      for (const state of states) {
        const possible = actionsOf(declarations, { taskType: name, state }).map((p) => p.action)
        expect([state, possible]).toEqual([state, expect.arrayContaining([action, 'assign', 'note'])])
      }
    for (const state of Object.keys(type.expires ?? {}))
      expect(canMove(type, state as TaskState, 'expired')).toBe(true)
    if (type.contact) expect(contactOf(type)?.note).toMatch(/\w+\.$/)
  },
)

test('lists who makes the effect of each type; some types have no effect yet', () => {
  const of = (effect: Effect) => taskTypes.filter((name) => effectOf(declarations[name]) === effect)
  expect(of('worker')).toEqual(
    expect.arrayContaining(['account-verification', 'paperless', 'contact-details', 'nickname']),
  )
  expect(of('request')).toEqual(
    expect.arrayContaining([
      'autopay-enrol',
      'autopay-change',
      'autopay-stop',
      'guest-remove',
      'mailing-address',
      'login-change',
      'notification-preferences',
      'language',
      'account-unlink',
      'account-link-again',
    ]),
  )
  expect(of('none').sort()).toEqual(['usage-upload'])
})

test.each(every)('%s: refuses to complete a task without its effect', async (taskType, type) => {
  const tools = { installation: testInstallation() } as unknown as TaskTools
  const complete = (isApplied: boolean) => {
    const move = type.lifecycle.moves.find(({ to }) => to === 'completed')
    const task = { taskId: 1, taskType, state: move?.from ?? 'pending', accountId: null, isApplied }
    return moveTasks(tools, [{ task, to: 'completed', details: { actor: 'x', reason: '' } }])
  }
  const refused = { reason: 'effect-not-made' }
  const effect = effectOf(type)
  if (effect === 'utility') return expect(mayComplete(type, false)).toBe(true)
  await expect(complete(false)).rejects.toMatchObject(refused)
  if (effect === 'none') await expect(complete(true)).rejects.toMatchObject(refused)
  else expect(mayComplete(type, true)).toBe(true)
})

test('offers no actions on a final task, nor on one of an unknown type or state', () => {
  for (const state of finalStates)
    expect(actionsOf(declarations, { taskType: 'paperless', state })).toEqual([])
  expect(actionsOf(declarations, { taskType: 'no-such-type', state: 'error' })).toEqual([])
  expect(actionsOf(declarations, { taskType: 'paperless', state: 'no-such-state' })).toEqual([])
  expect(
    actionsOf(declarations, { taskType: 'paperless', state: 'error' }).map(({ action }) => action),
  ).toEqual(['discard', 'retry', 'complete-by-hand', 'assign', 'note'])
})

test('refuses a move that the lifecycle does not have: at compile time where it knows the type, else before anything is written', async () => {
  const tools = { installation: testInstallation() } as unknown as TaskTools
  const task = { taskId: 1, accountId: null, isApplied: false, taskType: serviceStart.name }
  const scheduled = { ...task, state: 'scheduled' } as HeldTask<typeof serviceStart, 'scheduled'>
  const details = { actor: 'system', reason: '' }
  const refused = { reason: 'move-not-allowed' }
  // Where the compiler does not know the type every state compiles. Where it does: task-types.refused.ts.
  const unknownType: HeldTask = scheduled
  for (const state of ['draft', 'awaiting-approval', 'expired'] as const)
    await expect(moveTask(tools, unknownType, state, details)).rejects.toMatchObject(refused)
  // This one compiles, and gets as far as the statement, which asks for the grant that these tools lack.
  await expect(moveTask(tools, scheduled, 'completed', details)).rejects.toThrow(/grant/)
})
