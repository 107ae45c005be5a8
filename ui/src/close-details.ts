import type { TargetedFocusEvent, TargetedKeyboardEvent } from 'preact'

/** Closes an open menu (a `details` element) on Escape and returns the focus to its button. */
export function closeOnEscape(event: TargetedKeyboardEvent<HTMLDetailsElement>) {
  if (event.key !== 'Escape' || !event.currentTarget.open) return
  event.stopPropagation()
  event.currentTarget.open = false
  event.currentTarget.querySelector('summary')?.focus()
}

/** Closes a menu when the focus leaves it. */
export function closeOnLeave(event: TargetedFocusEvent<HTMLDetailsElement>) {
  const goingTo = event.relatedTarget
  if (goingTo instanceof Node && !event.currentTarget.contains(goingTo)) event.currentTarget.open = false
}
