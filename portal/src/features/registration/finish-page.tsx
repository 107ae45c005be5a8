import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { NewSignInFields, newSignInNames, newSignInOf } from './new-sign-in-fields.tsx'

/** Where the link in the mail leads: the name and a password, and where the utility wants it a user name. */
export const finishRegistrationPage = page({
  path: '/register/finish',
  title: 'register.finish',
  isPublic: true,
  View: (props) => {
    const { t, formToken, problem, registration } = props
    const chooses = registration === 'by-user-name'
    const names = { ...newSignInNames(t), userName: t('register.user-name') }
    return (
      <Page
        heading={t('register.finish')}
        lead={t(chooses ? 'register.finish-lead-name' : 'register.finish-lead')}
      >
        <RefusedForm problem={problem} names={names} t={t} />
        <Form id={pageForm} action="/register/finish">
          <input type="hidden" name="_token" value={formToken} />
          {chooses && (
            <Field
              name="userName"
              label={names.userName}
              hint={t('register.user-name-hint')}
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              value={typedOr(problem, 'userName', '')}
              error={fieldError(props, 'userName')}
            />
          )}
          <NewSignInFields {...props} />
          <FormActions>
            <Button variant="primary">{t('register.do')}</Button>
          </FormActions>
        </Form>
      </Page>
    )
  },
})

export const registerForm = form<'register'>({
  path: '/register/finish',
  needsNoToken: true,
  pagePath: '/register/finish',
  endpoint: 'register',
  toInput: (sent) => ({
    body: { ...newSignInOf(sent), ...(sent.has('userName') && { userName: sent.text('userName') }) },
  }),
  done: () => ({ location: '/sign-in?next=%2Flink-account', notice: 'registered' }),
})
