import type { Client } from '@porchlight/contract/client.ts'
import type { StatusTone } from '@porchlight/ui/status-badge.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'

export type BankAccountsData = Awaited<ReturnType<Client['listBankAccounts']>>
export type BankAccountData = BankAccountsData['bankAccounts'][number]

export const tones: Record<BankAccountData['state'], StatusTone> = {
  waiting: 'progress',
  verified: 'success',
  'wrong-deposits': 'danger',
  'bank-refused': 'danger',
  over: 'neutral',
}

/** Says what the state of a bank account means and what happens next. */
export function stateText(
  { state, areDepositsSent, bankReason, verifyBefore }: BankAccountData,
  { t, format }: Pick<PageProps<unknown>, 't' | 'format'>,
): string {
  if (state === 'waiting' && !areDepositsSent) return t('bank-account.state.sending.text')
  if (state === 'bank-refused') return t(knownKey(`bank-reason.${bankReason}`, 'bank-reason.other'))
  return t(`bank-account.state.${state}.text`, { until: verifyBefore ? format.instant(verifyBefore) : '' })
}
