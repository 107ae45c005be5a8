import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'
import { UserNameField } from '../sign-in/user-name-field.tsx'

/** Where somebody asks for a link to set another password, from the sign-in page. */
export const forgotPasswordPage = page({
  path: '/forgot-password',
  title: 'forgot-password.title',
  parent: '/sign-in',
  isPublic: true,
  View: ({ t, formToken, problem }) => (
    <Page heading={t('forgot-password.title')} lead={t('forgot-password.lead')}>
      <RefusedForm problem={problem} names={{ userName: t('sign-in.user-name') }} t={t} />
      <Form id={pageForm} action="/forgot-password">
        <input type="hidden" name="_token" value={formToken} />
        <UserNameField {...{ t, problem }} />
        <FormActions>
          <Button variant="primary">{t('forgot-password.do')}</Button>
        </FormActions>
      </Form>
    </Page>
  ),
})

export const forgotPasswordForm = form<'requestPasswordReset'>({
  path: '/forgot-password',
  needsNoToken: true,
  pagePath: '/forgot-password',
  endpoint: 'requestPasswordReset',
  toInput: (sent) => ({ body: { userName: sent.text('userName') } }),
  done: () => ({ location: '/sign-in', notice: 'reset-requested' }),
})
