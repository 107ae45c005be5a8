import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'

const tones: Record<string, StatusTone> = {
  changed: 'info',
  refused: 'warning',
  started: 'progress',
  arrived: 'progress',
  alert: 'danger',
}

/** What kind of line in the record it is, as a word and a shape. */
export function EventBadge({ event }: { event: string }) {
  const { word } = useDesk()
  return <StatusBadge tone={tones[event] ?? 'neutral'}>{word('event', event)}</StatusBadge>
}
