import type { Desk } from '#app/desk-context.ts'
import type { ActionableTask } from './actionable-task.ts'

type Named = Pick<ActionableTask, 'taskType' | 'amountCents' | 'currency'>

/** What a task asks for, as a sentence names it: "the payment of $84.20". */
export function taskName({ t, word, format }: Pick<Desk, 't' | 'word' | 'format'>, task: Named): string {
  const { taskType, amountCents, currency } = task
  const what = word('task-what', taskType)
  return amountCents != null && currency
    ? t('task-action.what-of', { what, amount: format.money(amountCents, currency) })
    : what
}
