import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { roleOptions } from './role-options.ts'

const path = '/accounts/:accountId/invite'

/** A holder invites somebody to see an account, in a role that is explained. */
export const inviteGuestPage = page<Awaited<ReturnType<Client['listGuestInvitations']>>>({
  path,
  title: 'invite-guest.title',
  section: 'access',
  parent: '/accounts/:accountId/people',
  load: (client, { params }) => client.listGuestInvitations({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, formToken, problem, where } = props
    const names = { email: t('invite-guest.email'), role: t('invite-guest.role') }
    return (
      <Page heading={t('invite-guest.title')} lead={t('invite-guest.lead')}>
        <RefusedForm problem={problem} names={names} t={t} />
        <Guarded {...props} id="invite" decision={data.may['guest:invite']} label={t('invite-guest.do')}>
          <Form id={pageForm} action={`/accounts/${where.params.accountId}/invite`}>
            <input type="hidden" name="_token" value={formToken} />
            <Field
              name="email"
              type="email"
              label={names.email}
              autocomplete="off"
              maxlength={200}
              value={typedOr(problem, 'email', '')}
              error={fieldError({ problem, t }, 'email')}
            />
            <RadioGroup
              name="role"
              label={names.role}
              options={roleOptions(data.roles, t)}
              value={typedOr(problem, 'role', data.roles.at(-1) ?? '')}
              error={fieldError({ problem, t }, 'role')}
            />
            <Notice>{t('invite-guest.what-happens')}</Notice>
            <FormActions>
              <Button variant="primary">{t('invite-guest.do')}</Button>
            </FormActions>
          </Form>
        </Guarded>
      </Page>
    )
  },
})

export const inviteGuestForm = form<'inviteGuest'>({
  path,
  pagePath: path,
  endpoint: 'inviteGuest',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId },
    body: { email: sent.text('email'), role: sent.text('role') },
  }),
  done: (_, { params }) => ({ location: `/accounts/${params.accountId}/people`, notice: 'guest-invited' }),
})

export const withdrawGuestForm = form<'withdrawGuestInvitation'>({
  path: '/accounts/:accountId/guest-invitations/:taskId/withdraw',
  pagePath: '/accounts/:accountId/people',
  endpoint: 'withdrawGuestInvitation',
  toInput: (_, { params }) => ({ params: { accountId: params.accountId, taskId: params.taskId } }),
  done: (_, { params }) => ({ location: `/accounts/${params.accountId}/people`, notice: 'guest-withdrawn' }),
})
