import { Button } from '@porchlight/ui/button.tsx'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Account } from '#app/response-types.ts'
import { ContactFilters } from './contact-filters.tsx'
import { ContactsTable } from './contacts-table.tsx'
import { NoteForm } from './note-form.tsx'
import { useContacts } from './use-contacts.ts'

/** Shows the account's contacts, newest first, with filters and a form that adds a contact. */
export function ContactHistory({ account, onSaved }: { account: Account; onSaved: () => void }) {
  const { t, word } = useDesk()
  const { rows, terms, refusal, hasOlder, filter, older } = useContacts(account)
  const mayWrite = account.may['contact:add']
  useKeys({ n: () => document.getElementById(mayWrite === 'ok' ? 'note' : 'note-refused')?.focus() })
  return (
    <Section id="contacts" heading={t('contacts.title')}>
      {mayWrite === 'ok' ? (
        <NoteForm id="note" account={account} onSaved={onSaved} />
      ) : (
        <DisabledAction id="note-refused" reason={word('reason', mayWrite)} show="always">
          {t('note.save')}
        </DisabledAction>
      )}
      <ContactFilters
        account={account}
        isFiltered={terms !== undefined}
        refusal={refusal}
        onFilter={filter}
      />
      {refusal && !refusal.fields && <RefusalNotice refusal={refusal} action="account:view" />}
      <ContactsTable rows={rows} isFiltered={terms !== undefined} />
      <div class="form-actions">
        <span class="quiet" role="status">
          {t('desk.rows', { count: rows.length })}
        </span>
        {hasOlder && <Button onClick={older}>{t('desk.older')}</Button>}
      </div>
    </Section>
  )
}
