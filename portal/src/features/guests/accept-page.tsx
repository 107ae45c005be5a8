import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { page, pageForm } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'
import { roleName, roleWhat } from './role-options.ts'

/** A signed-in customer sees what an invitation offers, and accepts it. */
export const acceptInvitationPage = page<Awaited<ReturnType<Client['readGuestInvitation']>>>({
  path: '/accept-invitation',
  title: 'accept-invitation.title',
  parent: '/',
  load: (client, { query }) => client.readGuestInvitation({ body: { key: query.get('key') || '-' } }),
  View: ({ data, t, where, formToken, problem, surroundings }) => {
    const { accountEnding, inviter, role } = data
    return (
      <Page
        heading={t('accept-invitation.title')}
        lead={t('accept-invitation.lead', { inviter, account: accountEnding })}
      >
        <RefusedForm problem={problem} t={t} />
        <p>
          <strong>{t('accept-invitation.role', { role: roleName(role, t) })}</strong>
          <br />
          {roleWhat(role, t)}
        </p>
        <p>{t('accept-invitation.as', { userName: surroundings?.userName ?? '' })}</p>
        <Form id={pageForm} action={`/accept-invitation?${where.query}`}>
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="key" value={where.query.get('key') ?? ''} />
          <FormActions>
            <Button variant="primary">{t('accept-invitation.do')}</Button>
          </FormActions>
        </Form>
      </Page>
    )
  },
})

export const acceptInvitationForm = form<'acceptGuestInvitation'>({
  path: '/accept-invitation',
  pagePath: '/accept-invitation',
  endpoint: 'acceptGuestInvitation',
  toInput: (sent) => ({ body: { key: sent.text('key') } }),
  done: ({ accountId }) => ({ location: `/accounts/${accountId}/overview`, notice: 'guest-joined' }),
})
