const page = 10

/**
 * Returns the row that a key in the box moves to; undefined if the list does not handle the key. -1 is the box itself: Up in the
 * first row and Escape lead there. Home and End move in the text until a row is active.
 * @param last index of the last row; -1 if there are no rows
 */
export function rowAfter(key: string, active: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(active + 1, last)
    case 'ArrowUp':
      return Math.max(active - 1, -1)
    case 'PageDown':
      return Math.min(Math.max(active, 0) + page, last)
    case 'PageUp':
      return Math.max(active - page, Math.min(last, 0))
    case 'Home':
      return active < 0 ? undefined : 0
    case 'End':
      return active < 0 ? undefined : last
    case 'Escape':
      return active < 0 ? undefined : -1
    default:
      return undefined
  }
}
