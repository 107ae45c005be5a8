import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textDifference } from './text-difference.ts'

test('names the words that were replaced', () => {
  expect(textDifference('You see the portal as {customer}.', 'You view the portal as {customer}.')).toEqual([
    { kind: 'same', text: 'You ' },
    { kind: 'removed', text: 'see' },
    { kind: 'added', text: 'view' },
    { kind: 'same', text: ' the portal as {customer}.' },
  ])
  expect(textDifference('', 'Call us.')).toEqual([{ kind: 'added', text: 'Call us.' }])
  expect(textDifference('same', 'same')).toEqual([{ kind: 'same', text: 'same' }])
})

test('both texts can be read from the runs', () => {
  const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'portal'), { maxLength: 20 })
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [before, after] = [one.join(''), other.join('')]
      const runs = textDifference(before, after)
      const without = (kind: string) => runs.flatMap((run) => (run.kind === kind ? [] : [run.text])).join('')
      expect(without('added')).toBe(before)
      expect(without('removed')).toBe(after)
    }),
  )
})
