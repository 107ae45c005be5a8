import type { TextareaHTMLAttributes } from 'preact'
import { FieldFrame, type FieldParts, inFrame } from './field-parts.tsx'

type PassedThrough = Omit<
  TextareaHTMLAttributes<HTMLTextAreaElement>,
  keyof FieldParts | 'class' | 'className' | 'style' | 'children'
>

export type TextAreaFieldProps = FieldParts & PassedThrough

/** Several lines of text; it grows with what is typed where the browser can do that by itself. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { name, id = name, label, mark, hint, error, rows = 3, ...rest } = props
  return (
    <FieldFrame {...{ id, label, mark, hint, error }}>
      <textarea {...rest} rows={rows} {...inFrame({ id, name, hint, error })} />
    </FieldFrame>
  )
}
