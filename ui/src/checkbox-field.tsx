import type { PartialInputHTMLAttributes } from 'preact'
import { describedBy, FieldError, FieldHint, type FieldParts, LabelText } from './field-parts.tsx'

type PassedThrough = Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  keyof FieldParts | 'type' | 'role' | 'class' | 'className' | 'style' | 'children'
>

export type CheckboxFieldProps = FieldParts & PassedThrough

/** A yes or no, with the label beside the box. A browser sends nothing for an unticked box, which the server must expect. */
export function CheckboxField(props: CheckboxFieldProps) {
  const { name, id = name, label, mark, hint, error, ...rest } = props
  return (
    <div class="choice">
      <input
        {...rest}
        type="checkbox"
        id={id}
        name={name}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? 'true' : undefined}
      />
      <label for={id}>
        <LabelText label={label} mark={mark} />
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
    </div>
  )
}
