import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { NewSignInFields, newSignInNames, newSignInOf } from '../registration/new-sign-in-fields.tsx'

/** The page of the link in an invitation, without sign-in: sign in to accept, or register. It shows nothing of the account. */
export const guestInvitationPage = page({
  path: '/guest-invitation',
  title: 'guest-invitation.title',
  isPublic: true,
  View: (props) => {
    const { t, where, formToken, problem } = props
    const key = typedOr(problem, 'key', where.query.get('key') ?? '')
    const next = `/accept-invitation?${new URLSearchParams({ key })}`
    return (
      <Page heading={t('guest-invitation.title')} lead={t('guest-invitation.lead')}>
        <RefusedForm problem={problem} names={newSignInNames(t)} t={t} />
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
            <NewSignInFields {...props} />
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
  toInput: (sent) => ({ body: newSignInOf(sent) }),
  done: () => ({ location: '/sign-in', notice: 'guest-registered' }),
})
