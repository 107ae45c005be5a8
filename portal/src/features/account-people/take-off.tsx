import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import { RefusedForm, typedOr } from '../../app/refused-form.tsx'

/** Where a holder's mail leads: take a newcomer off, without signing in. A mail reader that follows links takes nobody off. */
export const takeOffPage = page({
  path: '/take-off',
  title: 'take-off.title',
  isPublic: true,
  View: ({ t, where, formToken, problem }) => {
    // What was done is said on this page: whoever came here need not be signed in.
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
