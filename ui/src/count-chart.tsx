import type { TargetedMouseEvent } from 'preact'

export type CountBar = {
  key: string
  label: string
  count: number
  /** The count as it is read. */
  text: string
  /** The whole bar in words: "Error: 12 tasks. Show these." */
  name: string
  href: string
  /** True if the page currently shows only what this bar counts. */
  current?: boolean | undefined
}

export type CountChartProps = {
  /** Unique on the page. */
  id: string
  title: string
  bars: readonly CountBar[]
  /** Followed in place of the link's address, where a script can. */
  onSelect?: ((href: string) => void) | undefined
}

/** The bars are links, which an image would hide from a screen reader. */
const role = 'group'
const row = 34
const bar = 6

/**
 * Shows counts as bars that link to what they count. Lengths are relative to the largest; each bar has its figure, so
 * that nobody has to estimate it. Put a `ChartTable` with the same figures beside several of these.
 */
export function CountChart({ id, title, bars, onSelect }: CountChartProps) {
  const greatest = Math.max(1, ...bars.map(({ count }) => count))
  const follow = (href: string) => (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    if (!onSelect || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onSelect(href)
  }
  return (
    <figure class="count-chart">
      <figcaption>{title}</figcaption>
      <svg width="100%" height={bars.length * row} role={role} aria-labelledby={`${id}-title`}>
        <title id={`${id}-title`}>{title}</title>
        {bars.map(({ key, label, count, text, name, href, current }, at) => (
          <a
            key={key}
            class={current ? 'count-chart-link count-chart-current' : 'count-chart-link'}
            href={href}
            aria-label={name}
            aria-current={current ? 'true' : undefined}
            onClick={follow(href)}
          >
            <title>{name}</title>
            <rect class="count-chart-hit" x="0" y={at * row} width="100%" height={row - 2} />
            {current && <path class="count-chart-tick" d={`M4 ${at * row + 11}l3.5 3.5 6-8`} />}
            <text class="count-chart-label" x={current ? 20 : 4} y={at * row + 15}>
              {label}
            </text>
            <text class="count-chart-count" x="100%" dx="-4" y={at * row + 15}>
              {text}
            </text>
            <rect class="count-chart-way" x="0" y={at * row + 21} width="100%" height={bar} rx="2" />
            <rect
              class="count-chart-bar"
              x="0"
              y={at * row + 21}
              width={`${Math.max(count > 0 ? 1 : 0, (count / greatest) * 100)}%`}
              height={bar}
              rx="2"
            />
          </a>
        ))}
      </svg>
    </figure>
  )
}
