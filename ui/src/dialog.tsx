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

/**
 * A modal question in a native dialog: the browser keeps the focus inside, closes on Escape and gives the focus back. It gives
 * it back before it tells of the close, and keys overtake that: who presses Enter on the button at once would open nothing. So
 * Escape and the close button close it and are told of in one, and what the browser tells afterwards is passed over.
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
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open) dialog.current?.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      id={id}
      class={`dialog dialog-${size}`}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        // That of a file field inside bubbles up to here.
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
