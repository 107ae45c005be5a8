import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'

type Move = 'decline' | 'withdraw'

/** Asks for the reason before a proposal is declined or withdrawn. */
export function useSettle(proposalId: number, onChanged: () => void) {
  const { t, client } = useDesk()
  const [move, settle] = useState<Move>()
  const shown = move && (
    <AskFirst
      subject={`staff-proposal ${move} ${proposalId}`}
      title={t(`staff-proposals.${move}-named`, { number: proposalId })}
      action={`staff-change:${move === 'decline' ? 'decide' : 'withdraw'}`}
      perform={(reason) => {
        const call = move === 'decline' ? client.declineStaffProposal : client.withdrawStaffProposal
        return call({ params: { proposalId }, body: { reason } })
      }}
      onDone={() => {
        settle(undefined)
        onChanged()
      }}
      onCancel={() => settle(undefined)}
    >
      <p>{t('staff-proposals.settle.what')}</p>
    </AskFirst>
  )
  return { settle, shown }
}
