import { Button } from '@porchlight/ui/button.tsx'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { useKeys } from '#app/keyboard.ts'
import { announce } from '#app/news.ts'
import {
  type ActionableTask,
  type ActionName,
  actionNames,
  deskActions,
  type Offered,
  offeredOf,
} from './actions.ts'
import { TaskActionDialog } from './task-action-dialog.tsx'

/** Actions that move a task forward are shown as primary buttons. */
const movingOn: readonly ActionName[] = ['approve', 'retry']

type Props = {
  task: ActionableTask
  /** Called when the task has changed: read it again. */
  onChanged: () => void
}

/** Buttons for the additional actions of one task, with their keys. A refused action is disabled and gives the reason. */
export function TaskButtons({ task, onChanged }: Props) {
  const { t, word } = useDesk()
  const group = useRef<HTMLFieldSetElement>(null)
  /** The chosen action and the task as the CSR saw it, so that a reload does not change what the CSR confirms. */
  const [chosen, setChosen] = useState<{ task: ActionableTask; offered: Offered }>()
  const [wanted, setWanted] = useState<ActionName>()
  /** The version that this CSR's action created. The shown task is stale until that version is loaded. */
  const [ownVersion, setOwnVersion] = useState(0)
  const isOld = task.version < ownVersion
  useEffect(() => {
    if (!wanted || isOld) return
    setWanted(undefined)
    const offered = offeredOf(task, wanted)
    if (offered?.may === 'ok') setChosen({ task, offered })
    else announce(word('reason', offered?.may ?? 'move-not-allowed'))
  }, [wanted, isOld, task, word])
  const offers = actionNames.flatMap((action) => offeredOf(task, action) ?? [])
  useKeys(Object.fromEntries(offers.map(({ action }) => [deskActions[action].key, () => setWanted(action)])))
  const changed = (version = 0) => {
    setOwnVersion(version)
    onChanged()
  }
  return (
    <fieldset class="task-buttons" ref={group} tabIndex={-1} aria-label={t('task-action.group')}>
      {offers.length === 0 && <p class="quiet">{t('task-action.final')}</p>}
      {offers.map(({ action, may }) => {
        const label = t(`task-action.${action}`)
        return (
          <Guarded key={action} id={`task-action-${action}`} decision={may} label={label}>
            <Button
              variant={movingOn.includes(action) ? 'primary' : 'secondary'}
              aria-keyshortcuts={deskActions[action].key}
              onClick={() => setWanted(action)}
            >
              {label}
            </Button>
          </Guarded>
        )
      })}
      {chosen && (
        <TaskActionDialog
          {...chosen}
          onChanged={changed}
          onClose={() => {
            setChosen(undefined)
            // The button may be gone with the state: the focus stays with its neighbors.
            requestAnimationFrame(() => {
              if (document.activeElement === document.body) group.current?.focus()
            })
          }}
        />
      )}
    </fieldset>
  )
}
