import type { ComponentChildren } from 'preact'

export type Description = {
  label: ComponentChildren
  value: ComponentChildren
  /** A link or button that belongs to this line ("Change"). */
  action?: ComponentChildren
  /** The line that adds up the others. */
  total?: boolean | undefined
}

export type DescriptionListProps = {
  items: readonly Description[]
  /** `sums` sets values at the end of the line, as on a bill. */
  layout?: 'facts' | 'sums' | undefined
}

/** Labels and their values; label over value where there is little room. */
export function DescriptionList({ items, layout = 'facts' }: DescriptionListProps) {
  return (
    <div class="contained">
      <dl class={`descriptions descriptions-${layout}`}>
        {items.map((item, index) => (
          <div key={index} class={item.total ? 'descriptions-total' : undefined}>
            <dt>{item.label}</dt>
            <dd>{item.value}</dd>
            {item.action && <dd class="descriptions-action">{item.action}</dd>}
          </div>
        ))}
      </dl>
    </div>
  )
}
