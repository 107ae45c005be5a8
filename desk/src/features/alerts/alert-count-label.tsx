import { useDesk } from '#app/desk-context.ts'
import { alertCount } from './alert-count.ts'
import { useAlerts } from './use-alerts.ts'

/** The way to the alerts, with how many wait. */
export function AlertCountLabel() {
  const { t } = useDesk()
  useAlerts()
  return <>{t('nav.alerts', { count: alertCount.value })}</>
}
