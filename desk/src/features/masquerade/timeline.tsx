import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { EventBadge } from '../the-record/event-badge.tsx'

/** What happened in a masquerade, line by line as it is in the record. */
export function Timeline({ entries }: { entries: Response<Api['readMasquerade']>['entries'] }) {
  const { t, word, format } = useDesk()
  return (
    <Section id="timeline" heading={t('masquerade.timeline')}>
      <WorkTable
        id="timeline-table"
        caption={t('masquerade.timeline.caption')}
        captionHidden
        rows={entries.map((entry, index) => ({ ...entry, index }))}
        rowKey={(row) => row.index}
        columns={[
          { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.at} hasSeconds /> },
          { key: 'event', header: t('record.event'), cell: (row) => <EventBadge event={row.event} /> },
          {
            key: 'action',
            header: t('record.action'),
            cell: (row) => capital(word('action', row.action)),
          },
          {
            key: 'account',
            header: t('account.number'),
            cell: ({ accountId }) =>
              accountId && <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>,
          },
          {
            key: 'task',
            header: t('record.task'),
            cell: ({ taskId }) => taskId && <a href={href({ name: 'task', taskId })}>{taskId}</a>,
          },
          {
            key: 'reason',
            header: t('task.reason'),
            wrap: true,
            cell: ({ event, reason }) => word(event === 'ended' ? 'end-cause' : 'reason', reason),
          },
          { key: 'ip', header: t('task.ip-address'), cell: (row) => row.ipAddress ?? '' },
        ]}
      />
    </Section>
  )
}
