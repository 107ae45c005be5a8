import { taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { capital } from '#app/capital.ts'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import type { MessageKey } from '#app/messages.ts'
import { PeriodFields } from '#app/period-fields.tsx'
import type { TaskTerms } from './task-terms.ts'

const texts = [
  { name: 'customerName' },
  { name: 'accountId', numeric: true },
  { name: 'taskId', numeric: true },
  { name: 'webUser' },
  { name: 'csrId' },
  { name: 'correlationId' },
] as const

type Props = {
  terms: TaskTerms
  wrong: (field: string) => string | undefined
  onSubmit: (form: FormData) => void
}

/** What tasks to show. */
export function TaskFilters({ terms, wrong, onSubmit }: Props) {
  const { t, word } = useDesk()
  const choice = (family: string, names: readonly string[]) => [
    { value: '', label: t('tasks.any') },
    ...names.map((value) => ({ value, label: capital(word(family, value)) })),
  ]
  return (
    <FilterForm onSubmit={onSubmit}>
      {texts.map(({ name, ...kind }) => (
        <Field
          key={name}
          name={name}
          id={`tasks-${name}`}
          label={t(`tasks.field.${name}` satisfies MessageKey)}
          defaultValue={String(terms[name] ?? '')}
          error={wrong(name)}
          inputmode={'numeric' in kind ? 'numeric' : undefined}
          autocomplete="off"
        />
      ))}
      <PeriodFields id="tasks" terms={terms} wrong={wrong} />
      <SelectField
        name="taskType"
        id="tasks-type"
        label={t('task.type')}
        value={terms.taskType ?? ''}
        options={choice('task-type', taskTypes)}
      />
      <SelectField
        name="state"
        id="tasks-state"
        label={t('task.state')}
        value={terms.state ?? ''}
        options={choice('task-state', taskStates)}
      />
      <SelectField
        name="show"
        id="tasks-show"
        label={t('tasks.show')}
        value={terms.show ?? 'all'}
        options={(['all', 'non-final', 'open'] as const).map((value) => ({
          value,
          label: t(`tasks.show.${value}`),
        }))}
      />
      <SelectField
        name="madeBy"
        id="tasks-made-by"
        label={t('task.made-by')}
        value={terms.madeBy ?? 'anyone'}
        options={(['anyone', 'customer', 'csr'] as const).map((value) => ({
          value,
          label: t(`tasks.made-by.${value}`),
        }))}
      />
    </FilterForm>
  )
}
