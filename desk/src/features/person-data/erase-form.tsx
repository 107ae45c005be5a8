import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { useSend } from '#app/use-send.ts'
import { ErasedRows, KeptRows } from './erasure-tables.tsx'
import type { PersonErasure } from './person-erasure.ts'

type Preview = NonNullable<PersonErasure['preview']>
type Props = { accountId: number; personId: number; name: string; shown: Preview; onDone: () => void }

/** What an erasure takes away and keeps; what prevents it; and the form that asks for it. */
export function EraseForm({ accountId, personId, name, shown, onDone }: Props) {
  const { t, word, client, format } = useDesk()
  const [preview, setPreview] = useState(shown)
  const [isStale, setIsStale] = useState(false)
  const { refusal, isBusy, send } = useSend(
    (form) =>
      client.erasePerson({
        params: { accountId, personId },
        body: {
          standing: preview.standing,
          confirmation: String(form.get('confirmation') ?? ''),
          reason: String(form.get('reason') ?? ''),
        },
      }),
    onDone,
    (body) => {
      const isOld = body.reason === 'version-conflict' && body.current !== undefined
      if (isOld) setPreview(body.current as Preview)
      setIsStale(isOld)
      return isOld ? undefined : body
    },
  )
  const wrong = (field: string) => fieldError(refusal, field, word)
  const { obstacles, erased, kept } = preview
  return (
    <>
      <p>{t('person-data.erase.text')}</p>
      {isStale && <Notice tone="warning" role="alert" title={t('person-data.erase.changed')} />}
      {obstacles.length > 0 && (
        <Notice tone="warning" title={t('person-data.obstacles')}>
          <ul>
            {obstacles.map(({ obstacle, count }) => (
              <li key={obstacle}>
                {word('erasure-obstacle', obstacle)} ({format.number(count)})
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ErasedRows rows={erased} />
      <KeptRows rows={kept} />
      {obstacles.length === 0 && (
        <DraftForm
          subject={`person erase ${personId}`}
          title={t('person-data.erase.confirm', { name })}
          onSubmit={send}
        >
          {refusal && !refusal.fields && <RefusalNotice refusal={refusal} action="person-data:erase" />}
          <Field
            name="confirmation"
            id="erase-confirmation"
            label={t('person-data.erase.type', { name, number: personId })}
            autocomplete="off"
            error={wrong('confirmation')}
          />
          <ReasonField
            id="erase-reason"
            label={t('person-data.erase.reason')}
            hint={t('person-data.erase.reason.hint')}
            error={wrong('reason')}
          />
          <div class="form-actions">
            <Button variant="danger" disabled={isBusy}>
              {t('person-data.erase.confirm', { name })}
            </Button>
          </div>
        </DraftForm>
      )}
    </>
  )
}
