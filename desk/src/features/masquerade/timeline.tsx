import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { WorkTable } from '#app/work-table.tsx'
import { useEntryColumns } from '../the-record/entry-columns.tsx'

/** What happened in a masquerade, line by line as it is in the record. */
export function Timeline({ entries }: { entries: Response<Api['readMasquerade']>['entries'] }) {
  const { t, word } = useDesk()
  const { at, event, account, task, ip } = useEntryColumns()
  return (
    <Section id="timeline" heading={t('masquerade.timeline')}>
      <WorkTable
        id="timeline-table"
        caption={t('masquerade.timeline.caption')}
        captionHidden
        rows={entries.map((entry, index) => ({ ...entry, index }))}
        rowKey={(row) => row.index}
        columns={[
          at,
          event,
          {
            key: 'action',
            header: t('record.action'),
            cell: (row) => capital(word('action', row.action)),
          },
          account,
          task,
          {
            key: 'reason',
            header: t('task.reason'),
            wrap: true,
            cell: ({ event, reason }) => word(event === 'ended' ? 'end-cause' : 'reason', reason),
          },
          ip,
        ]}
      />
    </Section>
  )
}
