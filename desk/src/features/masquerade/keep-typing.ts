/** What is typed between a key and the dialog that it opens. */
export type KeptTyping = {
  /** Returns what was typed so far, and keeps nothing more. */
  take(): string
}

/**
 * Keeps what is typed while a dialog is on its way: no letter is lost, and none is taken for a shortcut. Other keys pass.
 * Stops by itself after ten seconds, so that an answer that never comes does not hold the keyboard.
 */
export function keepTyping(target: Window = window): KeptTyping {
  let typed = ''
  const keep = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else if ([...event.key].length === 1) typed += event.key
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const stop = () => target.removeEventListener('keydown', keep, true)
  target.addEventListener('keydown', keep, true)
  const timer = setTimeout(stop, 10_000)
  return {
    take: () => {
      clearTimeout(timer)
      stop()
      return typed
    },
  }
}
