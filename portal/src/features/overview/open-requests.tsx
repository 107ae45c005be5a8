import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { OverviewData } from '../../app/response-types.ts'
import { RequestState } from '../requests/request-state.tsx'

/** The customer's requests that are not done yet. */
export function OpenRequests({ data, t, format }: PageProps<OverviewData>) {
  return (
    <Card
      id="requests"
      heading={t('requests.title')}
      actions={<a href={`/accounts/${data.accountId}/requests`}>{t('requests.see-all')}</a>}
    >
      <DescriptionList
        layout="sums"
        items={data.openTasks.map((task) => ({
          label: (
            <>
              <a href={`/accounts/${data.accountId}/requests/${task.taskId}`}>
                {t(knownKey(`task-type.${task.taskType}`, 'task-type.other'))}
              </a>{' '}
              <small>{t('requests.since', { date: format.date(task.createdOn, 'medium') })}</small>
            </>
          ),
          value: <RequestState request={task} t={t} />,
        }))}
      />
    </Card>
  )
}
