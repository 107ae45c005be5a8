import { actions } from '@porchlight/contract/actions.ts'
import { settings } from '@porchlight/contract/settings.ts'
import { taskTypes } from '@porchlight/contract/task-types.ts'
import { expect, test } from 'vitest'
import { knownKey } from '../../app/messages.ts'

const hasWords = (key: string) => knownKey(key, 'access.read.other') === key

test('every view that a support visit can read has words', () => {
  const views = Object.entries(actions).filter(
    ([name, asks]) => asks.startsWith('read') && /:(view|export)$/.test(name),
  )
  expect(views.filter(([name]) => !hasWords(`access.read.${name}`))).toEqual([])
})

test('every task that it can make has words, and every shipped purpose', () => {
  expect(taskTypes.filter((taskType) => !hasWords(`task-type.${taskType}`))).toEqual([])
  const kinds = settings['masquerade.purposes'].default
  expect(kinds.filter((kind) => !hasWords(`access.purpose.${kind}`))).toEqual([])
})
