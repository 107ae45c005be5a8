import { isShown } from '../is-shown.ts'

export type PageAction = {
  element: HTMLElement
  name: string
  /** The section of the page that contains the action. */
  part: string
  /** The shortcut of the action, if it has one. */
  key: string | undefined
  /** The reason why the action is disabled. */
  reason: string | undefined
}

const candidates =
  'button, a[href], summary, select, textarea, input:not([type=hidden], [type=file]), [role=button]'

const textOf = (element: Element | null | undefined) =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? ''

const byIds = (ids: string | null) =>
  (ids ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => textOf(document.getElementById(id)))
    .join(' ')

/** Returns the accessible name of the element. */
function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label') ?? byIds(element.getAttribute('aria-labelledby'))
  if (label) return label
  if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  )
    return [...(element.labels ?? [])].map(textOf).join(' ')
  return textOf(element)
}

/** Returns the nearest heading of the section around the element; in a table, also the row. */
function partOf(element: HTMLElement): string {
  const part = element.closest('section, article, dialog, nav, header, fieldset[aria-label]')
  const heading =
    part &&
    (part.getAttribute('aria-label') ??
      (byIds(part.getAttribute('aria-labelledby')) || textOf(part.querySelector('h2, h3'))))
  const row = element.closest('tr')?.querySelector('th[scope=row]')
  return [heading, row && !row.contains(element) ? textOf(row) : ''].filter(Boolean).join(' · ')
}

/**
 * Returns every action that `page` offers now, by its accessible name: buttons, links, fields. It reads the page itself, so that a
 * new action needs no list. A disabled action has its reason.
 */
export function actionsIn(page: ParentNode): PageAction[] {
  const seen = new Set<string>()
  const all = [...page.querySelectorAll<HTMLElement>(candidates)]
  // Actions of the screen come before actions that are on every screen.
  const isOfScreen = (element: HTMLElement) => element.closest('main, dialog') !== null
  const inTurn = [...all.filter(isOfScreen), ...all.filter((element) => !isOfScreen(element))]
  return inTurn.flatMap((element) => {
    if (!isShown(element) || element.closest('[inert]') || element.matches(':disabled')) return []
    const name = nameOf(element)
    const part = partOf(element)
    const target = element instanceof HTMLAnchorElement ? element.href : ''
    const id = `${part}\n${name}\n${target}`
    if (name === '' || seen.has(id)) return []
    seen.add(id)
    const isRefused = element.getAttribute('aria-disabled') === 'true'
    return [
      {
        element,
        name,
        part,
        key: element.getAttribute('aria-keyshortcuts') ?? undefined,
        reason: isRefused ? byIds(element.getAttribute('aria-describedby')) : undefined,
      },
    ]
  })
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Returns the actions with every typed word in the name or the part; names that begin with it first. Ignores accents. */
export function matching<Action extends Pick<PageAction, 'name' | 'part'>>(
  actions: readonly Action[],
  typed: string,
): Action[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const rank = ({ name, part }: Action) => {
    const own = plain(name)
    const all = `${own} ${plain(part)}`
    if (!words.every((word) => all.includes(word))) return -1
    if (words[0] && own.startsWith(words[0])) return 2
    return words.every((word) => own.includes(word)) ? 1 : 0
  }
  return actions
    .map((action, at) => ({ action, at, rank: rank(action) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => b.rank - a.rank || a.at - b.at)
    .map((one) => one.action)
}

/** Clicks the element, or focuses it if it is a field. */
export function perform({ element }: PageAction): void {
  if (
    element.matches(
      'select, textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit])',
    )
  ) {
    element.focus()
    return
  }
  element.focus()
  element.click()
}
