import { typedCents } from '@porchlight/contract/typed-cents.ts'
import { form } from '../../app/form.ts'
import { localeIn } from '../payments/amount.ts'

const pagePath = '/accounts/:accountId/bank-accounts/:bankAccountId'
const idsIn = ({ accountId, bankAccountId }: Record<string, string>) => ({ accountId, bankAccountId })
const back = ({ accountId, bankAccountId }: Record<string, string>) =>
  `/accounts/${accountId}/bank-accounts/${bankAccountId}`

/** Reads a deposit: `7` and `07` are cents, `0.07` and `$0.07` are an amount. What is neither becomes 0, which is refused. */
function depositIn(typed: string, locale: 'en' | 'es'): number {
  const plain = typed.trim()
  if (/^\d{1,2}$/.test(plain)) return Number(plain)
  const cents = typedCents(plain.replace(/^(\$\s*)?\./, '0.'), locale)
  return typeof cents === 'number' ? cents : 0
}

export const verifyBankAccountForm = form<'verifyBankAccount'>({
  path: `${pagePath}/verify`,
  pagePath,
  endpoint: 'verifyBankAccount',
  toInput: (sent, { params }) => {
    const deposit = (name: string) => depositIn(sent.text(name), localeIn(sent.text('locale')))
    return {
      params: idsIn(params),
      body: { firstCents: deposit('firstCents'), secondCents: deposit('secondCents') },
    }
  },
  done: (_, { params }) => ({ location: back(params), notice: 'bank-account-verified' }),
})

export const changeBankAccountForm = form<'changeBankAccount'>({
  path: pagePath,
  pagePath,
  endpoint: 'changeBankAccount',
  toInput: (sent, { params }) => ({
    params: idsIn(params),
    body: {
      version: sent.number('version'),
      nickname: sent.text('nickname'),
      isDefault: sent.isOn('isDefault'),
    },
  }),
  done: ({ taskId }, { params }) => ({
    location: back(params),
    notice: taskId === null ? 'nothing-changed' : 'bank-account-changed',
  }),
})

export const removeBankAccountForm = form<'removeBankAccount'>({
  path: `${pagePath}/remove`,
  pagePath,
  endpoint: 'removeBankAccount',
  toInput: (_, { params }) => ({ params: idsIn(params) }),
  done: (_, { params }) => ({
    location: `/accounts/${params.accountId}/bank-accounts`,
    notice: 'bank-account-removed',
  }),
})
