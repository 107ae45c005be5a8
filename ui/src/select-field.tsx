import type { PartialSelectHTMLAttributes } from 'preact'
import { describedBy, FieldError, FieldHint, type FieldParts, LabelText } from './field-parts.tsx'

export type SelectOption = { value: string; label: string; disabled?: boolean | undefined }

type PassedThrough = Omit<
  PartialSelectHTMLAttributes<HTMLSelectElement>,
  | keyof FieldParts
  | 'value'
  | 'role'
  | 'size'
  | 'multiple'
  | 'class'
  | 'className'
  | 'style'
  | 'children'
  | 'icon'
>

export type SelectFieldProps = FieldParts &
  PassedThrough & { options: readonly SelectOption[]; value?: string | undefined }

/** One of several, from a native list. For fewer than six choices a RadioGroup is easier. */
export function SelectField(props: SelectFieldProps) {
  const { name, id = name, label, mark, hint, error, options, value, ...rest } = props
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <LabelText label={label} mark={mark} />
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <div class="field-line">
        <span class="field-box">
          <select
            {...rest}
            id={id}
            name={name}
            aria-describedby={describedBy(id, hint, error)}
            aria-invalid={error ? 'true' : undefined}
          >
            {options.map((option) => (
              <option
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                selected={option.value === value}
              >
                {option.label}
              </option>
            ))}
          </select>
        </span>
        <FieldError id={id}>{error}</FieldError>
      </div>
    </div>
  )
}
