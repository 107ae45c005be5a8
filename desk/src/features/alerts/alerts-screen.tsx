import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { AlertsTable } from './alerts-table.tsx'
import { SettledAlerts } from './settled-alerts.tsx'
import { useAlerts } from './use-alerts.ts'

/** What a security officer is to look into. */
export function AlertsScreen() {
  const { t } = useDesk()
  const loaded = useAlerts()
  return (
    <Screen heading={t('alerts.title')} lead={t('alerts.lead')}>
      <AnswerView loaded={loaded} lines={4}>
        {({ alerts }) => (
          <>
            <AlertsTable rows={alerts} onSettled={loaded.reload} />
            {/* Read anew where one was settled, here or elsewhere. */}
            <SettledAlerts key={alerts.map(({ toDoId }) => toDoId).join()} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}
