import { Button } from '@porchlight/ui/button.tsx'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { ActionDialog } from './action-dialog.tsx'
import type { Task } from './task.ts'

/** What can be done to one task in its state; what this CSR may not is there, with the reason. */
export function TaskActions({ task, onDone }: { task: Task; onDone: () => void }) {
  const { t, word } = useDesk()
  const [asked, setAsked] = useState<Task['actions'][number]>()
  if (task.actions.length === 0) return null
  return (
    <div class="task-actions">
      {task.actions.map((offered) => {
        const name = t(`task-action.${offered.action}`)
        return offered.may === 'ok' ? (
          <Button key={offered.action} onClick={() => setAsked(offered)}>
            {name}
          </Button>
        ) : (
          <DisabledAction
            key={offered.action}
            id={`action-${offered.action}`}
            reason={word('reason', offered.may)}
          >
            {name}
          </DisabledAction>
        )
      })}
      {asked && (
        <ActionDialog
          action={asked.action}
          needs={asked.needs}
          tasks={[task]}
          leftOut={0}
          onOutcome={() => {}}
          onClose={() => {
            setAsked(undefined)
            onDone()
          }}
        />
      )}
    </div>
  )
}
