import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'

const tones: Record<string, StatusTone> = {
  pending: 'progress',
  'awaiting-verification': 'progress',
  'awaiting-approval': 'warning',
  scheduled: 'info',
  processing: 'progress',
  error: 'danger',
  completed: 'success',
}

/** The state of a self-service task, as a word and a shape. */
export function TaskState({ state }: { state: string }) {
  const { word } = useDesk()
  return <StatusBadge tone={tones[state] ?? 'neutral'}>{word('task-state', state)}</StatusBadge>
}
