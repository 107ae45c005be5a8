import type { DraftFields } from './draft-store.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Returns the fields that a person fills in, without passwords and one-time codes: those are never kept. */
export function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (one): one is Control =>
      (one instanceof HTMLInputElement &&
        !['password', 'hidden', 'file', 'submit'].includes(one.type) &&
        one.autocomplete !== 'one-time-code') ||
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLSelectElement,
  )
}

const isChoice = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')

/** Returns the current values of the fields, by name. */
export function readFields(form: HTMLFormElement): DraftFields {
  const fields: Record<string, string | boolean> = {}
  for (const control of controlsOf(form)) {
    if (control.name === '') continue
    if (!isChoice(control)) fields[control.name] = control.value
    else if (control.type === 'checkbox') fields[control.name] = control.checked
    else if (control.checked) fields[control.name] = control.value
  }
  return fields
}

/** Sets the fields with these names, and fires their events, so that dependent fields are updated. */
export function fillFields(form: HTMLFormElement, fields: DraftFields): void {
  for (const control of controlsOf(form)) {
    const value = fields[control.name]
    if (value === undefined || control.disabled) continue
    if (isChoice(control)) {
      const isOn = control.type === 'checkbox' ? value === true : control.value === value
      if (control.checked === isOn) continue
      control.checked = isOn
      if (control.type === 'radio' && !isOn) continue
    } else {
      if (control.value === value) continue
      control.value = String(value)
      // The stored option no longer exists, so nothing is selected.
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0
    }
    control.dispatchEvent(new Event('input', { bubbles: true }))
    control.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

/** Returns the fields of `now` whose value differs from `first`. */
export function differing(now: DraftFields, first: DraftFields): DraftFields {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== first[name]))
}

export const isSame = (one: DraftFields, other: DraftFields): boolean =>
  Object.keys({ ...one, ...other }).every((name) => one[name] === other[name])
