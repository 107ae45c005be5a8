import type { PartialSelectHTMLAttributes } from 'preact'
import { FieldFrame, type FieldParts, inFrame } from './field-parts.tsx'

export type SelectOption = {
  value: string
  label: string
  disabled?: boolean | undefined
  /** The heading over consecutive options of the same group. */
  group?: string | undefined
}

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

/** Options that follow one another and name the same group, together. */
function grouped(options: readonly SelectOption[]) {
  const groups: { group: string | undefined; members: SelectOption[] }[] = []
  for (const option of options) {
    const last = groups.at(-1)
    if (last && last.group === option.group) last.members.push(option)
    else groups.push({ group: option.group, members: [option] })
  }
  return groups
}

function Option({ option, chosen }: { option: SelectOption; chosen: string | undefined }) {
  return (
    <option value={option.value} disabled={option.disabled} selected={option.value === chosen}>
      {option.label}
    </option>
  )
}

/** One of several, from a native list. For fewer than six choices a RadioGroup is easier. */
export function SelectField(props: SelectFieldProps) {
  const { name, id = name, label, mark, hint, error, options, value, ...rest } = props
  return (
    <FieldFrame {...{ id, label, mark, hint, error }}>
      <select {...rest} {...inFrame({ id, name, hint, error })}>
        {grouped(options).map(({ group, members }) =>
          group === undefined ? (
            members.map((option) => <Option key={option.value} option={option} chosen={value} />)
          ) : (
            <optgroup key={group} label={group}>
              {members.map((option) => (
                <Option key={option.value} option={option} chosen={value} />
              ))}
            </optgroup>
          ),
        )}
      </select>
    </FieldFrame>
  )
}
