import type { ComponentChildren, InputHTMLAttributes, PartialInputHTMLAttributes } from 'preact'
import { describedBy, FieldError, FieldHint, type FieldParts, LabelText } from './field-parts.tsx'

export type FieldType = 'text' | 'email' | 'tel' | 'password' | 'number' | 'date' | 'url' | 'search'

type PassedThrough = Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  keyof FieldParts | 'type' | 'role' | 'class' | 'className' | 'style' | 'prefix' | 'children'
>

export type FieldProps = FieldParts &
  PassedThrough & {
    type?: FieldType | undefined
    /** Before the input, inside its box: a currency sign. Say the unit in the label too. */
    prefix?: ComponentChildren
    suffix?: ComponentChildren
    /** A narrow box for a short answer: a date, an amount, a code. */
    short?: boolean | undefined
  }

/** One line of text: label over input, hint between, error beside. `autocomplete`, `inputmode` and the like pass through. */
export function Field(props: FieldProps) {
  const {
    name,
    id = name,
    label,
    mark,
    hint,
    error,
    type = 'text',
    prefix,
    suffix,
    short = false,
    ...rest
  } = props
  // Preact's types tie the ARIA attributes to one literal type; here it is one of several.
  const attributes = { ...rest, type } as InputHTMLAttributes<HTMLInputElement>
  return (
    <div class="field">
      <label class="field-label" for={id}>
        <LabelText label={label} mark={mark} />
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <div class="field-line">
        <span class={short ? 'field-box field-short' : 'field-box'}>
          {prefix && (
            <span class="field-affix" aria-hidden="true">
              {prefix}
            </span>
          )}
          <input
            {...attributes}
            id={id}
            name={name}
            aria-describedby={describedBy(id, hint, error)}
            aria-invalid={error ? 'true' : undefined}
          />
          {suffix && (
            <span class="field-affix" aria-hidden="true">
              {suffix}
            </span>
          )}
        </span>
        <FieldError id={id}>{error}</FieldError>
      </div>
    </div>
  )
}
