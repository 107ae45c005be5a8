import { useEffect } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { hasSessionEnded } from '#app/session.ts'
import { type Loaded, useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { DroppedMonths } from './dropped-months.tsx'
import { HoursChart } from './hours-chart.tsx'
import { KeysTable } from './keys-table.tsx'
import { PlacesTable } from './places-table.tsx'
import type { RecordProof } from './record-proof.ts'
import { StateCard } from './state-card.tsx'
import { StreamCard } from './stream-card.tsx'
import { VerificationHistory } from './verification-history.tsx'
import { VerifyNow } from './verify-now.tsx'

/** Milliseconds between two reads: while a verification is under way, and otherwise. */
const pollMs = { underWay: 2_000, otherwise: 15_000 }

/** Reads the page again while it is visible. */
function useProgress({ answer, refresh }: Loaded<RecordProof>) {
  const isReady = answer.state === 'ready'
  const isUnderWay = isReady && answer.value.verifications.some(({ endedAt }) => endedAt === null)
  useEffect(() => {
    if (!isReady) return
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible' && !hasSessionEnded.peek()) refresh()
      },
      isUnderWay ? pollMs.underWay : pollMs.otherwise,
    )
    return () => clearInterval(timer)
  }, [isReady, isUnderWay, refresh])
}

/** How far the record is sealed and kept elsewhere, by which keys, and whether it verifies. */
function RecordProofScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('record proof', 'record-proof:view', (client) => client.readRecordProof())
  useProgress(loaded)
  return (
    <Screen lead={t('record-proof.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {(proof) => (
          <>
            <div class="settings">
              <VerifyNow proof={proof} onChanged={loaded.reload} />
              <StateCard proof={proof} />
              <StreamCard stream={proof.stream} />
            </div>
            <PlacesTable places={proof.places} />
            <KeysTable keys={proof.keys} />
            <DroppedMonths dropped={proof.dropped} />
            <HoursChart hours={proof.hours} />
            <VerificationHistory verifications={proof.verifications} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const recordProofView = laterView('record-proof', RecordProofScreen)
