import { mostFurtherReason } from '@porchlight/contract/limits.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { capital } from '#app/messages.ts'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { refusalOf } from '#app/use-answer.ts'

type Props = {
  accountId: number
  reasonKinds: readonly string[]
  onOpened: () => void
}

/** The further reason for opening a protected customer: its kind and what it refers to. */
export function FurtherReasonForm({ accountId, reasonKinds, onOpened }: Props) {
  const { t, word, format, client } = useDesk()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isOpening, setIsOpening] = useState(false)
  const wrong = (field: string) => fieldError(refusal, field, word)

  const open = async (form: FormData, { saved }: Sent) => {
    const body = {
      kind: String(form.get('kind') ?? ''),
      reference: String(form.get('reference') ?? '').trim(),
    }
    setIsOpening(true)
    try {
      await client.openProtected({ params: { accountId }, body })
      saved()
      tell(t('protected.opened'), 'info')
      onOpened()
    } catch (error) {
      setRefusal(refusalOf(error))
      setIsOpening(false)
    }
  }
  return (
    <Card id="further-reason" heading={t('protected.title')}>
      <Notice tone="warning" title={t('protected.what')}>
        {t('protected.what-happens')}
      </Notice>
      {refusal && !refusal.fields && <RefusalNotice refusal={refusal} action="account:open-protected" />}
      <DraftForm
        subject={`further-reason ${accountId}`}
        title={t('drafts.further-reason', { number: format.account(accountId) })}
        onSubmit={(form, sent) => void open(form, sent)}
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
          <Button variant="primary" disabled={isOpening}>
            {t('protected.open')}
          </Button>
        </FormActions>
      </DraftForm>
    </Card>
  )
}
