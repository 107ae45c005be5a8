import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'

type Props = Pick<PageProps<unknown>, 't'> & { request: { state: string; isApplied: boolean } }

const tones: Partial<Record<string, StatusTone>> = {
  completed: 'success',
  error: 'warning',
  rejected: 'warning',
  discarded: 'neutral',
  expired: 'neutral',
}

/** Returns a request's state as its customer sees it. An applied task counts as done, even before the CIS has accepted it. */
export function stateOf({ state, isApplied }: Props['request']): string {
  return isApplied && state === 'processing' ? 'applied' : state
}

/** A request's state as a word and a shape. */
export function RequestState({ request, t }: Props) {
  return (
    <StatusBadge tone={tones[request.state] ?? 'progress'}>
      {t(knownKey(`task-state.${stateOf(request)}`, 'task-state.pending'))}
    </StatusBadge>
  )
}
