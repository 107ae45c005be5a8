import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import { PreviewView } from './preview-view.tsx'
import type { KindOfData } from './retention.ts'

type Props = { data: KindOfData; answer: 'ok' | Reason; onChanged: () => void }

/** Starts a deletion without waiting for the daily one. Shows first what it deletes. */
export function StartRun({ data: { kind, current, run }, answer, onChanged }: Props) {
  const { t, word, client } = useDesk()
  const [isAsked, setIsAsked] = useState(false)
  const { months, version } = current
  if (months === null || (run && run.endedAt === null)) return null
  const name = word('retention-kind', kind)
  const title = t('retention.run-named', { kind: name })
  return (
    <Guarded id={`retention-start-${kind}`} decision={answer} label={t('retention.run')}>
      <Button aria-label={title} onClick={() => setIsAsked(true)}>
        {t('retention.run')}
      </Button>
      {isAsked && (
        <AskFirst
          subject={`retention run ${kind}`}
          title={title}
          action="retention:run"
          perform={async (reason) => {
            await client.startRetentionRun({ body: { kind, version, reason } })
            tell(t('retention.run.started', { kind: name }), 'success')
          }}
          onDone={() => {
            setIsAsked(false)
            onChanged()
          }}
          onCancel={() => setIsAsked(false)}
        >
          <PreviewView id={`retention-start-preview-${kind}`} kind={kind} months={months} />
          <p>{t('retention.run.what')}</p>
        </AskFirst>
      )}
    </Guarded>
  )
}
