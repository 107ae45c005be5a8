import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import type { Account } from '#app/response-types.ts'
import { useAnswer } from '#app/use-answer.ts'
import { RefundForm } from './refund-form.tsx'

type Props = { account: Account; onDone: () => void }

/** Opens the dialog that gives a payment back. Disabled with the reason where the CSR may not. */
export function RefundButton({ account, onDone }: Props) {
  const { t } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  const label = t('refund.open')
  return (
    <>
      <Guarded id="refund" decision={account.may['payment:refund']} label={label} variant="quiet">
        <Button id="refund" variant="quiet" onClick={() => setIsOpen(true)}>
          {label}
        </Button>
      </Guarded>
      {isOpen && (
        <RefundDialog
          accountId={account.accountId}
          onDone={() => {
            setIsOpen(false)
            onDone()
          }}
          onCancel={() => setIsOpen(false)}
        />
      )}
    </>
  )
}

function RefundDialog(props: { accountId: number; onDone: () => void; onCancel: () => void }) {
  const { accountId, onDone, onCancel } = props
  const { t, format } = useDesk()
  const loaded = useAnswer(`refunds ${accountId}`, 'payment:refund', (client) =>
    client.listRefundable({ params: { accountId } }),
  )
  return (
    <Dialog
      id="refund-dialog"
      open
      title={t('refund.title', { account: format.account(accountId) })}
      closeLabel={t('refund.cancel')}
      onClose={onCancel}
    >
      <AnswerView loaded={loaded} lines={6}>
        {(refundable) => <RefundForm accountId={accountId} refundable={refundable} onDone={onDone} />}
      </AnswerView>
    </Dialog>
  )
}
