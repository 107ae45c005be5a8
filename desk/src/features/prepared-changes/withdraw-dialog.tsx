import { mostReason } from '@porchlight/contract/limits.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useState } from 'preact/hooks'
import { CancelButton } from '#app/cancel-button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { PreparedRow } from '#app/response-types.ts'
import { refusalOf } from '#app/use-answer.ts'

type Props = { accountId: number; change: PreparedRow; onDone: () => void; onCancel: () => void }

/** Takes a prepared change back, before the customer decides it. */
export function WithdrawDialog({ accountId, change, onDone, onCancel }: Props) {
  const { t, word, client } = useDesk()
  const { taskId, version } = change
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isBusy, setIsBusy] = useState(false)
  const send = async (form: FormData, { saved }: Sent) => {
    setIsBusy(true)
    try {
      const body = { version, reason: String(form.get('reason') ?? '') }
      await client.withdrawPreparedChange({ params: { accountId, taskId }, body })
      saved()
      tell(t('prepared.withdrawn-told'), 'success')
      onDone()
    } catch (error) {
      setRefusal(refusalOf(error))
      setIsBusy(false)
    }
  }
  return (
    <Dialog
      id="withdraw"
      open
      title={t('prepared.withdraw-title')}
      closeLabel={t('prompt.cancel')}
      onClose={onCancel}
    >
      <p>{t('prepared.withdraw-text')}</p>
      {refusal && !refusal.fields && <RefusalNotice refusal={refusal} action="prepared-change:withdraw" />}
      <DraftForm
        subject={`withdraw ${taskId}`}
        title={t('prepared.withdraw-title')}
        onSubmit={(form, sent) => void send(form, sent)}
      >
        <TextAreaField
          name="reason"
          id="withdraw-reason"
          label={t('prepared.withdraw-reason')}
          mark={t('prepare.optional')}
          rows={2}
          maxLength={mostReason}
          error={fieldError(refusal, 'reason', word)}
        />
        <div class="form-actions">
          <Button variant="danger" disabled={isBusy}>
            {t('prepared.withdraw')}
          </Button>
          <CancelButton />
        </div>
      </DraftForm>
    </Dialog>
  )
}
