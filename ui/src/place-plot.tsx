import { layOut, type Place, type ScaleStep, type Size, scaleBar } from './place-layout.ts'

export type PlotPlace = Place & {
  id: string
  /** A number beside the point, the same as in the list that the drawing belongs to. */
  text?: string | undefined
  selected?: boolean | undefined
}

export type PlacePlotProps = {
  /** What the drawing says: "How 3 premises lie to each other". Screen readers are given this in its place. */
  label: string
  places: readonly PlotPlace[]
  /** Lengths that the scale bar may have, with their words. */
  steps: readonly ScaleStep[]
  size?: Size | undefined
  /** A click on a point. The list does the same by keyboard: the drawing is a second way, never the only one. */
  onPick?: ((id: string) => void) | undefined
}

const small: Size = { width: 240, height: 120, margin: 14 }

/** Where places lie to each other, north up, with a scale: drawn here, no map service is asked. Needs two places. */
export function PlacePlot({ label, places, steps, size = small, onPick }: PlacePlotProps) {
  if (places.length < 2) return null
  const { points, metresPerUnit } = layOut(places, size)
  const bar = scaleBar(steps, metresPerUnit, size.width / 3)
  // The first of the list lies over the later ones; what is selected is drawn once more, over all.
  const drawn = places.map((place, at) => ({ ...place, ...(points[at] ?? { x: 0, y: 0 }) })).reverse()
  const pick = (event: MouseEvent) => {
    const id = event.target instanceof Element && event.target.closest('[data-place]')
    if (id) onPick?.(id.getAttribute('data-place') ?? '')
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a short cut for the mouse; the list beside it has the keys.
    <svg
      class={onPick ? 'plot plot-live' : 'plot'}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={label}
      onClick={onPick && pick}
    >
      {drawn.map((place) => (
        <Point key={place.id} {...place} />
      ))}
      {drawn
        .filter(({ selected }) => selected)
        .map((place) => (
          <Point key={`selected ${place.id}`} {...place} isRinged />
        ))}
      {bar && (
        <g class="plot-scale" transform={`translate(${size.margin / 2} ${size.height - 5})`}>
          <path d={`M0 -4V0H${bar.length.toFixed(1)}V-4`} />
          <text x={bar.length + 4} y="0">
            {bar.label}
          </text>
        </g>
      )}
    </svg>
  )
}

type PointProps = PlotPlace & { x: number; y: number; isRinged?: boolean }

function Point({ id, x, y, text, isRinged = false }: PointProps) {
  return (
    <g
      data-place={id}
      class={isRinged ? 'plot-place plot-selected' : 'plot-place'}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
    >
      <circle r={text === undefined ? 4 : 8} />
      {text !== undefined && <text dy="0.35em">{text}</text>}
    </g>
  )
}
