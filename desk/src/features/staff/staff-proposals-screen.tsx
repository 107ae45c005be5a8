import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { DifferenceTable } from './difference-table.tsx'
import type { Proposal } from './staff.ts'
import { useChange } from './use-change.tsx'
import { useSettle } from './use-settle.tsx'

/** Changes that wait for a second person, and those that were decided. */
function StaffProposalsScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('staff-proposals', 'staff:view', (client) => client.listStaffProposals())
  return (
    <Screen lead={t('staff-proposals.lead')}>
      <AnswerView loaded={loaded} lines={6}>
        {({ hasFourEyes, proposals }) => (
          <>
            {proposals.length === 0 && (
              <EmptyState title={t('staff-proposals.none')}>
                {t(hasFourEyes ? 'staff-proposals.none.on' : 'staff-proposals.none.off')}
              </EmptyState>
            )}
            {proposals.map((proposal) => (
              <ProposalCard key={proposal.proposalId} proposal={proposal} onChanged={loaded.reload} />
            ))}
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const staffProposalsView = laterView('staff-proposals', StaffProposalsScreen)

/** The page of what a proposal is about. */
function Subject({ kind, subject, subjectName }: Proposal) {
  const { t } = useDesk()
  if (kind === 'csr') return <a href={href({ name: 'csr', memberId: subject })}>{subjectName}</a>
  if (kind === 'group') return <a href={href({ name: 'csr-group', csrGroup: subject })}>{subjectName}</a>
  return <a href={href({ name: 'utility-entitlements' })}>{t('utility-entitlements.title')}</a>
}

function ProposalCard({ proposal, onChanged }: { proposal: Proposal; onChanged: () => void }) {
  const { t, word } = useDesk()
  const { proposalId, standing, differences, may } = proposal
  const params = { proposalId }
  const { ask, shown } = useChange(onChanged)
  const { settle, shown: asked } = useSettle(proposalId, onChanged)
  const id = `proposal-${proposalId}`
  const approve = t('staff-proposals.approve-named', { number: proposalId })
  const isOpen = standing === 'open'
  return (
    <Card
      id={id}
      heading={t('staff-proposals.one', { number: proposalId, what: word('staff-change', proposal.change) })}
      actions={
        <StatusBadge tone={isOpen ? 'progress' : standing === 'approved' ? 'success' : 'neutral'}>
          {capital(word('proposal-standing', standing))}
        </StatusBadge>
      }
    >
      {shown}
      {asked}
      <p>
        <Subject {...proposal} />
      </p>
      <p>
        {t('staff-proposals.proposed-by', { name: proposal.proposedByName })}{' '}
        <Instant at={proposal.proposedAt} />: {proposal.reason}
      </p>
      {proposal.decidedByName && proposal.decidedAt && (
        <p>
          {t('staff-proposals.decided-by', { name: proposal.decidedByName })}{' '}
          <Instant at={proposal.decidedAt} />: {proposal.decisionReason}
        </p>
      )}
      <DifferenceTable
        id={`${id}-differences`}
        caption={t('staff-proposals.differences', { number: proposalId })}
        differences={differences}
      />
      {isOpen && (
        <div class="form-actions">
          {may['staff-change:withdraw'] === 'ok' && (
            <Button onClick={() => settle('withdraw')}>{t('staff-proposals.withdraw')}</Button>
          )}
          <Guarded
            id={`${id}-approve`}
            decision={may['staff-change:decide']}
            label={t('staff-proposals.approve')}
          >
            <Button
              aria-label={approve}
              onClick={() =>
                ask({
                  subject: `staff-proposal approve ${proposalId}`,
                  title: approve,
                  action: 'staff-change:decide',
                  told: t('staff-proposals.approved'),
                  preview: (client) => client.previewStaffProposal({ params }),
                  make: async (client, reason) => {
                    await client.approveStaffProposal({ params, body: { reason } })
                    return {}
                  },
                })
              }
            >
              {t('staff-proposals.approve')}
            </Button>
            <Button onClick={() => settle('decline')}>{t('staff-proposals.decline')}</Button>
          </Guarded>
        </div>
      )}
    </Card>
  )
}
