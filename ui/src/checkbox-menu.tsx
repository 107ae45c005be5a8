import type { ComponentChildren } from 'preact'
import { closeOnEscape, closeOnLeave } from './close-details.ts'
import { Icon } from './icon.tsx'

export type CheckboxMenuOption = { value: string; label: string }

export type CheckboxMenuProps = {
  /** Unique on the page. */
  id: string
  /** Every ticked box sends its value under this name. */
  name: string
  label: ComponentChildren
  /** The text of the closed menu: the ticked choices. */
  summary: ComponentChildren
  options: readonly CheckboxMenuOption[]
  ticked: readonly string[]
  onChange?: ((value: string, isTicked: boolean) => void) | undefined
}

/** A choice of any number of options: checkboxes behind one button, so that the field takes only one line. */
export function CheckboxMenu({ id, name, label, summary, options, ticked, onChange }: CheckboxMenuProps) {
  return (
    <div class="field">
      <span class="field-label" id={`${id}-label`}>
        {label}
      </span>
      <details class="menu checkbox-menu" onKeyDown={closeOnEscape} onFocusOut={closeOnLeave}>
        <summary class="button button-secondary" id={id} aria-labelledby={`${id}-label ${id}`}>
          <span>{summary}</span>
          <Icon name="chevron-down" />
        </summary>
        <fieldset class="menu-list" aria-labelledby={`${id}-label`}>
          {options.map(({ value, label: text }) => (
            <label class="checkbox-menu-choice" key={value}>
              <input
                type="checkbox"
                name={name}
                value={value}
                checked={ticked.includes(value)}
                onChange={(event) => onChange?.(value, event.currentTarget.checked)}
              />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
      </details>
    </div>
  )
}
