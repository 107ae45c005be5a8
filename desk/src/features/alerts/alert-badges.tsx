import type { Severity } from '@porchlight/contract/alert-choices.ts'
import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import type { Alert } from './alert.ts'

const severityTones: Record<Severity, StatusTone> = { high: 'danger', medium: 'warning', low: 'info' }

/** How urgent an alert is, as a word and a shape. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { word } = useDesk()
  return <StatusBadge tone={severityTones[severity]}>{capital(word('severity', severity))}</StatusBadge>
}

const ageTones = { fresh: 'neutral', due: 'warning', overdue: 'danger' } as const

/** How long an open alert has waited, and whether that is too long; of a closed one, its outcome. */
export function AgeBadge({ alert }: { alert: Pick<Alert, 'at' | 'age' | 'outcome'> }) {
  const { t, word } = useDesk()
  const { age, outcome, at } = alert
  if (age === null)
    return <>{outcome === null ? t('alerts.outcome.none') : capital(word('alert-outcome', outcome))}</>
  const hours = Math.max(0, Math.floor((Date.now() - Date.parse(at)) / 3_600_000))
  return (
    <StatusBadge tone={ageTones[age]}>
      {t('alerts.age', { age: word('alert-age', age), days: Math.floor(hours / 24), hours: hours % 24 })}
    </StatusBadge>
  )
}
