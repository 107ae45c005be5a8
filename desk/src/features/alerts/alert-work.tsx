import { Button } from '@porchlight/ui/button.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import type { OneAlert } from './alert.ts'
import { SettleAlert } from './settle-alert.tsx'

type Props = { alert: OneAlert; onDone: () => void }

/** What the reader may do with an open alert: take it, hand it over, close it, and raise no more of its kind. */
export function AlertWork({ alert, onDone }: Props) {
  const { t, word, client, page } = useDesk()
  const { toDoId, may, owners, ownerCsrId, finding, isMuted, accountId } = alert
  const decision = may['alert:settle']
  const [isAsked, setIsAsked] = useState(false)
  if (decision !== 'ok') return <p>{word('reason', decision)}</p>
  const done = (work: Promise<unknown>, text: string) =>
    void work.then(
      () => {
        tell(text, 'success')
        onDone()
      },
      (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger'),
    )
  const others = owners.filter(({ csrId }) => csrId !== ownerCsrId && csrId !== page.desk.csrId)
  const mayMute = finding !== null && finding.detector !== 'canary-opened' && !isMuted && accountId !== null
  return (
    <>
      <div class="form-actions">
        {ownerCsrId !== page.desk.csrId && (
          <Button
            variant="primary"
            onClick={() => done(client.takeAlert({ params: { toDoId } }), t('alerts.taken'))}
          >
            {t('alerts.take')}
          </Button>
        )}
        <SettleAlert alert={alert} onSettled={onDone} />
        {mayMute && <Button onClick={() => setIsAsked(true)}>{t('alerts.mute')}</Button>}
      </div>
      {others.length > 0 && (
        <DraftForm
          class="filters"
          subject={`hand-over-alert ${toDoId}`}
          title={t('alerts.hand-over')}
          onSubmit={(form, { saved }) => {
            const toCsrId = String(form.get('toCsrId'))
            const work = client.handOverAlert({ params: { toDoId }, body: { toCsrId } }).then(saved)
            done(work, t('alerts.handed-over'))
          }}
        >
          <SelectField
            name="toCsrId"
            id="alert-to"
            label={t('alerts.hand-over.to')}
            options={others.map(({ csrId, name }) => ({ value: csrId, label: name }))}
          />
          <Button>{t('alerts.hand-over')}</Button>
        </DraftForm>
      )}
      {isAsked && (
        <AskFirst
          subject={`mute-alert ${toDoId}`}
          title={t('alerts.mute')}
          action="alert:mute"
          perform={(reason) => client.muteAlert({ params: { toDoId }, body: { reason } })}
          onDone={() => {
            setIsAsked(false)
            tell(t('alerts.muted.what'), 'success')
            onDone()
          }}
          onCancel={() => setIsAsked(false)}
        >
          <p>{t('alerts.mute.what')}</p>
        </AskFirst>
      )}
    </>
  )
}
