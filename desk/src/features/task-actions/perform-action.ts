import type { Api } from '@porchlight/contract/api.ts'
import type { Client } from '@porchlight/contract/client.ts'
import type { Input, Response } from '@porchlight/contract/endpoint.ts'
import { taskActionRows } from '@porchlight/contract/task-action-rows.ts'
import type { Desk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import type { ActionableTask, ActionName } from './actions.ts'

export type Assignee = { csrId: string } | { csrGroup: string } | null

/** The fields that the CSR filled in for an action. */
export type ActionInput = {
  reason: string
  scheduledOn?: string
  amountCents?: number
  assignTo?: Assignee
}

/**
 * Performs one action on one task, of the version that the CSR saw. Sends only the fields that the action takes; `assignTo` is
 * null for nobody.
 */
export function performAction(
  client: Client,
  action: ActionName,
  { taskId, version }: { taskId: number; version: number },
  input: ActionInput,
): Promise<Response<Api['performTaskAction']>> {
  const { fields } = taskActionRows[action]
  const given = Object.entries({ assignTo: null, ...input }).filter(([name]) => Object.hasOwn(fields, name))
  const request = { params: { taskId, action }, body: { version, ...Object.fromEntries(given) } }
  // The table says which fields belong to which action, which the compiler cannot follow; the server checks them.
  return client.performTaskAction(request as Input<Api['performTaskAction']>)
}

type Named = Pick<ActionableTask, 'taskType' | 'amountCents' | 'currency'>

/** Returns the task as a sentence names it: "the payment of $84.20". */
export function taskName({ t, word, format }: Pick<Desk, 't' | 'word' | 'format'>, task: Named): string {
  const { taskType, amountCents, currency } = task
  const what = word('task-what', taskType)
  return amountCents != null && currency
    ? t('task-action.what-of', { what, amount: format.money(amountCents, currency) })
    : what
}

type Done = {
  action: ActionName
  task: ActionableTask
  input: ActionInput
  /** The version of the task after the action. */
  version: number
  onChanged: (version?: number) => void
}

const formerOf = ({ assignedTo, assignedGroup }: ActionableTask): Assignee => {
  if (assignedTo) return { csrId: assignedTo }
  return assignedGroup ? { csrGroup: assignedGroup } : null
}

/** Shows a message about a completed action. Undoing an assignment restores the previous one. */
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
