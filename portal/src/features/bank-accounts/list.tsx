import { Card } from '@porchlight/ui/card.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { type BankAccountData, type BankAccountsData, stateText, tones } from './state-text.ts'

/** The web user's bank accounts: their state, which one is chosen first, and the way to add one. */
export const bankAccountsPage = page<BankAccountsData>({
  path: '/accounts/:accountId/bank-accounts',
  title: 'bank-accounts.title',
  section: 'bills',
  parent: '/accounts/:accountId/bills',
  load: (client, { params }) => client.listBankAccounts({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t } = props
    const { bankAccounts, problem } = data
    return (
      <Page heading={t('bank-accounts.title')} lead={t('bank-accounts.lead')}>
        {problem && <Notice tone="warning">{t(`reason.${problem}`)}</Notice>}
        {bankAccounts.length === 0 ? (
          <EmptyState icon="bill" title={t('bank-accounts.none')} action={<AddLink {...props} />}>
            {t('bank-accounts.none.text')}
          </EmptyState>
        ) : (
          <>
            {bankAccounts.map((bankAccount) => (
              <OneBankAccount key={bankAccount.bankAccountId} {...props} bankAccount={bankAccount} />
            ))}
            <FormActions>
              <AddLink {...props} />
            </FormActions>
          </>
        )}
      </Page>
    )
  },
})

function AddLink(props: PageProps<BankAccountsData>) {
  const { data, t } = props
  if (data.problem) return null
  return (
    <Guarded {...props} id="add" decision={data.may['bank-account:add']} label={t('bank-account.add')}>
      <LinkButton variant="primary" href={`/accounts/${data.accountId}/bank-accounts/add`}>
        {t('bank-account.add')}
      </LinkButton>
    </Guarded>
  )
}

function OneBankAccount(props: PageProps<BankAccountsData> & { bankAccount: BankAccountData }) {
  const { bankAccount, data, t } = props
  const { bankAccountId, nickname, maskedNumber, kind, isDefault, state } = bankAccount
  const id = `bank-account-${bankAccountId}`
  const name = t('bank-account.name', { kind, number: maskedNumber })
  return (
    <Card
      id={id}
      heading={nickname || name}
      actions={<StatusBadge tone={tones[state]}>{t(`bank-account.state.${state}`)}</StatusBadge>}
    >
      {nickname && <p>{name}</p>}
      {isDefault && <p>{t('bank-account.is-default')}</p>}
      <p>{stateText(bankAccount, props)}</p>
      <p>
        <a
          href={`/accounts/${data.accountId}/bank-accounts/${bankAccountId}`}
          aria-describedby={`${id}-heading`}
        >
          {t(state === 'waiting' ? 'bank-account.to-verify' : 'bank-account.to-change')}
        </a>
      </p>
    </Card>
  )
}
