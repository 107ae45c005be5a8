import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'

const fields = ['newPassword', 'repeatedPassword'] as const

/** Where a mailed link leads: another password, without the one that was forgotten. What was typed is never shown again. */
export const resetPasswordPage = page({
  path: '/reset-password',
  title: 'reset-password.title',
  isPublic: true,
  View: ({ t, where, formToken, problem }) => {
    // An invited web user sets the first password here too, with the same kind of mailed key.
    const isFirst = where.query.has('welcome') || problem?.typed.get('welcome') === 'on'
    const names = Object.fromEntries(fields.map((name) => [name, t(`password.${name}`)]))
    return (
      <Page
        heading={t(isFirst ? 'reset-password.welcome' : 'reset-password.title')}
        lead={t(isFirst ? 'reset-password.welcome-lead' : 'reset-password.lead')}
      >
        <RefusedForm problem={problem} names={names} t={t} />
        <Form id={pageForm} action="/reset-password">
          <input type="hidden" name="_token" value={formToken} />
          {isFirst && <input type="hidden" name="welcome" value="on" />}
          <input type="hidden" name="key" value={typedOr(problem, 'key', where.query.get('key') ?? '')} />
          {fields.map((name) => (
            <Field
              key={name}
              name={name}
              type="password"
              autocomplete="new-password"
              label={t(`password.${name}`)}
              hint={name === 'newPassword' ? t('password.hint') : undefined}
              error={fieldError({ problem, t }, name)}
            />
          ))}
          {!isFirst && <Notice>{t('reset-password.what-happens')}</Notice>}
          <FormActions>
            <Button variant="primary">{t('reset-password.do')}</Button>
          </FormActions>
        </Form>
      </Page>
    )
  },
})

export const resetPasswordForm = form<'resetPassword'>({
  path: '/reset-password',
  needsNoToken: true,
  pagePath: '/reset-password',
  endpoint: 'resetPassword',
  toInput: (sent) => ({
    body: {
      key: sent.text('key'),
      newPassword: sent.text('newPassword'),
      repeatedPassword: sent.text('repeatedPassword'),
    },
  }),
  done: () => ({ location: '/sign-in', notice: 'password-reset' }),
})
