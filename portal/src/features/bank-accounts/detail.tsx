import { Refused } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr, versionToSend } from '../../app/refused-form.tsx'
import { NicknameField } from './nickname-field.tsx'
import { type BankAccountData, type BankAccountsData, stateText, tones } from './state-text.ts'

type Data = Omit<BankAccountsData, 'bankAccounts'> & { bankAccount: BankAccountData }

/** One bank account: confirm its deposits, give it a nickname, choose it first, or remove it. */
export const bankAccountPage = page<Data>({
  path: '/accounts/:accountId/bank-accounts/:bankAccountId',
  title: 'bank-account.title',
  section: 'bills',
  parent: '/accounts/:accountId/bank-accounts',
  load: async (client, { params: { accountId, bankAccountId } }) => {
    const { bankAccounts, ...rest } = await client.listBankAccounts({ params: { accountId } })
    const bankAccount = bankAccounts.find((one) => String(one.bankAccountId) === bankAccountId)
    if (!bankAccount) throw new Refused(404, { reason: 'not-found' })
    return { ...rest, bankAccount }
  },
  View: (props) => {
    const { data, t, format, problem } = props
    const { bankAccount } = data
    const { state, kind, maskedNumber, nickname, isDefault, addedAt } = bankAccount
    const name = t('bank-account.name', { kind, number: maskedNumber })
    return (
      <Page heading={nickname || name}>
        <RefusedForm problem={problem} t={t} />
        {state === 'waiting' && bankAccount.areDepositsSent && <VerifyForm {...props} />}
        <Card
          id="bank-account"
          heading={t('bank-account.title')}
          actions={<StatusBadge tone={tones[state]}>{t(`bank-account.state.${state}`)}</StatusBadge>}
        >
          <p>{stateText(bankAccount, props)}</p>
          <DescriptionList
            items={[
              { label: t('bank-account.kind'), value: t(`bank-account.kind.${kind}`) },
              { label: t('bank-account.bankAccountNumber'), value: maskedNumber },
              { label: t('bank-account.added'), value: format.instant(addedAt) },
              ...(isDefault
                ? [{ label: t('bank-account.default'), value: t('bank-account.is-default') }]
                : []),
            ]}
          />
        </Card>
        <ChangeForm {...props} />
        <RemoveForm {...props} />
      </Page>
    )
  },
})

const actionOf = ({ data }: PageProps<Data>, verb = '') =>
  `/accounts/${data.accountId}/bank-accounts/${data.bankAccount.bankAccountId}${verb}`

function VerifyForm(props: PageProps<Data>) {
  const { data, t, format, formToken, problem } = props
  const { wrongTriesLeft, verifyBefore } = data.bankAccount
  const deposit = (name: 'firstCents' | 'secondCents') => (
    <Field
      name={name}
      label={t(`bank-account.${name}`)}
      hint={name === 'firstCents' ? t('bank-account.deposit.hint') : undefined}
      short
      inputmode="decimal"
      autocomplete="off"
      value={typedOr(problem, name, '')}
      error={fieldError({ problem, t }, name)}
    />
  )
  return (
    <Card id="verify" tone="accent" heading={t('bank-account.verify.title')}>
      <p>{t('bank-account.verify.text', { until: verifyBefore ? format.instant(verifyBefore) : '' })}</p>
      <p>{t('bank-account.tries', { tries: wrongTriesLeft })}</p>
      <Form action={actionOf(props, '/verify')}>
        <input type="hidden" name="_token" value={formToken} />
        <input type="hidden" name="locale" value={props.locale} />
        {deposit('firstCents')}
        {deposit('secondCents')}
        <FormActions>
          <Guarded
            {...props}
            id="verify-do"
            decision={data.may['bank-account:verify']}
            label={t('bank-account.verify')}
          >
            <Button variant="primary">{t('bank-account.verify')}</Button>
          </Guarded>
        </FormActions>
      </Form>
    </Card>
  )
}

function ChangeForm(props: PageProps<Data>) {
  const { data, t, formToken, problem } = props
  const { nickname, isDefault, version, state } = data.bankAccount
  return (
    <Card id="change" heading={t('bank-account.change')}>
      <Form action={actionOf(props)}>
        <input type="hidden" name="_token" value={formToken} />
        <input type="hidden" name="version" value={versionToSend(problem, version)} />
        <NicknameField {...props} standing={nickname} />
        {state === 'verified' && (
          <CheckboxField
            name="isDefault"
            label={t('bank-account.default')}
            checked={isDefault}
            error={fieldError({ problem, t }, 'isDefault')}
          />
        )}
        <FormActions>
          <Guarded
            {...props}
            id="change-do"
            decision={data.may['bank-account:change']}
            label={t('bank-account.save')}
          >
            <Button>{t('bank-account.save')}</Button>
          </Guarded>
        </FormActions>
      </Form>
    </Card>
  )
}

function RemoveForm(props: PageProps<Data>) {
  const { data, t, format, formToken } = props
  const { uses } = data.bankAccount
  return (
    <Card id="remove" heading={t('bank-account.remove')}>
      {uses.length > 0 ? (
        <>
          <p>{t('bank-account.in-use')}</p>
          <ul>
            {uses.map(({ use, accountId, on }) => (
              <li key={`${use} ${accountId} ${on}`}>
                {t('bank-account.use', {
                  use: use === 'autopay' || use === 'payment' ? use : 'other',
                  account: format.account(accountId),
                  on: on ? format.date(on, 'medium') : '',
                  when: on ? 'day' : 'now',
                })}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>{t('bank-account.remove.text')}</p>
          <Guarded
            {...props}
            id="remove-do"
            decision={data.may['bank-account:remove']}
            label={t('bank-account.remove')}
          >
            <form method="post" action={actionOf(props, '/remove')}>
              <input type="hidden" name="_token" value={formToken} />
              <Button variant="danger">{t('bank-account.remove')}</Button>
            </form>
          </Guarded>
        </>
      )}
    </Card>
  )
}
