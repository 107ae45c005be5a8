import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'

const tones: Record<number, StatusTone> = { 1: 'danger', 2: 'warning', 3: 'info' }

/** Shows the priority of a to-do, from 1 to 5, as a word and a shape. */
export function ToDoPriority({ priority }: { priority: number }) {
  const { word } = useDesk()
  return <StatusBadge tone={tones[priority] ?? 'neutral'}>{word('priority', String(priority))}</StatusBadge>
}
