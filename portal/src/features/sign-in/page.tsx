import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { localPath } from '../../app/local-path.ts'
import { page, pageForm, type Where } from '../../app/page.ts'
import { fieldError, RefusedForm } from '../../app/refused-form.tsx'
import { UserNameField } from './user-name-field.tsx'

export const signInPage = page({
  path: '/sign-in',
  title: 'sign-in.title',
  isPublic: true,
  View: ({ t, where, problem, formToken, registration }) => (
    <Page heading={t('sign-in.title')} lead={t('sign-in.lead')}>
      <RefusedForm
        problem={problem}
        names={{ userName: t('sign-in.user-name'), password: t('sign-in.password') }}
        t={t}
      />
      <Form id={pageForm} action={`/sign-in?next=${encodeURIComponent(localPath(where.query.get('next')))}`}>
        {/* A browser may hold the cookie of a session that is over. */}
        <input type="hidden" name="_token" value={formToken} />
        <UserNameField {...{ t, problem }} />
        <Field
          name="password"
          type="password"
          label={t('sign-in.password')}
          autocomplete="current-password"
          error={fieldError({ problem, t }, 'password')}
        />
        <FormActions>
          <Button variant="primary">{t('sign-in.do')}</Button>
        </FormActions>
        <p>
          <a href="/forgot-password">{t('forgot-password.link')}</a>
        </p>
        {registration !== 'closed' && (
          <p>
            {t('register.new-here')} <a href="/register">{t('register.link')}</a>
          </p>
        )}
      </Form>
    </Page>
  ),
})

export const signInForm = form<'signIn'>({
  path: '/sign-in',
  needsNoToken: true,
  pagePath: '/sign-in',
  endpoint: 'signIn',
  toInput: (fields) => ({ body: { userName: fields.text('userName'), password: fields.text('password') } }),
  done: ({ webUserId, failedAttempts }, where) =>
    webUserId === null
      ? { location: `/sign-in/second-factor?next=${encodeURIComponent(localPath(where.query.get('next')))}` }
      : goOn(failedAttempts, where),
})

/** Goes on to where the customer wanted to be, and says how often it failed before. */
export function goOn(failedAttempts: { count: number; lastAt: string } | null, where: Where) {
  const next = localPath(where.query.get('next'))
  if (!failedAttempts) return { location: next }
  const { count, lastAt } = failedAttempts
  const figures = new URLSearchParams({ count: String(count), at: lastAt })
  return { location: `${next}${next.includes('?') ? '&' : '?'}${figures}`, notice: 'failed-attempts' }
}

export const signOutForm = form<'signOut'>({
  path: '/sign-out',
  needsNoToken: true,
  whenSignedOut: '/sign-in?notice=signed-out',
  pagePath: '/sign-in',
  endpoint: 'signOut',
  toInput: () => ({}),
  done: () => ({ location: '/sign-in', notice: 'signed-out' }),
})
