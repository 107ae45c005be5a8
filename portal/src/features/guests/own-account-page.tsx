import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { roleName, roleWhat } from './role-options.ts'

const path = '/accounts/:accountId/my-access'

/** The customer's own place on an account: the role, the name for it, and leaving. */
export const ownAccountPage = page<Awaited<ReturnType<Client['readOwnLink']>>>({
  path,
  title: 'own-account.title',
  section: 'access',
  parent: '/access',
  load: (client, { params }) => client.readOwnLink({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, format, where, formToken, problem } = props
    const { accountId } = where.params
    const { nickname, role, isHolder, may } = data
    return (
      <Page
        heading={t('own-account.title')}
        lead={t('home.account-number', { number: format.account(Number(accountId)) })}
      >
        <RefusedForm problem={problem} names={{ nickname: t('own-account.nickname') }} t={t} />
        <p>
          <strong>{t('own-account.role', { role: roleName(role, t) })}</strong>
          <br />
          {roleWhat(role, t)}
        </p>
        <Guarded
          {...props}
          id="save-nickname"
          decision={may['nickname:change']}
          label={t('own-account.nickname-do')}
        >
          <Form id={pageForm} action={`/accounts/${accountId}/nickname`}>
            <input type="hidden" name="_token" value={formToken} />
            <Field
              name="nickname"
              label={t('own-account.nickname')}
              hint={t('own-account.nickname-hint')}
              maxlength={60}
              value={typedOr(problem, 'nickname', nickname)}
              error={fieldError({ problem, t }, 'nickname')}
            />
            <FormActions>
              <Button variant="primary">{t('own-account.nickname-do')}</Button>
            </FormActions>
          </Form>
        </Guarded>
        <Section id="leave" heading={t('own-account.leave')}>
          <p>{t('own-account.leave-text')}</p>
          {isHolder && <p>{t('own-account.leave-holder')}</p>}
          <Guarded
            {...props}
            id="leave-account"
            decision={may['account-link:leave']}
            label={t('own-account.leave-do')}
          >
            <form method="post" action={`/accounts/${accountId}/leave`}>
              <input type="hidden" name="_token" value={formToken} />
              <Button variant="danger">{t('own-account.leave-do')}</Button>
            </form>
          </Guarded>
        </Section>
      </Page>
    )
  },
})

export const nicknameForm = form<'changeNickname'>({
  path: '/accounts/:accountId/nickname',
  pagePath: path,
  endpoint: 'changeNickname',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId },
    body: { nickname: sent.text('nickname') },
  }),
  done: (_, { params }) => ({
    location: `/accounts/${params.accountId}/my-access`,
    notice: 'nickname-saved',
  }),
})

export const leaveAccountForm = form<'leaveAccount'>({
  path: '/accounts/:accountId/leave',
  pagePath: path,
  endpoint: 'leaveAccount',
  toInput: (_, { params }) => ({ params: { accountId: params.accountId } }),
  done: () => ({ location: '/access', notice: 'account-left' }),
})
