import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { RefusedForm, typedOr } from '../../app/refused-form.tsx'

/** The page of a mailed link: the customer confirms an e-mail address. It takes a click, as mail readers follow links. */
export const confirmEmailPage = page({
  path: '/confirm-email',
  title: 'confirm-email.title',
  isPublic: true,
  View: ({ t, where, formToken, problem }) => (
    <Page heading={t('confirm-email.title')} lead={t('confirm-email.lead')}>
      <RefusedForm problem={problem} t={t} />
      <Form id={pageForm} action="/confirm-email">
        <input type="hidden" name="_token" value={formToken} />
        <input type="hidden" name="key" value={typedOr(problem, 'key', where.query.get('key') ?? '')} />
        <FormActions>
          <Button variant="primary">{t('confirm-email.do')}</Button>
        </FormActions>
      </Form>
    </Page>
  ),
})

export const confirmEmailForm = form<'confirmEmail'>({
  path: '/confirm-email',
  needsNoToken: true,
  pagePath: '/confirm-email',
  endpoint: 'confirmEmail',
  toInput: (sent) => ({ body: { key: sent.text('key') } }),
  done: () => ({ location: '/sign-in', notice: 'email-confirmed' }),
})
