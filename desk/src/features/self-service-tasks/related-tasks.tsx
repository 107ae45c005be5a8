import { Card } from '@porchlight/ui/card.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import type { Task } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { TaskState } from './task-state.tsx'

/** What it undoes or was undone by, what it came from, what came from it, and what the same request made. */
export function RelatedTasks({ task }: { task: Task }) {
  const { t, word } = useDesk()
  return (
    <Card id="related" heading={t('task.related')}>
      <WorkTable
        id="related-table"
        caption={t('task.related.caption')}
        captionHidden
        rows={task.related}
        rowKey={(row) => row.taskId}
        empty={t('task.related.none')}
        columns={[
          { key: 'relation', header: t('task.relation'), cell: (row) => word('task-relation', row.relation) },
          {
            key: 'task',
            header: t('task.id'),
            rowHeader: true,
            cell: ({ taskId }) => <a href={href({ name: 'task', taskId })}>{taskId}</a>,
          },
          { key: 'type', header: t('task.type'), cell: (row) => capital(word('task-type', row.taskType)) },
          { key: 'state', header: t('task.state'), cell: (row) => <TaskState state={row.state} /> },
          { key: 'created', header: t('task.created'), cell: (row) => <Instant at={row.createdAt} /> },
        ]}
      />
    </Card>
  )
}
