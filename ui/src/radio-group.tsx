import type { ComponentChildren, TargetedEvent } from 'preact'
import { describedBy, FieldError, FieldHint, type FieldParts, LabelText } from './field-parts.tsx'

export type RadioOption = {
  value: string
  label: ComponentChildren
  hint?: ComponentChildren
  disabled?: boolean | undefined
}

export type RadioGroupProps = FieldParts & {
  options: readonly RadioOption[]
  value?: string | undefined
  required?: boolean | undefined
  onChange?: ((event: TargetedEvent<HTMLInputElement>) => void) | undefined
}

/** A choice of one among a few. The first radio has the group's id, so that an ErrorSummary's link leads to it. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, id = name, label, mark, hint, error, options, value, required, onChange } = props
  return (
    <fieldset class="fieldset fieldset-tight" aria-describedby={describedBy(id, hint, error)}>
      <legend>
        <LabelText label={label} mark={mark} />
      </legend>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      {options.map((option, index) => {
        const optionId = index === 0 ? id : `${id}-${index + 1}`
        return (
          <div class="choice" key={option.value}>
            <input
              type="radio"
              id={optionId}
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              required={required}
              onChange={onChange}
              aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
              aria-invalid={error ? 'true' : undefined}
            />
            <label for={optionId}>{option.label}</label>
            <FieldHint id={`${id}-${option.value}`}>{option.hint}</FieldHint>
          </div>
        )
      })}
    </fieldset>
  )
}
