import type { Reason } from '@porchlight/contract/reasons.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import type { MasqueradeRow } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { CallerGrade } from '../caller-verification/caller-grade.tsx'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import { EndMasquerade } from './end-masquerade.tsx'
import { MasqueradeState } from './masquerade-state.tsx'
import { viewedColumns } from './viewed-columns.tsx'

type Props = {
  id: string
  caption: string
  rows: readonly MasqueradeRow[]
  endAny: 'ok' | Reason
  onEnded: () => void
}

/** Who views or viewed whom, since when, why and from where. */
export function MasqueradesTable({ id, caption, rows, endAny, onEnded }: Props) {
  const { t, word, format } = useDesk()
  const columns: Column<MasqueradeRow>[] = [
    {
      key: 'started',
      header: t('masquerade.started'),
      rowHeader: true,
      cell: ({ masqueradeId, startedAt }) => (
        <a href={href({ name: 'masquerade', masqueradeId })}>
          <Instant at={startedAt} />
        </a>
      ),
    },
    {
      key: 'csr',
      header: t('masquerade.csr'),
      cell: ({ csrId, csrName }) => <CsrRecordLink csrId={csrId}>{csrName}</CsrRecordLink>,
    },
    ...viewedColumns({ t, format }),
    {
      key: 'purpose',
      header: t('masquerade.purpose'),
      cell: (row) => (
        <>
          {capital(word('purpose', row.purposeKind))}: {row.purposeReference}
        </>
      ),
    },
    { key: 'state', header: t('masquerade.state'), cell: (row) => <MasqueradeState masquerade={row} /> },
    { key: 'caller', header: t('masquerade.caller'), cell: (row) => <CallerGrade grade={row.callerGrade} /> },
    { key: 'ip', header: t('task.ip-address'), cell: (row) => row.ipAddress },
    {
      key: 'end',
      header: t('masquerade.end'),
      headerHidden: true,
      cell: (row) =>
        row.endedAt === null && <EndMasquerade masquerade={row} endAny={endAny} onEnded={onEnded} />,
    },
  ]
  return (
    <WorkTable
      id={id}
      caption={caption}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.masqueradeId}
      empty={t('masquerades.none')}
    />
  )
}
