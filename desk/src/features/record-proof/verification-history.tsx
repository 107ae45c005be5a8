import type { Column } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { WorkTable } from '#app/work-table.tsx'
import { faultWords, type RecordProof, type Verification } from './record-proof.ts'

/** The verifications that were made, newest first. */
export function VerificationHistory({ verifications }: Pick<RecordProof, 'verifications'>) {
  const { t, word, format } = useDesk()
  const columns: Column<Verification>[] = [
    { key: 'at', header: t('record-proof.history.at'), cell: (row) => <Instant at={row.createdAt} /> },
    {
      key: 'kind',
      header: t('record-proof.history.kind'),
      cell: (row) => word('record-verification-kind', row.kind),
    },
    {
      key: 'by',
      header: t('record-proof.history.by'),
      cell: (row) => row.startedBy ?? t('record-proof.verify.nightly'),
    },
    {
      key: 'entries',
      header: t('record-proof.entries'),
      cell: (row) => (row.size === null ? '' : format.number(Math.max(0, row.size - row.sinceSize))),
    },
    {
      key: 'outcome',
      header: t('record-proof.history.outcome'),
      wrap: true,
      cell: ({ state, faults: [fault], failure, interruptions }) => (
        <>
          {state !== 'done' ? (
            <StatusBadge tone={state === 'failed' ? 'danger' : 'progress'}>
              {word('record-verification-state', state)}
            </StatusBadge>
          ) : (
            <StatusBadge tone={fault ? 'danger' : 'success'}>
              {t(fault ? 'record-proof.history.wrong' : 'record-proof.history.right')}
            </StatusBadge>
          )}{' '}
          {fault ? faultWords(fault, t) : failure}
          {interruptions > 0 && ` ${t('record-proof.verify.interrupted', { count: interruptions })}`}
        </>
      ),
    },
  ]
  return (
    <Section id="record-verifications" heading={t('record-proof.history')}>
      <WorkTable
        id="record-verifications-table"
        caption={t('record-proof.history.table')}
        captionHidden
        columns={columns}
        rows={verifications}
        rowKey={(row) => row.verificationId}
        empty={t('record-proof.verify.never')}
      />
    </Section>
  )
}
