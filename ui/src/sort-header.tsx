import { Icon } from './icon.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

/** How a column is sorted now, and how to sort by it: by a link (portal) or a click (desk). */
export type SortState = {
  direction: 'ascending' | 'descending' | 'none'
  href?: string | undefined
  onSort?: (() => void) | undefined
}

export type SortHeaderProps = {
  header: string
  headerHidden?: boolean | undefined
  numeric?: boolean | undefined
  sort?: SortState | undefined
}

const arrows = { ascending: 'arrow-up', descending: 'arrow-down', none: 'sort' } as const

/** A column's header; where the column can be sorted, a link or button that says how it is sorted. */
export function SortHeader({ header, headerHidden, numeric, sort }: SortHeaderProps) {
  if (!sort)
    return (
      <th scope="col" class={numeric ? 'numeric' : undefined}>
        {headerHidden ? <VisuallyHidden>{header}</VisuallyHidden> : header}
      </th>
    )
  const content = (
    <>
      {header}
      <Icon name={arrows[sort.direction]} />
    </>
  )
  return (
    <th scope="col" class={numeric ? 'numeric sortable' : 'sortable'} aria-sort={sort.direction}>
      {sort.href ? (
        <a class="sort" href={sort.href} onClick={sort.onSort}>
          {content}
        </a>
      ) : (
        <button class="sort" type="button" onClick={sort.onSort}>
          {content}
        </button>
      )}
    </th>
  )
}
