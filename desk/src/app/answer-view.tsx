import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import type { ComponentChildren } from 'preact'
import { FurtherReason } from '../features/protected/further-reason.tsx'
import { useDesk } from './desk-context.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import type { Loaded } from './use-answer.ts'

export type AnswerViewProps<T> = {
  loaded: Loaded<T>
  lines?: number | undefined
  /** Said where the row is not there: why that may be. */
  whereGone?: string | undefined
  children: (value: T) => ComponentChildren
}

/** Shows the response, a placeholder while the request is in flight, or the reason of its refusal. */
export function AnswerView<T>({ loaded, lines = 4, whereGone, children }: AnswerViewProps<T>) {
  const { t } = useDesk()
  const { action, answer, reload } = loaded
  if (answer.state === 'loading') return <Skeleton label={t('desk.loading')} lines={lines} />
  if (answer.state === 'refused') {
    const { reason, accountId } = answer.refusal
    if (reason === 'further-reason-required' && accountId !== undefined)
      return <FurtherReason accountId={accountId} onOpened={reload} />
    return (
      <RefusalNotice
        refusal={answer.refusal}
        action={action}
        onRetry={reload}
        detail={reason === 'not-found' ? whereGone : undefined}
      />
    )
  }
  return <>{children(answer.value)}</>
}
