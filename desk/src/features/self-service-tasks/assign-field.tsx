import { SelectField } from '@porchlight/ui/select-field.tsx'
import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useAnswer } from '#app/use-answer.ts'
import type { Given } from './run-action.ts'

/** What a choice of the field says: `csr:amara.okafor`, `group:call-centre`, or nobody. */
export function assigneeOf(choice: string): NonNullable<Given['assignTo']> | null {
  const [kind, name = ''] = [choice.slice(0, choice.indexOf(':')), choice.slice(choice.indexOf(':') + 1)]
  if (kind === 'csr') return { csrId: name }
  return kind === 'group' ? { csrGroup: name } : null
}

/** To whom: oneself first, then the groups, then everybody else; or nobody. */
export function AssignField({ error }: { error: string | undefined }) {
  const { t, page } = useDesk()
  const { answer } = useAnswer('assignees', 'task:assign', (client) => client.listAssignees())
  if (answer.state !== 'ready') return <Skeleton label={t('desk.loading')} lines={1} />
  const { csrId } = page.desk
  const { csrs, groups } = answer.value
  return (
    <SelectField
      name="assignTo"
      id="action-assignTo"
      label={t('task.assigned-to')}
      value={`csr:${csrId}`}
      error={error}
      options={[
        { value: `csr:${csrId}`, label: t('task-action.assign.me') },
        ...groups.map(({ csrGroup, name }) => ({
          value: `group:${csrGroup}`,
          label: t('task-action.assign.group', { name }),
        })),
        ...csrs
          .filter((other) => other.csrId !== csrId)
          .map((other) => ({ value: `csr:${other.csrId}`, label: other.name })),
        { value: 'nobody', label: t('task.nobody') },
      ]}
    />
  )
}
