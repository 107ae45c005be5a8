import { noticeSettings } from '@porchlight/contract/notice-settings.ts'

type Hours = { hour: number; from: unknown; until: unknown }

const hourOf = (name: 'notices.quiet-from' | 'notices.quiet-until', stored: unknown): number => {
  const { value, default: shipped } = noticeSettings[name]
  return value.safeParse(stored).data ?? shipped
}

/** Returns whether an hour (0 to 23) is one of the quiet hours, which may pass midnight. The same hour twice: there are none. */
export function isQuietIn({ hour, ...stored }: Hours): boolean {
  const from = hourOf('notices.quiet-from', stored.from)
  const until = hourOf('notices.quiet-until', stored.until)
  return from <= until ? hour >= from && hour < until : hour >= from || hour < until
}
