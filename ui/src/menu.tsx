import type { ComponentChildren } from 'preact'
import { closeOnEscape, closeOnLeave } from './close-details.ts'
import { Icon, type IconName } from './icon.tsx'
import { Keycap } from './keycap.tsx'

export type MenuItem = {
  id: string
  label: ComponentChildren
  icon?: IconName | undefined
  href?: string | undefined
  onSelect?: (() => void) | undefined
  danger?: boolean | undefined
  /** Its key, shown at the end of the line. */
  keys?: string | undefined
  /** Why it cannot be chosen now; it stays in its place and in the tab order. */
  disabledReason?: ComponentChildren
}

export type MenuProps = {
  /** Unique on the page: the reasons' ids begin with it. */
  id: string
  label: ComponentChildren
  items: readonly MenuItem[]
  align?: 'start' | 'end' | undefined
}

/** A few actions behind one button. Opens without JavaScript; with it, Escape and leaving close it. */
export function Menu({ id, label, items, align = 'start' }: MenuProps) {
  return (
    <details class="menu" onKeyDown={closeOnEscape} onFocusOut={closeOnLeave}>
      <summary class="button button-secondary">
        {label}
        <Icon name="chevron-down" />
      </summary>
      <ul class={`menu-list menu-${align}`}>
        {items.map((item) => (
          <li key={item.id}>{line(item, `${id}-${item.id}-reason`)}</li>
        ))}
      </ul>
    </details>
  )
}

function line({ label, icon, href, onSelect, danger, keys, disabledReason }: MenuItem, reasonId: string) {
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{label}</span>
      {keys && <Keycap>{keys}</Keycap>}
    </>
  )
  if (disabledReason)
    return (
      <>
        <button type="button" class="menu-item" aria-disabled="true" aria-describedby={reasonId}>
          {content}
        </button>
        <small id={reasonId}>{disabledReason}</small>
      </>
    )
  const name = danger ? 'menu-item menu-danger' : 'menu-item'
  if (href)
    return (
      <a class={name} href={href} onClick={onSelect}>
        {content}
      </a>
    )
  return (
    <button type="button" class={name} onClick={onSelect}>
      {content}
    </button>
  )
}
