import type { TextareaHTMLAttributes } from 'preact'
import { describedBy, FieldError, FieldHint, type FieldParts, LabelText } from './field-parts.tsx'

type PassedThrough = Omit<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  keyof FieldParts | 'class' | 'className' | 'style' | 'children'
>

export type TextAreaFieldProps = FieldParts & PassedThrough

/** Several lines of text; it grows with what is typed where the browser can do that by itself. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { name, id = name, label, mark, hint, error, rows = 3, ...rest } = props
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <LabelText label={label} mark={mark} />
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <div class="field-line">
        <span class="field-box">
          <textarea
            {...rest}
            rows={rows}
            id={id}
            name={name}
            aria-describedby={describedBy(id, hint, error)}
            aria-invalid={error ? 'true' : undefined}
          />
        </span>
        <FieldError id={id}>{error}</FieldError>
      </div>
    </div>
  )
}
