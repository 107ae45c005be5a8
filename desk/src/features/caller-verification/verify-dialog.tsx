import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { CancelButton } from '#app/cancel-button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { CallerQuestions, WebUser } from '#app/response-types.ts'
import { useAnswer } from '#app/use-answer.ts'
import { useSend } from '#app/use-send.ts'
import { CallerFields } from './caller-fields.tsx'
import { PurposeFields } from './purpose-fields.tsx'
import { readCaller } from './typed-caller.ts'

type Props = { accountId: number; webUsers: readonly WebUser[]; onDone: () => void; onCancel: () => void }

/** Records how a caller was verified, once a call. */
export function VerifyDialog({ accountId, webUsers, onDone, onCancel }: Props) {
  const { t } = useDesk()
  const [webUserId, setWebUserId] = useState(webUsers[0]?.webUserId ?? 0)
  const loaded = useAnswer(`caller ${accountId} ${webUserId}`, 'caller:verify', (client) =>
    client.readCallerQuestions({ body: { accountId, webUserId } }),
  )
  return (
    <Dialog
      id="verify-caller"
      open
      title={t('caller.verify-title')}
      closeLabel={t('prompt.cancel')}
      onClose={onCancel}
    >
      {webUsers.length > 1 && (
        <SelectField
          name="webUserId"
          id="caller-web-user"
          label={t('caller.who')}
          value={String(webUserId)}
          onChange={(event) => setWebUserId(Number(event.currentTarget.value))}
          options={webUsers.map((one) => ({
            value: String(one.webUserId),
            label: `${one.personName} (${one.userName})`,
          }))}
        />
      )}
      <AnswerView loaded={loaded} lines={6}>
        {(questions) => (
          <VerifyForm key={webUserId} target={{ accountId, webUserId }} {...{ questions, onDone }} />
        )}
      </AnswerView>
    </Dialog>
  )
}

type FormProps = {
  target: { accountId: number; webUserId: number }
  questions: CallerQuestions
  onDone: () => void
}

function VerifyForm({ target, questions, onDone }: FormProps) {
  const { t, word, client } = useDesk()
  const { refusal, setRefusal, isBusy, send } = useSend(
    (form) => client.verifyCaller({ body: { ...target, ...readCaller(form) } }),
    ({ grade }) => {
      tell(t('caller.recorded', { grade: word('caller-grade', grade) }), 'success')
      onDone()
    },
  )
  return (
    <DraftForm
      subject={`caller ${target.accountId} ${target.webUserId}`}
      title={t('caller.verify-title')}
      onSubmit={send}
    >
      {refusal && !refusal.fields && <RefusalNotice refusal={refusal} action="caller:verify" />}
      <PurposeFields {...{ questions, refusal }} />
      <CallerFields {...{ target, questions, refusal }} onRefused={setRefusal} />
      <div class="form-actions">
        <Button variant="primary" disabled={isBusy}>
          {t('caller.record')}
        </Button>
        <CancelButton />
      </div>
    </DraftForm>
  )
}
