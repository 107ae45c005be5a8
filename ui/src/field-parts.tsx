import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/** What every kind of field has. */
export type FieldParts = {
  name: string
  /** The control's id, which an ErrorSummary links to; the name where not given. */
  id?: string | undefined
  label: ComponentChildren
  /** Behind the label: the page's word for "required" or "optional". */
  mark?: ComponentChildren
  hint?: ComponentChildren
  error?: ComponentChildren
}

/** The ids of the texts that describe a control, for `aria-describedby`. */
export function describedBy(id: string, hint: ComponentChildren, error: ComponentChildren) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return ids === '' ? undefined : ids
}

/** A label's text with its mark. */
export function LabelText({ label, mark }: Pick<FieldParts, 'label' | 'mark'>) {
  return (
    <>
      {label}
      {mark && <span class="field-mark"> {mark}</span>}
    </>
  )
}

/** The hint between label and control. */
export function FieldHint({ id, children }: { id: string; children: ComponentChildren }) {
  if (!children) return null
  return (
    <span class="field-hint" id={`${id}-hint`}>
      {children}
    </span>
  )
}

/** The error beside the control. */
export function FieldError({ id, children }: { id: string; children: ComponentChildren }) {
  if (!children) return null
  return (
    <span class="field-error" id={`${id}-error`}>
      <Icon name="stop" />
      <span>{children}</span>
    </span>
  )
}
