import { mostNote } from '@porchlight/contract/limits.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Account } from '#app/response-types.ts'
import { useSend } from '#app/use-send.ts'
import { viewNoteAbout } from '../masquerade/view-notes.ts'
import { contactKind } from './contacts-table.tsx'

type Props = {
  id: string
  account: Account
  /** The note drafted from a masquerade. Without it the form is empty. */
  draft?: { note: string; masqueradeId: string } | undefined
  onSaved: () => void
  /** Called after the CSR deleted the draft. */
  onCancel?: () => void
}

const afterView = { contactClass: 'support', contactType: 'masquerade' } as const

/** Form that adds a contact to the account's contact history. */
export function NoteForm({ id, account, draft, onSaved, onCancel }: Props) {
  const { t, word, format, client } = useDesk()
  const number = format.account(account.accountId)
  const { refusal, isBusy, send } = useSend(
    (fields, { draftId }) =>
      client.addCustomerContact({
        params: { accountId: account.accountId },
        body: {
          ...(draft
            ? afterView
            : (account.contactKinds[Number(fields.get('kind'))] ?? { contactClass: '', contactType: '' })),
          note: String(fields.get('note')),
          masqueradeId: draft?.masqueradeId ?? null,
          draftId,
        },
      }),
    () => {
      tell(t('note.saved'), 'success')
      onSaved()
    },
  )
  const wrong = fieldError(refusal, 'note', word)
  return (
    <DraftForm
      subject={draft ? viewNoteAbout(draft.masqueradeId, account.accountId) : `note ${account.accountId}`}
      title={t(draft ? 'drafts.view-note' : 'drafts.note', { number })}
      class="note-form"
      isKept={draft !== undefined}
      onSubmit={send}
      onThrownAway={onCancel}
    >
      {refusal && !wrong && <RefusalNotice refusal={refusal} action="contact:add" />}
      {!draft && (
        <SelectField
          name="kind"
          id={`${id}-kind`}
          label={t('note.kind')}
          options={account.contactKinds.map((kind, at) => ({
            value: String(at),
            label: contactKind(kind, word),
          }))}
        />
      )}
      <TextAreaField
        name="note"
        id={id}
        label={t('note.text')}
        rows={draft ? 5 : 2}
        maxLength={mostNote}
        defaultValue={draft?.note}
        error={wrong}
      />
      <div class="form-actions">
        <Button variant={draft ? 'primary' : 'secondary'} disabled={isBusy}>
          {t('note.save')}
        </Button>
      </div>
    </DraftForm>
  )
}
