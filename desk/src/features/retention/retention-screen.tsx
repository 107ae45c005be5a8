import { useEffect } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { hasSessionEnded } from '#app/session.ts'
import { type Loaded, useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { KindCard } from './kind-card.tsx'
import { LegalHolds } from './legal-holds.tsx'
import type { Retention } from './retention.ts'

/** Milliseconds between two reads while a deletion is under way. */
const pollMs = 2_000

/** Reads the progress again while a deletion is under way and the page is visible. */
function useProgress({ answer, refresh }: Loaded<Retention>) {
  const isUnderWay =
    answer.state === 'ready' &&
    answer.value.kinds.some(({ run }) => run?.state === 'waiting' || run?.state === 'running')
  useEffect(() => {
    if (!isUnderWay) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && !hasSessionEnded.peek()) refresh()
    }, pollMs)
    return () => clearInterval(timer)
  }, [isUnderWay, refresh])
}

/** How long each kind of data is kept, what would go, and the deletions that are under way. */
function RetentionScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('retention', 'retention:view', (client) => client.readRetention())
  useProgress(loaded)
  return (
    <Screen lead={t('retention.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {(retention) => (
          <>
            <div class="settings">
              {retention.kinds.map((data) => (
                <KindCard key={data.kind} data={data} may={retention.may} onChanged={loaded.reload} />
              ))}
            </div>
            <LegalHolds retention={retention} onChanged={loaded.reload} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const retentionView = laterView('retention', RetentionScreen)
