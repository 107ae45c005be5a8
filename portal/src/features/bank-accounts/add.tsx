import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { FormFields } from '../../app/closed-form.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { NicknameField } from './nickname-field.tsx'
import type { BankAccountsData } from './state-text.ts'

const path = '/accounts/:accountId/bank-accounts/add'

/** Add a bank account: its numbers, its kind and a nickname. */
export const addBankAccountPage = page<BankAccountsData>({
  path,
  title: 'bank-account.add',
  section: 'bills',
  parent: '/accounts/:accountId/bank-accounts',
  load: (client, { params }) => client.listBankAccounts({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t } = props
    return (
      <Page heading={t('bank-account.add')} lead={t('bank-account.add.lead')}>
        {data.problem ? (
          <Notice tone="warning">{t(`reason.${data.problem}`)}</Notice>
        ) : (
          <AddForm {...props} />
        )}
      </Page>
    )
  },
})

function AddForm(props: PageProps<BankAccountsData>) {
  const { data, t, formToken, problem } = props
  const decision = data.may['bank-account:add']
  const number = (name: 'routingNumber' | 'bankAccountNumber' | 'repeatedNumber') => (
    <Field
      name={name}
      label={t(`bank-account.${name}`)}
      hint={t(`bank-account.${name}.hint`)}
      short
      inputmode="numeric"
      autocomplete="off"
      value={typedOr(problem, name, '')}
      error={fieldError({ problem, t }, name)}
    />
  )
  const names = Object.fromEntries(
    (['routingNumber', 'bankAccountNumber', 'repeatedNumber', 'kind', 'nickname'] as const).map((name) => [
      name,
      t(`bank-account.${name}`),
    ]),
  )
  return (
    <Form id={pageForm} action={`/accounts/${data.accountId}/bank-accounts/add`}>
      <input type="hidden" name="_token" value={formToken} />
      <RefusedForm problem={problem} names={names} t={t} />
      <FormFields {...props} decision={decision}>
        <RadioGroup
          name="kind"
          label={t('bank-account.kind')}
          value={typedOr(problem, 'kind', '')}
          error={fieldError({ problem, t }, 'kind')}
          options={(['checking', 'savings'] as const).map((value) => ({
            value,
            label: t(`bank-account.kind.${value}`),
          }))}
        />
        {number('routingNumber')}
        {number('bankAccountNumber')}
        {number('repeatedNumber')}
        <NicknameField {...props} standing="" />
      </FormFields>
      <Notice title={t('bank-account.next.title')}>{t('bank-account.next.text')}</Notice>
      <FormActions>
        <Guarded {...props} id="add" decision={decision} label={t('bank-account.add')}>
          <Button variant="primary">{t('bank-account.add')}</Button>
        </Guarded>
      </FormActions>
    </Form>
  )
}

export const addBankAccountForm = form<'addBankAccount'>({
  path,
  pagePath: path,
  endpoint: 'addBankAccount',
  toInput: (sent, { params: { accountId } }) => ({
    params: { accountId },
    body: {
      routingNumber: sent.text('routingNumber'),
      bankAccountNumber: sent.text('bankAccountNumber'),
      repeatedNumber: sent.text('repeatedNumber'),
      kind: sent.text('kind') as 'checking' | 'savings',
      nickname: sent.text('nickname'),
    },
  }),
  done: ({ bankAccountId }, { params: { accountId } }) => ({
    location: `/accounts/${accountId}/bank-accounts/${bankAccountId}`,
    notice: 'bank-account-added',
  }),
})
