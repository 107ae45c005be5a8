import type { ComponentChildren, InputHTMLAttributes, PartialInputHTMLAttributes, Ref } from 'preact'
import { Icon } from './icon.tsx'
import { Keycap } from './keycap.tsx'

type PassedThrough = Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  | 'name'
  | 'type'
  | 'class'
  | 'className'
  | 'style'
  | 'children'
  | 'ref'
  | 'label'
  | 'action'
  | 'onSubmit'
  | 'role'
>

export type SearchBoxProps = PassedThrough & {
  id: string
  name: string
  label: string
  submitLabel: string
  /** Where the form asks, by GET. */
  action: string
  /** The key that brings the focus here: "/". */
  keys?: string | undefined
  /** `combobox` where a list of results hangs from it (with `aria-controls`, `aria-expanded`, `aria-activedescendant`). */
  role?: 'combobox' | undefined
  inputRef?: Ref<HTMLInputElement> | undefined
  onSubmit?: ((event: Event) => void) | undefined
  /** The results that hang from the box. */
  children?: ComponentChildren
}

/** One box that searches, with its label for screen readers. The input's other attributes pass through. */
export function SearchBox(props: SearchBoxProps) {
  const { id, label, submitLabel, action, keys, role, inputRef, onSubmit, children, ...rest } = props
  // Preact's types tie the ARIA attributes to a literal role; here it is one or none.
  const attributes = {
    autocomplete: 'off',
    ...rest,
    role,
    ref: inputRef,
    type: 'search',
    id,
  } as InputHTMLAttributes<HTMLInputElement>
  return (
    <search>
      <form class="search-box" action={action} onSubmit={onSubmit}>
        <label class="visually-hidden" for={id}>
          {label}
        </label>
        <span class="field-box">
          <span class="field-affix">
            <Icon name="search" />
          </span>
          <input {...attributes} />
          {keys && <Keycap>{keys}</Keycap>}
        </span>
        <button type="submit" class="button button-secondary">
          {submitLabel}
        </button>
        {children}
      </form>
    </search>
  )
}
