import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { useLive } from '#app/live/use-live.ts'
import { OlderRows } from '#app/older-rows.tsx'
import type { Route } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { usePages } from '#app/use-pages.ts'
import { TaskFilters } from './task-filters.tsx'
import { termsOfForm, termsOfRoute } from './task-terms.ts'
import { TasksTable } from './tasks-table.tsx'

/** The Self-Service Task Query. */
export function TasksScreen({ accountId, webUserId, show }: Omit<Route & { name: 'tasks' }, 'name'>) {
  const { t, word } = useDesk()
  const [terms, setTerms] = useState(() => termsOfRoute({ accountId, webUserId, show }))
  const pages = usePages(
    JSON.stringify(terms),
    'task:view',
    async (client, before) => {
      const { tasks, nextBefore } = await client.queryTasks({ body: { ...terms, ...(before && { before }) } })
      return { rows: tasks, nextBefore }
    },
    (row) => row.taskId,
  )
  useLive({ kinds: ['self-service-task'] }, pages.refresh)
  const wrong = (field: string) => fieldError(pages.refusal, field, word)
  return (
    <Screen
      heading={t('tasks.title')}
      lead={terms.webUserId !== undefined && t('tasks.of-web-user', { id: String(terms.webUserId) })}
    >
      <TaskFilters terms={terms} wrong={wrong} onSubmit={(form) => setTerms(termsOfForm(form, webUserId))} />
      <OlderRows pages={pages}>{(rows) => <TasksTable rows={rows} />}</OlderRows>
    </Screen>
  )
}
