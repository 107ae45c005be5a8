import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { LeftOut } from './batch.ts'

type Props = { leftOut: readonly LeftOut[]; can: number }

/** Of the chosen tasks, those with which it cannot be done: how many, which, and why. */
export function LeftOutTasks({ leftOut, can }: Props) {
  const { t, word, format } = useDesk()
  if (leftOut.length === 0) return null
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))]
  return (
    <Notice
      tone="warning"
      title={t('task-batch.left-out', { cannot: leftOut.length, all: leftOut.length + can })}
    >
      <ul class="task-batch-left-out">
        {reasons.map((reason) => (
          <li key={reason}>
            {word('reason', reason)}{' '}
            <span class="quiet">
              {format.list(
                leftOut.filter((one) => one.reason === reason).map(({ task }) => String(task.taskId)),
              )}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
