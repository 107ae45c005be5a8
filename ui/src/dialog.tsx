import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'

export type DialogProps = {
  id: string
  open: boolean
  title: ComponentChildren
  closeLabel: string
  /** Called once when the reader closes it: by Escape, the close button, or a form with `method="dialog"`. */
  onClose: () => void
  /** Buttons at the foot, the primary first. */
  actions?: ComponentChildren
  size?: 'normal' | 'wide' | undefined
  children: ComponentChildren
}

const texts = 'textarea, input:not([type=checkbox], [type=radio], [type=hidden])'

/**
 * Moves the focus to the first text field, else to the first field of a form. If the content arrives later, moves it then, unless
 * the reader has moved it in the meantime. Returns a function that stops waiting.
 */
function focusField(dialog: HTMLDialogElement): () => void {
  const given = document.activeElement
  const isChosen = given !== dialog && !given?.closest('.dialog-head')
  const find = () => {
    const body = dialog.querySelector('.dialog-body')
    const field =
      body?.querySelector<HTMLElement>(texts) ?? body?.querySelector<HTMLElement>('form select, form input')
    const isMoved = document.activeElement !== given && document.activeElement !== document.body
    if (field && !isMoved) field.focus()
    if (field || isMoved) observer.disconnect()
  }
  const observer = new MutationObserver(find)
  if (!isChosen) {
    observer.observe(dialog, { childList: true, subtree: true })
    find()
  }
  return () => observer.disconnect()
}

/**
 * Renders a modal question in a native dialog: the browser keeps the focus inside, closes on Escape and returns the focus. The browser
 * returns the focus before it fires `close`, and a fast Enter on the focused button would arrive before the event and open
 * nothing. So Escape and the close button close the dialog and call `onClose` at once, and the later `close` event is ignored.
 */
export function Dialog({
  id,
  open,
  title,
  closeLabel,
  onClose,
  actions,
  size = 'normal',
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isTold = useRef(false)
  const close = () => {
    if (!dialog.current?.open) return
    isTold.current = true
    dialog.current.close()
    onClose()
  }
  useLayoutEffect(() => {
    const shown = dialog.current
    if (!open) shown?.close()
    if (!open || !shown || shown.open) return
    shown.showModal()
    return focusField(shown)
  }, [open])
  return (
    <dialog
      ref={dialog}
      id={id}
      class={`dialog dialog-${size}`}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        // The `cancel` event of a file field inside bubbles up to here.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        close()
      }}
      onClose={() => {
        if (open && !isTold.current) onClose()
        isTold.current = false
      }}
    >
      <div class="dialog-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <button type="button" class="button button-quiet" aria-label={closeLabel} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div class="dialog-body">{children}</div>
      {actions && <div class="form-actions dialog-foot">{actions}</div>}
    </dialog>
  )
}
