import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Fieldset } from '@porchlight/ui/fieldset.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Preview } from '#app/response-types.ts'

/** The web user's tasks on the account that are not final: each stays unless it is ticked to be discarded. */
export function TaskChoices({ preview }: { preview: Preview }) {
  const { t, word, format } = useDesk()
  const { tasks, moreTasks, may } = preview
  if (tasks.length === 0) return null
  const mayDiscard = may['task:discard']
  return (
    <Fieldset id="unlink-tasks" legend={t('unlink.tasks')} hint={t('unlink.tasks.hint')}>
      {tasks.map((task) => {
        const { taskId, taskType, state, createdAt, amountCents, currency, isDiscardable } = task
        const what = [
          word('task-type', taskType),
          amountCents !== null && currency !== null && format.money(amountCents, currency),
          word('task-state', state),
          `${format.instant(createdAt)} (${format.relative(createdAt)})`,
        ]
        const reason = !isDiscardable
          ? t('unlink.tasks.in-work')
          : mayDiscard !== 'ok'
            ? word('reason', mayDiscard)
            : undefined
        return (
          <CheckboxField
            key={taskId}
            name={`discard-${taskId}`}
            label={t('unlink.tasks.discard', { what: what.filter(Boolean).join(' · ') })}
            hint={reason}
            disabled={reason !== undefined}
          />
        )
      })}
      {moreTasks > 0 && <p class="quiet">{t('unlink.tasks.more', { count: moreTasks })}</p>}
    </Fieldset>
  )
}
