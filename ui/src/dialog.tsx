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

/** A modal question in a native dialog: the browser keeps the focus inside, closes on Escape and gives the focus back. */
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
      onClose={() => open && onClose()}
    >
      <div class="dialog-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <button
          type="button"
          class="button button-quiet"
          aria-label={closeLabel}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="dialog-body">{children}</div>
      {actions && <div class="form-actions dialog-foot">{actions}</div>}
    </dialog>
  )
}
