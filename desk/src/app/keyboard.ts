import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'

/** Key handlers by key. A handler that returns `false` leaves the key to the browser or to another handler. */
export type Keys = Record<string, () => unknown>

const storageKey = 'letter-keys'

/** Whether single-letter shortcuts are on. A CSR who uses voice control can turn them off (WCAG 2.1.4). */
export const hasLetterKeys = signal(true)

export function restoreLetterKeys(storage: Storage): void {
  hasLetterKeys.value = storage.getItem(storageKey) !== 'off'
}

export function switchLetterKeys(isOn: boolean): void {
  hasLetterKeys.value = isOn
  localStorage.setItem(storageKey, isOn ? 'on' : 'off')
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.matches('input:not([type=checkbox], [type=radio]), textarea, select')

/** Returns whether the focus is where the key has another meaning: a dialog, an open menu, a text field. */
const isElsewhere = (event: KeyboardEvent) =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  document.querySelector('dialog[open]') !== null ||
  // Escape closes an open menu or the reason of a disabled action.
  (event.target instanceof Element && event.target.closest('details[open], [aria-disabled=true]') !== null)

/** Calls the handler of a pressed key while the component is mounted. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const handle = current.current[event.key]
      if (!handle || isElsewhere(event) || isTyping(event.target)) return
      if (event.key.length === 1 && !hasLetterKeys.peek()) return
      if (handle() !== false) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
