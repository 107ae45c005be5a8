import { useDesk } from '#app/desk-context.ts'
import type { Account } from './account.ts'

type Place = { premiseId: number; x: number; y: number }
const width = 240
const height = 120
const margin = 14

/** Places on the drawing: north is up, a degree of longitude as wide as it is at that latitude, one scale for both. */
export function placesOf(premises: Account['premises']): Place[] {
  const known = premises.flatMap(({ premiseId, latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ premiseId, latitude, longitude }],
  )
  if (known.length === 0) return []
  const middle = known.reduce((sum, { latitude }) => sum + latitude, 0) / known.length
  const flat = known.map(({ premiseId, latitude, longitude }) => ({
    premiseId,
    x: longitude * Math.cos((middle * Math.PI) / 180),
    y: -latitude,
  }))
  const range = (of: 'x' | 'y') => {
    const values = flat.map((place) => place[of])
    const least = Math.min(...values)
    const most = Math.max(...values)
    return { centre: (least + most) / 2, span: most - least }
  }
  const across = range('x')
  const down = range('y')
  const scale = Math.min(
    (width - 2 * margin) / Math.max(across.span, 1e-9),
    (height - 2 * margin) / Math.max(down.span, 1e-9),
  )
  return flat.map(({ premiseId, x, y }) => ({
    premiseId,
    x: width / 2 + (x - across.centre) * scale,
    y: height / 2 + (y - down.centre) * scale,
  }))
}

/** Where several premises lie to each other; one alone needs no drawing. No map service is asked. */
export function PremisesPlot({ premises }: { premises: Account['premises'] }) {
  const { t } = useDesk()
  const places = placesOf(premises)
  if (places.length < 2) return null
  return (
    <svg
      class="plot"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('account.plot', { count: places.length })}
    >
      {places.map(({ premiseId, x, y }) => (
        <circle key={premiseId} cx={x.toFixed(1)} cy={y.toFixed(1)} r="4" />
      ))}
    </svg>
  )
}
