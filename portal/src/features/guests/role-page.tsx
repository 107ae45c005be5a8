import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { roleOptions } from './role-options.ts'

type Data = {
  person: Awaited<ReturnType<Client['listAccountPeople']>>['people'][number] | undefined
  roles: readonly string[]
}

const path = '/accounts/:accountId/people/:guestId/role'

/** A holder gives a guest another role. */
export const guestRolePage = page<Data>({
  path,
  title: 'guest-role.title',
  section: 'access',
  parent: '/accounts/:accountId/people',
  load: async (client, { params: { accountId, guestId } }) => {
    const params = { accountId }
    const [{ people }, { roles }] = await Promise.all([
      client.listAccountPeople({ params }),
      client.listGuestInvitations({ params }),
    ])
    return { person: people.find(({ webUserId }) => String(webUserId) === guestId), roles }
  },
  View: (props) => {
    const { data, t, formToken, problem, where } = props
    const { person, roles } = data
    const { accountId, guestId } = where.params
    return (
      <Page
        heading={t('guest-role.title')}
        lead={person && t('guest-role.lead', { name: person.name || person.userName })}
      >
        <RefusedForm problem={problem} names={{ role: t('guest-role.role') }} t={t} />
        <Guarded
          {...props}
          id="change-role"
          decision={person?.may['guest:change-role'] ?? 'not-found'}
          label={t('guest-role.do')}
        >
          <Form id={pageForm} action={`/accounts/${accountId}/people/${guestId}/role`}>
            <input type="hidden" name="_token" value={formToken} />
            <input type="hidden" name="seenRole" value={person?.role} />
            <RadioGroup
              name="role"
              label={t('guest-role.role')}
              options={roleOptions(roles, t)}
              value={typedOr(problem, 'role', person?.role ?? '')}
              error={fieldError({ problem, t }, 'role')}
            />
            <FormActions>
              <Button variant="primary">{t('guest-role.do')}</Button>
            </FormActions>
          </Form>
        </Guarded>
      </Page>
    )
  },
})

export const guestRoleForm = form<'changeGuestRole'>({
  path,
  pagePath: path,
  endpoint: 'changeGuestRole',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId, guestId: params.guestId },
    body: { role: sent.text('role'), seenRole: sent.text('seenRole') },
  }),
  done: ({ taskId }, { params }) => ({
    location: `/accounts/${params.accountId}/people`,
    notice: taskId === null ? 'guest-role-same' : 'guest-role-changed',
  }),
})
