import { DataTable } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { useKeys } from '#app/keyboard.ts'
import { href } from '#app/routes.ts'
import type { Account } from './account.ts'
import { NoteForm } from './note-form.tsx'

/** The account's contacts, newest first, and the form that adds one. */
export function ContactHistory({ account, onSaved }: { account: Account; onSaved: () => void }) {
  const { t, word } = useDesk()
  useKeys({ n: () => document.getElementById('note')?.focus() })
  return (
    <Section id="contacts" heading={t('contacts.title')}>
      <NoteForm id="note" account={account} onSaved={onSaved} />
      <DataTable
        id="contact-history"
        caption={t('contacts.caption')}
        captionHidden
        layout="dense"
        rows={account.contactHistory}
        rowKey={(row) => row.customerContactId}
        empty={t('contacts.none')}
        columns={[
          { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.at} /> },
          {
            key: 'type',
            header: t('contacts.type'),
            cell: (row) =>
              `${word('contact-class', row.contactClass)} · ${word('contact-type', row.contactType)}`,
          },
          { key: 'note', header: t('note.text'), wrap: true, cell: (row) => row.note },
          { key: 'csr', header: t('contacts.by'), cell: (row) => row.csrId ?? t('contacts.by-portal') },
          {
            key: 'links',
            header: t('contacts.belongs-to'),
            cell: ({ taskId, masqueradeId }) => (
              <>
                {taskId && (
                  <a href={href({ name: 'task', taskId })}>{t('task.number', { id: String(taskId) })}</a>
                )}{' '}
                {masqueradeId && (
                  <a href={href({ name: 'masquerade', masqueradeId })}>{t('masquerade.one')}</a>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}
