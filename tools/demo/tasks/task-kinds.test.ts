import { taskTypes } from '@porchlight/contract/task-types.ts'
import { taskTypes as declarations } from '@porchlight/server/features.ts'
import { canMove } from '@porchlight/server/tasks/moving/move-task.ts'
import { expect, test } from 'vitest'
import { DemoRandom } from '../random.ts'
import { derivedKind } from './derived-kind.ts'
import { standsNow } from './stands-now.ts'
import { taskKinds } from './task-kinds.ts'
import { pathTo } from './task-log.ts'

const typesWithStates = taskTypes.filter((type) => taskKinds[type].states.length > 0)

const about = {
  line1: '12 Oak St',
  line2: '',
  city: 'Port Ellis',
  postalCode: '92101',
  mobile: '+16195550100',
  guest: 'guest1@example.org',
  soon: '2030-02-03',
  balanceCents: 12_345,
  isDone: true,
  now: standsNow(undefined, undefined),
}

test.each(taskTypes)('%s: what the demo asks for is what the type takes, whatever is drawn', (type) => {
  for (let seed = 1; seed <= 50; seed++) {
    const { payload } = taskKinds[type].asked(about, new DemoRandom(seed))
    expect(declarations[type].payload.safeParse(payload).error).toBeUndefined()
  }
})

test('leaves out types whose tasks never come to a state that the demo shows', () => {
  expect(taskTypes.filter((type) => taskKinds[type].states.length === 0).sort()).toEqual([
    'autopay-change',
    'bank-account-change',
    'bank-account-remove',
    'data-access',
    'guest-role-change',
    'leave-account',
    'payment-refund',
    'payment-reversal',
    'prepared-change',
    'usage-upload',
  ])
})

test.each(typesWithStates)('%s: each way to a state of the demo is one of its lifecycle', (type) => {
  for (const state of taskKinds[type].states) {
    const way = pathTo(type, state).map(([each]) => each)
    expect(way.at(-1)).toBe(state)
    expect(declarations[type].lifecycle.starts).toContain(way[0])
    for (const [step, to] of way.entries()) {
      const from = way[step - 1]
      if (from) expect([from, to, canMove(declarations[type], from, to)]).toEqual([from, to, true])
    }
  }
})

test.each(taskTypes)(
  '%s: what is derived from the declaration is what the type takes, in states that it can be in',
  (type) => {
    const { asked, states } = derivedKind(declarations[type])
    for (let seed = 1; seed <= 50; seed++)
      expect(
        declarations[type].payload.safeParse(asked(about, new DemoRandom(seed)).payload).error,
      ).toBeUndefined()
    for (const state of states) expect(pathTo(type, state).at(-1)?.[0]).toBe(state)
  },
)

test('derives that a type without an effect is never completed, and that the utility’s work can be', () => {
  expect(derivedKind(declarations['usage-upload']).states).toEqual([])
  expect(derivedKind(declarations['guest-invite']).states).not.toContain('completed')
  expect(derivedKind(declarations['service-start']).states).toEqual(
    expect.arrayContaining(['draft', 'scheduled', 'completed']),
  )
  expect(derivedKind(declarations['guest-remove']).byCsr).toBe(false)
})
