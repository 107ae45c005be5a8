import type { ComponentChildren, TargetedKeyboardEvent, TargetedMouseEvent } from 'preact'
import { Icon } from './icon.tsx'

export type TabItem = {
  id: string
  /** The address of the tab's page. */
  href: string
  label: ComponentChildren
  /** A second line: an account number. */
  detail?: ComponentChildren
  current?: boolean | undefined
  /** "Close Maria Alvarez". */
  closeLabel: string
}

export type TabStripProps = {
  /** Names the strip: "Open customers". */
  label: string
  items: readonly TabItem[]
  onSelect?: ((id: string, event: TargetedMouseEvent<HTMLAnchorElement>) => void) | undefined
  onClose: (id: string) => void
}

/** Left and right move the focus along the strip, Home and End to its ends. */
function moveFocus(event: TargetedKeyboardEvent<HTMLElement>) {
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a')]
  const at = links.findIndex((link) => link.parentElement?.contains(document.activeElement))
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
  const places: Record<string, number> = { [forward]: at + 1, [back]: at - 1, Home: 0, End: links.length - 1 }
  const place = places[event.key]
  if (place === undefined || at < 0) return
  event.preventDefault()
  links[(place + links.length) % links.length]?.focus()
}

/**
 * Renders the open items, each a link with a close button. It is a navigation rather than an ARIA tablist: a tab may not contain
 * a button, and each of these is a page of its own. Delete closes the focused item.
 */
export function TabStrip({ label, items, onSelect, onClose }: TabStripProps) {
  return (
    <nav class="tab-strip" aria-label={label} onKeyDown={moveFocus}>
      <ul class="tab-list">
        {items.map((item) => (
          <li key={item.id} class="tab">
            <a
              href={item.href}
              aria-current={item.current ? 'page' : undefined}
              onClick={onSelect && ((event) => onSelect(item.id, event))}
              onKeyDown={(event) => event.key === 'Delete' && onClose(item.id)}
            >
              <span>{item.label}</span>
              {item.detail && <small>{item.detail}</small>}
            </a>
            <button type="button" aria-label={item.closeLabel} onClick={() => onClose(item.id)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
