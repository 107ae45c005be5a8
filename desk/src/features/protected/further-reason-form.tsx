import { mostFurtherReason } from '@porchlight/contract/limits.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { capital } from '#app/messages.ts'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { useSend } from '#app/use-send.ts'

type Props = {
  accountId: number
  reasonKinds: readonly string[]
  onOpened: () => void
}

/** The further reason for opening a protected customer: its kind and what it refers to. */
export function FurtherReasonForm({ accountId, reasonKinds, onOpened }: Props) {
  const { t, word, format, client } = useDesk()
  const { refusal, isBusy, send } = useSend(
    (form) => {
      const body = {
        kind: String(form.get('kind') ?? ''),
        reference: String(form.get('reference') ?? '').trim(),
      }
      return client.openProtected({ params: { accountId }, body })
    },
    () => {
      tell(t('protected.opened'), 'info')
      onOpened()
    },
  )
  const wrong = (field: string) => fieldError(refusal, field, word)
  return (
    <Card id="further-reason" heading={t('protected.title')}>
      <Notice tone="warning" title={t('protected.what')}>
        {t('protected.what-happens')}
      </Notice>
      {refusal && !refusal.fields && <RefusalNotice refusal={refusal} action="account:open-protected" />}
      <DraftForm
        subject={`further-reason ${accountId}`}
        title={t('drafts.further-reason', { number: format.account(accountId) })}
        onSubmit={send}
      >
        <SelectField
          name="kind"
          id="further-reason-kind"
          label={t('protected.kind')}
          error={wrong('kind')}
          options={reasonKinds.map((kind) => ({ value: kind, label: capital(word('further-reason', kind)) }))}
        />
        <Field
          name="reference"
          id="further-reason-reference"
          label={t('protected.reference')}
          hint={t('protected.reference.hint')}
          error={wrong('reference')}
          maxLength={mostFurtherReason}
          autocomplete="off"
          required
        />
        <FormActions>
          <Button variant="primary" disabled={isBusy}>
            {t('protected.open')}
          </Button>
        </FormActions>
      </DraftForm>
    </Card>
  )
}
