import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'

/** Where somebody new asks for a link to register, from the sign-in page. */
export const registerPage = page({
  path: '/register',
  title: 'register.title',
  parent: '/sign-in',
  isPublic: true,
  View: (props) => {
    const { t, locale, formToken, problem, registration } = props
    if (registration === 'closed')
      return (
        <Page heading={t('register.title')}>
          <Notice>{t('reason.registration-closed')}</Notice>
        </Page>
      )
    return (
      <Page heading={t('register.title')} lead={t('register.lead')}>
        <RefusedForm problem={problem} names={{ email: t('register.email') }} t={t} />
        <Form id={pageForm} action="/register">
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="locale" value={locale} />
          <Field
            name="email"
            type="email"
            label={t('register.email')}
            hint={t('register.email-hint')}
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            value={typedOr(problem, 'email', '')}
            error={fieldError(props, 'email')}
          />
          <FormActions>
            <Button variant="primary">{t('register.send')}</Button>
          </FormActions>
        </Form>
        <p>
          {t('register.have')} <a href="/sign-in">{t('sign-in.title')}</a>
        </p>
      </Page>
    )
  },
})

export const requestRegistrationForm = form<'requestRegistration'>({
  path: '/register',
  needsNoToken: true,
  pagePath: '/register',
  endpoint: 'requestRegistration',
  toInput: (sent) => ({
    body: { email: sent.text('email'), locale: sent.text('locale') === 'es' ? 'es' : 'en' },
  }),
  done: () => ({ location: '/sign-in', notice: 'registration-requested' }),
})
