import type { TargetedMouseEvent } from 'preact'

export type CountBar = {
  key: string
  label: string
  count: number
  /** The count as it is read. */
  text: string
  /** The whole bar in words: "Error: 12 tasks. Show these." */
  name: string
  /** Where the bar leads; nowhere without it. */
  href?: string | undefined
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

const row = 34
const thickness = 6

/**
 * Shows counts as bars, which may link to what they count. Lengths are relative to the largest; each bar has its figure, so
 * that nobody has to estimate it. Put a table with the same figures beside it.
 */
export function CountChart({ id, title, bars, onSelect }: CountChartProps) {
  const greatest = Math.max(1, ...bars.map(({ count }) => count))
  const follow = (href: string) => (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    if (!onSelect || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onSelect(href)
  }
  // A screen reader ignores the children of an image, so a chart with links must be a group.
  const role = bars.some(({ href }) => href) ? 'group' : 'img'
  return (
    <figure class="count-chart">
      <figcaption>{title}</figcaption>
      <svg
        width="100%"
        height={bars.length * row}
        role={role}
        aria-labelledby={`${id}-title`}
        aria-describedby={role === 'img' ? `${id}-description` : undefined}
      >
        <title id={`${id}-title`}>{title}</title>
        {role === 'img' && <desc id={`${id}-description`}>{bars.map(({ name }) => name).join(' ')}</desc>}
        {bars.map((one, at) => {
          const drawn = <DrawnBar bar={one} y={at * row} greatest={greatest} />
          if (!one.href) return <g key={one.key}>{drawn}</g>
          return (
            <a
              key={one.key}
              class={one.current ? 'count-chart-link count-chart-current' : 'count-chart-link'}
              href={one.href}
              aria-label={one.name}
              aria-current={one.current ? 'true' : undefined}
              onClick={follow(one.href)}
            >
              {drawn}
            </a>
          )
        })}
      </svg>
    </figure>
  )
}

function DrawnBar({ bar, y, greatest }: { bar: CountBar; y: number; greatest: number }) {
  const { label, count, text, name, current } = bar
  return (
    <>
      <title>{name}</title>
      <rect class="count-chart-hit" x="0" y={y} width="100%" height={row - 2} />
      {current && <path class="count-chart-tick" d={`M4 ${y + 11}l3.5 3.5 6-8`} />}
      <text class="count-chart-label" x={current ? 20 : 4} y={y + 15}>
        {label}
      </text>
      <text class="count-chart-count" x="100%" dx="-4" y={y + 15}>
        {text}
      </text>
      <rect class="count-chart-way" x="0" y={y + 21} width="100%" height={thickness} rx="2" />
      <rect
        class="count-chart-bar"
        x="0"
        y={y + 21}
        width={`${Math.max(count > 0 ? 1 : 0, (count / greatest) * 100)}%`}
        height={thickness}
        rx="2"
      />
    </>
  )
}
