import { useMemo } from 'preact/hooks'
import { layOut, type Place, type ScaleStep, type Size, scaleBar } from './place-layout.ts'

export type PlotPlace = Place & { id: string }

export type PlacePlotProps = {
  /** What the drawing says: "How 3 premises lie to each other". Screen readers are given this in its place. */
  label: string
  places: readonly PlotPlace[]
  /** Lengths that the scale bar may have, with their words. */
  steps: readonly ScaleStep[]
  size?: Size | undefined
  /** How many places show their number from the list. More numbers would overlap. */
  numbered?: number | undefined
  /** The id of the place that is drawn larger, over the others and with its number. */
  selected?: string | undefined
  /** A click on a point. The list does the same by keyboard: the drawing is a second way, never the only one. */
  onPick?: ((id: string) => void) | undefined
}

const small: Size = { width: 240, height: 120, margin: 14 }

/** Draws how places lie to each other, north up, with a scale. Uses no map service. Needs at least two places. */
export function PlacePlot(props: PlacePlotProps) {
  const { label, places, steps, size = small, numbered = 0, selected, onPick } = props
  // Drawn once for a list of places: a move of the selection draws one point, not three hundred.
  const { points, drawing } = useMemo(
    () => draw(places, steps, size, numbered),
    [places, steps, size, numbered],
  )
  if (places.length < 2) return null
  const at = places.findIndex(({ id }) => id === selected)
  const pick = (event: MouseEvent) => {
    const point = event.target instanceof Element && event.target.closest('[data-place]')
    if (point) onPick?.(point.getAttribute('data-place') ?? '')
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
      {drawing}
      {selected !== undefined && at >= 0 && (
        <Point id={selected} point={points[at]} text={numbered > 0 ? String(at + 1) : undefined} isSelected />
      )}
    </svg>
  )
}

/** All places, the first of the list over the later ones, and the scale. */
function draw(places: readonly PlotPlace[], steps: readonly ScaleStep[], size: Size, numbered: number) {
  if (places.length < 2) return { points: [], drawing: null }
  const { points, metersPerUnit } = layOut(places, size)
  const bar = scaleBar(steps, metersPerUnit, size.width / 3)
  const drawn = places.map(({ id }, at) => (
    <Point key={id} id={id} point={points[at]} text={at < numbered ? String(at + 1) : undefined} />
  ))
  const drawing = (
    <>
      {drawn.reverse()}
      {bar && (
        <g class="plot-scale" transform={`translate(${size.margin / 2} ${size.height - 5})`}>
          <path d={`M0 -4V0H${bar.length.toFixed(1)}V-4`} />
          <text x={bar.length + 4} y="0">
            {bar.label}
          </text>
        </g>
      )}
    </>
  )
  return { points, drawing }
}

type PointProps = {
  id: string
  point: { x: number; y: number } | undefined
  text: string | undefined
  isSelected?: boolean
}

function Point({ id, point, text, isSelected = false }: PointProps) {
  if (!point) return null
  return (
    <g
      data-place={id}
      class={isSelected ? 'plot-place plot-selected' : 'plot-place'}
      transform={`translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`}
    >
      <circle r={text === undefined ? 4 : 8} />
      {text !== undefined && <text dy="0.35em">{text}</text>}
    </g>
  )
}
