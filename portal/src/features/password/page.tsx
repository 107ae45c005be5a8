import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { BackLink, Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm } from '../../app/refused-form.tsx'

const fields = [
  { name: 'currentPassword', autocomplete: 'current-password' },
  { name: 'newPassword', autocomplete: 'new-password' },
  { name: 'repeatedPassword', autocomplete: 'new-password' },
] as const

/** Change the password. What was typed is never shown again, so a refused form comes back empty. */
export const passwordPage = page({
  path: '/password',
  title: 'password.title',
  section: 'access',
  menu: [{ place: 'foot', order: 3, action: 'password:change' }],
  View: (props) => {
    const { t, formToken, problem, surroundings } = props
    const names = Object.fromEntries(fields.map(({ name }) => [name, t(`password.${name}`)]))
    return (
      <Page
        heading={t('password.title')}
        lead={t('password.lead')}
        back={<BackLink href="/access">{t('access.title')}</BackLink>}
      >
        <RefusedForm problem={problem} names={names} t={t} />
        <Guarded
          {...props}
          id="change-password"
          decision={surroundings?.may['password:change'] ?? 'not-signed-in'}
          label={t('password.do')}
        >
          <Form id={pageForm} action="/password">
            <input type="hidden" name="_token" value={formToken} />
            {/* For password managers: whose password this is. */}
            <input type="hidden" name="username" autocomplete="username" value={surroundings?.userName} />
            {fields.map(({ name, autocomplete }) => (
              <Field
                key={name}
                name={name}
                type="password"
                autocomplete={autocomplete}
                label={t(`password.${name}`)}
                hint={name === 'newPassword' ? t('password.hint') : undefined}
                error={fieldError({ problem, t }, name)}
              />
            ))}
            <Notice>{t('password.what-happens')}</Notice>
            <FormActions>
              <Button variant="primary">{t('password.do')}</Button>
            </FormActions>
          </Form>
        </Guarded>
      </Page>
    )
  },
})

export const changePasswordForm = form<'changePassword'>({
  path: '/password',
  pagePath: '/password',
  endpoint: 'changePassword',
  toInput: (sent) => ({
    body: {
      currentPassword: sent.text('currentPassword'),
      newPassword: sent.text('newPassword'),
      repeatedPassword: sent.text('repeatedPassword'),
    },
  }),
  done: () => ({ location: '/access', notice: 'password-changed' }),
})
