import { Dialog } from '@porchlight/ui/dialog.tsx'
import { signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDesk } from '../desk-context.ts'
import { KeyName } from '../key-name.tsx'
import { announce } from '../news.ts'
import { actionsIn, matching, type PageAction, perform } from './page-actions.ts'

/** The page's actions when the palette was opened; undefined while it is closed. */
const offered = signal<readonly PageAction[] | undefined>(undefined)

/** Returns the topmost dialog, or else the page. */
const inFront = () => [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body

/** Opens the palette with the actions of the topmost dialog, or else of the page. */
export function openPalette(): void {
  if (!offered.peek()) offered.value = actionsIn(inFront())
}

/** Binds Ctrl+K everywhere, also in fields and dialogs. */
export function usePaletteKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return
      event.preventDefault()
      openPalette()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

const most = 60

/** Dialog that finds an action of the page by its name and performs it. */
export function Palette() {
  const actions = offered.value
  return actions && <OpenPalette actions={actions} />
}

function OpenPalette({ actions }: { actions: readonly PageAction[] }) {
  const { t } = useDesk()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const matches = matching(actions, typed).slice(0, most)
  const current = matches[Math.min(active, matches.length - 1)]
  const close = () => {
    offered.value = undefined
  }
  const choose = (action: PageAction | undefined) => {
    if (!action) return
    if (action.reason !== undefined) return announce(action.reason)
    close()
    // Waits until the dialog has returned the focus.
    requestAnimationFrame(() => perform(action))
  }
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const move = (steps: number) =>
    setActive(Math.min(Math.max(Math.min(active, matches.length - 1) + steps, 0), matches.length - 1))
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
  return (
    <Dialog id="palette" open title={t('palette.title')} closeLabel={t('desk.close')} onClose={close}>
      <label class="field-label" for="palette-field">
        {t('palette.label')}
      </label>
      <span class="field-box">
        <input
          id="palette-field"
          autocomplete="off"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-describedby="palette-hint"
          aria-activedescendant={current && `palette-${matches.indexOf(current)}`}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={(event) => {
            const step = steps[event.key]
            if (step !== undefined) {
              event.preventDefault()
              move(step)
            }
            if (event.key === 'Enter') {
              event.preventDefault()
              choose(current)
            }
          }}
        />
      </span>
      <div id="palette-list" role="listbox" aria-label={t('palette.title')} class="palette-list" ref={list}>
        {matches.map((action, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys of the list.
          <div
            key={at}
            id={`palette-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={action === current}
            aria-disabled={action.reason !== undefined}
            onClick={() => choose(action)}
          >
            <span>{action.name}</span>
            <span class="quiet">{action.reason ?? action.part}</span>
            {action.key && <KeyName name={action.key} />}
          </div>
        ))}
      </div>
      <p id="palette-hint" class="quiet">
        {t('palette.hint')}
      </p>
      {matches.length === 0 && <p class="quiet">{t('palette.none')}</p>}
    </Dialog>
  )
}
