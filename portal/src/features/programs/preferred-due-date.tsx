import { SelectField } from '@porchlight/ui/select-field.tsx'
import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import { fieldError, typedOr } from '../../app/refused-form.tsx'
import { formOf, inputOf, ProgramBody, type ProgramsData, type ProgramView, shared } from './program-view.tsx'

export const preferredDueDateView: ProgramView = {
  name: 'preferred-due-date',
  of: 'preferredDueDate',
  agreed: ({ data: { preferredDueDate }, t }) =>
    t('program.due-date.agreed', { day: preferredDueDate.terms?.dayOfMonth }),
}

/** The day of the month on which bills fall due. Each day says when the next bill would fall due. */
export const preferredDueDatePage = page<ProgramsData>({
  ...shared,
  path: '/accounts/:accountId/programs/preferred-due-date',
  title: 'program.preferred-due-date',
  View: (props) => {
    const { data, t, format, problem } = props
    const { terms, offer } = data.preferredDueDate
    const date = (on: string) => format.date(on, 'medium')
    return (
      <ProgramBody
        {...props}
        view={preferredDueDateView}
        fields={
          <SelectField
            name="dayOfMonth"
            label={t('program.due-date.day')}
            hint={t('program.due-date.day.hint')}
            value={typedOr(problem, 'dayOfMonth', String(terms?.dayOfMonth ?? 1))}
            error={fieldError(props, 'terms.dayOfMonth')}
            options={offer.days.map(({ dayOfMonth, firstDueDate }) => ({
              value: String(dayOfMonth),
              label: firstDueDate
                ? t('program.due-date.option', { day: dayOfMonth, date: date(firstDueDate) })
                : String(dayOfMonth),
            }))}
          />
        }
      >
        <ul>
          {offer.nextDueDate && (
            <li>{t('program.due-date.next', { date: format.date(offer.nextDueDate) })}</li>
          )}
          <li>{t('program.due-date.first')}</li>
          {offer.monthsBetween > 0 && <li>{t('program.due-date.again', { months: offer.monthsBetween })}</li>}
          <li>{t('program.cost.none')}</li>
        </ul>
      </ProgramBody>
    )
  },
})

export const changePreferredDueDateForm = form<'changePreferredDueDate'>({
  ...formOf('preferred-due-date'),
  endpoint: 'changePreferredDueDate',
  toInput: (sent, where) => inputOf(sent, where, () => ({ dayOfMonth: sent.number('dayOfMonth') })),
})
