import type { TaskColumn } from '@porchlight/contract/task-choices.ts'
import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import { focusedRow } from '#app/list-keys.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { useTaskColumns } from './task-columns.tsx'
import type { TaskList, TaskRow } from './task-list.ts'

const linkId = (taskId: number) => `task-link-${taskId}`

type Props = {
  list: TaskList
  rows: readonly TaskRow[]
  columns: readonly TaskColumn[]
  order: TaskOrder
  onSort: (order: TaskOrder) => void
}

/** Tasks to work with: sorted by their heads, ticked, walked through by keys. Coming back from a task finds its row. */
export function TasksTable({ list, rows, columns, order, onSort }: Props) {
  const { t } = useDesk()
  const frame = useRef<HTMLDivElement>(null)
  const chosen = list.chosen.value
  const shown = useTaskColumns(columns, order, onSort)
  const { place } = list

  useLayoutEffect(() => {
    const scroller = frame.current?.querySelector('.table-frame')
    if (scroller) scroller.scrollTop = place.tableScroll
    scrollTo(0, place.scroll)
    if (place.taskId !== undefined)
      document.getElementById(linkId(place.taskId))?.focus({ preventScroll: true })
    const remember = () => Object.assign(place, { scroll: scrollY, tableScroll: scroller?.scrollTop ?? 0 })
    addEventListener('scroll', remember, { passive: true })
    scroller?.addEventListener('scroll', remember, { passive: true })
    return () => {
      removeEventListener('scroll', remember)
      scroller?.removeEventListener('scroll', remember)
    }
  }, [place])

  useKeys({
    x: () => {
      const taskId = Number(focusedRow()?.dataset.task)
      if (!rows.some((task) => task.taskId === taskId)) return false
      list.choose([taskId], !list.chosen.peek().has(taskId))
    },
  })

  const choice: Column<TaskRow> = {
    key: 'choice',
    header: t('tasks.choice'),
    headerHidden: true,
    cell: ({ taskId }) => (
      <input
        type="checkbox"
        class="task-choice"
        aria-label={t('tasks.choose', { id: String(taskId) })}
        checked={chosen.has(taskId)}
        onChange={(event) => list.choose([taskId], event.currentTarget.checked)}
      />
    ),
  }
  const number: Column<TaskRow> = {
    key: 'task',
    header: t('task.id'),
    rowHeader: true,
    cell: ({ taskId }) => (
      <a
        id={linkId(taskId)}
        href={href({ name: 'task', taskId })}
        onClick={() => {
          place.taskId = taskId
        }}
      >
        {taskId}
      </a>
    ),
  }
  return (
    <div ref={frame}>
      <WorkTable
        id="tasks"
        caption={t('tasks.title')}
        captionHidden
        columns={[choice, number, ...shown]}
        rows={rows}
        rowKey={(row) => row.taskId}
        rowAttributes={({ taskId }) => ({
          'data-task': String(taskId),
          'aria-current': chosen.has(taskId) ? 'true' : undefined,
        })}
        empty={t('tasks.none')}
      />
    </div>
  )
}
