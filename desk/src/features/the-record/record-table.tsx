import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import { useEntryColumns } from './entry-columns.tsx'

type Line = Response<Api['queryCsrRecord']>['entries'][number]
/** The lists by CSR and by customer say more of a line. */
type Entry = Response<Api['queryRecord']>['entries'][number] & Partial<Line>

type Props = {
  rows: readonly Entry[]
  /** The heading names the CSR: the table has no column for it. */
  isOfOneCsr?: boolean
}

/** Lines of the record, newest first. */
export function RecordTable({ rows, isOfOneCsr = false }: Props) {
  const { t, word } = useDesk()
  const { at, event, account, task, ip } = useEntryColumns()
  const columns: Column<Entry>[] = [
    at,
    event,
    {
      key: 'action',
      header: t('record.action'),
      cell: ({ action, search }) => {
        const done = capital(word('action', action))
        if (!search) return done
        const families = search.families.split(' ').map((family) => word('search.family', family))
        const said = { done, families: families.join(', '), hits: search.hits }
        if (search.named === null) return t('record.search', said)
        return t('record.search-named', { ...said, named: search.named })
      },
    },
    { key: 'actor', header: t('record.actor'), cell: (row) => word('made-by', row.actorKind) },
    {
      key: 'csr',
      header: t('record.field.csrId'),
      cell: ({ csrId, csrName }) =>
        csrId && <CsrRecordLink csrId={csrId}>{csrName ? `${csrName} (${csrId})` : csrId}</CsrRecordLink>,
    },
    {
      key: 'web-user',
      header: t('record.web-user'),
      cell: ({ webUserId, webUser }) =>
        webUserId && (
          <>
            <a href={href({ name: 'record', webUserId })}>
              {webUser ? `${webUser.personName} (${webUser.userName})` : t('record.web-user')}
            </a>{' '}
            <small class="quiet">{webUserId}</small>
          </>
        ),
    },
    account,
    {
      key: 'masquerade',
      header: t('masquerade.one'),
      cell: ({ masqueradeId, purposeKind }) =>
        masqueradeId && (
          <>
            <a href={href({ name: 'masquerade', masqueradeId })}>{masqueradeId.slice(0, 8)}…</a>{' '}
            <span class="quiet">{word('purpose', purposeKind)}</span>
          </>
        ),
    },
    task,
    {
      key: 'reason',
      header: t('task.reason'),
      wrap: true,
      cell: ({ event, reason, givenReason }) =>
        [word(event === 'ended' ? 'end-cause' : 'reason', reason), givenReason].filter(Boolean).join(': '),
    },
    ip,
    {
      key: 'correlation',
      header: t('task.correlation-id'),
      cell: (row) => <code>{row.correlationId}</code>,
    },
  ]
  return (
    <WorkTable
      id="record"
      caption={t('record.title')}
      captionHidden
      columns={isOfOneCsr ? columns.filter(({ key }) => key !== 'csr') : columns}
      rows={rows}
      rowKey={(row) => row.recordEntryId}
      empty={t('record.none')}
    />
  )
}
