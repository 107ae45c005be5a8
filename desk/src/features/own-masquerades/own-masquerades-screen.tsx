import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { useLive } from '#app/live/use-live.ts'
import { capital } from '#app/messages.ts'
import { OlderRows } from '#app/older-rows.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { usePages } from '#app/use-pages.ts'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'
import { CallerGrade } from '../caller-verification/caller-grade.tsx'
import { viewedColumns } from '../masquerade/viewed-columns.tsx'

type Own = Response<Api['listOwnMasquerades']>['masquerades'][number]

/** Lists the CSR's own masquerades: whom they viewed, why, when, what they changed, and whether a note was saved. */
function OwnMasqueradesScreen() {
  const { t } = useDesk()
  const pages = usePages(
    'own masquerades',
    'masquerade:list-own',
    async (client, before) => {
      const { masquerades, nextBefore } = await client.listOwnMasquerades({
        body: { ...(before && { before }) },
      })
      return { rows: masquerades, nextBefore }
    },
    (row) => row.masqueradeId,
  )
  useLive({ kinds: ['masquerade'], otherwise: 'when-seen-again' }, pages.refresh)
  const columns = useColumns()
  return (
    <Screen lead={t('own-masquerades.lead')}>
      <OlderRows pages={pages}>
        {(rows) => (
          <WorkTable
            id="own-masquerades"
            caption={t('own-masquerades.caption')}
            captionHidden
            columns={columns}
            rows={rows}
            rowKey={(row) => row.masqueradeId}
            empty={t('own-masquerades.none')}
          />
        )}
      </OlderRows>
    </Screen>
  )
}

export const ownMasqueradesView = laterView('own-masquerades', OwnMasqueradesScreen)

function useColumns(): Column<Own>[] {
  const { t, word, format } = useDesk()
  return [
    {
      key: 'started',
      header: t('masquerade.started'),
      rowHeader: true,
      cell: ({ startedAt }) => <Instant at={startedAt} />,
    },
    {
      key: 'ended',
      header: t('masquerades.ended'),
      cell: ({ endedAt, endCause }) =>
        endedAt === null ? (
          <StatusBadge tone="progress">{t('own-masquerades.live')}</StatusBadge>
        ) : (
          t('masquerade.ended-at', { time: format.time(endedAt), cause: word('end-cause', endCause) })
        ),
    },
    ...viewedColumns({ t, format }),
    {
      key: 'purpose',
      header: t('masquerade.purpose'),
      wrap: true,
      cell: (row) => `${capital(word('purpose', row.purposeKind))}: ${row.purposeReference}`,
    },
    {
      key: 'mode',
      header: t('own-masquerades.mode'),
      cell: ({ hasActed }) => t(hasActed ? 'own-masquerades.acted' : 'own-masquerades.read'),
    },
    { key: 'caller', header: t('masquerade.caller'), cell: (row) => <CallerGrade grade={row.callerGrade} /> },
    {
      key: 'changed',
      header: t('own-masquerades.changed'),
      wrap: true,
      cell: ({ changed }) => <Changed tasks={changed} />,
    },
    { key: 'note', header: t('own-masquerades.note'), cell: (row) => <NoteLink row={row} /> },
  ]
}

function Changed({ tasks }: { tasks: Own['changed'] }) {
  const { t, word } = useDesk()
  if (tasks.length === 0) return <>{t('own-masquerades.nothing')}</>
  return (
    <>
      {tasks.map(({ taskId, taskType }, at) => (
        <span key={taskId}>
          {at > 0 && ', '}
          <a href={href({ name: 'task', taskId })}>
            {t('note.task', { type: capital(word('task-type', taskType)), id: String(taskId) })}
          </a>
        </span>
      ))}
    </>
  )
}

/** Links to the note, or to the form that writes it. A live masquerade has no note yet. */
function NoteLink({ row: { hasNote, endedAt, accountId, masqueradeId } }: { row: Own }) {
  const { t, format } = useDesk()
  const number = format.account(accountId)
  if (hasNote)
    return (
      <a
        href={`${href({ name: 'account', accountId })}#contacts`}
        aria-label={t('own-masquerades.read-note-of', { number })}
      >
        {t('own-masquerades.read-note')}
      </a>
    )
  if (endedAt === null) return null
  return (
    <a
      href={href({ name: 'account', accountId, after: masqueradeId })}
      aria-label={t('own-masquerades.write-note-of', { number })}
    >
      {t('own-masquerades.write-note')}
    </a>
  )
}
