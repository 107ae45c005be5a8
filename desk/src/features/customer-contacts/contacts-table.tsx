import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Contact } from './contact.ts'
import { contactKind } from './contact-kind.ts'

/** Contacts, newest first: when, what kind, what was noted, who wrote it, and what it belongs to. */
export function ContactsTable({ rows, isFiltered }: { rows: readonly Contact[]; isFiltered: boolean }) {
  const { t, word } = useDesk()
  return (
    <WorkTable
      id="contact-history"
      caption={t('contacts.caption')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.customerContactId}
      empty={t(isFiltered ? 'contacts.none-found' : 'contacts.none')}
      columns={[
        { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.at} /> },
        { key: 'kind', header: t('contacts.kind'), cell: (row) => contactKind(row, word) },
        { key: 'note', header: t('note.text'), wrap: true, cell: (row) => row.note },
        {
          key: 'by',
          header: t('contacts.by'),
          cell: (row) => row.csrId ?? word('contact-maker', row.madeBy),
        },
        {
          key: 'links',
          header: t('contacts.belongs-to'),
          cell: ({ taskId, masqueradeId }) => (
            <>
              {taskId && (
                <a href={href({ name: 'task', taskId })}>{t('task.number', { id: String(taskId) })}</a>
              )}{' '}
              {masqueradeId && <a href={href({ name: 'masquerade', masqueradeId })}>{t('masquerade.one')}</a>}
            </>
          ),
        },
      ]}
    />
  )
}
