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
  /** The task is another by now: it is to be read again. */
  onChanged: () => void
}

/** The additional actions of one task, each with its key; what this CSR may not stands there with the reason. */
export function TaskButtons({ task, onChanged }: Props) {
  const { t, word } = useDesk()
  const group = useRef<HTMLFieldSetElement>(null)
  /** With the task as it was looked at: what is read again meanwhile does not change what is being confirmed. */
  const [chosen, setChosen] = useState<{ task: ActionableTask; offered: Offered }>()
  const [wanted, setWanted] = useState<ActionName>()
  /** The version that our own action made: until it has been read, what stands here is old. */
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
          <Guarded key={action} id={`task-action-${action}`} answer={may} label={label}>
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
