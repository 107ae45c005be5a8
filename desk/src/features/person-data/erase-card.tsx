import { Card } from '@porchlight/ui/card.tsx'
import { useEffect } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useAnswer } from '#app/use-answer.ts'
import { Certificate } from './certificate.tsx'
import { EraseForm } from './erase-form.tsx'

/** How often an erasure under way is read again, in milliseconds. */
const everyMs = 2_000

/** What an erasure takes away and keeps; its progress; its certificate. */
export function EraseCard({ accountId, personId }: { accountId: number; personId: number }) {
  const { t } = useDesk()
  const loaded = useAnswer(`erasure ${accountId} ${personId}`, 'person-data:erase', (client) =>
    client.readPersonErasure({ params: { accountId, personId } }),
  )
  const { answer, refresh } = loaded
  const isRunning =
    answer.state === 'ready' && answer.value.erasure !== null && answer.value.erasure.doneAt === null
  useEffect(() => {
    if (!isRunning) return undefined
    const timer = setInterval(refresh, everyMs)
    return () => clearInterval(timer)
  }, [isRunning, refresh])
  return (
    <Card id="person-erase" heading={t('person-data.erase')}>
      <AnswerView loaded={loaded} lines={6}>
        {({ preview, erasure, name }) => (
          <>
            {erasure && <Certificate personId={personId} erasure={erasure} />}
            {preview && (
              <EraseForm
                accountId={accountId}
                personId={personId}
                name={name}
                shown={preview}
                onDone={loaded.reload}
              />
            )}
          </>
        )}
      </AnswerView>
    </Card>
  )
}
