import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { OlderRows } from '#app/older-rows.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { usePages } from '#app/use-pages.ts'
import { laterView } from '#app/view.ts'
import { AlertFilters, type AlertTerms } from './alert-filters.tsx'
import { AlertsTable } from './alerts-table.tsx'
import { SettledAlerts } from './settled-alerts.tsx'
import { useAlerts } from './use-alerts.ts'

/** Lists the alerts that a security officer must review, and those that were closed. */
function AlertsScreen() {
  const { t, refusedFor } = useDesk()
  const [terms, setTerms] = useState<AlertTerms>({})
  const { answer, reload } = useAlerts()
  // Changes when an alert is raised or settled, on this desk or another.
  const open = answer.state === 'ready' ? answer.value.alerts.map(({ toDoId }) => toDoId).join() : ''
  return (
    <Screen lead={t('alerts.lead')}>
      {!refusedFor('detector:view') && (
        <p>
          <a href={href({ name: 'detectors' })}>{t('detectors.title')}</a>
        </p>
      )}
      <AlertFilters onSubmit={setTerms} />
      <OpenAlerts key={`open ${open}`} terms={terms} onSettled={reload} />
      <SettledAlerts key={`settled ${open}`} />
    </Screen>
  )
}

export const alertsView = laterView('alerts', AlertsScreen)

function OpenAlerts({ terms, onSettled }: { terms: AlertTerms; onSettled: () => void }) {
  const { page } = useDesk()
  const pages = usePages(
    `open alerts ${JSON.stringify(terms)}`,
    'alert:view',
    async (client, before) => {
      const body = { state: 'open' as const, ...terms, ...(before && { before }) }
      const { alerts, nextBefore } = await client.queryAlerts({ body })
      return { rows: alerts, nextBefore }
    },
    (row) => row.toDoId,
  )
  return (
    <OlderRows pages={pages}>
      {(rows) => <AlertsTable rows={rows} ownCsrId={page.desk.csrId} onSettled={onSettled} />}
    </OlderRows>
  )
}
