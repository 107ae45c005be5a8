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

type FrameProps = Omit<FieldParts, 'name'> & { id: string; short?: boolean; children: ComponentChildren }

/** Label over the control's box, hint between, error beside. */
export function FieldFrame({ id, label, mark, hint, error, short = false, children }: FrameProps) {
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <LabelText label={label} mark={mark} />
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <div class="field-line">
        <span class={short ? 'field-box field-short' : 'field-box'}>{children}</span>
        <FieldError id={id}>{error}</FieldError>
      </div>
    </div>
  )
}

/** Returns the attributes that connect a control with its frame. */
export const inFrame = ({ id, name, hint, error }: Omit<FieldParts, 'label'> & { id: string }) =>
  ({
    id,
    name,
    'aria-describedby': describedBy(id, hint, error),
    'aria-invalid': error ? 'true' : undefined,
  }) as const

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
