import type { Reason } from '@porchlight/contract/reasons.ts'
import { type RunMove, runMoves } from '@porchlight/contract/retention-kinds.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { ProgressBar } from '@porchlight/ui/progress-bar.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { KeptList } from './kept-list.tsx'
import type { Run } from './retention.ts'

type Props = { run: Run; answer: 'ok' | Reason; onChanged: () => void }

const movesFrom = (state: Run['state']) =>
  (Object.keys(runMoves) as RunMove[]).filter((move) => (runMoves[move] as readonly string[]).includes(state))

/** Shows a run: its progress while it is under way, and what it deleted and kept. */
export function RunView({ run, answer, onChanged }: Props) {
  const { t, word, format } = useDesk()
  const name = word('retention-kind', run.kind)
  const state = word('retention-state', run.state)
  const { examined, deleted, candidates } = run
  const counts =
    candidates === null
      ? t('retention.run.counting')
      : t('retention.run.progress', { examined, candidates, deleted })
  return (
    <div class="retention-part">
      {run.endedAt === null ? (
        <ProgressBar
          id={`retention-run-${run.kind}`}
          label={`${t('retention.run.label', { kind: name })} (${state})`}
          value={candidates === null ? undefined : examined}
          max={Math.max(candidates ?? 1, 1)}
          text={counts}
        />
      ) : (
        <p>
          {t('retention.run.last')}: {state}, <Instant at={run.endedAt} />. {counts}.
        </p>
      )}
      <p class="quiet">
        {t('retention.run.by', {
          date: format.date(run.deletesBefore),
          setBy: run.setBy,
          startedBy: run.startedBy ?? t('retention.run.daily'),
        })}
      </p>
      {run.state === 'failed' && (
        <Notice tone="danger" title={t('retention.run.failure', { failure: run.failure ?? '' })} />
      )}
      <KeptList kept={run.kept} />
      {answer === 'ok' && <Moves run={run} name={name} onChanged={onChanged} />}
    </div>
  )
}

/** The buttons that pause, resume, retry or stop a run. */
function Moves({ run, name, onChanged }: { run: Run; name: string; onChanged: () => void }) {
  const { t, word, client } = useDesk()
  const [asked, setAsked] = useState<RunMove>()
  const moves = movesFrom(run.state)
  const perform = async (move: RunMove, reason: string) => {
    const body = { move, version: run.version, reason }
    try {
      await client.moveRetentionRun({ params: { runId: run.runId }, body })
    } catch (error) {
      // The run ended, or a colleague moved it. The reloaded screen shows its state.
      if (refusalOf(error).reason !== 'version-conflict') throw error
      tell(t('retention.moved'), 'warning')
    }
  }
  if (moves.length === 0) return null
  return (
    <div class="form-actions">
      {moves.map((move) => (
        <Button
          key={move}
          aria-label={t(`retention-move-named.${move}`, { kind: name })}
          onClick={() => setAsked(move)}
        >
          {word('retention-move', move)}
        </Button>
      ))}
      {asked && (
        <AskFirst
          subject={`retention ${asked} ${run.kind}`}
          title={t(`retention-move-named.${asked}`, { kind: name })}
          action="retention:run"
          perform={(reason) => perform(asked, reason)}
          onDone={() => {
            setAsked(undefined)
            onChanged()
          }}
          onCancel={() => setAsked(undefined)}
        >
          <p>{word('retention-move-what', asked)}</p>
        </AskFirst>
      )}
    </div>
  )
}
