import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { OlderRows } from '#app/older-rows.tsx'
import { Screen } from '#app/screen.tsx'
import { usePages } from '#app/use-pages.ts'
import { laterView } from '#app/view.ts'
import { ToDoFilters, type ToDoTerms } from './to-do-filters.tsx'
import { ToDosTable } from './to-dos-table.tsx'

/** Lists the to-dos of this CSR's roles: the most urgent first, then the oldest. */
function ToDosScreen({ role, assigned = 'waiting', show = 'open', priority }: ToDoTerms) {
  const { t } = useDesk()
  const [roles, setRoles] = useState<readonly string[]>([])
  const terms = { ...(role && { role }), ...(priority && { priority }), assigned, show }
  const pages = usePages(
    `to-dos ${JSON.stringify(terms)}`,
    'to-do:view',
    async (client, after) => {
      const page = await client.queryToDos({ body: { ...terms, ...(after && { after }) } })
      setRoles(page.roles)
      return { rows: page.toDos, nextBefore: page.nextAfter }
    },
    (row) => row.toDoId,
  )
  useLive({ kinds: ['to-do', 'self-service-task'], isAbout: isOfList(pages.rows) }, pages.refresh)
  return (
    <Screen lead={t('to-dos.lead')}>
      <ToDoFilters terms={{ role, assigned, show, priority }} roles={roles} />
      <OlderRows pages={pages}>
        {(rows) => (
          <ToDosTable rows={rows} gone={pages.news?.gone} isDone={show === 'done'} onChanged={pages.again} />
        )}
      </OlderRows>
    </Screen>
  )
}

export const toDosView = laterView('to-dos', ToDosScreen)

/** Returns whether a change concerns the list: any to-do, or a task of a shown to-do. */
const isOfList =
  (rows: readonly { taskId: number | null }[] | undefined) =>
  ([id]: readonly [number | string, number | null], kind: string) =>
    kind === 'to-do' || rows?.some(({ taskId }) => taskId === id) === true
