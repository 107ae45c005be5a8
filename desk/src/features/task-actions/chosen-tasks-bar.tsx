import { Button } from '@porchlight/ui/button.tsx'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import { announce } from '#app/news.ts'
import type { ActionableTask, ActionName } from './actions.ts'
import { actionNames, deskActions } from './actions.ts'
import { type Batch, batchOf, type LeftOut, whyNone } from './batch.ts'
import { TaskBatchDialog } from './task-batch-dialog.tsx'

type Props = {
  /** The chosen tasks, as listed. */
  tasks: readonly ActionableTask[]
  /** Called with the ids of the tasks that are done: read them again, and clear their check boxes. */
  onDone: (taskIds: readonly number[]) => void
  onClear: () => void
  /** Chooses every task that the list shows. */
  onChooseAll: () => void
}

/** Buttons for the actions on the chosen tasks. Takes up its space while no task is chosen, so that no row moves. */
export function ChosenTasksBar({ tasks, onDone, onClear, onChooseAll }: Props) {
  const { t, word, page } = useDesk()
  const [dialog, setDialog] = useState<{ batch: Batch; leftOut: readonly LeftOut[] }>()
  const offers = actionNames.flatMap((action) => {
    const isOffered = tasks.some((task) => task.actions.some((one) => one.action === action))
    return isOffered ? [{ action, ...batchOf(tasks, action) }] : []
  })
  const ask = ({ can, cannot }: { can: ReturnType<typeof batchOf>['can']; cannot: readonly LeftOut[] }) => {
    const [first] = can
    if (!first) return announce(word('reason', whyNone(cannot)))
    const rows = can.map(({ task: { taskId, taskType, state, version } }) => ({
      task: { taskId, taskType, state, version },
      outcome: { kind: 'waiting' as const },
    }))
    // A field that one task needs is asked once for all.
    const needs = [...new Set(can.flatMap(({ offered }) => offered.needs))]
    const batch = { csrId: page.desk.csrId, offered: { ...first.offered, needs }, rows }
    setDialog({ batch, leftOut: cannot })
  }
  useKeys(Object.fromEntries(offers.map((offer) => [deskActions[offer.action].key, () => ask(offer)])))
  const isAnyChosen = tasks.length > 0
  return (
    <fieldset class="task-buttons chosen-tasks" aria-label={t('task-batch.group')}>
      <span role="status" class={isAnyChosen ? undefined : 'quiet'}>
        {t('task-batch.chosen', { count: tasks.length })}
      </span>
      <Button variant="quiet" onClick={onChooseAll}>
        {t('task-batch.choose-all')}
      </Button>
      {isAnyChosen && (
        <Button variant="quiet" onClick={onClear}>
          {t('task-batch.clear')}
        </Button>
      )}
      {offers.map((offer) => {
        const label = labelOf(offer.action, offer.can.length, tasks.length)
        return offer.can.length === 0 ? (
          <DisabledAction
            key={offer.action}
            id={`chosen-${offer.action}`}
            reason={word('reason', whyNone(offer.cannot))}
          >
            {label}
          </DisabledAction>
        ) : (
          <Button
            key={offer.action}
            aria-keyshortcuts={deskActions[offer.action].key}
            onClick={() => ask(offer)}
          >
            {label}
          </Button>
        )
      })}
      {dialog && (
        <TaskBatchDialog
          {...dialog}
          onClose={(doneIds) => {
            setDialog(undefined)
            onDone(doneIds)
          }}
        />
      )}
    </fieldset>
  )

  /** How many of the chosen, where it is not all of them. */
  function labelOf(action: ActionName, can: number, all: number): string {
    const name = t(`task-action.${action}`)
    return can === all || can === 0 ? name : t('task-batch.some', { name, count: can })
  }
}
