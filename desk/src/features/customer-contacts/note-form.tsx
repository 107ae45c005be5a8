import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { refusalOf } from '#app/use-answer.ts'
import type { Account } from '../accounts/account.ts'
import { contactKind } from './contact-kind.ts'

type Props = {
  id: string
  account: Account
  /** What a masquerade left to write; without one the form is empty. */
  draft?: { note: string; masqueradeId: string } | undefined
  onSaved: () => void
  onCancel?: () => void
}

const afterView = { contactClass: 'support', contactType: 'masquerade' } as const

/** Adds a line to the account's contact history. */
export function NoteForm({ id, account, draft, onSaved, onCancel }: Props) {
  const { t, word, client } = useDesk()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isSaving, setIsSaving] = useState(false)
  const save = async (form: HTMLFormElement) => {
    const fields = new FormData(form)
    setIsSaving(true)
    try {
      await client.addCustomerContact({
        params: { accountId: account.accountId },
        body: {
          ...(draft
            ? afterView
            : (account.contactKinds[Number(fields.get('kind'))] ?? { contactClass: '', contactType: '' })),
          note: String(fields.get('note')),
          masqueradeId: draft?.masqueradeId ?? null,
        },
      })
      form.reset()
      setRefusal(undefined)
      tell(t('note.saved'), 'success')
      onSaved()
    } catch (error) {
      setRefusal(refusalOf(error))
    }
    setIsSaving(false)
  }
  const wrong = fieldError(refusal, 'note', word)
  return (
    <form
      class="note-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
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
        maxLength={2000}
        defaultValue={draft?.note}
        error={wrong}
      />
      <div class="form-actions">
        <Guarded id={`${id}-save`} answer={account.may['contact:add']} label={t('note.save')}>
          <Button variant={draft ? 'primary' : 'secondary'} disabled={isSaving}>
            {t('note.save')}
          </Button>
        </Guarded>
        {onCancel && <Button onClick={onCancel}>{t('note.discard')}</Button>}
      </div>
    </form>
  )
}
