import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { ProgressBar } from '@porchlight/ui/progress-bar.tsx'
import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce } from '#app/news.ts'
import { ActionForm } from './action-form.tsx'
import { type Batch, countOutcomes, type LeftOut } from './batch.ts'
import { keepBatch } from './batch-at-rest.ts'
import { BatchOutcomes } from './batch-outcomes.tsx'
import { LeftOutTasks } from './left-out-tasks.tsx'
import { useBatch } from './use-batch.ts'

type Props = {
  batch: Batch
  /** Of the chosen tasks, those with which it cannot be done. */
  leftOut?: readonly LeftOut[]
  /** With the ids of the tasks with which it was done. */
  onClose: (doneIds: readonly number[]) => void
}

/** One action on several tasks: what it needs, how far it is, and what came of each. */
export function TaskBatchDialog({ batch, leftOut = [], onClose }: Props) {
  const { t, format } = useDesk()
  const { rows, phase, isStopping, run, stop, askAgain } = useBatch(batch)
  const counts = countOutcomes(rows)
  const { action } = batch.offered
  const ask = (count: number) => t(`task-ask.${action}`, { what: t('task-action.many', { count }) })
  const result = t('task-batch.result', counts)
  useEffect(() => {
    if (phase === 'over') announce(result)
  }, [phase, result])
  const close = () => {
    if (phase === 'running') stop()
    // What is left is put away with the dialog; what a reload interrupts is not.
    else keepBatch(sessionStorage, undefined)
    onClose(rows.flatMap(({ task, outcome }) => (outcome.kind === 'done' ? [task.taskId] : [])))
  }
  return (
    <Dialog
      id="task-batch"
      open
      size="wide"
      title={ask(counts.all)}
      closeLabel={t('desk.close')}
      onClose={close}
    >
      {phase === 'asking' && (
        <>
          <LeftOutTasks leftOut={leftOut} can={counts.all} />
          <ActionForm
            id="task-batch-form"
            offered={batch.offered}
            confirm={ask(counts.left)}
            subject={`task-actions ${action} ${rows.map(({ task }) => task.taskId).join()}`}
            onSubmit={(input, { saved }) => {
              // Kept from here on with the batch itself, which asks again for what is left.
              saved()
              void run(input)
            }}
          />
        </>
      )}
      {phase !== 'asking' && (
        <>
          <ProgressBar
            id="task-batch-progress"
            label={t(phase === 'over' ? 'task-batch.over' : 'task-batch.running')}
            value={counts.all - counts.left}
            max={counts.all}
            text={t('task-batch.progress', {
              done: format.number(counts.all - counts.left),
              all: format.number(counts.all),
            })}
          />
          {phase === 'over' && <p class="task-batch-result">{result}</p>}
          <BatchOutcomes rows={rows} action={action} />
          <div class="form-actions">
            {phase === 'running' ? (
              <Button onClick={stop} disabled={isStopping}>
                {t(isStopping ? 'task-batch.stopping' : 'task-batch.stop')}
              </Button>
            ) : (
              <>
                <Button variant="primary" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
                  {t('desk.close')}
                </Button>
                {counts.left > 0 && (
                  <Button onClick={askAgain}>{t('task-batch.go-on', { count: counts.left })}</Button>
                )}
              </>
            )}
          </div>
        </>
      )}
    </Dialog>
  )
}
