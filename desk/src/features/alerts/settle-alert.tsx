import { type AlertOutcome, alertOutcomes } from '@porchlight/contract/alert-choices.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { tell } from '#app/news.ts'

type Props = {
  alert: { toDoId: number; subject: string; csrName: string | null }
  onSettled: () => void
}

/** Form that settles an alert with the result of the review. The alert's lines stay in the record. */
export function SettleAlert({ alert, onSettled }: Props) {
  const { t, word, client } = useDesk()
  const [isAsked, setIsAsked] = useState(false)
  const [outcome, setOutcome] = useState('')
  const { toDoId, subject, csrName } = alert
  const title =
    csrName === null
      ? t('alerts.settle-subject', { what: word('alert', subject) })
      : t('alerts.settle-named', { what: word('alert', subject), csrName })
  return (
    <>
      <Button aria-label={title} onClick={() => setIsAsked(true)}>
        {t('alerts.settle')}
      </Button>
      {isAsked && (
        <AskFirst
          subject={`settle-alert ${toDoId}`}
          title={title}
          action="alert:settle"
          perform={async (reason) => {
            // Without a choice the server refuses it, and says so.
            await client.settleAlert({
              params: { toDoId },
              body: { outcome: outcome as AlertOutcome, reason },
            })
            tell(t('alerts.settled'), 'success')
          }}
          onDone={() => {
            setIsAsked(false)
            onSettled()
          }}
          onCancel={() => setIsAsked(false)}
        >
          <p>{t('alerts.settle.what')}</p>
          <SelectField
            name="outcome"
            id="alert-outcome"
            label={t('alerts.outcome')}
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value)}
            options={[
              { value: '', label: t('alerts.outcome.choose') },
              ...alertOutcomes.map((value) => ({ value, label: capital(word('alert-outcome', value)) })),
            ]}
          />
        </AskFirst>
      )}
    </>
  )
}
