/** Where something lies, in degrees. */
export type Place = { latitude: number; longitude: number }
export type Size = { width: number; height: number; margin: number }
export type ScaleStep = { meters: number; label: string }

const metersPerDegree = 111_320
/** The smallest extent in meters that fills the drawing. Places that are closer together are not enlarged further. */
const leastSpan = 150

const range = (values: readonly number[]) => {
  const least = Math.min(...values)
  const most = Math.max(...values)
  return { center: (least + most) / 2, span: most - least }
}

/**
 * Places on a drawing: north is up, a degree of longitude as wide as it is at that latitude, one scale for both.
 * @returns a point for each place, in the drawing's units, and how many meters one unit is
 */
export function layOut(places: readonly Place[], { width, height, margin }: Size) {
  const middle = range(places.map(({ latitude }) => latitude)).center
  const eastward = metersPerDegree * Math.cos((middle * Math.PI) / 180)
  const flat = places.map(({ latitude, longitude }) => ({
    x: longitude * eastward,
    y: -latitude * metersPerDegree,
  }))
  const across = range(flat.map(({ x }) => x))
  const down = range(flat.map(({ y }) => y))
  const metersPerUnit = Math.max(
    across.span / (width - 2 * margin),
    down.span / (height - 2 * margin),
    leastSpan / Math.min(width, height),
  )
  const points = flat.map(({ x, y }) => ({
    x: width / 2 + (x - across.center) / metersPerUnit,
    y: height / 2 + (y - down.center) / metersPerUnit,
  }))
  return { points, metersPerUnit }
}

/** Returns the longest of the steps that is no longer than `most` units: a bar that says how far things are. */
export function scaleBar(steps: readonly ScaleStep[], metersPerUnit: number, most: number) {
  const fitting = steps.filter(({ meters }) => meters / metersPerUnit <= most)
  const longest = fitting.sort((one, other) => other.meters - one.meters)[0]
  return longest && { label: longest.label, length: longest.meters / metersPerUnit }
}
