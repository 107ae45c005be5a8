import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import type { Translate } from '../../app/messages.ts'

type Props = { accountId: number; t: Translate; text: string }

/** Says that the reader has no confirmed bank account yet, and leads to where one is added. */
export function NoBankAccount({ accountId, t, text }: Props) {
  return (
    <EmptyState
      icon="bill"
      title={t('bank-payment.no-bank-account')}
      action={
        <LinkButton variant="primary" href={`/accounts/${accountId}/bank-accounts`}>
          {t('bank-accounts.title')}
        </LinkButton>
      }
    >
      {text}
    </EmptyState>
  )
}
