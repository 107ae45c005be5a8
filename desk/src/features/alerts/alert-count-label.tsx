import { useDesk } from '#app/desk-context.ts'
import { menuLabel } from '#app/view.ts'
import { alertCount, useAlerts } from './use-alerts.ts'

/** Label of the link to the alerts, with the number of open ones. */
function AlertCountLabel() {
  const { t } = useDesk()
  useAlerts()
  return <>{t('nav.alerts', { count: alertCount.value })}</>
}

export const alertCountLabel = menuLabel('alerts', AlertCountLabel)
