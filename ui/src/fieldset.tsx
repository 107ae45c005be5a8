import type { ComponentChildren } from 'preact'
import { describedBy, FieldError, FieldHint } from './field-parts.tsx'

export type FieldsetProps = {
  id: string
  legend: ComponentChildren
  hint?: ComponentChildren
  /** What is wrong with the fields together. */
  error?: ComponentChildren
  children: ComponentChildren
}

/** Fields that belong together, under one legend. */
export function Fieldset({ id, legend, hint, error, children }: FieldsetProps) {
  return (
    <fieldset class="fieldset" id={id} tabIndex={-1} aria-describedby={describedBy(id, hint, error)}>
      <legend>{legend}</legend>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      {children}
    </fieldset>
  )
}
