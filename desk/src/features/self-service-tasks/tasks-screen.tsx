import { mostPersonsNamed, type TaskColumn, taskColumns } from '@porchlight/contract/task-choices.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxMenu } from '@porchlight/ui/checkbox-menu.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import { useEffect, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { Folded } from '#app/folded.tsx'
import { ListNews } from '#app/live/list-news.tsx'
import { useLive } from '#app/live/use-live.ts'
import { announce } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { navigate } from '#app/router.ts'
import type { Given } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { withoutGaps } from '#app/task-address.ts'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { ChosenTasksBar } from '../task-actions/chosen-tasks-bar.tsx'
import { InterruptedBatch } from '../task-actions/task-batch-dialog.tsx'
import { chooseColumns, columnChoice } from './column-choice.ts'
import { ExportTasks } from './export-tasks.tsx'
import { SavedViews } from './saved-views.tsx'
import { TaskCharts } from './task-charts.tsx'
import { columnTitle, usualColumns } from './task-columns.tsx'
import { TaskFilters } from './task-filters.tsx'
import type { TaskRow } from './task-list.ts'
import { countFilters, orderOf, splitForm, termsOf } from './task-terms.ts'
import { TasksTable } from './tasks-table.tsx'
import { useTaskList } from './use-task-list.ts'

const idsOf = (rows: readonly TaskRow[]) => rows.map(({ taskId }) => taskId)

/** The Self-Service Task Query: filters, counts that filter, a table to work in, and what can be done to many at once. */
function TasksScreen(given: Given<'tasks'>) {
  const { t, word, refusedFor } = useDesk()
  const list = useTaskList()
  const address = withoutGaps(given)
  const typed = list.typed.value
  const held = list.held.value
  // On return from a task the focus goes to its row, so the heading must not take it.
  const [isBack] = useState(list.place.taskId !== undefined)
  const [wrongHere, setWrongHere] = useState<readonly string[]>([])
  const columns = columnChoice().value ?? usualColumns
  const terms = termsOf(address, typed)
  const order = orderOf(address)
  const key = JSON.stringify([terms, order])
  const reason = refusedFor('task:view')
  useEffect(() => {
    if (!reason) void list.show(terms, order)
  }, [list, key, reason])
  const counted = useAnswer(`count ${JSON.stringify(terms)}`, 'task:view', (client) =>
    client.countTasks({ body: terms }),
  )
  // Any task's change may affect the list and its counts, so frequent changes are limited to one refetch per interval.
  useLive({ kinds: ['self-service-task'], restMs: 5_000 }, () => {
    void list.refresh()
    counted.refresh()
  })
  const { rows, refusal } = held.key === key ? held : { rows: undefined, refusal: undefined }
  const count = rows?.length
  useEffect(() => {
    if (count !== undefined) announce(t('desk.rows', { count }))
  }, [count, t])

  const refused = reason ? { reason } : refusal
  const wrong = (field: string) =>
    wrongHere.includes(field) ? word('field', 'not-valid') : fieldError(refused, field, word)
  const go = (to: typeof address) => navigate({ name: 'tasks', ...to }, { replace: true })
  const submit = (form: FormData) => {
    const split = splitForm(form, address)
    setWrongHere(split.wrong)
    if (split.wrong.length > 0) return
    list.type(split.typed)
    go(split.address)
    if (JSON.stringify([termsOf(split.address, split.typed), orderOf(split.address)]) === key)
      void list.again()
  }
  const clear = () => {
    list.type({})
    setWrongHere([])
    go(withoutGaps({ sort: address.sort, direction: address.direction }))
  }
  const show = (column: string, isShown: boolean) => {
    const next = taskColumns.filter((one) => (one === column ? isShown : columns.includes(one)))
    if (next.length > 0) chooseColumns(next)
  }

  return (
    <Screen
      keepFocus={isBack}
      lead={address.webUserId !== undefined && t('tasks.of-web-user', { id: String(address.webUserId) })}
      actions={<ExportTasks terms={terms} order={order} />}
    >
      <div class="task-tools">
        <SavedViews address={address} columns={columns} onColumns={(next) => chooseColumns(next)} />
        <Folded id="task-filters" summary={t('tasks.filters', { count: countFilters(address, typed) })}>
          <TaskFilters
            // The key renders the form again when a chart bar or a saved view changes the filters.
            key={JSON.stringify([
              address.states,
              address.taskTypes,
              address.age,
              address.show,
              Object.keys(typed),
            ])}
            address={address}
            typed={typed}
            wrong={wrong}
            onSubmit={submit}
            onClear={clear}
          />
        </Folded>
        {counted.answer.state === 'ready' && (
          <Folded id="task-charts" summary={t('tasks.counts')}>
            <TaskCharts address={address} counts={counted.answer.value} />
          </Folded>
        )}
      </div>
      {refused && <RefusalNotice refusal={refused} action="task:view" onRetry={() => void list.more()} />}
      {!rows && !refused && <Skeleton label={t('desk.loading')} lines={8} />}
      {rows && held.isNameCut && (
        <Notice tone="warning" title={t('tasks.name-cut', { count: mostPersonsNamed })} />
      )}
      {rows && (
        <>
          {held.news && <ListNews news={held.news} onShow={() => void list.again()} />}
          <InterruptedBatch onDone={() => void list.again()} />
          <div class="tasks-bar">
            <ChosenTasksBar
              tasks={rows.filter(({ taskId }) => list.chosen.value.has(taskId))}
              onDone={(taskIds) => {
                list.choose(taskIds, false)
                void list.again()
              }}
              onClear={() => list.choose(idsOf(rows), false)}
              onChooseAll={() => list.choose(idsOf(rows), true)}
            />
            <CheckboxMenu
              id="task-columns"
              name="columns"
              label={t('tasks.columns')}
              summary={t('tasks.columns-shown', { count: columns.length })}
              options={taskColumns.map((value: TaskColumn) => ({ value, label: columnTitle(value, t) }))}
              ticked={columns}
              onChange={show}
            />
          </div>
          {order.sort === 'amount' && <p class="quiet">{t('tasks.with-amount')}</p>}
          <TasksTable
            list={list}
            rows={rows}
            columns={columns}
            order={order}
            onSort={(next) => go({ ...address, ...next })}
          />
          <div class="form-actions">
            <span class="quiet">{t('desk.rows', { count: rows.length })}</span>
            {held.nextCursor !== null && (
              <Button aria-disabled={held.isAsked} onClick={() => !held.isAsked && void list.more()}>
                {t('tasks.more')}
              </Button>
            )}
          </div>
        </>
      )}
    </Screen>
  )
}

export const tasksView = laterView('tasks', TasksScreen)
