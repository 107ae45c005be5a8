import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'

const passwords = ['newPassword', 'repeatedPassword'] as const

/** The page of the link in an invitation, without sign-in: sign in to accept, or register. It shows nothing of the account. */
export const guestInvitationPage = page({
  path: '/guest-invitation',
  title: 'guest-invitation.title',
  isPublic: true,
  View: ({ t, where, formToken, problem, locale }) => {
    const key = typedOr(problem, 'key', where.query.get('key') ?? '')
    const next = `/accept-invitation?${new URLSearchParams({ key })}`
    const names = {
      givenName: t('guest-invitation.given-name'),
      surname: t('guest-invitation.surname'),
      newPassword: t('password.newPassword'),
      repeatedPassword: t('password.repeatedPassword'),
    }
    return (
      <Page heading={t('guest-invitation.title')} lead={t('guest-invitation.lead')}>
        <RefusedForm problem={problem} names={names} t={t} />
        <Section id="have" heading={t('guest-invitation.have')}>
          <p>{t('guest-invitation.have-text')}</p>
          <FormActions>
            <LinkButton href={next}>{t('guest-invitation.sign-in')}</LinkButton>
          </FormActions>
        </Section>
        <Section id="new" heading={t('guest-invitation.new')}>
          <p>{t('guest-invitation.new-text')}</p>
          <Form id={pageForm} action="/guest-invitation">
            <input type="hidden" name="_token" value={formToken} />
            <input type="hidden" name="key" value={key} />
            <input type="hidden" name="locale" value={locale} />
            <Field
              name="givenName"
              label={names.givenName}
              autocomplete="given-name"
              value={typedOr(problem, 'givenName', '')}
              error={fieldError({ problem, t }, 'givenName')}
            />
            <Field
              name="surname"
              label={names.surname}
              autocomplete="family-name"
              value={typedOr(problem, 'surname', '')}
              error={fieldError({ problem, t }, 'surname')}
            />
            {passwords.map((name) => (
              <Field
                key={name}
                name={name}
                type="password"
                autocomplete="new-password"
                label={names[name]}
                hint={name === 'newPassword' ? t('password.hint') : undefined}
                error={fieldError({ problem, t }, name)}
              />
            ))}
            <FormActions>
              <Button variant="primary">{t('guest-invitation.register')}</Button>
            </FormActions>
          </Form>
        </Section>
      </Page>
    )
  },
})

export const registerGuestForm = form<'registerGuest'>({
  path: '/guest-invitation',
  needsNoToken: true,
  pagePath: '/guest-invitation',
  endpoint: 'registerGuest',
  toInput: (sent) => ({
    body: {
      key: sent.text('key'),
      givenName: sent.text('givenName'),
      surname: sent.text('surname'),
      locale: sent.text('locale') === 'es' ? 'es' : 'en',
      newPassword: sent.text('newPassword'),
      repeatedPassword: sent.text('repeatedPassword'),
    },
  }),
  done: () => ({ location: '/sign-in', notice: 'guest-registered' }),
})
