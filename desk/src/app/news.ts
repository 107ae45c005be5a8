import type { NoticeTone } from '@porchlight/ui/notice.tsx'
import { signal } from '@preact/signals'

export type News = { id: string; tone: NoticeTone; text: string; link?: { href: string; text: string } }

/** Short news in the corner. */
export const news = signal<readonly News[]>([])
/** What a screen reader is told in passing: how many results there are. */
export const announcement = signal('')

let count = 0
const shownFor = 8000

/** Shows a line in the corner; one with a link stays until it is dismissed. */
export function tell(text: string, tone: NoticeTone = 'info', link?: News['link']): void {
  count += 1
  const id = `news-${count}`
  news.value = [...news.peek(), link ? { id, tone, text, link } : { id, tone, text }].slice(-4)
  if (!link && tone !== 'danger') setTimeout(() => dismiss(id), shownFor)
}

export function dismiss(id: string): void {
  news.value = news.peek().filter((item) => item.id !== id)
}

export function announce(text: string): void {
  announcement.value = text
}
