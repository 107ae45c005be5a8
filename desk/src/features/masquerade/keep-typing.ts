/** Text that is typed between a shortcut and the dialog that it opens. */
export type KeptTyping = {
  /** Returns the text typed so far, and stops. */
  take(): string
}

/**
 * Keeps the letters that are typed while a dialog loads, so that none is lost or acts as a shortcut. Other keys pass through.
 * Stops after ten seconds, so that a missing response does not block the keyboard.
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
