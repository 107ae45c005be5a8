/** Where something lies, in degrees. */
export type Place = { latitude: number; longitude: number }
export type Size = { width: number; height: number; margin: number }
export type ScaleStep = { metres: number; label: string }

const metresPerDegree = 111_320
/** The smallest extent in meters that fills the drawing. Places that are closer together are not enlarged further. */
const leastSpan = 150

const range = (values: readonly number[]) => {
  const least = Math.min(...values)
  const most = Math.max(...values)
  return { center: (least + most) / 2, span: most - least }
}

/**
 * Places on a drawing: north is up, a degree of longitude as wide as it is at that latitude, one scale for both.
 * @returns a point for each place, in the drawing's units, and how many metres one unit is
 */
export function layOut(places: readonly Place[], { width, height, margin }: Size) {
  const middle = range(places.map(({ latitude }) => latitude)).center
  const eastward = metresPerDegree * Math.cos((middle * Math.PI) / 180)
  const flat = places.map(({ latitude, longitude }) => ({
    x: longitude * eastward,
    y: -latitude * metresPerDegree,
  }))
  const across = range(flat.map(({ x }) => x))
  const down = range(flat.map(({ y }) => y))
  const metresPerUnit = Math.max(
    across.span / (width - 2 * margin),
    down.span / (height - 2 * margin),
    leastSpan / Math.min(width, height),
  )
  const points = flat.map(({ x, y }) => ({
    x: width / 2 + (x - across.center) / metresPerUnit,
    y: height / 2 + (y - down.center) / metresPerUnit,
  }))
  return { points, metresPerUnit }
}

/** Returns the longest of the steps that is no longer than `most` units: a bar that says how far things are. */
export function scaleBar(steps: readonly ScaleStep[], metresPerUnit: number, most: number) {
  const fitting = steps.filter(({ metres }) => metres / metresPerUnit <= most)
  const longest = fitting.sort((one, other) => other.metres - one.metres)[0]
  return longest && { label: longest.label, length: longest.metres / metresPerUnit }
}
