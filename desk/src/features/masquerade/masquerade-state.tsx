import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { MasqueradeRow } from '#app/response-types.ts'

/** Returns whether a masquerade is going on and in which mode, or how it ended. */
export function MasqueradeState({ masquerade }: { masquerade: MasqueradeRow }) {
  const { t, word, format } = useDesk()
  const { mode, arrivedAt, endsAt, endedAt, endCause } = masquerade
  if (endedAt)
    return (
      <StatusBadge>
        {t('masquerade.ended-at', { time: format.time(endedAt), cause: word('end-cause', endCause) })}
      </StatusBadge>
    )
  if (!arrivedAt) return <StatusBadge tone="progress">{t('masquerade.not-arrived')}</StatusBadge>
  return (
    <StatusBadge tone={mode === 'act' ? 'warning' : 'info'}>
      {t(mode === 'act' ? 'masquerade.acting-until' : 'masquerade.reading-until', {
        time: format.time(endsAt),
      })}
    </StatusBadge>
  )
}
