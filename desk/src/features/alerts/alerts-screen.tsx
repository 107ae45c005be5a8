import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { laterView } from '#app/view.ts'
import { AlertsTable } from './alerts-table.tsx'
import { SettledAlerts } from './settled-alerts.tsx'
import { useAlerts } from './use-alerts.ts'

/** Lists the alerts that a security officer must review. */
function AlertsScreen() {
  const { t } = useDesk()
  const loaded = useAlerts()
  return (
    <Screen lead={t('alerts.lead')}>
      <AnswerView loaded={loaded} lines={4}>
        {({ alerts }) => (
          <>
            <AlertsTable rows={alerts} onSettled={loaded.reload} />
            {/* Reloads when an alert is settled, on this desk or another. */}
            <SettledAlerts key={alerts.map(({ toDoId }) => toDoId).join()} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const alertsView = laterView('alerts', AlertsScreen)
