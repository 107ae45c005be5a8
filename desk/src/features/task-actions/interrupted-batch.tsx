import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { countOutcomes } from './batch.ts'
import { interruptedBatch, keepBatch } from './batch-at-rest.ts'
import { TaskBatchDialog } from './task-batch-dialog.tsx'

/** What a reload or a sign-in interrupted: how far it came, and the way to go on. */
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
