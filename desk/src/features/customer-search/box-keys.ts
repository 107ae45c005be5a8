const page = 10

/**
 * The row that a key of the box leads to; undefined where the key is not for the list. -1 is the box itself: up from the
 * first row, and where Escape leads. Home and End are the text's own until a row is active.
 * @param last the last row; -1 where there is none
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
