import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { FurtherReason } from '../protected/further-reason.tsx'
import type { ActionName } from './actionable-task.ts'
import { whatChanged } from './what-changed.ts'

type Props = { refusal: RefusalBody; action: ActionName; onLookAgain: () => void; onExplained: () => void }

/** Why an action was not done, and what to do about it: somebody was faster, no answer came, a further reason is asked for ... */
export function ActionRefusal({ refusal, action, onLookAgain, onExplained }: Props) {
  const desk = useDesk()
  const { t } = desk
  const { reason, accountId } = refusal
  const lookAgain = <Button onClick={onLookAgain}>{t('task-conflict.look')}</Button>
  if (reason === 'version-conflict')
    return (
      <Notice tone="warning" role="alert" title={t('task-conflict.title')} actions={lookAgain}>
        {whatChanged(refusal, desk)}
      </Notice>
    )
  if (reason === 'out-of-order')
    return (
      <Notice tone="warning" role="alert" title={t('task-action.no-answer.title')} actions={lookAgain}>
        {t('task-action.no-answer')}
      </Notice>
    )
  if (reason === 'move-not-allowed')
    return <Notice tone="warning" role="alert" title={desk.word('reason', reason)} actions={lookAgain} />
  if (reason === 'further-reason-required' && accountId !== undefined)
    return <FurtherReason accountId={accountId} onOpened={onExplained} />
  return <RefusalNotice refusal={refusal} action={`task:${action}`} />
}
