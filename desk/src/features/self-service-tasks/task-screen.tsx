import { Card } from '@porchlight/ui/card.tsx'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { useLive } from '#app/live/use-live.ts'
import { capital } from '#app/messages.ts'
import type { Task } from '#app/response-types.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'
import { reasonWords } from '../task-actions/reason-words.ts'
import { TaskButtons } from '../task-actions/task-buttons.tsx'
import { ToDosCard } from '../to-dos/to-dos-card.tsx'
import { fieldWords, shownValue } from './payload-value.ts'
import { RelatedTasks } from './related-tasks.tsx'
import { OrNotApplicable } from './task-columns.tsx'
import { TaskFacts } from './task-facts.tsx'
import { TaskState } from './task-state.tsx'

/** One self-service task in full. */
function TaskScreen({ taskId }: { taskId: number }) {
  const { t } = useDesk()
  const loaded = useAnswer(`task ${taskId}`, 'task:view', (client) => client.readTask({ params: { taskId } }))
  const read = loaded.answer.state === 'ready' ? loaded.answer.value : undefined
  useLive(
    {
      kinds: ['self-service-task', 'to-do'],
      isAbout: ([id], kind) =>
        kind === 'to-do' ? read?.toDos.some(({ toDoId }) => toDoId === id) === true : id === taskId,
      otherwise: 'when-seen-again',
    },
    loaded.refresh,
  )
  return (
    <Screen heading={t('task.number', { id: String(taskId) })}>
      <AnswerView loaded={loaded} lines={8} whereGone={t('retention.gone')}>
        {(task) => (
          <>
            <TaskButtons task={task} onChanged={loaded.refresh} />
            <div class="task-cards">
              <TaskFacts task={task} />
              <ToDosCard toDos={task.toDos} isOfTask onChanged={loaded.refresh} />
              <FourFields task={task} />
              <Payload task={task} />
              <RelatedTasks task={task} />
              <TaskLog task={task} />
            </div>
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const taskView = laterView('task', TaskScreen)

/** Who did it: decided by the actor and nothing else. */
function FourFields({ task }: { task: Task }) {
  const { t } = useDesk()
  const fields = [
    [t('task.web-user-id'), task.webUserId],
    [t('task.email-address'), task.emailAddress],
    [t('task.ip-address'), task.ipAddress],
    [t('task.self-service-user-id'), task.selfServiceUserId],
  ] as const
  return (
    <Card id="who-did-it" heading={t('task.who-did-it')}>
      <DescriptionList
        items={fields.map(([label, value]) => ({ label, value: <OrNotApplicable>{value}</OrNotApplicable> }))}
      />
    </Card>
  )
}

function Payload({ task }: { task: Task }) {
  const desk = useDesk()
  const { t } = desk
  const isBeforeKnown = task.payload.some(({ before }) => before !== null)
  const before: Column<Task['payload'][number]> = {
    key: 'before',
    header: t('task.before'),
    wrap: true,
    cell: ({ field, before: value }) =>
      value === null ? '' : shownValue({ field, value }, task.currency, desk),
  }
  return (
    <Card id="payload" heading={t('task.payload')}>
      <WorkTable
        id="payload-table"
        caption={t('task.payload.caption')}
        captionHidden
        rows={task.payload}
        rowKey={(row) => row.field}
        empty={t('task.no-payload')}
        columns={[
          {
            key: 'field',
            header: t('task.field'),
            rowHeader: true,
            cell: (row) => capital(fieldWords(task.taskType, row.field, desk)),
          },
          ...(isBeforeKnown ? [before] : []),
          {
            key: 'value',
            header: t(isBeforeKnown ? 'task.after' : 'task.value'),
            wrap: true,
            cell: (row) => shownValue(row, task.currency, desk),
          },
        ]}
      />
    </Card>
  )
}

function TaskLog({ task }: { task: Task }) {
  const { t, word } = useDesk()
  return (
    <Card id="log" heading={t('task.log')}>
      <WorkTable
        id="log-table"
        caption={t('task.log.caption')}
        captionHidden
        rows={task.log}
        rowKey={(row) => task.log.indexOf(row)}
        columns={[
          { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.at} /> },
          { key: 'state', header: t('task.state'), cell: (row) => <TaskState state={row.state} /> },
          {
            key: 'action',
            header: t('task.what'),
            cell: (row) => row.action && word('task-action', row.action),
          },
          { key: 'actor', header: t('contacts.by'), cell: (row) => word('made-by', row.actor) },
          {
            key: 'reason',
            header: t('task.reason'),
            wrap: true,
            cell: (row) => reasonWords(word, row),
          },
        ]}
      />
    </Card>
  )
}
