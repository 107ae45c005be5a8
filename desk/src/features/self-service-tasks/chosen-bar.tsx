import { taskActions } from '@porchlight/contract/task-types.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Menu } from '@porchlight/ui/menu.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { ActionDialog, type ActionOnTasks } from './action-dialog.tsx'
import type { TaskList, TaskRow } from './task-list.ts'

/** What each action would be done to, of the tasks that are ticked: those that have it and on which this CSR may. */
export function actionsOn(rows: readonly TaskRow[]) {
  return taskActions.flatMap((action) => {
    const offered = rows.flatMap((row) =>
      row.actions.filter((one) => one.action === action).map((one) => ({ row, one })),
    )
    const allowed = offered.filter(({ one }) => one.may === 'ok')
    const [first] = offered
    if (!first) return []
    const needs = [...new Set(allowed.flatMap(({ one }) => one.needs))]
    const tasks = allowed.map(({ row: { taskId, version } }) => ({ taskId, version }))
    return [{ action, needs, tasks, leftOut: rows.length - tasks.length, refused: first.one.may }]
  })
}

/** How many tasks are ticked, and what can be done to them together. */
export function ChosenBar({ list, rows }: { list: TaskList; rows: readonly TaskRow[] }) {
  const { t, word } = useDesk()
  const [asked, setAsked] = useState<ActionOnTasks>()
  const chosen = list.chosen.value
  const ticked = rows.filter(({ taskId }) => chosen.has(taskId))
  const actions = actionsOn(ticked)
  const isAll = ticked.length === rows.length
  return (
    <fieldset class="chosen-bar">
      <legend class="visually-hidden">{t('tasks.chosen-bar')}</legend>
      <Button
        variant="quiet"
        onClick={() =>
          list.choose(
            rows.map(({ taskId }) => taskId),
            !isAll,
          )
        }
      >
        {t(isAll && rows.length > 0 ? 'tasks.choose-none' : 'tasks.choose-all', { count: rows.length })}
      </Button>
      {ticked.length > 0 && (
        <>
          <strong role="status">{t('tasks.chosen', { count: ticked.length })}</strong>
          <Menu
            id="chosen-actions"
            label={t('task.actions')}
            items={actions.map((one) => ({
              id: one.action,
              label: t('task-action.of', {
                action: t(`task-action.${one.action}`),
                some: one.tasks.length,
                count: ticked.length,
              }),
              ...(one.tasks.length > 0
                ? { onSelect: () => setAsked(one) }
                : { disabledReason: word('reason', one.refused) }),
            }))}
          />
          {actions.length === 0 && <span class="quiet">{t('tasks.all-final')}</span>}
        </>
      )}
      {asked && (
        <ActionDialog
          {...asked}
          onOutcome={(outcome) => {
            if (outcome.result !== 'done') return
            const { taskId, state, version } = outcome
            list.update(taskId, { state, version })
          }}
          onClose={() => {
            setAsked(undefined)
            void list.again()
          }}
        />
      )}
    </fieldset>
  )
}
