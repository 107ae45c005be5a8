import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { CancelButton } from '#app/cancel-button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { PreparedRow } from '#app/response-types.ts'
import { useSend } from '#app/use-send.ts'

type Props = { accountId: number; change: PreparedRow; onDone: () => void; onCancel: () => void }

/** Takes a prepared change back, before the customer decides it. */
export function WithdrawDialog({ accountId, change, onDone, onCancel }: Props) {
  const { t, word, client } = useDesk()
  const { taskId, version } = change
  const { refusal, isBusy, send } = useSend(
    (form) => {
      const body = { version, reason: String(form.get('reason') ?? '') }
      return client.withdrawPreparedChange({ params: { accountId, taskId }, body })
    },
    () => {
      tell(t('prepared.withdrawn-told'), 'success')
      onDone()
    },
  )
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
      <DraftForm subject={`withdraw ${taskId}`} title={t('prepared.withdraw-title')} onSubmit={send}>
        <ReasonField
          id="withdraw-reason"
          label={t('prepared.withdraw-reason')}
          mark={t('prepare.optional')}
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
