import { taskAges, taskAssignments } from '@porchlight/contract/task-choices.ts'
import { taskStates } from '@porchlight/contract/task-states.ts'
import { taskTypes } from '@porchlight/contract/task-types.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxMenu } from '@porchlight/ui/checkbox-menu.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { capital } from '#app/messages.ts'
import { PeriodFields } from '#app/period-fields.tsx'
import type { TaskAddress } from '#app/task-address.ts'
import type { Typed } from './task-terms.ts'

const texts = [
  { name: 'customerName' },
  { name: 'taskId', numeric: true },
  { name: 'webUser' },
  { name: 'csrId' },
  { name: 'correlationId' },
] as const

type Props = {
  address: TaskAddress
  typed: Typed
  wrong: (field: string) => string | undefined
  onSubmit: (form: FormData) => void
  onClear: () => void
}

/** Form with every filter of the task query, including the customer and the web user. */
export function TaskFilters({ address, typed, wrong, onSubmit, onClear }: Props) {
  const { t, word } = useDesk()
  const amount = (cents: number | undefined) => (cents === undefined ? '' : (cents / 100).toFixed(2))
  const any = { value: '', label: t('tasks.any') }
  const family = (name: 'taskTypes' | 'states', words: string, names: readonly string[]) => {
    const options = names.map((value) => ({ value, label: capital(word(words, value)) }))
    // A task's life has an order of its own; types are looked for by their names.
    if (name === 'taskTypes') options.sort((a, b) => a.label.localeCompare(b.label))
    const ticked: readonly string[] = address[name] ?? []
    const [one] = ticked
    return (
      <CheckboxMenu
        id={`tasks-${name}`}
        name={name}
        label={t(name === 'states' ? 'task.state' : 'task.type')}
        summary={
          ticked.length === 0
            ? t('tasks.any')
            : ticked.length === 1
              ? capital(word(words, one))
              : t('tasks.chosen', { count: ticked.length })
        }
        options={options}
        ticked={ticked}
      />
    )
  }
  return (
    <FilterForm onSubmit={onSubmit}>
      <Field
        name="accountId"
        id="tasks-accountId"
        label={t('tasks.field.accountId')}
        defaultValue={String(address.accountId ?? '')}
        error={wrong('accountId')}
        inputmode="numeric"
        autocomplete="off"
      />
      {texts.map(({ name, ...kind }) => (
        <Field
          key={name}
          name={name}
          id={`tasks-${name}`}
          label={t(`tasks.field.${name}`)}
          defaultValue={typed[name] ?? ''}
          error={wrong(name)}
          inputmode={'numeric' in kind ? 'numeric' : undefined}
          autocomplete="off"
        />
      ))}
      {family('states', 'task-state', taskStates)}
      {family('taskTypes', 'task-type', taskTypes)}
      <SelectField
        name="show"
        id="tasks-show"
        label={t('tasks.show')}
        value={address.show ?? 'all'}
        options={(['all', 'non-final', 'open'] as const).map((value) => ({
          value,
          label: t(`tasks.show.${value}`),
        }))}
      />
      <SelectField
        name="madeBy"
        id="tasks-made-by"
        label={t('task.made-by')}
        value={address.madeBy ?? 'anyone'}
        options={(['anyone', 'customer', 'csr'] as const).map((value) => ({
          value,
          label: t(`tasks.made-by.${value}`),
        }))}
      />
      <SelectField
        name="assigned"
        id="tasks-assigned"
        label={t('task.assigned')}
        value={address.assigned ?? 'anyone'}
        options={taskAssignments.map((value) => ({ value, label: t(`tasks.assigned.${value}`) }))}
      />
      <SelectField
        name="age"
        id="tasks-age"
        label={t('tasks.age')}
        value={address.age ?? ''}
        options={[any, ...taskAges.map((value) => ({ value, label: t(`tasks.age.${value}`) }))]}
      />
      <PeriodFields id="tasks" terms={address} wrong={wrong} />
      {(['leastCents', 'mostCents'] as const).map((name) => (
        <Field
          key={name}
          name={name}
          id={`tasks-${name}`}
          label={t(`tasks.field.${name}`)}
          defaultValue={amount(address[name])}
          error={wrong(name)}
          inputmode="decimal"
          autocomplete="off"
        />
      ))}
      <Button variant="quiet" icon="close" onClick={onClear}>
        {t('tasks.clear')}
      </Button>
    </FilterForm>
  )
}
