import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'

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
        <Field
          name="userName"
          label={t('sign-in.user-name')}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          value={typedOr(problem, 'userName', '')}
          error={fieldError({ problem, t }, 'userName')}
        />
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
