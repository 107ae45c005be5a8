import type { ComponentChildren, InputHTMLAttributes, PartialInputHTMLAttributes } from 'preact'
import { FieldFrame, type FieldParts, inFrame } from './field-parts.tsx'

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
    <FieldFrame {...{ id, label, mark, hint, error, short }}>
      {prefix && (
        <span class="field-affix" aria-hidden="true">
          {prefix}
        </span>
      )}
      <input {...attributes} {...inFrame({ id, name, hint, error })} />
      {suffix && (
        <span class="field-affix" aria-hidden="true">
          {suffix}
        </span>
      )}
    </FieldFrame>
  )
}
