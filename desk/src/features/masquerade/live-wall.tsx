import type { Column } from '@porchlight/ui/data-table.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import type { MasqueradeRow, Masquerades } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { CallerGrade } from '../caller-verification/caller-grade.tsx'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import { EndMany } from './end-many.tsx'
import { EndMasquerade } from './end-masquerade.tsx'
import { TimeLeft } from './time-left.tsx'

type Props = {
  live: readonly MasqueradeRow[]
  /** All that are live, by CSR, also those that the page or the filters leave out: what *End all* ends. */
  liveOfCsrs: Masquerades['liveOfCsrs']
  isFiltered: boolean
  may: Masquerades['may']
  onEnded: () => void
}

/** The live masquerades of all CSRs: who, as whom, why, on which page, in which mode, and how much longer. */
export function LiveWall({ live, liveOfCsrs, isFiltered, may, onEnded }: Props) {
  const { t } = useDesk()
  const total = liveOfCsrs.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      {total > 0 && !isFiltered && (
        <div class="form-actions">
          <EndMany csr={null} count={total} decision={may['masquerade:end-many']} onEnded={onEnded} />
          {liveOfCsrs
            .filter(({ count }) => count > 1)
            .map((csr) => (
              <EndMany
                key={csr.csrId}
                csr={csr}
                count={csr.count}
                decision={may['masquerade:end-many']}
                onEnded={onEnded}
              />
            ))}
        </div>
      )}
      {!isFiltered && total > live.length && <p>{t('wall.newest', { shown: live.length, count: total })}</p>}
      <WallTable {...{ live, may, onEnded }} />
    </>
  )
}

function WallTable({ live, may, onEnded }: Pick<Props, 'live' | 'may' | 'onEnded'>) {
  const { t, word, format } = useDesk()
  const columns: Column<MasqueradeRow>[] = [
    {
      key: 'csr',
      header: t('masquerade.csr'),
      rowHeader: true,
      cell: (row) => <CsrRecordLink csrId={row.csrId}>{row.csrName}</CsrRecordLink>,
    },
    { key: 'mode', header: t('wall.mode'), cell: (row) => <Mode row={row} /> },
    { key: 'step', header: t('wall.step'), wrap: true, cell: (row) => <Step row={row} /> },
    { key: 'time-left', header: t('wall.time-left'), cell: ({ endsAt }) => <TimeLeft endsAt={endsAt} /> },
    {
      key: 'viewed',
      header: t('masquerade.viewed'),
      wrap: true,
      cell: (row) => (
        <>
          {row.personName} ({row.userName}){' '}
          <a href={href({ name: 'account', accountId: row.accountId })}>{format.account(row.accountId)}</a>
        </>
      ),
    },
    {
      key: 'purpose',
      header: t('masquerade.purpose'),
      wrap: true,
      cell: (row) => (
        <>
          {capital(word('purpose', row.purposeKind))}: {row.purposeReference}
        </>
      ),
    },
    { key: 'caller', header: t('masquerade.caller'), cell: (row) => <CallerGrade grade={row.callerGrade} /> },
    {
      key: 'act',
      header: t('masquerade.end'),
      headerHidden: true,
      cell: (row) => (
        <span class="wall-actions">
          <a
            href={href({ name: 'masquerade', masqueradeId: row.masqueradeId })}
            aria-label={t('wall.look-named', { csrName: row.csrName, userName: row.userName })}
          >
            {t('wall.look')}
          </a>
          <EndMasquerade masquerade={row} endAny={may['masquerade:end-any']} onEnded={onEnded} />
        </span>
      ),
    },
  ]
  return (
    <WorkTable
      id="live-masquerades"
      caption={t('masquerades.live', { count: live.length })}
      captionHidden
      columns={columns}
      rows={live}
      rowKey={(row) => row.masqueradeId}
      empty={t('wall.none')}
    />
  )
}

function Mode({ row: { arrivedAt, mode } }: { row: MasqueradeRow }) {
  const { t } = useDesk()
  if (!arrivedAt) return <StatusBadge tone="progress">{t('wall.mode.not-arrived')}</StatusBadge>
  return (
    <StatusBadge tone={mode === 'act' ? 'warning' : 'info'}>
      {t(mode === 'act' ? 'wall.mode.act' : 'wall.mode.read')}
    </StatusBadge>
  )
}

/** The newest page or act, by its name alone. */
function Step({ row: { lastStep } }: { row: MasqueradeRow }) {
  const { t, word } = useDesk()
  if (!lastStep) return <span class="quiet">{t('wall.step.none')}</span>
  const action = word('action', lastStep.action)
  if (lastStep.event === 'changed') return <>{t('wall.step.changed', { action })}</>
  return <>{t(lastStep.event === 'refused' ? 'wall.step.refused' : 'wall.step.read', { action })}</>
}
