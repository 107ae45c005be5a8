import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useLayoutEffect, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Preview } from '#app/response-types.ts'
import { TaskChoices } from './task-choices.tsx'
import { UnlinkEffects } from './unlink-effects.tsx'
import { RemovePersonChoice, UnlinkWarnings } from './unlink-warnings.tsx'
import { type Parts, useUnlink } from './use-unlink.ts'

type Props = { shown: Preview; onDone: () => void }

/** What goes, what stays, the choices, why; and the button that says what it will do. */
export function UnlinkForm({ shown, onDone }: Props) {
  const { t, word, format } = useDesk()
  const { preview, changed, refusal, isBusy, send } = useUnlink(shown, onDone)
  const [removesPerson, setRemovesPerson] = useState(false)
  useLayoutEffect(() => document.getElementById('unlink-reason')?.focus(), [])
  const account = format.account(preview.accountId)
  const wrong = fieldError(refusal, 'reason', word)
  return (
    <>
      {changed.length > 0 && <Changed parts={changed} />}
      <UnlinkWarnings preview={preview} removesPerson={removesPerson} />
      <UnlinkEffects preview={preview} removesPerson={removesPerson} />
      {refusal && !wrong && <RefusalNotice refusal={refusal} action="account-link:unlink" />}
      <DraftForm
        subject={`unlink ${preview.accountId} ${preview.webUserId}`}
        title={t('unlink.confirm', { userName: preview.userName, account })}
        onSubmit={send}
      >
        <RemovePersonChoice preview={preview} onChange={setRemovesPerson} />
        <TaskChoices preview={preview} />
        <ReasonField
          id="unlink-reason"
          label={t('unlink.reason')}
          hint={t('unlink.reason.hint')}
          error={wrong}
        />
        <div class="form-actions">
          <Button variant="danger" disabled={isBusy}>
            {t('unlink.confirm', { userName: preview.userName, account })}
          </Button>
          <Button onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            {t('unlink.cancel')}
          </Button>
        </div>
      </DraftForm>
    </>
  )
}

/** Says that the preview has changed since it was first shown, and which parts. */
function Changed({ parts }: { parts: Parts }) {
  const { t, word, format } = useDesk()
  return (
    <Notice tone="warning" role="alert" title={t('unlink.changed')}>
      {t('unlink.changed.what', { what: format.list(parts.map((part) => word('unlink-part', part))) })}
    </Notice>
  )
}
