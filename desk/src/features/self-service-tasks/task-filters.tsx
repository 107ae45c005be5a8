import { taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { capital } from '#app/capital.ts'
import { useDesk } from '#app/desk-context.ts'
import type { MessageKey } from '#app/messages.ts'
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
    <search>
      <form
        class="filters"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(new FormData(event.currentTarget))
        }}
      >
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
        {(['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            type="date"
            name={name}
            id={`tasks-${name}`}
            label={t(`desk.${name}`)}
            defaultValue={terms[name] ?? ''}
            error={wrong(name)}
          />
        ))}
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
        <Button variant="primary" icon="search">
          {t('tasks.do')}
        </Button>
      </form>
    </search>
  )
}
