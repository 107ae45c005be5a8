import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { Instant } from '#app/instant.tsx'
import { useLive } from '#app/live/use-live.ts'
import type { PreparedRow } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { PreparedValues } from './prepared-values.tsx'
import { saveApproval } from './save-approval.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'

const tones: Record<PreparedRow['state'], StatusTone> = {
  waiting: 'progress',
  approved: 'success',
  declined: 'danger',
  withdrawn: 'neutral',
  expired: 'neutral',
}

/** The changes that CSRs prepared on an account, with what became of each. */
function PreparedChangesScreen({ accountId }: { accountId: number }) {
  const { t, format } = useDesk()
  const [withdrawn, setWithdrawn] = useState<PreparedRow>()
  const loaded = useAnswer(`prepared changes ${accountId}`, 'prepared-change:list', (client) =>
    client.listPreparedChanges({ params: { accountId } }),
  )
  useLive(
    {
      kinds: ['self-service-task'],
      isAbout: ([, account]) => account === accountId,
      otherwise: 'when-seen-again',
    },
    loaded.refresh,
  )
  return (
    <Screen
      heading={t('prepared.card')}
      documentTitle={t('prepared.card')}
      lead={
        <a href={href({ name: 'account', accountId })}>
          {t('account.title', { number: format.account(accountId) })}
        </a>
      }
    >
      <AnswerView loaded={loaded} lines={6}>
        {({ changes }) => (
          <>
            {changes.length === 0 && <p class="quiet">{t('prepared.card-none')}</p>}
            <div class="account-cards">
              {changes.map((change) => (
                <ChangeCard
                  key={change.taskId}
                  accountId={accountId}
                  change={change}
                  onWithdraw={() => setWithdrawn(change)}
                />
              ))}
            </div>
          </>
        )}
      </AnswerView>
      {withdrawn && (
        <WithdrawDialog
          accountId={accountId}
          change={withdrawn}
          onDone={() => {
            setWithdrawn(undefined)
            loaded.refresh()
          }}
          onCancel={() => setWithdrawn(undefined)}
        />
      )}
    </Screen>
  )
}

export const preparedChangesView = laterView('prepared-changes', PreparedChangesScreen)

type CardProps = { accountId: number; change: PreparedRow; onWithdraw: () => void }

function ChangeCard({ accountId, change, onWithdraw }: CardProps) {
  const { t, word, format, client } = useDesk()
  const {
    taskId,
    command,
    state,
    changes,
    note,
    decisionReason,
    userName,
    preparedByCsrId,
    expiresAt,
    madeTaskId,
  } = change
  const what = word('prepared-command', command)
  return (
    <Card id={`prepared-${taskId}`} heading={what}>
      <p class="account-line">
        <StatusBadge tone={tones[state]}>{word('prepared-state', state)}</StatusBadge>
        <Instant at={change.decidedAt ?? change.preparedAt} />
        <a href={href({ name: 'task', taskId })}>{t('prepared.made', { taskId })}</a>
      </p>
      <p>{t('prepared.for', { userName, csrId: preparedByCsrId })}</p>
      <PreparedValues id={`values-${taskId}`} changes={changes} />
      {note && <p>{t('prepared.note-said', { note })}</p>}
      {decisionReason && <p>{t('prepared.reason-said', { reason: decisionReason })}</p>}
      {state === 'waiting' && expiresAt && (
        <p class="quiet">{t('prepared.expires', { when: format.instant(expiresAt) })}</p>
      )}
      {madeTaskId !== null && (
        <p>
          <a href={href({ name: 'task', taskId: madeTaskId })}>
            {t('prepared.made-task', { taskId: madeTaskId })}
          </a>
        </p>
      )}
      <div class="form-actions">
        {state === 'waiting' && (
          <Guarded
            id={`withdraw-${taskId}`}
            decision={change.may['prepared-change:withdraw']}
            label={t('prepared.withdraw')}
          >
            <Button aria-label={t('prepared.withdraw-named', { what })} onClick={onWithdraw}>
              {t('prepared.withdraw')}
            </Button>
          </Guarded>
        )}
        {change.hasApproval && (
          <Button
            aria-label={t('prepared.approval-named', { taskId })}
            onClick={() => void saveApproval(client, { accountId, taskId })}
          >
            {t('prepared.approval')}
          </Button>
        )}
      </div>
    </Card>
  )
}
