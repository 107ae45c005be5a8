import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { Word } from '#app/messages.ts'
import { capital } from '#app/messages.ts'
import type { Contact } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'

/** The class and the type of a contact, in words. */
export const contactKind = (kind: { contactClass: string; contactType: string }, word: Word): string =>
  `${capital(word('contact-class', kind.contactClass))} · ${capital(word('contact-type', kind.contactType))}`

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
