import { useDesk } from '#app/desk-context.ts'
import type { Alert } from './alert.ts'

/** Returns what happened in one sentence: what a detector found, or the words of the alert. */
export function useFindingText() {
  const { t, word, format } = useDesk()
  return ({ subject, csrName, accountId, finding }: Alert): string => {
    if (!finding) return word('alert', subject)
    const { detector, firstAt, number, days, isRefused, personName } = finding
    return t(`finding.${detector}`, {
      csrName: csrName ?? '',
      customer: personName ?? (accountId === null ? '' : format.account(accountId)),
      at: format.instant(firstAt),
      number: number ?? 0,
      days: days ?? 0,
      verb: isRefused ? 'tried' : 'opened',
    })
  }
}
