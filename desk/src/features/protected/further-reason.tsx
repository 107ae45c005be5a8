import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { FurtherReasonForm } from './further-reason-form.tsx'

type Props = { accountId: number; onOpened: () => void }

/** In place of a protected customer: why it is needed, and what giving the reason leads to. */
export function FurtherReason({ accountId, onOpened }: Props) {
  const { t } = useDesk()
  const { action, answer, reload } = useAnswer(`protected ${accountId}`, 'account:open-protected', (client) =>
    client.readProtectedPrompt({ params: { accountId } }),
  )
  if (answer.state === 'loading') return <Skeleton label={t('desk.loading')} lines={4} />
  if (answer.state === 'refused')
    return (
      <>
        <p>{t('protected.title')}</p>
        <RefusalNotice refusal={answer.refusal} action={action} onRetry={reload} />
      </>
    )
  return (
    <FurtherReasonForm accountId={accountId} reasonKinds={answer.value.reasonKinds} onOpened={onOpened} />
  )
}
