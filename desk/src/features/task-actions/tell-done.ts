import type { Desk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import type { ActionableTask, ActionName } from './actionable-task.ts'
import { type ActionInput, type Assignee, performAction } from './perform-action.ts'
import { taskName } from './task-name.ts'

type Done = {
  action: ActionName
  task: ActionableTask
  input: ActionInput
  /** The version that the action made. */
  version: number
  onChanged: (version?: number) => void
}

const formerOf = ({ assignedTo, assignedGroup }: ActionableTask): Assignee => {
  if (assignedTo) return { csrId: assignedTo }
  return assignedGroup ? { csrGroup: assignedGroup } : null
}

/** Says in the corner what was done. An assignment can be taken back: the task goes to whom it was assigned before. */
export function tellDone(desk: Desk, { action, task, input, version, onChanged }: Done): void {
  const { t, word, client } = desk
  const { taskId } = task
  const text = t(`task-done.${action}`, { what: taskName(desk, task), id: String(taskId) })
  if (action !== 'assign') {
    tell(text, 'success')
    return
  }
  const undo = () =>
    performAction(client, 'assign', { taskId, version }, { reason: '', assignTo: formerOf(task) }).then(
      (undone) => {
        tell(t('task-done.undone', { id: String(taskId) }), 'success')
        onChanged(undone.version)
      },
      (error: unknown) => {
        tell(word('reason', refusalOf(error).reason), 'danger')
        onChanged()
      },
    )
  const assignee = input.assignTo ?? null
  const to = assignee && ('csrId' in assignee ? assignee.csrId : assignee.csrGroup)
  tell(to ? t('task-done.assign-to', { id: String(taskId), to }) : text, 'success', {
    text: t('task-action.undo'),
    onSelect: () => void undo(),
  })
}
