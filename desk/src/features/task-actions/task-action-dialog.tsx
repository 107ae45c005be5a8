import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import type { Sent } from '#app/drafts/draft-form.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { refusalOf } from '#app/use-answer.ts'
import { FurtherReason } from '../protected/further-reason.tsx'
import { TaskState } from '../self-service-tasks/task-state.tsx'
import { ActionForm } from './action-form.tsx'
import type { ActionableTask, ActionName, Offered } from './actions.ts'
import { type ActionInput, performAction, taskName, tellDone } from './perform-action.ts'
import { isOwnChange, whatChanged } from './what-changed.ts'

type Props = {
  task: ActionableTask
  offered: Offered
  /** Called when the task has changed, by this action or by somebody else: read it again. */
  onChanged: (version?: number) => void
  onClose: () => void
}

/** Dialog for one action on one task: its fields, its effect on the state, and its result. */
export function TaskActionDialog({ task, offered, onChanged, onClose }: Props) {
  const desk = useDesk()
  const { t, client, page } = desk
  const { action, to } = offered
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isSending, setIsSending] = useState(false)
  /** A ref, because a second click can come before the next render. */
  const isOnTheWay = useRef(false)
  const wasUnanswered = useRef(false)

  const done = (input: ActionInput, version: number) => {
    tellDone(desk, { action, task, input, version, onChanged })
    onChanged(version)
    onClose()
  }
  const perform = async (input: ActionInput, { saved }: Sent) => {
    if (isOnTheWay.current) return
    isOnTheWay.current = true
    setIsSending(true)
    try {
      const { version } = await performAction(client, action, task, input)
      saved()
      done(input, version)
    } catch (error) {
      const refused = refusalOf(error)
      const change = { version: task.version, action, csrId: page.desk.csrId }
      if (wasUnanswered.current && isOwnChange(refused, change)) {
        saved()
        return done(input, task.version + 1)
      }
      wasUnanswered.current ||= refused.reason === 'out-of-order'
      setRefusal(refused)
    } finally {
      isOnTheWay.current = false
      setIsSending(false)
    }
  }
  const title = t(`task-ask.${action}`, { what: taskName(desk, task) })
  const isChanged = refusal?.reason === 'version-conflict' || refusal?.reason === 'move-not-allowed'
  const lookAgain = () => {
    onChanged()
    onClose()
  }
  return (
    <Dialog id="task-action" open title={title} closeLabel={t('prompt.cancel')} onClose={onClose}>
      <p class="task-action-about">
        <span>
          {t('task.number', { id: String(task.taskId) })}
          {task.customerName && ` · ${task.customerName}`}
        </span>
        <TaskState state={task.state} />
        {to !== task.state && !isChanged && (
          <>
            <span>{t('task-action.becomes')}</span>
            <TaskState state={to} />
          </>
        )}
      </p>
      {refusal && !refusal.fields && (
        <ActionRefusal
          refusal={refusal}
          action={action}
          onLookAgain={lookAgain}
          onExplained={() => setRefusal(undefined)}
        />
      )}
      {!isChanged && (
        <ActionForm
          id="task-action-form"
          offered={offered}
          task={task}
          confirm={title}
          refusal={refusal}
          isSending={isSending}
          subject={`task-action ${action} ${task.taskId}`}
          onSubmit={(input, sent) => void perform(input, sent)}
        />
      )}
    </Dialog>
  )
}

type RefusalProps = {
  refusal: RefusalBody
  action: ActionName
  onLookAgain: () => void
  onExplained: () => void
}

/** Says why an action was refused and what to do next: a colleague was faster, no response came, a further reason is needed. */
export function ActionRefusal({ refusal, action, onLookAgain, onExplained }: RefusalProps) {
  const desk = useDesk()
  const { t } = desk
  const { reason, accountId } = refusal
  const lookAgain = <Button onClick={onLookAgain}>{t('task-conflict.look')}</Button>
  if (reason === 'version-conflict')
    return (
      <Notice tone="warning" role="alert" title={t('task-conflict.title')} actions={lookAgain}>
        {whatChanged(refusal, desk)}
      </Notice>
    )
  if (reason === 'out-of-order')
    return (
      <Notice tone="warning" role="alert" title={t('task-action.no-answer.title')} actions={lookAgain}>
        {t('task-action.no-answer')}
      </Notice>
    )
  if (reason === 'move-not-allowed')
    return <Notice tone="warning" role="alert" title={desk.word('reason', reason)} actions={lookAgain} />
  if (reason === 'further-reason-required' && accountId !== undefined)
    return <FurtherReason accountId={accountId} onOpened={onExplained} />
  return <RefusalNotice refusal={refusal} action={`task:${action}`} />
}
