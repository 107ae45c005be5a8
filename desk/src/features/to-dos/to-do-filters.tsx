import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { capital } from '#app/messages.ts'
import { navigate } from '#app/router.ts'
import type { Given } from '#app/routes.ts'

export type ToDoTerms = Given<'to-dos'>

/** Filters of the to-do list. The address contains them, because they contain no personal data. */
export function ToDoFilters({ terms, roles }: { terms: ToDoTerms; roles: readonly string[] }) {
  const { t, word } = useDesk()
  const show = (form: FormData) => {
    const of = (name: string) => String(form.get(name) ?? '') || undefined
    navigate(
      {
        name: 'to-dos',
        role: of('role'),
        assigned: of('assigned') as ToDoTerms['assigned'],
        show: of('show') as ToDoTerms['show'],
        priority: of('priority') ? Number(of('priority')) : undefined,
      },
      { replace: true },
    )
  }
  const any = { value: '', label: t('tasks.any') }
  // Offers the role of the address even if no to-do has that role.
  const named = terms.role && !roles.includes(terms.role) ? [...roles, terms.role] : roles
  return (
    <FilterForm onSubmit={show}>
      <SelectField
        name="assigned"
        id="to-dos-assigned"
        label={t('to-dos.whose')}
        value={terms.assigned ?? 'waiting'}
        options={[
          { value: 'waiting', label: t('to-dos.assigned.waiting') },
          { value: 'anyone', label: t('to-dos.assigned.anyone') },
          { value: 'mine', label: t('to-dos.assigned.mine') },
          { value: 'nobody', label: t('to-dos.assigned.nobody') },
        ]}
      />
      <SelectField
        name="role"
        id="to-dos-role"
        label={t('to-dos.role')}
        value={terms.role ?? ''}
        options={[any, ...named.map((value) => ({ value, label: capital(word('to-do-role', value)) }))]}
      />
      <SelectField
        name="priority"
        id="to-dos-priority"
        label={t('to-dos.priority')}
        value={terms.priority ? String(terms.priority) : ''}
        options={[
          any,
          ...['1', '2', '3', '4', '5'].map((value) => ({ value, label: word('priority', value) })),
        ]}
      />
      <SelectField
        name="show"
        id="to-dos-show"
        label={t('to-dos.show')}
        value={terms.show ?? ''}
        options={[
          { value: '', label: t('to-dos.show.open') },
          { value: 'done', label: t('to-dos.show.done') },
        ]}
      />
    </FilterForm>
  )
}
