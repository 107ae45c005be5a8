import type { NoticeTone } from '@porchlight/ui/notice.tsx'
import { signal } from '@preact/signals'

/** What can be done about it: somewhere to go, or something to take back, until an instant or for as long as the line stands. */
type NewsAction = { href: string; text: string } | { onSelect: () => void; text: string; until?: string }
export type News = { id: string; tone: NoticeTone; text: string; action?: NewsAction }

/** Short news in the corner. */
export const news = signal<readonly News[]>([])
/** What a screen reader is told in passing: how many results there are. */
export const announcement = signal('')

let count = 0
const shownFor = 8000

/** Shows a line in the corner; one with an action stays until it is dismissed, or the action is over. */
export function tell(text: string, tone: NoticeTone = 'info', action?: NewsAction): void {
  count += 1
  const id = `news-${count}`
  news.value = [...news.peek(), action ? { id, tone, text, action } : { id, tone, text }].slice(-4)
  const until = action && 'until' in action ? action.until : undefined
  if (until) setTimeout(() => dismiss(id), Date.parse(until) - Date.now())
  else if (!action && tone !== 'danger') setTimeout(() => dismiss(id), shownFor)
}

export function dismiss(id: string): void {
  news.value = news.peek().filter((item) => item.id !== id)
}

export function announce(text: string): void {
  announcement.value = text
}
