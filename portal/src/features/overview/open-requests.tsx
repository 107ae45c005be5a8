import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { OverviewData } from './overview-data.ts'

/** What a request's state is to its customer: what is done, and only on its way to the billing system, is said to be done. */
const stateKey = ({ state, isApplied }: OverviewData['openTasks'][number]) =>
  isApplied && state === 'processing'
    ? ('task-state.applied' as const)
    : knownKey(`task-state.${state}`, 'task-state.pending')

/** What was asked for and is not done yet. */
export function OpenRequests({ data, t, format }: PageProps<OverviewData>) {
  return (
    <Card id="requests" heading={t('requests.title')}>
      <DescriptionList
        layout="sums"
        items={data.openTasks.map((task) => ({
          label: (
            <>
              {t(knownKey(`task.${task.taskType}`, 'task.other'))}{' '}
              <small>{t('requests.since', { date: format.date(task.createdOn, 'medium') })}</small>
            </>
          ),
          value: (
            <StatusBadge tone={task.state === 'error' ? 'warning' : 'progress'}>
              {t(stateKey(task))}
            </StatusBadge>
          ),
        }))}
      />
    </Card>
  )
}
