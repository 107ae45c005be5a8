import { expect, test } from 'vitest'
import { keepTyping } from './keep-typing.ts'

type Listener = (event: KeyboardEvent) => void

/** A window that keeps its one listener; `press` gives a key to it and says whether it went on to the page. */
function keyboard() {
  let listener: Listener | undefined
  const target = {
    addEventListener: (_: string, added: Listener) => {
      listener = added
    },
    removeEventListener: () => {
      listener = undefined
    },
  } as unknown as Window
  const press = (key: string, more: Partial<KeyboardEvent> = {}) => {
    let isKept = false
    listener?.({
      key,
      preventDefault: () => {
        isKept = true
      },
      stopImmediatePropagation: () => {},
      ...more,
    } as unknown as KeyboardEvent)
    return !isKept
  }
  return { target, press }
}

test('keeps letters in order for the dialog, and lets none act as a shortcut', () => {
  const { target, press } = keyboard()
  const typing = keepTyping(target)
  for (const key of ['C', '-', '1', '0', 'ñ', 'x', 'Backspace', ' ']) expect(press(key)).toBe(false)
  expect(typing.take()).toBe('C-10ñ ')
  expect(press('v')).toBe(true)
})

test('passes on other keys and key combinations', () => {
  const { target, press } = keyboard()
  const typing = keepTyping(target)
  expect(press('Escape')).toBe(true)
  expect(press('k', { ctrlKey: true })).toBe(true)
  expect(typing.take()).toBe('')
})
