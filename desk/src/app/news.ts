import type { NoticeTone } from '@porchlight/ui/notice.tsx'
import { signal } from '@preact/signals'

/** The action of a message: a link, or an undo, until an instant or for as long as the message is shown. */
type NewsAction = { href: string; text: string } | { onSelect: () => void; text: string; until?: string }
export type News = { id: string; tone: NoticeTone; text: string; action?: NewsAction }

/** Short messages in the corner. */
export const news = signal<readonly News[]>([])
/** Text for the screen reader only, such as the number of results. */
export const announcement = signal('')

let count = 0
const shownFor = 8000

/** Shows a message in the corner. A message with an action stays until it is dismissed or the action expires. */
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
