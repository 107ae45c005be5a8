import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { ProgressBar } from '@porchlight/ui/progress-bar.tsx'
import { useEffect, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce } from '#app/news.ts'
import { ActionForm } from './action-form.tsx'
import { type Batch, countOutcomes, interruptedBatch, keepBatch, type LeftOut } from './batch.ts'
import { BatchOutcomes, LeftOutTasks } from './batch-outcomes.tsx'
import { useBatch } from './use-batch.ts'

type Props = {
  batch: Batch
  /** The chosen tasks that the batch leaves out. */
  leftOut?: readonly LeftOut[]
  /** Called with the ids of the tasks that are done. */
  onClose: (doneIds: readonly number[]) => void
}

/** Dialog for one action on several tasks: its fields, its progress, and the result for each task. */
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
    // Closing the dialog dismisses what is left; a reload does not.
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
              // From here on the batch itself is kept, and offers to continue with what is left.
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

/** Offers to continue a batch that a reload or a sign-in has interrupted. */
export function InterruptedBatch({ onDone }: { onDone: (taskIds: readonly number[]) => void }) {
  const { t, page } = useDesk()
  const [batch, setBatch] = useState(() => interruptedBatch(sessionStorage, page.desk.csrId))
  const [isOpen, setIsOpen] = useState(false)
  if (!batch) return null
  const counts = countOutcomes(batch.rows)
  const putAway = () => {
    keepBatch(sessionStorage, undefined)
    setBatch(undefined)
  }
  if (isOpen)
    return (
      <TaskBatchDialog
        batch={batch}
        onClose={(doneIds) => {
          putAway()
          onDone(doneIds)
        }}
      />
    )
  const what = t('task-action.many', { count: counts.all })
  return (
    <Notice
      tone="warning"
      title={t('task-batch.interrupted', { what: t(`task-ask.${batch.offered.action}`, { what }) })}
      actions={
        <>
          <Button onClick={() => setIsOpen(true)}>{t('task-batch.go-on', { count: counts.left })}</Button>
          <Button variant="quiet" onClick={putAway}>
            {t('task-batch.put-away')}
          </Button>
        </>
      }
    >
      {t('task-batch.result', counts)}
    </Notice>
  )
}
