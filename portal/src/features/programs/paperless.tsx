import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import { formOf, inputOf, ProgramBody, type ProgramsData, type ProgramView, shared } from './program-view.tsx'

export const paperlessView: ProgramView = {
  name: 'paperless',
  of: 'paperless',
  agreed: ({ data, t }) =>
    t(data.paperless.terms?.paperToo ? 'program.paperless.both' : 'program.paperless.email-only', {
      email: data.paperless.offer.email,
    }),
}

/** Bills by e-mail, in place of paper or beside it. */
export const paperlessPage = page<ProgramsData>({
  ...shared,
  path: '/accounts/:accountId/programs/paperless',
  title: 'program.paperless',
  View: (props) => {
    const { data, t, problem } = props
    const { terms, offer } = data.paperless
    const isTicked = problem ? problem.typed.has('paperToo') : terms?.paperToo
    return (
      <ProgramBody
        {...props}
        view={paperlessView}
        fields={
          <CheckboxField
            name="paperToo"
            label={t('program.paperless.paper-too')}
            hint={t('program.paperless.paper-too.hint')}
            checked={isTicked}
          />
        }
      >
        <ul>
          <li>{t('program.paperless.mailed-to', { email: offer.email })}</li>
          <li>{t('program.paperless.where')}</li>
          <li>{t('program.cost.none')}</li>
        </ul>
      </ProgramBody>
    )
  },
})

export const changePaperlessForm = form<'changePaperless'>({
  ...formOf('paperless'),
  endpoint: 'changePaperless',
  toInput: (sent, where) => inputOf(sent, where, () => ({ paperToo: sent.isOn('paperToo') })),
})
