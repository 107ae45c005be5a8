import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { ProgressBar } from '@porchlight/ui/progress-bar.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { Instant } from '#app/instant.tsx'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { refusalOf } from '#app/use-answer.ts'
import { faultWords, type RecordProof, type Verification } from './record-proof.ts'

type Props = { proof: RecordProof; onChanged: () => void }

/** Verifies the record: starts it, shows how far it is, and what the last one found. */
export function VerifyNow({ proof, onChanged }: Props) {
  const { t, word } = useDesk()
  const underWay = proof.verifications.filter(({ endedAt }) => endedAt === null)
  const last = proof.verifications.find(({ endedAt }) => endedAt !== null)
  return (
    <Card id="record-verify" heading={t('record-proof.verify.heading')}>
      {/* Read out when it changes: the end of a verification comes by itself. */}
      <div role="status">
        {last ? (
          <Outcome verification={last} wrongEntry={proof.wrongEntry} />
        ) : (
          underWay.length === 0 && <p>{t('record-proof.verify.never')}</p>
        )}
      </div>
      {proof.unproved.length > 0 && (
        <Notice tone="warning" role="none" title={t('record-proof.unproved')}>
          <ul>
            {proof.unproved.map((name) => (
              <li key={name}>{word('record-unproved', name)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {underWay.map((run) => (
        <UnderWay key={run.verificationId} run={run} />
      ))}
      <Start proof={proof} onChanged={onChanged} />
    </Card>
  )
}

function Start({ proof, onChanged }: Props) {
  const { t, client } = useDesk()
  const [refusal, setRefusal] = useState<ReturnType<typeof refusalOf>>()
  const start = async () => {
    setRefusal(undefined)
    try {
      const { isJoined } = await client.startRecordVerification()
      tell(t(isJoined ? 'record-proof.verify.joined' : 'record-proof.verify.started'), 'success')
      onChanged()
    } catch (error) {
      setRefusal(refusalOf(error))
    }
  }
  return (
    <>
      {refusal && <RefusalNotice refusal={refusal} action="record-proof:verify" />}
      <Guarded
        id="record-verify-start"
        decision={proof.may['record-proof:verify']}
        label={t('record-proof.verify')}
      >
        <div class="form-actions">
          <Button variant="primary" onClick={() => void start()}>
            {t('record-proof.verify')}
          </Button>
        </div>
      </Guarded>
    </>
  )
}

function UnderWay({ run }: { run: Verification }) {
  const { t, word } = useDesk()
  const { kind, state, verified, size, sinceSize, interruptions, startedBy } = run
  const done = Math.max(0, verified - sinceSize)
  const all = size === null ? undefined : Math.max(0, size - sinceSize)
  return (
    <div class="retention-part">
      <ProgressBar
        id={`record-verification-${run.verificationId}`}
        label={`${word('record-verification-kind', kind)} (${word('record-verification-state', state)})`}
        value={all === undefined ? undefined : done}
        max={Math.max(all ?? 1, 1)}
        text={
          all === undefined
            ? t('record-proof.verify.waiting')
            : t('record-proof.verify.progress', { done, all })
        }
      />
      <p class="quiet">
        {t('record-proof.verify.by', { who: startedBy ?? t('record-proof.verify.nightly') })}
        {interruptions > 0 && ` ${t('record-proof.verify.interrupted', { count: interruptions })}`}
      </p>
    </div>
  )
}

type OutcomeProps = { verification: Verification; wrongEntry: RecordProof['wrongEntry'] }

function Outcome({ verification, wrongEntry }: OutcomeProps) {
  const { t, word } = useDesk()
  const { state, faults, failure, endedAt, size, sinceSize, ownCheckpoints, keptCheckpoints, unproved } =
    verification
  const when = <Instant at={endedAt} />
  if (state === 'failed')
    return (
      <Notice tone="danger" role="none" title={t('record-proof.outcome.failed')}>
        {when} {failure}
      </Notice>
    )
  const [first, ...others] = faults
  if (first)
    return (
      <Notice tone="danger" role="none" title={faultWords(first, t)}>
        <p>{when}</p>
        {wrongEntry && (
          <p>
            {t('record-proof.outcome.entry', {
              entry: wrongEntry.recordEntryId,
              event: word('event', wrongEntry.event),
              action: word('action', wrongEntry.action),
              who: wrongEntry.csrId ?? word('made-by', wrongEntry.actorKind),
            })}{' '}
            <Instant at={wrongEntry.at} hasSeconds />
          </p>
        )}
        {others.length > 0 && (
          <details class="history">
            <summary>{t('record-proof.outcome.others', { count: others.length })}</summary>
            <ul>
              {others.map((fault) => (
                <li key={`${fault.kind} ${fault.at}`}>{faultWords(fault, t)}</li>
              ))}
            </ul>
          </details>
        )}
      </Notice>
    )
  return (
    <Notice tone="success" role="none" title={t('record-proof.outcome.right')}>
      <p>{when}</p>
      <p>
        {t('record-proof.outcome.counts', {
          entries: (size ?? 0) - sinceSize,
          own: ownCheckpoints,
          kept: keptCheckpoints,
        })}
      </p>
      {unproved.map((name) => (
        <p key={name}>{word('record-unproved', name)}</p>
      ))}
    </Notice>
  )
}
