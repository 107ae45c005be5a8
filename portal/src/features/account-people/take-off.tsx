import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import { RefusedForm, typedOr } from '../../app/refused-form.tsx'

/** The page of the link in a holder's mail, without sign-in: removes a newcomer. It takes a click, as mail readers follow links. */
export const takeOffPage = page({
  path: '/take-off',
  title: 'take-off.title',
  isPublic: true,
  View: ({ t, where, formToken, problem }) => {
    // The outcome is shown on this page, because the holder may not be signed in.
    const isDone = where.query.has('done')
    return (
      <Page heading={t('take-off.title')} lead={t(isDone ? 'take-off.done' : 'take-off.lead')}>
        <RefusedForm problem={problem} t={t} />
        {!isDone && (
          <Form action="/take-off">
            <input type="hidden" name="_token" value={formToken} />
            <input type="hidden" name="key" value={typedOr(problem, 'key', where.query.get('key') ?? '')} />
            <FormActions>
              <Button variant="danger">{t('take-off.do')}</Button>
            </FormActions>
          </Form>
        )}
      </Page>
    )
  },
})

export const takeOffByMailForm = form<'takeOffByMail'>({
  path: '/take-off',
  pagePath: '/take-off',
  endpoint: 'takeOffByMail',
  toInput: (sent) => ({ body: { key: sent.text('key') } }),
  done: ({ outcome }) => ({
    location: '/take-off?done',
    notice: outcome === 'declined' ? 'link-declined' : 'person-removed',
  }),
})
