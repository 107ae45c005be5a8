import { actions } from '@porchlight/contract/actions.ts'
import { settings } from '@porchlight/contract/settings.ts'
import { taskTypes } from '@porchlight/contract/task-types.ts'
import { expect, test } from 'vitest'
import { knownKey } from '../../app/messages.ts'

const hasWords = (key: string) => knownKey(key, 'access.read.other') === key

test('the locale files name every view that a support visit can read', () => {
  const views = Object.entries(actions).filter(
    ([name, asks]) => asks.startsWith('read') && /:(view|export)$/.test(name),
  )
  expect(views.filter(([name]) => !hasWords(`access.read.${name}`))).toEqual([])
})

test('the locale files name every task that a support visit can create, and every shipped purpose', () => {
  expect(taskTypes.filter((taskType) => !hasWords(`task-type.${taskType}`))).toEqual([])
  const kinds = settings['masquerade.purposes'].default
  expect(kinds.filter((kind) => !hasWords(`access.purpose.${kind}`))).toEqual([])
})
